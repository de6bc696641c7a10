from datetime import date

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.actions import link as links
from podworko.organisations.actions import stakeholders
from podworko.organisations.models import Assessment
from tests.factories import AreaFactory, AreaRoleFactory, OrganisationFactory
from tests.kept import Kept

LOOKS = [{"width": width, "color_scheme": colours} for width in (360, 1280) for colours in ("light", "dark")]
PAGES = ["network/", "network/matrix/", "network/who/", "network/catalogue/", "network/links/", "stakeholders/"]


def make_area():
    area = AreaFactory(name="Azory", slug="azory")
    rows = [
        OrganisationFactory(
            home_area=area, name=f"Stowarzyszenie Sąsiadów numer {number}", visibility=Visibility.PUBLIC
        )
        for number in range(42)
    ]
    for number, row in enumerate(rows[2:-2], start=2):
        values = {"level": ("informal", "exchange", "actions", "partnership")[number % 4], "starts": "2024"}
        links.add_link(area=area, first=row, second=rows[number // 3], values=values, by=None)
    for number, row in enumerate(rows[:20]):
        for day in (date(2025, 5, 4), date(2026, 5, 4)):
            placement = stakeholders.Placement(number % 5 + 1, (number * day.year) % 5 + 1, "support")
            stakeholders.assess(row, area=area, placement=placement, assessor="warsztat", day=day, by=None)
    return area


@pytest.fixture(scope="session")
def area_kept(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return Kept("network", make_area)


@pytest.fixture
def area(transactional_db, area_kept):
    return area_kept.put_back()


@pytest.fixture
def coordinator(area):
    return AreaRoleFactory(area=area).user


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_for_everybody_in_every_look(open_page, axe, sideways, coordinator, look):
    for path in (*PAGES, "stakeholders/?then=2025-12-31", "stakeholders/table/"):
        page = open_page(f"/azory/{path}", user=coordinator, **look)
        axe(page)
        assert sideways(page) == 0, path


def test_matrix_of_forty_scrolls_in_its_own_frame_by_keyboard(open_page, coordinator):
    page = open_page("/azory/network/matrix/", user=coordinator, width=360)
    frame = page.get_by_role("group", name="Macierz")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.who-frame').scrollLeft > 0")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")


def test_placing_two_in_the_table_by_keyboard_alone(open_page, coordinator, area):
    page = open_page("/azory/stakeholders/table/", user=coordinator)
    before = Assessment.objects.count()
    name = "Stowarzyszenie Sąsiadów numer 40"
    for axis, step in (("wpływ", "4"), ("zainteresowanie", "2")):
        page.get_by_label(f"{name}: {axis}").focus()
        page.keyboard.type(step)
    page.get_by_role("button", name="Zapisz oceny").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/azory/stakeholders/")
    assert "Zapisano oceny: 1" in page.content()
    assert Assessment.objects.count() == before + 1


def test_selects_of_the_table_are_large_enough_for_a_finger(open_page, coordinator):
    page = open_page("/azory/stakeholders/table/", user=coordinator, width=360)
    sizes = page.locator(".placement-table select").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44


def test_table_works_without_scripts(open_page, coordinator):
    page = open_page("/azory/stakeholders/table/", user=coordinator, java_script_enabled=False)
    page.get_by_label("Stowarzyszenie Sąsiadów numer 41: wpływ").select_option("4")
    page.get_by_role("button", name="Zapisz oceny").click()
    assert "Wybierz oba stopnie" in page.locator("main").inner_text()
