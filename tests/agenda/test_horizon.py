from datetime import UTC, datetime

import pytest
import time_machine

from podworko.agenda.actions import cancel_occurrence
from podworko.agenda.models import CalendarDay
from podworko.agenda.schedule import extend_horizon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_series_goes_on_as_the_horizon_moves_on(client, make, area):
    event = make(rule="FREQ=WEEKLY")
    before = event.occurrences.latest("starts").day
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False):
        assert extend_horizon.func() == 1
        after = event.occurrences.latest("starts").day
        assert (after - before).days >= 77
        assert CalendarDay.objects.filter(area=area, day=after).exists()
        assert "Festyn" in client.get(f"/podworze/calendar/?view=month&day={after}").text
        assert extend_horizon.func() == 0


def test_what_was_changed_stays_and_what_has_ended_does_not_begin_again(make):
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    cancel_occurrence(event, datetime(2026, 12, 15, 17, tzinfo=UTC), reason="remont", by=None)
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False):
        assert extend_horizon.func() == 0
    assert [row.is_cancelled for row in event.occurrences.order_by("starts")] == [False, True, False]


def test_calendars_are_told_of_holidays_that_the_horizon_has_reached(client, make):
    make(starts=datetime(2026, 12, 8, 17, tzinfo=UTC), rule="FREQ=DAILY", leaves_out=["holidays"])
    christmas = "20291225T170000"
    assert christmas not in client.get("/podworze/calendar.ics").text
    with time_machine.travel(datetime(2028, 1, 10, 9, tzinfo=UTC), tick=False):
        extend_horizon.func()
        assert christmas in client.get("/podworze/calendar.ics").text.replace("\r\n ", "")
