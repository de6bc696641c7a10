import pytest

from tests.factories import AreaFactory, EventFactory, OrganisationFactory

LOOKS = [{"width": width, "color_scheme": colours} for width in (360, 1280) for colours in ("light", "dark")]


@pytest.fixture
def area():
    area = AreaFactory(name="Azory", slug="azory")
    owner = OrganisationFactory(home_area=area, active_in=[area], visibility="public")
    for number, audiences in enumerate((["seniors"], ["families", "7-12"], ["carers"], [])):
        EventFactory(
            organisation=owner,
            title=f"Zajęcia {number}",
            visibility="public",
            audiences=audiences,
            rule=f"FREQ=DAILY;COUNT={2 if number else 30}",
        )
    return area


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("query", ["", "&beside=before"])
@pytest.mark.usefixtures("area")
def test_table_and_picture_are_for_everybody(open_page, axe, sideways, look, query):
    page = open_page(f"/azory/calendar/matrix/?from=2026-12-01&to=2027-01-10{query}", **look)
    assert page.locator(".gap-cell-crowded").count()
    axe(page)
    assert sideways(page) == 0


def test_every_cell_is_large_enough_for_a_finger(open_page, area):
    page = open_page("/azory/calendar/matrix/?from=2026-12-01&to=2027-01-10&beside=before", width=360)
    sizes = page.locator(".gap-cell").evaluate_all(
        "cells => cells.map(cell => cell.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 44


def test_empty_and_crowded_cells_differ_in_shape_not_in_colour_alone(open_page, area):
    page = open_page("/azory/calendar/matrix/?from=2026-12-01&to=2027-01-10")
    styles = {
        name: page.locator(f".gap-cell-{name}").first.evaluate("cell => getComputedStyle(cell).borderTopStyle")
        for name in ("empty", "crowded")
    }
    assert styles == {"empty": "dashed", "crowded": "double"}
    assert "pusto" in page.locator(".gap-cell-empty").first.inner_text()
    assert "tłoczno" in page.locator(".gap-cell-crowded").first.inner_text()


def test_cell_opens_by_keyboard_to_its_events(open_page, axe, sideways, area):
    page = open_page("/azory/calendar/matrix/?from=2026-12-01&to=2027-01-10")
    page.locator(".gap-cell-crowded").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/matrix/cell/**")
    assert page.locator(".entry").count() > 3
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert sideways(page) == 0
    page.get_by_role("link", name="Czego brakuje").click()
    page.wait_for_url("**/calendar/matrix/?**from=2026-12-01**")


def test_empty_cell_leads_on(open_page, axe, area):
    page = open_page("/azory/calendar/matrix/cell/?row=0-2&column=weekend-morning", width=360, color_scheme="dark")
    assert page.get_by_role("link", name="Zaproponuj wydarzenie").count()
    axe(page)


def test_rows_and_columns_are_chosen_in_a_form(open_page, axe, area):
    page = open_page("/azory/calendar/matrix/")
    page.get_by_text("Wybierz, co z czym").click()
    axe(page)
    page.get_by_label("Wiersze").select_option("weekday")
    page.get_by_label("Kolumny").select_option("part")
    page.get_by_role("button", name="Pokaż", exact=True).click()
    page.wait_for_url("**rows=weekday**")
    assert page.locator("tbody tr").count() == 8
