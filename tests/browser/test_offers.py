"""Asks, offers and talks in a browser: full and empty, on a phone by day and on a desk by night."""

import pytest

from podworko.needs.actions.talk import answer_talk, propose_talk
from tests.factories import AreaFactory, AreaRoleFactory, CardFactory, OrganisationFactory, ResourceFactory

LOOKS = [(360, "light"), (1280, "dark")]


@pytest.fixture
def settlement(db):
    return AreaFactory(slug="osada", name="Osada")


@pytest.fixture
def coordinator(settlement):
    return AreaRoleFactory(area=settlement).user


@pytest.fixture
def cards(settlement):
    """Two offers and two asks; one pair talks, the other one is to be proposed."""
    giver = OrganisationFactory(home_area=settlement, name="Świetlica", visibility="public")
    taker = OrganisationFactory(home_area=settlement, name="Szkoła", visibility="public")
    ResourceFactory(organisation=giver, name="Rzutnik", visibility="public")
    found = {}
    for name, kind in (("Stoły", "things"), ("Sala na próby chóru", "room")):
        found["offer", kind] = CardFactory(organisation=giver, kind=kind, title=name, terms="free")
        found["ask", kind] = CardFactory(organisation=taker, side="ask", kind=kind, title=f"{name} – szukamy")
    found["talk"] = propose_talk(cards=(found["offer", "things"], found["ask", "things"]), by=None)
    answer_talk(found["talk"], side="ask", values={"answer": "yes", "words": "12 000 00 00"}, by=None)
    return found


@pytest.fixture
def look_at(axe, sideways):
    """A function that opens an address and says whether anything is wrong with the page."""

    def look(page, address):
        page.goto(address)
        axe(page)
        assert sideways(page) == 0, address

    return look


def addresses(cards):
    card, talk = cards["ask", "room"].pk, cards["talk"].pk
    return [
        *("", "?side=offer&kind=skill", "list/", "talks/", "new/", f"{card}/", f"{card}/edit/", f"{card}/close/"),
        *(f"{card}/talk/", f"talks/{talk}/", f"talks/{talk}/offer/answer/", f"talks/{talk}/outcome/"),
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_pages_have_no_violation_and_fit_their_window(open_page, look_at, cards, coordinator, look):
    page = open_page("/osada/offers/", user=coordinator, width=look[0], color_scheme=look[1])
    for address in addresses(cards):
        look_at(page, f"/osada/offers/{address}")


@pytest.mark.parametrize("look", LOOKS)
def test_empty_pages_have_no_violation(open_page, look_at, coordinator, look):
    page = open_page("/osada/offers/", user=coordinator, width=look[0], color_scheme=look[1])
    for address in ("", "list/", "talks/"):
        look_at(page, f"/osada/offers/{address}")


def test_coordinator_proposes_a_partner_and_writes_down_the_answer_with_the_keyboard(open_page, cards, coordinator):
    page = open_page("/osada/offers/talks/", user=coordinator, java_script_enabled=False)
    page.get_by_label("Sala na próby chóru", exact=False).first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Zapytaj obie strony").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Zapytamy obie strony. Propozycji: 1").wait_for()
    page.goto("/osada/offers/talks/")
    page.get_by_role("link", name="Wpisz odpowiedź").first.click()
    page.get_by_label("później").check()
    page.get_by_role("button", name="Zapisz odpowiedź").click()
    page.get_by_text("Zapisano odpowiedź.").wait_for()
