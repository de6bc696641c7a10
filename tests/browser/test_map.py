import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.instances import wait_for


@pytest.fixture
def azory(transactional_db, demo_kept):
    demo_kept.put_back()


@pytest.fixture
def map_page(open_page, azory):
    page = open_page("/azory/map/")
    page.wait_for_selector(".map-sign")
    return page


def test_map_has_a_mark_for_each_entry_with_a_point(map_page):
    assert map_page.locator(".map-sign").count() == 24
    assert map_page.locator(".map-leader-line").count() > 5
    assert map_page.locator("[data-map-drawn]").is_hidden()


def test_no_mark_covers_another(map_page):
    boxes = [mark.bounding_box() for mark in map_page.locator(".map-sign").all()]
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    nearest = min((x - u) ** 2 + (y - v) ** 2 for n, (x, y) in enumerate(middles) for u, v in middles[:n])
    assert nearest**0.5 >= 34


def test_mark_in_the_list_is_named_by_its_number_and_shows_its_place(map_page):
    button = map_page.get_by_role("button", name="19. Pokaż na mapie: Apteka Hygieia")
    button.click()
    expect(map_page.locator(".leaflet-popup-content")).to_contain_text("Apteka Hygieia")
    expect(map_page.locator(".entry-chosen")).to_contain_text("Apteka Hygieia")


def test_popup_is_reached_and_left_by_keyboard(map_page):
    mark = map_page.get_by_role("button", name=re.compile("^19, Apteka Hygieia"))
    mark.focus()
    map_page.keyboard.press("Enter")
    expect(map_page.locator(".leaflet-popup-content a")).to_be_focused()
    map_page.keyboard.press("Escape")
    expect(mark).to_be_focused()


def test_filter_changes_list_map_and_address_without_leaving_the_page(map_page):
    map_page.evaluate("window.isSamePage = true")
    map_page.get_by_role("link", name="Ochrona zdrowia").click()
    expect(map_page.locator(".map-sign")).to_have_count(8)
    assert map_page.url.endswith("/azory/map/?category=ochrona-zdrowia")
    map_page.get_by_label("tylko dokładne położenie").check()
    expect(map_page.locator(".map-sign")).to_have_count(3)
    assert parse_qs(urlsplit(map_page.url).query) == {"category": ["ochrona-zdrowia"], "exact": ["1"]}
    expect(map_page.locator("[data-status]")).to_contain_text("Pasuje do filtrów: 3.")
    assert map_page.evaluate("window.isSamePage")


def test_wheel_scrolls_the_page_and_not_the_map(map_page):
    scale = map_page.locator(".map-own-edge").evaluate("edge => edge.getBoundingClientRect().width")
    map_page.locator("[data-map-moving]").hover(position={"x": 30, "y": 30})
    map_page.mouse.wheel(0, 300)
    wait_for(lambda: map_page.evaluate("scrollY") > 100)
    assert map_page.locator(".map-own-edge").evaluate("edge => edge.getBoundingClientRect().width") == scale


def test_without_a_script_the_drawn_map_leads_to_the_list(open_page, azory):
    page = open_page("/azory/map/", java_script_enabled=False)
    assert page.locator("[data-map-drawn] a").count() == 24
    page.get_by_label("tylko dokładne położenie").check()
    page.get_by_role("button", name="Pokaż").click()
    page.wait_for_url("**?q=&exact=1&for=")
    expect(page.locator("[data-entry]")).to_have_count(3)


def test_words_narrow_list_and_map_without_leaving_the_page(map_page):
    map_page.evaluate("window.isSamePage = true")
    map_page.get_by_label("Słowo").fill("aptekach")
    map_page.get_by_label("Słowo").press("Enter")
    expect(map_page.locator("[data-entry]")).to_have_count(5)
    expect(map_page.locator(".map-sign")).to_have_count(5)
    assert map_page.url.endswith("?q=aptekach")
    map_page.get_by_label("Słowo").fill("krokodyl")
    map_page.get_by_role("button", name="Pokaż", exact=True).click()
    map_page.get_by_role("link", name="Pokaż bez tych słów").click()
    expect(map_page.locator("[data-entry]")).to_have_count(25)
    assert map_page.get_by_label("Słowo").input_value() == ""
    assert map_page.evaluate("window.isSamePage")


def test_words_narrow_the_drawn_map_without_a_script(open_page, azory):
    page = open_page("/azory/map/", java_script_enabled=False)
    page.get_by_label("Słowo").fill("hygeia")
    page.get_by_role("button", name="Pokaż", exact=True).click()
    page.wait_for_url("**?q=hygeia*")
    expect(page.locator("[data-entry]")).to_have_count(1)
    expect(page.locator("[data-map-drawn] a")).to_have_count(1)
