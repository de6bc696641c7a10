"""The register in a real browser: by keyboard alone, with a pin, with two people at once."""

import re

import pytest
from playwright.sync_api import expect

from podworko.core.search import index
from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import Location, Organisation
from podworko.resources import cells
from tests.register import make_estate

NEW = "/azory/organisations/new/"


@pytest.fixture
def estate(transactional_db):
    made = make_estate()
    index.rebuild()
    cells.rebuild()
    return made


def tab_to(page, wanted):
    """Press Tab until an element has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not lead to {wanted}")


def test_by_keyboard_alone_one_adds_an_entry_finds_it_and_prints_it(open_page, estate):
    page = open_page("/azory/desk/", user=estate.coordinator)
    tab_to(page, page.get_by_role("link", name="Dodaj wpis"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NEW}")
    tab_to(page, page.get_by_label("Nazwa"))
    page.keyboard.type("Apteka Słoneczna")
    page.keyboard.press("Tab")
    page.keyboard.type("Z")
    page.keyboard.press("Tab")
    page.keyboard.type("Elsnera 3")
    page.keyboard.press("Tab")
    page.keyboard.type("12 345 67 89")
    page.keyboard.press("Enter")
    page.wait_for_url("**/apteka-sloneczna/keep/")
    expect(page.get_by_role("status").filter(has_text="Dodano wpis.")).to_be_visible()

    tab_to(page, page.locator('input[type="search"]').first)
    page.keyboard.type("aptek slonecznej")
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name=re.compile("Apteka Słoneczna")).first
    expect(found).to_be_visible()
    tab_to(page, found)
    page.keyboard.press("Enter")
    page.wait_for_url("**/azory/organisations/apteka-sloneczna/")
    expect(page.get_by_text("+48 12 345 67 89").first).to_be_visible()

    page.goto("/azory/print/")
    printed = page.locator('main a[href*="resource-map.pdf"]').first
    tab_to(page, printed)
    answer = page.request.get(printed.get_attribute("href"))
    assert answer.body().startswith(b"%PDF")


def test_pin_is_set_by_pointer_by_arrow_keys_and_by_typing(open_page, estate):
    page = open_page(f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/edit/", user=estate.editor)
    typed = page.get_by_label("Punkt na mapie", exact=True)
    picture = page.locator(".pin-map")
    picture.click(position={"x": picture.bounding_box()["width"] / 2, "y": picture.bounding_box()["height"] / 2})
    latitude, longitude = map(float, typed.input_value().split(", "))
    assert latitude == pytest.approx(50.085, abs=1e-4)
    assert longitude == pytest.approx(19.91, abs=1e-4)

    picture.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    moved_latitude, moved_longitude = map(float, typed.input_value().split(", "))
    assert 0 < moved_longitude - longitude < 0.001
    assert 0 < moved_latitude - latitude < 0.01

    before = page.locator("[data-pin-mark]").get_attribute("transform")
    typed.fill("50.0830, 19.9050")
    assert page.locator("[data-pin-mark]").get_attribute("transform") != before
    page.get_by_label("Jak dokładny jest punkt").select_option("exact")
    page.get_by_role("button", name="Zapisz").click()
    page.wait_for_url("**/keep/")
    place = Location.objects.get(pk=estate.place.pk)
    assert (place.latitude, place.longitude, place.precision) == (50.083, 19.905, "exact")


def test_two_quick_clicks_make_one_entry(open_page, estate):
    page = open_page(NEW, user=estate.coordinator)
    page.get_by_label("Nazwa").fill("Kiosk")
    page.get_by_label("Kategoria").select_option(label="E – Edukacja")
    page.get_by_role("button", name="Dodaj wpis").dblclick()
    page.wait_for_url("**/keep/")
    assert Organisation.objects.filter(name="Kiosk").count() == 1


def test_warnings_and_errors_are_said_first_and_can_be_answered_by_keyboard(open_page, axe, estate):
    page = open_page(NEW, user=estate.coordinator, width=360)
    page.get_by_role("button", name="Dodaj wpis").click()
    expect(page.locator(".error-summary")).to_be_focused()
    axe(page)
    page.get_by_label("Nazwa").fill("Szkoła nr 5")
    page.get_by_label("Kategoria").select_option(label="E – Edukacja")
    page.get_by_label("Adres", exact=True).fill("Czerwińskiego 1")
    page.get_by_role("button", name="Dodaj wpis").click()
    cautions = page.locator("[aria-labelledby=cautions-title]")
    expect(cautions).to_be_focused()
    expect(cautions).to_contain_text("Podobny wpis już jest")
    axe(page)
    page.get_by_label("Bolesława Czerwieńskiego").check()
    page.get_by_role("button", name="Wiem, zapisz").click()
    page.wait_for_url("**/keep/")
    assert Location.objects.filter(street_name="Bolesława Czerwieńskiego").count() == 1


def test_two_people_at_once_see_both_values(open_page, axe, estate):
    page = open_page("/azory/organisations/szkola-nr-5/edit/", user=estate.editor, width=360)
    page.get_by_label("Czym się zajmuje").fill("Uczymy pływania.")
    change_organisation(estate.school, values={"description": "Uczymy szachów."}, by=estate.coordinator)
    page.get_by_role("button", name="Zapisz").click()
    expect(page.locator("[aria-labelledby=conflicts-title]")).to_be_focused()
    expect(page.get_by_text("Uczymy szachów.")).to_be_visible()
    axe(page)
    page.get_by_label(re.compile("Twoja wersja")).check()
    page.get_by_role("button", name="Zapisz to, co wybrane").click()
    page.wait_for_url("**/keep/")
    estate.school.refresh_from_db()
    assert estate.school.description == "Uczymy pływania."


def test_unsent_draft_waits_on_the_desk(open_page, axe, estate):
    page = open_page(NEW, user=estate.coordinator)
    page.get_by_label("Nazwa").fill("Klub Seniora")
    expect(page.locator("[data-draft-status]")).to_contain_text("szkic zapisany")
    page.goto("/azory/desk/")
    link = page.get_by_role("link", name="Nowy wpis")
    expect(link).to_be_visible()
    axe(page)
    link.click()
    page.get_by_role("button", name="Przywróć szkic").click()
    assert page.get_by_label("Nazwa").input_value() == "Klub Seniora"


def test_history_with_everything_in_it_has_no_violation(open_page, axe, sideways, estate):
    change_organisation(
        estate.school, values={"description": "Bardzo" + "długie" * 40, "visibility": Visibility.PARTNERS}, by=None
    )
    page = open_page("/azory/organisations/szkola-nr-5/history/", user=estate.editor, width=360)
    axe(page)
    assert sideways(page) == 0
