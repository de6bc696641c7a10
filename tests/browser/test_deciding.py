"""Two people in two windows make one event of two, on a phone by night and at a desk by day."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from podworko.agenda.models import Event, FindingDecision
from tests.agenda.deciding import finding_of
from tests.factories import AreaFactory, EventFactory, MembershipFactory, OrganisationFactory

PHONE = {"width": 360, "height": 740, "color_scheme": "dark"}
DESK = {"width": 1280, "height": 800, "color_scheme": "light"}


@pytest.fixture
def area():
    return AreaFactory(name="Podwórze", slug="podworze")


def event_of(area, name, title):
    club = OrganisationFactory(home_area=area, active_in=[area], name=name, visibility="public")
    starts = datetime.combine(timezone.localdate() + timedelta(days=6), time(11), tzinfo=UTC)
    values = {"starts": starts, "visibility": "public", "audiences": ["7-12"]}
    return EventFactory(area=area, organisation=club, title=title, **values)


def editor_of(event):
    return MembershipFactory(organisation=event.organisation, role="editor").user


def test_two_sides_make_one_event_of_two(area, open_page, axe, sideways):
    first, second = event_of(area, "Biblioteka", "Czytanie"), event_of(area, "Dom kultury", "Teatrzyk")
    finding = finding_of(first, second)
    mine = open_page("/podworze/calendar/findings/", user=editor_of(first), **PHONE)
    axe(mine)
    mine.get_by_role("link", name="Czytanie + Teatrzyk").click()
    axe(mine)
    assert sideways(mine) <= 0
    mine.get_by_role("button", name="Zapisz odpowiedź").click()
    mine.get_by_text("połączmy").click()
    axe(mine)
    mine.get_by_role("button", name="Zapisz odpowiedź").click()
    mine.get_by_role("heading", name="Połączyć w jedno?").wait_for()
    assert FindingDecision.objects.get().organisation == first.organisation
    axe(mine)
    mine.get_by_role("radio", name="Czytanie").check()
    mine.get_by_label("Co wnosi: Biblioteka").fill("scena")
    mine.get_by_role("button", name="Wyślij propozycję").click()
    mine.get_by_role("button", name="Wycofaj propozycję").wait_for()
    assert sideways(mine) <= 0
    theirs = open_page(f"/podworze/calendar/findings/{finding.pk}/", user=editor_of(second), **DESK)
    axe(theirs)
    theirs.get_by_role("link", name="Propozycja połączenia").click()
    axe(theirs)
    theirs.get_by_role("radio", name="tak, połączmy je").check()
    theirs.get_by_role("button", name="Wyślij odpowiedź").click()
    theirs.get_by_role("link", name="Rozłącz").wait_for()
    axe(theirs)
    assert Event.objects.get(pk=second.pk).joined_into == first
    theirs.get_by_role("link", name="Rozłącz").click()
    axe(theirs)
    theirs.get_by_role("button", name="Rozłącz").click()
    theirs.get_by_text("W kalendarzu są znowu dwa wydarzenia").wait_for()
    assert Event.objects.get(pk=second.pk).joined_into is None


def test_what_is_pressed_is_large_enough_for_a_finger(area, open_page):
    first, second = event_of(area, "Biblioteka", "Czytanie"), event_of(area, "Dom kultury", "Teatrzyk")
    finding = finding_of(first, second)
    page = open_page(f"/podworze/calendar/findings/{finding.pk}/", user=editor_of(first), **PHONE)
    for target in page.locator("main :is(.button, summary, select, input:not([type=hidden], [type=radio]))").all():
        assert target.bounding_box()["height"] >= 44
