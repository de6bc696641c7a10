"""Cards with a QR code: eight on a sheet, each leading to „Zgadza się?” of its entry."""

import pytest

from podworko.portal import entry_cards
from tests.factories import AreaFactory, OrganisationFactory
from tests.portal.pdf_reading import open_pdf, text_of


@pytest.fixture
def settlement(db):
    area = AreaFactory(slug="osada", name="Osada", is_sample=True)
    for number in range(9):
        OrganisationFactory(home_area=area, name=f"Klub {number}", visibility="public")
    OrganisationFactory(home_area=area, name="Cicha grupa", visibility="partners")
    OrganisationFactory(home_area=area, name="Dawny", visibility="public", status="closed", status_note="nie ma")
    return area


def read(client, query=""):
    answer = client.get(f"/osada/print/entry-cards.pdf{query}", headers={"accept-language": "pl"})
    assert answer.status_code == 200
    return open_pdf(answer.content)


def test_eight_stand_on_a_sheet_and_hidden_ones_on_none(client, settlement):
    reader = read(client)
    assert len(reader.pages) == 2
    text = text_of(reader)
    assert text.count("Zgadza się?") == 9
    assert "Klub 8" in text
    for hidden in ("Cicha", "Dawny"):
        assert hidden not in text


def test_card_of_one_entry(client, settlement):
    reader = read(client, "?entry=klub-3")
    assert len(reader.pages) == 1
    assert text_of(reader).count("Zgadza się?") == 1


def test_code_leads_to_the_one_tap(client, settlement, monkeypatch):
    led = []
    monkeypatch.setattr(entry_cards, "qr_code", lambda address: led.append(address) or "<svg/>")
    rows = entry_cards.rows_of(settlement, "klub-3").select_related("home_area")
    entry_cards.document(settlement, rows, language="pl")
    assert led[0].endswith("/osada/organisations/klub-3/still-true/")


@pytest.mark.parametrize("query", ["?entry=nie-ma", "?entry=a%00b", "?page=9", "?entry=cicha-grupa"])
def test_what_is_not_there_is_not_found(client, settlement, query):
    assert client.get(f"/osada/print/entry-cards.pdf{query}").status_code == 404
