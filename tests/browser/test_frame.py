import pytest
from playwright.sync_api import expect

from podworko.config import navigation
from podworko.config.navigation import Page
from tests.factories import AreaFactory, UserFactory


@pytest.fixture
def area():
    return AreaFactory(name="Azory", slug="azory")


def test_header_is_walked_through_by_keyboard(open_page, area):
    page = open_page("/azory/map/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = []
    for _step in range(20):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.trim().split('\\n')[0]"))
        if page.evaluate("!document.activeElement.closest('header')"):
            break
    assert "Podwórko" in reached[0]
    assert "Mapa" in reached
    assert any(words.startswith("PL") for words in reached)


def test_skip_link_leads_past_the_header(open_page, area):
    page = open_page("/azory/map/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_menu_closes_with_escape_and_gives_the_focus_back(open_page, area):
    page = open_page("/azory/map/")
    summary = page.locator(".menu-end > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.lang") == "pl"
    page.keyboard.press("Escape")
    assert not page.locator(".menu-end .menu-list").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_language_is_changed_without_a_script_and_stays_on_the_page(open_page, area):
    page = open_page("/azory/map/?q=apteka", java_script_enabled=False)
    page.locator(".menu-end > summary").first.click()
    page.get_by_role("link", name="українська").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    assert page.url.endswith("/azory/map/?q=apteka")


def test_bar_of_sections_never_widens_the_page(open_page, sideways):
    AreaFactory(name="Osiedle o bardzo długiej nazwie", slug="dlugie", is_sample=True)
    page = open_page("/dlugie/map/")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) == 0, width
        assert page.get_by_role("link", name="Mapa").is_visible(), width


def test_sections_stand_at_the_bottom_of_a_phone(open_page, area):
    page = open_page("/azory/map/", width=360, height=740)
    box = page.get_by_role("link", name="Mapa").bounding_box()
    assert box["y"] + box["height"] == 740
    assert box["height"] >= 44


def test_enlarged_four_times_the_bar_does_not_hide_the_page(open_page, area):
    page = open_page("/azory/map/", width=320, height=256)
    assert page.locator(".sections").evaluate("element => getComputedStyle(element).position") == "static"


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_frame_round_a_page_has_no_violation(open_page, axe, area, width, color_scheme):
    area.is_sample = True
    area.save()
    page = open_page("/azory/map/", width=width, color_scheme=color_scheme)
    axe(page)
    page.locator(".menu-end > summary").first.click()
    axe(page)


def test_on_paper_there_is_no_navigation(open_page, area):
    page = open_page("/azory/map/")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Mapa").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".print-address").inner_text().endswith("/azory/map/")


@pytest.fixture
def full_header(area, monkeypatch):
    """Everything that can stand in the header, as links to pages that exist."""
    there = "portal:area_map"
    pages = [
        Page(there, "Mapa", "map"),
        Page("config:styleguide", "Kto tu działa", "people"),
        Page("config:styleguide", "Pulpit", "desk"),
    ]
    monkeypatch.setattr(navigation, "SECTIONS", pages)
    monkeypatch.setattr(navigation, "AREA_PAGES", [Page(there, "Strona osiedla"), Page(there, "Historia")])
    monkeypatch.setattr(navigation, "SEARCH", Page(there, "Szukaj", "search"))
    return area


def test_full_header_stays_within_the_window(open_page, sideways, axe, full_header):
    area = full_header
    area.name = "Osiedle Przodowników Pracy"
    area.save()
    page = open_page("/azory/map/")
    for width in (320, 360, 560, 768, 900, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) == 0, width
        assert page.locator("header.header").bounding_box()["height"] < 120, width
        for control in page.locator("header :is(a, summary, button):not(.menu-list a)").all():
            if control.is_visible():
                box = control.bounding_box()
                assert box["x"] >= 0, width
                assert box["x"] + box["width"] <= width, width
        axe(page)


def test_search_in_the_header_needs_no_script(open_page, full_header):
    page = open_page("/azory/map/", java_script_enabled=False)
    page.get_by_role("searchbox", name="Czego szukasz?").first.fill("apteka")
    page.keyboard.press("Enter")
    page.wait_for_url("**/azory/map/?q=apteka")


def test_signed_in_person_finds_their_account(open_page, full_header):
    page = open_page("/azory/map/", user=UserFactory(name="Anna Nowak"))
    page.get_by_text("Konto", exact=True).click()
    assert page.get_by_text("Anna Nowak").is_visible()
    page.get_by_role("link", name="Wyloguj").click()
    page.wait_for_url("**/accounts/sign-out/")
