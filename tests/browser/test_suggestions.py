"""Suggesting an entry, correcting one, and deciding on it, as people do it."""

import pytest
from django.core.cache import cache

from podworko.resources.models import EntrySuggestion
from tests.register import make_estate
from tests.resources.suggesting import correct, patiently


@pytest.fixture
def estate(transactional_db, monkeypatch):
    cache.clear()
    patiently(monkeypatch)
    return make_estate()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_entry_is_suggested_and_followed(open_page, axe, sideways, estate, has_scripts):
    page = open_page("/azory/suggestions/new/?name=Szewc", width=360, java_script_enabled=has_scripts)
    page.get_by_label("Adres", exact=True).fill("Wojciecha Weissa 4")
    page.get_by_role("button", name="Wyślij propozycję").click()
    page.get_by_text("Czeka na decyzję").wait_for()
    assert EntrySuggestion.objects.get().changes["name"] == ["", "Szewc"]
    assert not sideways(page)
    if has_scripts:
        axe(page)


def test_what_was_typed_survives_a_closed_tab_but_not_who_typed_it(open_page, estate):
    page = open_page("/azory/organisations/szkola-nr-5/suggest/")
    page.get_by_label("Co jeszcze jest nie tak").fill("Wejście jest z tyłu.")
    page.get_by_label("Twój e-mail albo telefon").fill("ewa@example.org")
    page.get_by_text("Zapisano szkic").or_(page.locator("[data-draft-status]:not(:empty)")).first.wait_for()
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "Wejście jest z tyłu." in kept
    assert "ewa@example.org" not in kept


@pytest.mark.parametrize("look", [{"width": 360, "color_scheme": "dark"}, {"width": 1280, "color_scheme": "light"}])
def test_values_are_accepted_by_keyboard(open_page, axe, sideways, estate, look):
    one = correct(estate, name="Szkoła nr 6", description="Szkoła z basenem.")
    correct(estate, name="Szkoła nr 7")
    address = f"/azory/suggestions/{one.pk}/"
    page = open_page(address, user=estate.coordinator, **look)
    axe(page)
    assert not sideways(page)
    page.get_by_label("przyjmij").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Zapisz, co przyjmujesz").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cofnij decyzję").wait_for()
    estate.school.refresh_from_db()
    assert (estate.school.name, estate.school.description) == ("Szkoła nr 5", "Szkoła z basenem.")
    axe(page)


def test_log_is_written_in_one_field(open_page, axe, sideways, estate):
    page = open_page("/azory/problems/not-found/", user=estate.coordinator, width=360, color_scheme="dark")
    page.get_by_label("Czego ktoś szukał i nie znalazł").fill("dentysta dla dzieci")
    page.keyboard.press("Enter")
    page.get_by_role("rowheader", name="dentysta dla dzieci").wait_for()
    axe(page)
    assert not sideways(page)
