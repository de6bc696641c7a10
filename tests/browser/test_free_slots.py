from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import AreaFactory, LocationFactory, MembershipFactory, OrganisationFactory

LOOKS = [{"width": width, "color_scheme": colours} for width in (360, 1280) for colours in ("light", "dark")]


@pytest.fixture
def editor():
    area = AreaFactory(name="Azory", slug="azory")
    owner = OrganisationFactory(home_area=area, active_in=[area], visibility="public")
    LocationFactory(organisation=owner, area=area, name="Dom Kultury", visibility="public")
    return MembershipFactory(organisation=owner, role="editor").user


@pytest.mark.parametrize("look", LOOKS)
def test_times_that_are_found_are_for_everybody(open_page, axe, sideways, editor, look):
    page = open_page("/azory/calendar/free/?for=families&length=120&part=afternoon", user=editor, **look)
    assert page.locator(".free-slots > li").count() > 3
    axe(page)
    assert sideways(page) == 0


def test_time_is_found_and_carried_into_a_new_event(open_page, axe, editor):
    page = open_page("/azory/calendar/free/", user=editor)
    axe(page)
    page.get_by_label("rodziny").check()
    page.get_by_text("Dokładniej: kiedy").click()
    far = timezone.localdate() + timedelta(days=10)
    page.get_by_label("Albo od dnia").fill(far.isoformat())
    page.get_by_label("Albo do dnia").fill(far.isoformat())
    page.get_by_role("button", name="Znajdź termin").click()
    page.wait_for_url("**/calendar/free/?**")
    page.get_by_role("link", name="Wpisz wydarzenie w tym terminie").first.click()
    page.wait_for_url("**/calendar/new/?**")
    assert page.get_by_label("Dzień", exact=True).input_value() == far.isoformat()
    assert page.get_by_label("Od godziny").input_value() == "08:00"
    assert page.get_by_label("rodziny").is_checked()
