"""Who is asked whether an entry is still true, when, how often, and what is never sent twice."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from podworko.core.restoring import restore_version
from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import delete_organisation
from podworko.resources import freshness_due, freshness_sending
from podworko.resources.actions.freshness import Said, record_reply
from podworko.resources.choices import LetterState, ReplyChannel, ReplyKind
from podworko.resources.models import FreshnessAsk, FreshnessLetter, FreshnessLink, FreshnessMailbox
from podworko.resources.schedule import ask_organisations, forget_freshness
from tests.factories import AreaFactory
from tests.resources.fresh import TUESDAY, an_entry, give_address, links_in, run_asking, turn_on


@pytest.fixture
def azory(db):
    return AreaFactory(name="Azory")


@pytest.fixture
def school(azory):
    school = an_entry(azory, "Szkoła nr 5", assured_date=date(2025, 11, 1))
    give_address(school)
    return school


def months_of_mails(mailoutbox, first="2026-11-24", days=120):
    """Run the schedule once a day at ten; return on which days something was sent."""
    sent = []
    begin = date.fromisoformat(first)
    for offset in range(days):
        day = begin + timedelta(days=offset)
        before = len(mailoutbox)
        with time_machine.travel(f"{day.isoformat()} 10:00+01:00", tick=False):
            run_asking()
        sent += [day] * (len(mailoutbox) - before)
    return sent


def test_mail_holds_the_entry_and_three_links(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        assert run_asking() == ["sent"]
    (mail,) = mailoutbox
    assert mail.to == ["sekretariat@szkola.example"]
    assert "Szkoła nr 5" in mail.subject
    for word in ("NADAL AKTUALNE", "CHCĘ ZMIENIĆ", "JUŻ NIE ISTNIEJE", "sekretariat@szkola.example"):
        assert word in mail.body
    assert [len(links_in(mail, what)) for what in ("current", "change", "gone", "all")] == [1, 1, 1, 0]
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_only_digests_of_secrets_are_kept(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    secret = links_in(mailoutbox[0])[0].split("/")[-3]
    assert not FreshnessLink.objects.filter(token_digest=secret).exists()
    assert FreshnessLink.objects.count() == 3


def test_nobody_is_written_to_until_the_coordinator_says_so(azory, school, mailoutbox):
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        turn_on(azory, is_on=False)
        run_asking()
    assert mailoutbox == []


def test_silence_brings_two_reminders_and_then_the_telephone(azory, school, mailoutbox):
    settings = turn_on(azory)
    days = months_of_mails(mailoutbox)
    assert [(day - days[0]).days for day in days] == [0, 14, 35]
    assert "Przypomnienie" not in mailoutbox[0].subject
    assert "Przypomnienie" in mailoutbox[1].subject
    assert "ostatni e-mail" in mailoutbox[2].body
    last = days[-1]
    assert list(freshness_due.to_ring(settings, last + timedelta(days=14))) == []
    assert list(freshness_due.to_ring(settings, last + timedelta(days=15))) == [school]


def test_who_was_confirmed_meanwhile_gets_no_reminder(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    school.assured_date = date(2026, 11, 25)
    school.save()
    months_of_mails(mailoutbox, "2026-12-01", 60)
    assert len(mailoutbox) == 1


def test_next_year_is_asked_anew(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    school.assured_date = date(2026, 11, 25)
    school.save()
    days = months_of_mails(mailoutbox, "2027-10-01", 30)
    assert days[0] == date(2027, 10, 15), "six weeks before the year is over"


@pytest.mark.parametrize(
    "moment",
    ["2026-11-24 07:59+01:00", "2026-11-24 20:00+01:00", "2026-11-22 12:00+01:00", "2026-12-25 12:00+01:00"],
)
def test_offices_are_left_alone_at_night_on_sundays_and_holidays(azory, school, mailoutbox, moment):
    turn_on(azory)
    with time_machine.travel(moment, tick=False):
        assert ask_organisations.call() == 0
        box = FreshnessMailbox.objects.create(email="a@b.example", key_digest="x")
        assert freshness_sending.send(box.pk) == "quiet"
    assert mailoutbox == []


def test_a_paused_month_is_left_out(azory, school, mailoutbox):
    turn_on(azory, paused_months=[11])
    assert months_of_mails(mailoutbox, "2026-11-24", 10)[:1] == [date(2026, 12, 1)]


def test_one_address_of_several_entries_gets_one_mail(azory, school, mailoutbox):
    turn_on(azory)
    club = an_entry(azory, "Klub", assured_date=date(2026, 1, 20))
    give_address(club, "SEKRETARIAT@szkola.example")
    later = an_entry(azory, "Biblioteka", assured_date=date(2026, 6, 1))
    give_address(later, "sekretariat@szkola.example")
    with time_machine.travel("2026-12-01 10:00+01:00", tick=False):
        run_asking()
    (mail,) = mailoutbox
    assert "Klub" in mail.body
    assert "Szkoła nr 5" in mail.body
    assert "Biblioteka" not in mail.body
    assert len(links_in(mail, "current")) == 2
    assert len(links_in(mail, "all")) == 1


def test_private_address_is_never_written_to(azory, mailoutbox):
    turn_on(azory)
    club = an_entry(azory, "Klub")
    way = give_address(club, "jan.kowalski@poczta.example", visibility=Visibility.PRIVATE)
    person = an_entry(azory, "Gabinet")
    own = give_address(person, "anna@poczta.example", legal_basis="consent")
    own.contact.holder_name = "Anna Nowak"
    own.contact.save()
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    assert mailoutbox == []
    assert way.value not in set(FreshnessMailbox.objects.values_list("email", flat=True))
    assert FreshnessAsk.objects.filter(mailbox=None).count() == 2


def test_hidden_and_closed_entries_are_not_asked_about(azory, mailoutbox):
    turn_on(azory)
    give_address(an_entry(azory, "Ukryta", visibility=Visibility.PARTNERS), "a@x.example")
    give_address(an_entry(azory, "Zamknięta", status="closed", status_note="nie ma"), "b@x.example")
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    assert mailoutbox == []


def test_a_job_that_comes_twice_sends_once(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        run_asking()
        box = FreshnessMailbox.objects.get()
        assert freshness_sending.send(box.pk) in {"taken", "nothing"}
    assert len(mailoutbox) == 1


def test_a_worker_killed_before_the_mail_sends_none_twice(azory, school, mailoutbox, monkeypatch):
    turn_on(azory)

    def die(*_arguments, **_values):
        raise KeyboardInterrupt

    with time_machine.travel(TUESDAY, tick=False):
        ask_organisations.call()
        with monkeypatch.context() as patched:
            patched.setattr(EmailMultiAlternatives, "send", die)
            with pytest.raises(KeyboardInterrupt):
                freshness_sending.send(FreshnessMailbox.objects.get().pk)
        assert FreshnessLetter.objects.get().state == LetterState.SENDING
        assert freshness_sending.send(FreshnessMailbox.objects.get().pk) == "nothing"
    assert mailoutbox == []
    assert months_of_mails(mailoutbox, "2026-11-25", 60) == [date(2026, 12, 8), date(2026, 12, 29)]


def test_a_mail_server_out_of_order_is_tried_again(azory, school, mailoutbox, monkeypatch):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        ask_organisations.call()
        box = FreshnessMailbox.objects.get()
        with monkeypatch.context() as patched:
            patched.setattr(EmailMultiAlternatives, "send", raising(SMTPServerDisconnected("away")))
            with pytest.raises(Exception, match="Nie udało się wysłać"):
                freshness_sending.send(box.pk)
        ask = FreshnessAsk.objects.get()
        assert (ask.mails, ask.next_on) == (0, date(2026, 11, 24))
        assert freshness_sending.send(box.pk) == "sent"
    assert len(mailoutbox) == 1
    assert FreshnessLink.objects.count() == 3


def test_an_address_that_takes_no_mail_goes_to_the_telephone(azory, school, mailoutbox, monkeypatch):
    settings = turn_on(azory)
    refusal = SMTPRecipientsRefused({"sekretariat@szkola.example": (550, b"no such user")})
    with time_machine.travel(TUESDAY, tick=False):
        ask_organisations.call()
        with monkeypatch.context() as patched:
            patched.setattr(EmailMultiAlternatives, "send", raising(refusal))
            assert freshness_sending.send(FreshnessMailbox.objects.get().pk) == "refused"
        assert list(freshness_due.to_ring(settings, timezone.localdate())) == [school]
    assert months_of_mails(mailoutbox, "2026-11-25", 60) == []


def test_a_changed_address_gets_the_next_mail(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    way = school.contacts.get().fields.get()
    way.value = "nowy@szkola.example"
    way.save()
    months_of_mails(mailoutbox, "2026-12-01", 20)
    assert [mail.to for mail in mailoutbox] == [["sekretariat@szkola.example"], ["nowy@szkola.example"]]


def raising(error):
    def send(*_arguments, **_values):
        raise error

    return send


@pytest.mark.parametrize("count", [1, 3])
def test_a_mail_asks_the_database_as_often_for_one_entry_as_for_three(azory, count, mailoutbox):
    turn_on(azory)
    for number in range(count):
        give_address(an_entry(azory, f"Klub {number}"))
    with time_machine.travel(TUESDAY, tick=False):
        ask_organisations.call()
        with CaptureQueriesContext(connection) as queries:
            freshness_sending.send(FreshnessMailbox.objects.get().pk)
    # Each entry's own row is told that it was asked.
    assert len(queries) - count <= 17
    assert len(mailoutbox) == 1


def test_many_entries_are_asked_in_portions(azory, monkeypatch, mailoutbox):
    monkeypatch.setattr(freshness_sending, "PORTION", 2)
    monkeypatch.setattr(freshness_sending, "MOST_LETTERS", 3)
    turn_on(azory)
    for number in range(7):
        give_address(an_entry(azory, f"Klub {number}"), f"klub{number}@x.example")
    with time_machine.travel(TUESDAY, tick=False):
        assert ask_organisations.call() == 3
        assert FreshnessAsk.objects.count() == 7
        for _hour in range(3):
            for pk in freshness_sending.whom(timezone.localdate()):
                freshness_sending.send(pk)
    assert len(mailoutbox) == 7
    assert len({mail.to[0] for mail in mailoutbox}) == 7


def test_old_letters_are_forgotten_with_their_links(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    with time_machine.travel("2027-03-01 10:00+01:00", tick=False):
        forget_freshness.call()
    assert not FreshnessLetter.objects.exists()
    assert not FreshnessLink.objects.exists()


def test_what_was_hidden_or_closed_since_gets_no_reminder(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    school.visibility = Visibility.PARTNERS
    school.save()
    months_of_mails(mailoutbox, "2026-12-08", 3)
    assert len(mailoutbox) == 1


def test_a_deleted_entry_takes_its_questions_along_and_comes_back(azory, school, mailoutbox):
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    record_reply(school, Said(ReplyKind.WRONG, ReplyChannel.PAGE, note="x"), by=None)
    entry = delete_organisation(school, by=None)
    assert not FreshnessAsk.objects.exists()
    assert restore_version(entry, by=None).name == "Szkoła nr 5"
