import re
from datetime import UTC, datetime

import pytest
import time_machine

from podworko.config import instance
from podworko.core.visibility import Visibility
from tests.factories import EventKindFactory, MembershipFactory
from tests.portal.calendar_events import hold
from tests.portal.pdf_reading import collisions, elements, fonts, open_pdf, text_of

ADDRESS = "/podworze/calendar/matrix.pdf?from=2026-12-01&to=2026-12-28"
POLISH = {"accept-language": "pl"}


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


def read(client, query=""):
    response = client.get(f"{ADDRESS}{query}", headers=POLISH)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return open_pdf(response.content)


def test_table_is_tagged_and_stands_on_lying_a4(client, area):
    hold(area, "Gimnastyka", "2026-12-07", audiences=["seniors"], rule="FREQ=WEEKLY;COUNT=3")
    reader = read(client)
    kinds = [kind for kind, _element in elements(reader)]
    assert (kinds.count("/Table"), kinds.count("/TH"), kinds.count("/H1")) == (1, 9, 1)
    assert kinds.count("/TR") == 15
    assert reader.trailer["/Root"]["/Lang"] == "pl"
    assert reader.metadata.title == "Podwórze: kto, co, gdzie i dla kogo, od 1 grudnia 2026 do 28 grudnia 2026"
    assert all(fonts(reader).values())
    page = reader.pages[0]
    assert (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) == (
        297,
        210,
    )
    assert collisions(page) == []


def test_what_is_empty_and_crowded_is_said_in_words(client, area):
    hold(area, "Gimnastyka", "2026-12-07", audiences=["seniors"], rule="FREQ=DAILY;COUNT=9")
    for number, who in enumerate(("families", "carers", "0-2")):
        hold(area, f"Inne {number}", "2026-12-12", audiences=[who])
    text = text_of(read(client))
    assert "tłoczno" in text
    assert "pusto" in text
    assert "To nie jest liczba osób" in text


def test_code_leads_to_the_living_table(client, area, settings):
    settings.PODWORKO_URL = "https://podworko.example"
    settings.SITE = instance.read_site(settings.PODWORKO_URL)
    (figure,) = [element for kind, element in elements(read(client)) if kind == "/Figure"]
    assert figure["/Alt"] == "Kod QR: https://podworko.example/podworze/calendar/matrix/"


def test_comparison_prints_both_and_the_difference(client, area):
    hold(area, "Gimnastyka", "2026-12-07", audiences=["seniors"], rule="FREQ=WEEKLY;COUNT=3")
    text = text_of(read(client, "&beside=before"))
    assert "porównanie: od 3 listopada 2026 do 30 listopada 2026 i od 1 grudnia 2026 do 28 grudnia 2026" in text
    assert re.search(r"0\s*3\s*\+3", text)


def test_widest_table_stays_on_its_sheets(client, area):
    for number in range(30):
        EventKindFactory(area=area, code=f"rodzaj-{number}", name=f"Rodzaj wydarzeń niepełnosprawnościowy {number}")
    reader = read(client, "&rows=kind&columns=audience")
    for page in reader.pages:
        assert collisions(page) == []


def test_print_names_its_filter_and_hides_what_is_not_public(client, area):
    member = MembershipFactory(organisation__home_area=area)
    hold(area, "Narada", "2026-12-08", visibility=Visibility.ORGANISATION, organisation_id=member.organisation_id)
    client.force_login(member.user)
    text = text_of(read(client, "&for=seniors"))
    assert "Tylko część kalendarza – dla kogo: seniorzy" in text
    assert not re.search(r"razem\s+1", text)


def test_print_of_an_invented_area_says_so(client, area):
    area.is_sample = True
    area.save()
    assert "To osiedle nie istnieje" in text_of(read(client))


@pytest.mark.parametrize("language", ["en", "uk"])
def test_print_speaks(client, area, language):
    assert read(client, f"&language={language}").trailer["/Root"]["/Lang"] == language
