"""What coincides appears beside the form while an event is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import (
    AreaFactory,
    EventFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
)


@pytest.fixture
def area():
    return AreaFactory(name="Azory", slug="azory")


def place(area, name, latitude):
    organisation = OrganisationFactory(
        home_area=area, active_in=[area], name=name, visibility=Visibility.PUBLIC, slug=name.lower()
    )
    return LocationFactory(
        organisation=organisation, area=area, latitude=latitude, longitude=19.91, visibility=Visibility.PUBLIC
    )


@pytest.fixture
def fair(area):
    park = place(area, "Park", 50.09)
    start = (datetime.now(UTC) + timedelta(days=9)).replace(hour=15, minute=0, second=0, microsecond=0)
    return EventFactory(
        area=area,
        organisation=park.organisation,
        location=park,
        title="Festyn w parku",
        visibility=Visibility.PUBLIC,
        audiences=["7-12"],
        starts=start,
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_it_appears_while_somebody_types(open_page, axe, sideways, fair, width):
    school = place(fair.area, "Szkoła", 50.091)
    editor = MembershipFactory(organisation=school.organisation, role=MembershipRole.EDITOR).user
    page = open_page("/azory/calendar/new/", user=editor, width=width)
    beside = page.get_by_role("complementary", name="Co się z tym zbiega")
    expect(beside.get_by_text("Wpisz dzień")).to_be_visible()
    expect(page.get_by_role("button", name="Sprawdź, co się z tym zbiega")).to_have_count(0)
    page.get_by_label("Dzień", exact=True).fill(f"{fair.starts:%Y-%m-%d}")
    page.get_by_label("Od godziny").fill("16:00")
    page.get_by_label("Miejsce z rejestru").select_option(str(school.pk))
    page.get_by_label("7–12 lat").check()
    expect(beside.get_by_role("link", name="Festyn w parku")).to_be_visible()
    expect(beside.get_by_text("można połączyć")).to_be_visible()
    link = page.get_by_role("link", name="Co się z tym zbiega: 1")
    expect(link).to_be_visible()
    axe(page)
    assert sideways(page) == 0
    page.get_by_label("7–12 lat").uncheck()
    page.get_by_label("60+").check()
    expect(beside.get_by_text("Nic się z tym nie zbiega")).to_be_visible()
    expect(link).to_be_hidden()


def test_it_appears_beside_what_was_filled_in_for_somebody(open_page, fair):
    school = place(fair.area, "Szkoła", 50.091)
    editor = MembershipFactory(organisation=school.organisation, role=MembershipRole.EDITOR).user
    query = f"?day={fair.starts:%Y-%m-%d}&time=16:00&place={school.pk}&for=7-12"
    page = open_page(f"/azory/calendar/new/{query}", user=editor)
    expect(page.get_by_role("link", name="Festyn w parku")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_who_is_needed_twice_appears_once_they_are_chosen(open_page, axe, sideways, fair, width):
    animator = ResourceFactory(
        organisation=fair.organisation, kind="skill", name="Animatorka zabaw", visibility=Visibility.PUBLIC
    )
    fair.helpers.add(animator)
    school = place(fair.area, "Szkoła", 50.2)
    editor = MembershipFactory(organisation=school.organisation, role=MembershipRole.EDITOR).user
    page = open_page("/azory/calendar/new/", user=editor, width=width, color_scheme="dark")
    beside = page.get_by_role("complementary", name="Co się z tym zbiega")
    page.get_by_label("Dzień", exact=True).fill(f"{fair.starts:%Y-%m-%d}")
    page.get_by_label("Od godziny").fill("15:30")
    page.get_by_text("Kto jeszcze i z czego").click()
    group = page.get_by_role("group", name="Czyja pomoc jest potrzebna")
    expect(beside.get_by_text("Nic się z tym nie zbiega")).to_be_visible()
    group.get_by_label("Animatorka zabaw – Park").check()
    expect(beside.get_by_text("ta sama osoba potrzebna dwa razy")).to_be_visible()
    expect(beside.get_by_text("potrzebna ta sama osoba: Animatorka zabaw.")).to_be_visible()
    expect(page.get_by_text("Potrzebny sprzęt")).to_have_count(0)
    axe(page)
    assert sideways(page) == 0


def test_where_nobody_has_written_down_a_skill_nobody_is_asked_for(open_page, fair):
    editor = MembershipFactory(organisation=fair.organisation, role=MembershipRole.EDITOR).user
    page = open_page("/azory/calendar/new/", user=editor)
    page.get_by_text("Kto jeszcze i z czego").click()
    expect(page.get_by_label("Z czego opłacone")).to_be_visible()
    expect(page.get_by_text("Czyja pomoc jest potrzebna")).to_have_count(0)
