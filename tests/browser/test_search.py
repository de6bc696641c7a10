import pytest
from playwright.sync_api import expect

from podworko.core.search import index
from podworko.core.visibility import Visibility
from tests.factories import AreaFactory, OrganisationFactory


@pytest.fixture
def area():
    area = AreaFactory(name="Azory", slug="azory", parent=AreaFactory(name="Miasto", slug="miasto"))
    for name in ("Apteka Słoneczna", "Apteka Hygieia", "Żłobek nr 25"):
        index.refresh(
            OrganisationFactory(
                name=name, description="otwarte codziennie", home_area=area, visibility=Visibility.PUBLIC
            )
        )
    return area


def typed(page, text):
    field = page.locator("main form[data-suggestions] input[type=search]")
    field.press_sequentially(text)
    page.locator("main [role=option]").first.wait_for()
    return field


def test_name_is_chosen_from_the_proposed_ones_by_keyboard(open_page, area):
    page = open_page("/azory/search/")
    field = typed(page, "apt")
    assert page.locator("main [role=option]").count() == 2
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = page.locator("main [role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert "Apteka Słoneczna" in chosen.inner_text()
    field.press("Enter")
    page.wait_for_url("**/azory/search/?q=Apteka+S%C5%82oneczna")
    expect(page.locator(".entry-title")).to_have_text(["Apteka Słoneczna"])


def test_escape_closes_what_is_proposed_and_keeps_what_was_typed(open_page, area):
    page = open_page("/azory/search/")
    field = typed(page, "apt")
    field.press("Escape")
    assert page.locator("main [role=listbox]").is_hidden()
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "apt"


def test_names_are_proposed_in_the_header_of_any_page(open_page, area):
    page = open_page("/azory/map/")
    page.locator(".header-search input").press_sequentially("zlo")
    page.locator(".header-search [role=option]").first.click()
    page.wait_for_url("**/azory/search/?q=**")


def test_search_works_without_a_script(open_page, area):
    page = open_page("/azory/search/", java_script_enabled=False)
    page.locator("main input[type=search]").fill("zlobek")
    page.locator("main input[type=search]").press("Enter")
    expect(page.locator(".entry-title")).to_have_text(["Żłobek nr 25"])


@pytest.mark.usefixtures("area")
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("question", ["", "apteka", "hygeia", "lotnisko", "codziennie"])
def test_page_has_no_barrier_and_fits_its_window(open_page, sideways, axe, width, question):
    page = open_page(f"/azory/search/?q={question}", width=width)
    assert sideways(page) == 0
    axe(page)


def test_open_list_has_no_barrier(open_page, sideways, axe, area):
    page = open_page("/azory/search/", width=360)
    typed(page, "apt").press("ArrowDown")
    assert sideways(page) == 0
    axe(page)
