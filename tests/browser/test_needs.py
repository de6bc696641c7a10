import re

import pytest
from playwright.sync_api import expect

from podworko.needs.actions.cause import add_cause
from podworko.needs.models import Support
from tests.factories import AreaFactory, BoundaryFactory, ProblemFactory
from tests.instances import wait_for

LOOKS = [(360, "light"), (1280, "dark")]


@pytest.fixture
def settlement(db):
    area = AreaFactory(slug="osada", name="Osada")
    BoundaryFactory(area=area)
    return area


@pytest.fixture
def dark(settlement):
    return ProblemFactory(
        area=settlement, title="Ciemny przystanek", latitude=50.085, longitude=19.91, precision="exact"
    )


def test_marks_of_the_needs_map_lead_to_the_list_and_back(open_page, settlement, dark):
    ProblemFactory(
        area=settlement, title="Brak ławek", kind="need", latitude=50.086, longitude=19.915, precision="area"
    )
    page = open_page("/osada/problems/map/")
    page.wait_for_selector(".map-sign")
    assert page.locator(".map-sign").count() == 2
    assert page.locator("[data-map-drawn]").is_hidden()
    page.get_by_role("button", name=re.compile("^2. Pokaż na mapie")).click()
    expect(page.locator(".leaflet-popup-content")).to_contain_text("Ciemny przystanek")
    expect(page.locator(".entry-chosen")).to_contain_text("Ciemny przystanek")


def test_without_a_script_the_drawn_map_stands_there(open_page, dark):
    page = open_page("/osada/problems/map/", java_script_enabled=False)
    assert page.locator("[data-map-drawn] a").count() == 1


@pytest.mark.parametrize("look", LOOKS)
def test_the_tree_scrolls_in_its_frame_and_has_no_violation(open_page, axe, sideways, dark, look):
    for number in range(6):
        add_cause(dark, cause=ProblemFactory(area=dark.area, title=f"Przyczyna numer {number}"), by=None)
    page = open_page("/osada/problems/tree/", width=look[0], color_scheme=look[1])
    assert not sideways(page)
    frame = page.locator(".ladder-frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")

    def scrolled():
        # A busy machine may lose a key that is pressed before the page is drawn.
        frame.press("ArrowRight")
        return frame.evaluate("frame => frame.scrollLeft > 0")

    wait_for(scrolled)
    axe(page)


def test_one_press_says_that_it_concerns_somebody_too(open_page, axe, dark):
    page = open_page(f"/osada/problems/{dark.pk}/")
    page.get_by_role("link", name="Mnie też to dotyczy").click()
    page.get_by_role("button", name="Mnie też to dotyczy").click()
    expect(page.get_by_text("Dziękujemy. Policzone.")).to_be_visible()
    axe(page)
    assert Support.objects.count() == 1


@pytest.mark.parametrize("look", LOOKS)
def test_filters_of_the_list_stand_in_the_address_and_have_no_violation(open_page, axe, sideways, dark, look):
    ProblemFactory(area=dark.area, title="Brak ławek", kind="need")
    page = open_page("/osada/problems/", width=look[0], color_scheme=look[1])
    page.get_by_label("Rodzaj").select_option("need")
    page.get_by_role("button", name="Pokaż").click()
    page.wait_for_url("**kind=need**")
    assert page.locator(".entry-title").all_inner_texts() == ["Brak ławek"]
    assert not sideways(page)
    axe(page)
