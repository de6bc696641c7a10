"""For whom there is too much at once, and for whom nothing."""

from datetime import date

import pytest
import time_machine

from podworko.agenda import crowding
from podworko.agenda.models import CoordinationLimits
from podworko.core.visibility import Visibility
from podworko.organisations.reach import NOBODY, reach_of
from tests.agenda.test_findings import CLOCK, editor_of, planned

pytestmark = pytest.mark.django_db
TODAY = CLOCK.date()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False):
        yield


def said(area, reach=NOBODY):
    return [one.why for one in crowding.of(area, reach, TODAY)]


def test_four_courses_on_one_day_are_much(area):
    for hour in range(4):
        event = planned(area, audiences=["13-17"])
        assert hour or event.starts.date() == date(2026, 12, 8)
    (much,) = [text for text in said(area) if text.startswith("Dużo naraz") and "13–17" in text]
    assert "Wydarzenia: 4" in much
    assert "8 grudnia 2026" in much


def test_weeks_without_anything_are_nothing(area):
    start = planned(area, audiences=["60+"]).starts
    nothing = [text for text in said(area) if text.startswith("Nic nie zaplanowano") and "60+" in text]
    assert len(nothing) == 1
    assert "9 grudnia 2026" in nothing[0]
    planned(area, audiences=["60+"], starts=start, rule="FREQ=WEEKLY;COUNT=10")
    assert not [text for text in said(area) if text.startswith("Nic nie zaplanowano") and "60+" in text]


def test_limits_of_the_area_count(area):
    for _number in range(3):
        planned(area, audiences=["13-17"])
    assert not [text for text in said(area) if text.startswith("Dużo")]
    CoordinationLimits.objects.create(area=area, crowded_from=3, empty_days=200)
    assert [text for text in said(area) if text.startswith("Dużo")]
    assert not [text for text in said(area) if text.startswith("Nic nie")]


def test_hidden_events_are_counted_for_those_who_see_them(area):
    events = [planned(area, audiences=["13-17"], visibility=Visibility.ORGANISATION) for _number in range(1)]
    for _number in range(3):
        planned(area, audiences=["13-17"])
    assert not [text for text in said(area) if text.startswith("Dużo")]
    assert [text for text in said(area, reach_of(editor_of(events[0]))) if text.startswith("Dużo")]


def test_what_is_meant_leads_to_the_calendar(area):
    for _number in range(4):
        planned(area, audiences=["13-17"])
    addresses = [one.address for one in crowding.of(area, NOBODY, TODAY) if not one.is_empty]
    assert addresses == ["?view=week&day=2026-12-08&for=13-17"]


def test_where_there_is_nothing_for_anybody_is_said_once(area):
    (nothing,) = crowding.of(area, NOBODY, TODAY)
    assert "0–2 lata, 3–6 lat, 7–12 lat" in nothing.why
    assert nothing.address == "?view=week&day=2026-11-30"
