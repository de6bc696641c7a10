"""Who is told by mail of findings and proposals: once, in the morning, at once only of what begins soon."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from podworko.agenda import finding_telling, join_telling, schedule
from podworko.agenda.actions import joining
from podworko.agenda.actions.finding_mails import choose_mails
from podworko.agenda.models import Event, Finding, FindingNotice, Join
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from podworko.organisations.reach import reach_of
from tests.agenda.deciding import decided, pair, proposed
from tests.factories import MembershipFactory

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


# What came of a proposal


@pytest.fixture
def asked(both):
    """A proposal of the first side of which the second was told; nothing else is left to tell."""
    join = proposed(both)
    Finding.objects.all().delete()
    return Join.objects.get(pk=join.pk)


def answer(join, said, **values):
    return joining.answer_join(Join.objects.get(pk=join.pk), answer=said, **values)


@pytest.mark.usefixtures("area_coordinator")
@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("joined", ""), "połączone"),
        (("joined", "Świetnie, scena jest"), "połączone: Świetnie, scena jest"),
        (("declined", "Mamy już scenę"), "nie: Mamy już scenę"),
        (("later", ""), "nie teraz, może później"),
    ],
)
def test_an_answer_is_told_to_the_side_that_proposed(both, asked, clock, said, words):
    in_the_morning(clock)
    mail.outbox.clear()
    answer(asked, said[0], reason=said[1], by=both.other)
    assert told(is_soon=False) == []
    in_the_morning(clock, TUESDAY + timedelta(days=1))
    assert receivers() == [both.one.email]
    assert "Czytanie + Teatrzyk" in mail.outbox[0].body
    assert f"  {words}\n" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Odpowiedź na propozycję połączenia: 1"
    assert f"/podworze/calendar/joins/{asked.pk}/" in mail.outbox[0].body
    in_the_morning(clock, TUESDAY + timedelta(days=2))
    assert len(mail.outbox) == 1


def test_what_becomes_of_it_next_is_told_again(both, asked, clock):
    in_the_morning(clock)
    mail.outbox.clear()
    answer(asked, "later", by=both.other)
    in_the_morning(clock, TUESDAY + timedelta(days=1))
    answer(asked, "later", reason="Po feriach", by=both.other)
    in_the_morning(clock, TUESDAY + timedelta(days=2))
    answer(asked, "joined", by=both.other)
    in_the_morning(clock, TUESDAY + timedelta(days=3))
    assert receivers() == [both.one.email] * 3


@pytest.mark.parametrize("who", ["one", "other"])
def test_taking_apart_is_told_to_the_side_that_did_not_do_it(both, asked, clock, who):
    answer(asked, "joined", by=both.other)
    in_the_morning(clock)
    mail.outbox.clear()
    joining.undo_join(asked, by=getattr(both, who))
    Finding.objects.all().delete()
    in_the_morning(clock, TUESDAY + timedelta(days=1))
    assert receivers() == [both.other.email if who == "one" else both.one.email]
    assert "rozłączone" in mail.outbox[0].body


def test_who_did_it_is_told_nothing_but_a_colleague_is(both, asked, clock):
    colleague = MembershipFactory(organisation=both.first.organisation, role=MembershipRole.EDITOR).user
    answer(asked, "joined", by=both.other)
    joining.undo_join(asked, by=both.one)
    Finding.objects.all().delete()
    in_the_morning(clock)
    assert receivers() == sorted([colleague.email, both.other.email])


def test_a_withdrawal_is_told_to_colleagues_and_to_who_was_asked(both, asked, clock):
    colleague = MembershipFactory(organisation=both.first.organisation, role=MembershipRole.EDITOR).user
    in_the_morning(clock)
    mail.outbox.clear()
    answer(asked, "withdrawn", by=both.one)
    in_the_morning(clock, TUESDAY + timedelta(days=1))
    assert receivers() == sorted([colleague.email, both.other.email])


def test_who_was_never_told_of_a_proposal_is_not_told_that_it_is_withdrawn(both, asked, clock):
    answer(asked, "withdrawn", by=both.one)
    in_the_morning(clock)
    assert mail.outbox == []


def test_a_coordinator_who_proposed_is_told(both, area_coordinator, clock):
    join = proposed(both, by=area_coordinator)
    Finding.objects.all().delete()
    answer(join, "declined", reason="Nie tym razem", by=both.other)
    in_the_morning(clock)
    assert receivers() == sorted([both.one.email, area_coordinator.email])


def test_where_the_organisation_has_no_editor_the_coordinator_is_told(both, asked, area_coordinator, clock):
    Join.objects.update(entered_by=None)
    type(both.one).objects.filter(pk=both.one.pk).update(is_active=False)
    answer(asked, "declined", reason="Nie tym razem", by=both.other)
    in_the_morning(clock)
    assert receivers() == [area_coordinator.email]


def test_only_an_answer_about_what_begins_soon_is_told_at_once(both, asked, clock):
    FindingNotice.objects.create(user=both.other, join=asked, state="proposed")
    answer(asked, "declined", reason="Nie tym razem", by=both.other)
    assert told(is_soon=True) == []
    clock.move_to(both.first.starts - timedelta(hours=71))
    assert told(is_soon=True) == ["sent"]
    assert receivers() == [both.one.email]
    assert told(is_soon=True) == []


def test_an_answer_respects_what_mails_somebody_wants_and_stands_on_the_desk(client, both, asked, clock, area):
    choose_mails(both.one, wanted="never", by=both.one)
    answer(asked, "declined", reason="Mamy już scenę", by=both.other)
    in_the_morning(clock)
    assert mail.outbox == []
    client.force_login(both.one)
    desk = client.get(f"/{area.slug}/desk/").text
    assert f"/{area.slug}/calendar/joins/{asked.pk}/" in desk
    assert "Mamy już scenę" in desk
    client.force_login(both.stranger)
    assert "Mamy już scenę" not in client.get(f"/{area.slug}/desk/").text


def test_on_the_desk_answers_stand_with_those_whom_they_concern(both, asked, area, area_coordinator):
    answer(asked, "declined", reason="Mamy już scenę", by=both.other)

    def seen(user):
        return [join.pk for join in join_telling.lately(reach_of(user), area)]

    assert [seen(user) for user in (both.one, both.other, area_coordinator, both.stranger)] == [[asked.pk], [], [], []]
    type(both.one).objects.filter(pk=both.one.pk).update(is_active=False)
    assert seen(area_coordinator) == [asked.pk]


def test_an_old_answer_is_told_to_nobody(both, asked, clock):
    answer(asked, "declined", reason="Nie tym razem", by=both.other)
    in_the_morning(clock, MONDAY + timedelta(days=8))
    assert mail.outbox == []


def test_who_may_no_longer_read_both_events_is_not_told(both, asked, clock):
    answer(asked, "declined", reason="Nie tym razem", by=both.other)
    Event.objects.filter(pk=both.second.pk).update(visibility=Visibility.ORGANISATION)
    in_the_morning(clock)
    assert mail.outbox == []
