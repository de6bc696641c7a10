from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from podworko.core.jobs import schedule
from podworko.core.schedule import SCHEDULE, prune_jobs

MORNING = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.fixture
def one_daily(monkeypatch):
    recurring = schedule.daily(prune_jobs, 5)
    monkeypatch.setattr(schedule, "all_recurring", lambda: iter([recurring]))
    return recurring


def test_first_run_waits_for_its_slot(db, one_daily):
    assert schedule.enqueue_due(MORNING) == 0
    assert schedule.enqueue_due(MORNING + timedelta(hours=22)) == 0
    assert schedule.enqueue_due(MORNING + timedelta(hours=23)) == 1


def test_slot_is_enqueued_once(db, one_daily):
    schedule.enqueue_due(MORNING)
    tomorrow = MORNING + timedelta(days=1)
    assert [schedule.enqueue_due(tomorrow) for _ in range(3)] == [1, 0, 0]
    assert DBTaskResult.objects.count() == 1


def test_slots_missed_while_nobody_worked_are_one_run(db, one_daily):
    schedule.enqueue_due(MORNING)
    assert schedule.enqueue_due(MORNING + timedelta(days=30)) == 1


def test_second_worker_that_saw_the_old_slot_enqueues_nothing(db, one_daily, monkeypatch):
    schedule.enqueue_due(MORNING)
    tomorrow = MORNING + timedelta(days=1)
    rows = schedule.ScheduleSlot.objects
    seen = list(rows.values_list("name", "slot"))
    assert schedule.enqueue_due(tomorrow) == 1
    # The other worker read the table before the first one wrote it.
    monkeypatch.setattr(type(rows), "values_list", lambda *_: seen)
    assert schedule.enqueue_due(tomorrow) == 0


def test_apps_list_their_recurring_jobs():
    assert set(SCHEDULE) <= set(schedule.all_recurring())
    names = [recurring.task.module_path for recurring in schedule.all_recurring()]
    assert len(names) == len(set(names))


@given(
    now=st.datetimes(datetime(2026, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    hours=st.integers(1, 48),
    offset=st.integers(0, 24 * 60),
)
def test_latest_slot_is_the_last_one_up_to_now(now, hours, offset):
    recurring = schedule.Recurring(prune_jobs, timedelta(hours=hours), timedelta(minutes=offset))
    slot = recurring.latest_slot(now)
    assert slot <= now < slot + recurring.every
    assert recurring.latest_slot(slot) == slot
