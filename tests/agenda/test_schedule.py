from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from podworko.agenda import schedule
from podworko.agenda.actions import suggestion as suggestions
from podworko.agenda.models import Follower, Suggestion
from podworko.core.jobs.worker import run_all_due
from tests.agenda.visiting import THURSDAY, announce
from tests.factories import FollowerFactory

PICNIC = {"title": "Piknik", "day": date(2026, 12, 5), "place_name": "park", "contact": "ewa@example.org"}


def at(text):
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-26T08:00+01:00", "2026-11-26T08:00+01:00"),
        ("2026-11-26T07:59+01:00", "2026-11-19T08:00+01:00"),
        ("2026-07-02T08:00+02:00", "2026-07-02T08:00+02:00"),
        ("2026-07-02T07:59+02:00", "2026-06-25T08:00+02:00"),
        # The clocks change on Sunday, 28 March 2027.
        ("2027-04-01T08:00+02:00", "2027-04-01T08:00+02:00"),
        ("2027-03-31T12:00+02:00", "2027-03-25T08:00+01:00"),
        ("2026-12-02T23:30+01:00", "2026-11-26T08:00+01:00"),
    ],
)
def test_digests_are_due_on_thursday_at_eight_by_the_clock_on_the_wall(now, due):
    found = next(each for each in schedule.SCHEDULE if each.task == schedule.start_digests)
    assert found.latest_slot(at(now)) == at(due)


@time_machine.travel(THURSDAY, tick=False)
def test_everybody_who_confirmed_gets_one_however_often_it_is_started(azory):
    for confirmed in (THURSDAY, THURSDAY, None):
        FollowerFactory(area=azory, confirmed_at=confirmed)
    announce(azory)
    # The look at what the new event coincides with.
    run_all_due()
    assert schedule.start_digests.call() == schedule.start_digests.call() == 2
    assert run_all_due() == 4
    assert len(mail.outbox) == 2


def test_an_address_that_nobody_confirmed_goes_after_seven_days(azory):
    now = timezone.now()
    FollowerFactory(area=azory, confirm_until=now - timedelta(minutes=1))
    kept = [
        FollowerFactory(area=azory, confirm_until=now + timedelta(days=1)),
        FollowerFactory(area=azory, confirmed_at=now - timedelta(days=400)),
    ]
    assert schedule.forget_visitors.call() == 1
    assert list(Follower.objects.order_by("pk")) == kept


def test_the_contact_of_a_suggestion_goes_thirty_days_after_the_decision(azory):
    decided, waiting = (suggestions.suggest_event(area=azory, values=PICNIC, token=uuid4(), by=None) for _ in range(2))
    suggestions.decline_suggestion(decided, reason="Za daleko", by=None)
    for days, left in ((29, {"ewa@example.org"}), (31, {"ewa@example.org", ""})):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            schedule.forget_visitors.call()
        assert set(Suggestion.objects.values_list("contact", flat=True)) == left
    waiting.refresh_from_db()
    assert waiting.contact == "ewa@example.org"
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        schedule.forget_visitors.call()
    assert not Suggestion.objects.exists()
