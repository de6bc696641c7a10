"""Who is told by mail of findings and proposals: once, in the morning, at once only of what begins soon."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from podworko.agenda import finding_telling, schedule
from podworko.agenda.models import Event, Finding, FindingNotice
from podworko.core.visibility import Visibility
from tests.agenda.deciding import decided, pair, proposed

MONDAY = datetime(2026, 12, 7, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 8, 7, 5, tzinfo=UTC)
"""Five past eight in Kraków."""


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def both(area):
    return pair(area)


def in_the_morning(clock, moment=TUESDAY):
    clock.move_to(moment)
    return told(is_soon=False)


def told(*, is_soon):
    return [finding_telling.tell(pk, is_soon=is_soon) for pk in finding_telling.whom(is_soon=is_soon)]


def receivers():
    return sorted(letter.to[0] for letter in mail.outbox)


def test_both_sides_and_the_coordinator_are_told_the_next_morning(both, area_coordinator, clock):
    assert told(is_soon=False) == []
    in_the_morning(clock)
    assert receivers() == sorted([both.one.email, both.other.email, area_coordinator.email])
    body = mail.outbox[0].body
    for word in ("Czytanie + Teatrzyk", "150 m od siebie", both.address):
        assert word in body


def test_each_is_told_once(both, clock):
    in_the_morning(clock)
    assert in_the_morning(clock, TUESDAY + timedelta(hours=3)) == []
    assert in_the_morning(clock, TUESDAY + timedelta(days=1)) == []
    assert len(mail.outbox) == 2


def test_no_mail_comes_where_there_is_nothing_to_tell(both, clock):
    decided(both)
    assert in_the_morning(clock) == []
    assert mail.outbox == []


def test_several_things_come_in_one_mail(area, both, clock):
    Finding.objects.create(
        kind="compete",
        first=both.first,
        second=both.second,
        strength=1,
        first_at=both.finding.first_at,
        last_at=both.finding.last_at,
        dates=both.finding.dates,
        facts_hash="0",
    )
    in_the_morning(clock)
    assert len(mail.outbox) == 2
    assert mail.outbox[0].subject.endswith(": 2")


def test_only_what_begins_within_three_days_is_told_at_once(both, clock):
    assert told(is_soon=True) == []
    clock.move_to(both.finding.first_at - timedelta(hours=71))
    assert told(is_soon=True) == ["sent", "sent"]
    assert told(is_soon=True) == []
    assert in_the_morning(clock, both.finding.first_at - timedelta(hours=40)) == []


def test_proposal_is_told_to_who_answers(both, clock):
    proposed(both)
    Finding.objects.all().delete()
    in_the_morning(clock)
    assert receivers() == [both.other.email]
    assert "Zróbmy to razem" in mail.outbox[0].body
    assert "/podworze/calendar/joins/" in mail.outbox[0].body
    assert in_the_morning(clock, TUESDAY + timedelta(hours=1)) == []


def test_proposal_for_what_begins_soon_is_told_at_once(both, clock):
    clock.move_to(both.finding.first_at - timedelta(hours=30))
    told(is_soon=True)
    mail.outbox.clear()
    proposed(both)
    told(is_soon=True)
    assert receivers() == [both.other.email]


def test_who_may_not_read_the_other_event_is_told_nothing(both, clock):
    Event.objects.filter(pk=both.second.pk).update(visibility=Visibility.ORGANISATION)
    in_the_morning(clock)
    assert receivers() == [both.other.email]


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_demo": True}])
def test_accounts_that_are_closed_or_for_show_get_no_mail(both, clock, fields):
    type(both.one).objects.filter(pk=both.one.pk).update(**fields)
    in_the_morning(clock)
    assert receivers() == [both.other.email]


def test_mail_is_in_the_language_of_the_account(both, clock, monkeypatch):
    from podworko.agenda import finding_mails

    spoken = []
    monkeypatch.setattr(
        finding_mails.mail, "send", lambda *_args, **_options: spoken.append(finding_mails.translation.get_language())
    )
    type(both.one).objects.filter(pk=both.one.pk).update(language="uk")
    in_the_morning(clock)
    assert sorted(spoken) == ["pl", "uk"]


def broken(error):
    def send(*_args, **_options):
        raise ValidationError("no mail") from error

    return send


def test_a_mail_server_out_of_order_is_tried_again(both, clock, monkeypatch):
    clock.move_to(TUESDAY)
    with monkeypatch.context() as patched:
        patched.setattr("podworko.core.mail.send", broken(SMTPServerDisconnected()))
        with pytest.raises(ValidationError):
            finding_telling.tell(both.one.pk, is_soon=False)
    assert not FindingNotice.objects.exists()
    assert finding_telling.tell(both.one.pk, is_soon=False) == "sent"


def test_a_refused_address_is_not_tried_for_ever(both, clock, monkeypatch):
    clock.move_to(TUESDAY)
    monkeypatch.setattr("podworko.core.mail.send", broken(SMTPRecipientsRefused({})))
    assert finding_telling.tell(both.one.pk, is_soon=False) == "refused"
    assert finding_telling.tell(both.one.pk, is_soon=False) == "nothing"


def test_a_job_that_comes_twice_sends_one_mail(both, clock):
    clock.move_to(TUESDAY)
    assert [schedule.send_findings.call(both.one.pk, False) for _ in range(2)] == ["sent", "nothing"]
    assert len(mail.outbox) == 1


def test_the_schedule_puts_one_job_for_each_into_the_queue(both, clock):
    clock.move_to(TUESDAY - timedelta(hours=3))
    assert schedule.tell_findings.call() == 0
    clock.move_to(TUESDAY)
    DBTaskResult.objects.all().delete()
    assert schedule.tell_findings.call() == 2
    assert DBTaskResult.objects.count() == 2
    assert schedule.tell_findings_soon.call() == 0


def test_morning_comes_on_the_day_the_clock_goes_forward(both, clock):
    clock.move_to(datetime(2027, 3, 28, 5, 30, tzinfo=UTC))
    assert timezone.localtime().hour == 7
    assert schedule.tell_findings.call() == 0
