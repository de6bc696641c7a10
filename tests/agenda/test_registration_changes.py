"""What those who have registered are told when the event changes: each of them once, and only what concerns them."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from podworko.agenda import schedule
from podworko.agenda.actions import (
    cancel_event,
    cancel_occurrence,
    change_event,
    change_following,
    change_occurrence,
    delete_event,
    end_series,
    put_back_occurrence,
)
from podworko.agenda.actions.event import bring_back_event
from podworko.agenda.models import SignUp, SignUpList
from podworko.agenda.sign_up_jobs import send_change
from podworko.agenda.sign_up_telling import QUIET
from podworko.core import deletion
from podworko.core.jobs.worker import run_all_due
from podworko.core.models import AuditEntry

pytestmark = pytest.mark.usefixtures("december")

SECOND = datetime(2026, 12, 15, 17, tzinfo=UTC)
LATER = {"starts": datetime(2026, 12, 12, 12, tzinfo=UTC), "ends": datetime(2026, 12, 12, 13, tzinfo=UTC)}


@pytest.fixture
def ewa(sign_up):
    row = sign_up(email="ewa@example.org")
    sent()
    return row


def sent(after=timedelta()):
    """The letters that go out some time from now, by the jobs that run then."""
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + after, tick=False):
        schedule.tell_changes.call()
        run_all_due()
    return list(mail.outbox)


def after_a_while():
    return sent(QUIET + timedelta(minutes=1))


def test_who_registered_is_told_once_that_it_is_cancelled(workshop, ewa):
    cancel_event(workshop, reason="zalało salę", by=None)
    letter, *more = after_a_while()
    assert (letter.to, letter.subject, more) == (["ewa@example.org"], "Odwołane: Warsztaty", [])
    assert "zalało salę" in letter.body
    assert "zmienia się liczba osób" not in letter.body
    assert ewa.key in letter.body
    assert after_a_while() == []


def test_nothing_is_sent_while_somebody_is_still_changing(workshop, ewa):
    change_event(workshop, values=LATER, by=None)
    assert sent() == []
    assert sent(QUIET - timedelta(minutes=1)) == []
    assert len(after_a_while()) == 1


def test_several_quick_changes_are_told_of_once(workshop, ewa):
    change_event(workshop, values=LATER, by=None)
    change_event(workshop, values={"place_name": "w ogrodzie"}, by=None)
    change_event(workshop, values={"place_name": "w parku"}, by=None)
    (letter,) = after_a_while()
    assert letter.subject == "Zmiana: Warsztaty"
    before, _heading, now = letter.body.partition("Będzie:")
    assert "sobota, 12 grudnia, 10:00\nsala na piętrze" in before
    assert "sobota, 12 grudnia, 12:00\nw parku" in now
    assert "w ogrodzie" not in letter.body


def test_what_is_put_back_in_time_is_not_told(workshop, ewa):
    change_event(workshop, values={"place_name": "w parku"}, by=None)
    change_event(workshop, values={"place_name": "sala na piętrze"}, by=None)
    assert after_a_while() == []


@pytest.mark.parametrize("values", [{"title": "Warsztat"}, {"description": "Weź fartuch"}, {"cost": "free"}])
def test_a_change_of_words_is_no_news(workshop, ewa, values):
    change_event(workshop, values=values, by=None)
    assert after_a_while() == []


def test_a_later_change_is_told_again_and_compared_with_what_was_told(workshop, ewa):
    change_event(workshop, values={"place_name": "w parku"}, by=None)
    after_a_while()
    change_event(workshop, values={"place_name": "w szkole"}, by=None)
    (letter,) = after_a_while()
    assert "w parku" in letter.body.partition("Będzie:")[0]
    assert "sala na piętrze" not in letter.body


def test_who_registers_after_a_change_is_not_told_of_it(workshop, ewa, sign_up):
    change_event(workshop, values={"place_name": "w parku"}, by=None)
    sign_up("Jan Kowal", email="jan@example.org")
    assert [letter.to for letter in after_a_while() if "Zmiana" in letter.subject] == [["ewa@example.org"]]


def test_of_a_series_only_that_day_is_told(course, sign_up):
    first, second = (
        sign_up(name, event=course, original=original, email=f"{name}@example.org")
        for name, original in (("pierwszy", SECOND - timedelta(days=7)), ("drugi", SECOND))
    )
    sent()
    cancel_occurrence(course, SECOND, reason="remont", by=None)
    assert [(letter.to, letter.subject) for letter in after_a_while()] == [(["drugi@example.org"], "Odwołane: Kurs")]
    put_back_occurrence(course, SECOND, by=None)
    moved = {"starts": SECOND + timedelta(hours=1), "ends": SECOND + timedelta(hours=2), "place_name": "w parku"}
    change_occurrence(course, SECOND, values=moved, by=None)
    (letter,) = after_a_while()
    assert (letter.to, letter.subject) == (["drugi@example.org"], "Zmiana: Kurs")
    assert "wtorek, 15 grudnia, 18:00\nw parku" in letter.body
    assert first.told == SignUp.objects.get(pk=first.pk).told
    assert second.sign_up_list_id == SignUp.objects.get(pk=second.pk).sign_up_list_id


def test_a_series_at_another_hour_keeps_its_lists(course, sign_up):
    sign_up(event=course, original=SECOND, email="ewa@example.org")
    sent()
    start = course.starts + timedelta(hours=2)
    change_event(course, values={"starts": start, "ends": start + timedelta(hours=1)}, by=None)
    (letter,) = after_a_while()
    assert "wtorek, 15 grudnia, 19:00" in letter.body.partition("Będzie:")[2]
    assert SignUpList.objects.get().original == SECOND + timedelta(hours=2)


def test_a_series_on_another_day_of_the_week_keeps_its_lists(course, sign_up):
    sign_up(event=course, original=SECOND, email="ewa@example.org")
    sent()
    start = course.starts + timedelta(days=1)
    change_event(course, values={"starts": start, "ends": start + timedelta(hours=1)}, by=None)
    (letter,) = after_a_while()
    assert "środa, 16 grudnia, 17:00" in letter.body.partition("Będzie:")[2]


def test_what_a_shorter_series_leaves_out_is_told(course, sign_up):
    sign_up(event=course, original=SECOND, email="ewa@example.org")
    sent()
    change_event(course, values={"rule": "FREQ=WEEKLY;COUNT=1"}, by=None)
    assert [letter.subject for letter in after_a_while()] == ["Nie odbędzie się: Kurs"]


def test_a_series_that_ends_earlier_tells_those_of_the_rest(course, sign_up):
    sign_up(event=course, email="pierwsza@example.org")
    sign_up(event=course, original=SECOND, email="ewa@example.org")
    sent()
    end_series(course, SECOND, by=None)
    assert [(letter.to, letter.subject) for letter in after_a_while()] == [
        (["ewa@example.org"], "Nie odbędzie się: Kurs")
    ]


def test_lists_go_along_to_another_day_of_this_and_the_following(course, sign_up):
    sign_up(event=course, email="pierwsza@example.org")
    sign_up(event=course, original=SECOND + timedelta(days=7), email="ewa@example.org")
    sent()
    start = SECOND + timedelta(days=2)
    moved = {"starts": start, "ends": start + timedelta(hours=1)}
    following = change_following(course, SECOND, values=moved, by=None)
    (letter,) = after_a_while()
    assert (letter.to, letter.subject) == (["ewa@example.org"], "Zmiana: Kurs")
    assert "czwartek, 24 grudnia, 17:00" in letter.body.partition("Będzie:")[2]
    assert [one.event_id for one in SignUpList.objects.order_by("original")] == [course.pk, following.pk]


def test_lists_go_along_with_this_and_the_following(course, sign_up):
    sign_up(event=course, original=SECOND, email="ewa@example.org")
    sent()
    following = change_following(course, SECOND, values={"place_name": "w parku"}, by=None)
    assert SignUpList.objects.get().event == following
    assert [letter.subject for letter in after_a_while()] == ["Zmiana: Kurs"]


def test_an_event_on_another_day_keeps_its_list(workshop, ewa):
    start = workshop.starts + timedelta(days=7)
    change_event(workshop, values={"starts": start, "ends": start + timedelta(hours=1)}, by=None)
    (letter,) = after_a_while()
    assert "sobota, 19 grudnia, 10:00" in letter.body.partition("Będzie:")[2]
    ewa.refresh_from_db()
    assert ewa.keep_until.isoformat() == "2027-01-18"


def test_a_day_that_is_open_again_is_told_and_so_is_the_new_one(workshop, ewa):
    pencilled = {"starts": None, "ends": None, "pencil": "w styczniu", "candidate_days": ["2027-01-09", "2027-01-16"]}
    change_event(workshop, values=pencilled, by=None)
    assert [letter.subject for letter in after_a_while()] == ["Termin znów niepewny: Warsztaty"]
    start = datetime(2027, 1, 9, 10, tzinfo=UTC)
    known = {"starts": start, "ends": start + timedelta(hours=1), "pencil": "", "candidate_days": []}
    change_event(workshop, values=known, by=None)
    (letter,) = after_a_while()
    assert "sobota, 9 stycznia, 10:00" in letter.body.partition("Będzie:")[2]


def test_an_event_with_people_registered_is_cancelled_rather_than_deleted(workshop, ewa, client, area_coordinator):
    with pytest.raises(ValidationError, match="Odwołaj"):
        delete_event(workshop, by=None)
    client.force_login(area_coordinator)
    page = client.post(f"/podworze/calendar/{workshop.pk}/delete/", follow=True)
    assert "Odwołaj wydarzenie" in page.text


def test_what_a_calendar_of_others_deletes_is_told_and_its_return_too(workshop, ewa):
    entry = deletion.delete(workshop, verb="harvest_feed", by=None)
    assert [letter.subject for letter in sent()] == ["Nie odbędzie się: Warsztaty"]
    assert sent() == []
    bring_back_event(entry, by=None)
    assert [letter.subject for letter in after_a_while()] == ["Zmiana: Warsztaty"]
    assert "Nowak" not in str(list(AuditEntry.objects.values()))
    assert "ewa@" not in str(list(AuditEntry.objects.values()))


def test_what_is_over_is_changed_without_a_word(workshop, ewa):
    with time_machine.travel(workshop.ends + timedelta(days=1)):
        change_event(workshop, values={"place_name": "w parku"}, by=None)
        assert after_a_while() == []


def test_two_workers_send_one_letter(workshop, ewa):
    cancel_event(workshop, reason="zalało salę", by=None)
    mail.outbox.clear()
    assert [send_change.call(ewa.pk), send_change.call(ewa.pk)] == ["sent", "nothing"]
    assert len(mail.outbox) == 1


def test_a_mail_server_out_of_order_is_asked_again(workshop, ewa, monkeypatch):
    cancel_event(workshop, reason="zalało salę", by=None)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", failing(SMTPServerDisconnected("nie ma")))
        with pytest.raises(ValidationError):
            send_change.call(ewa.pk)
    mail.outbox.clear()
    assert send_change.call(ewa.pk) == "sent"
    assert len(mail.outbox) == 1


def test_an_address_that_is_refused_is_left_to_the_telephone(workshop, ewa, monkeypatch):
    cancel_event(workshop, reason="zalało salę", by=None)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", failing(SMTPRecipientsRefused({})))
        assert send_change.call(ewa.pk) == "refused"
    ewa.refresh_from_db()
    assert ewa.is_unreachable
    assert after_a_while() == []


def failing(error):
    def send(self, **_options):
        raise error

    return send


# Places


def test_more_places_let_the_waiting_move_up(workshop, sign_up):
    sign_up(people=3)
    waiting = sign_up("Jan Kowal", people=2, email="jan@example.org")
    sent()
    change_event(workshop, values={"capacity": 5}, by=None)
    waiting.refresh_from_db()
    assert waiting.place == "taken"
    assert [(letter.to, letter.subject) for letter in sent()] == [
        (["jan@example.org"], "Jest dla Ciebie miejsce: Warsztaty")
    ]


def test_no_limit_any_more_lets_everybody_in(workshop, sign_up):
    rows = [sign_up(f"Osoba {number}", people=2) for number in range(3)]
    change_event(workshop, values={"capacity": None}, by=None)
    assert {SignUp.objects.get(pk=row.pk).place for row in rows} == {"taken"}


def test_fewer_places_throw_nobody_out(workshop, sign_up):
    rows = [sign_up(f"Osoba {number}") for number in range(3)]
    change_event(workshop, values={"capacity": 1}, by=None)
    assert {SignUp.objects.get(pk=row.pk).place for row in rows} == {"taken"}
    assert sign_up("Jan Kowal").place == "waiting"


def test_whoever_makes_fewer_places_is_told(client, workshop, sign_up, editor, form):
    sign_up(people=3)
    client.force_login(editor)
    values = {**form, "title": "Warsztaty", "registration": "here", "capacity": "2", "version": workshop.version}
    page = client.post(f"/podworze/calendar/{workshop.pk}/edit/", values, follow=True).text
    assert "Zapisanych osób jest 3, a miejsc 2. Nikogo nie wypisaliśmy." in page


def test_nobody_moves_up_once_it_has_begun(workshop, sign_up):
    sign_up(people=3)
    waiting = sign_up("Jan Kowal")
    with time_machine.travel(workshop.starts):
        change_event(workshop, values={"capacity": 5}, by=None)
    waiting.refresh_from_db()
    assert waiting.place == "waiting"


# Reminders


def reminders(moment):
    mail.outbox.clear()
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        schedule.remind.call()
        run_all_due()
    return [letter.to[0] for letter in mail.outbox if letter.subject == "Jutro: Warsztaty"]


def test_who_asked_for_it_is_reminded_the_day_before_once(workshop, sign_up):
    sign_up("Chce", email="chce@example.org", wants_reminder=True)
    sign_up("Nie chce", email="nie@example.org")
    sign_up("Bez poczty", email="", phone="+48 12 633 12 34", wants_reminder=True)
    sign_up("Czeka", email="czeka@example.org", wants_reminder=True)
    sent()
    assert reminders("2026-12-10T09:00+01:00") == []
    assert reminders("2026-12-11T07:00+01:00") == []
    assert reminders("2026-12-11T09:00+01:00") == ["chce@example.org"]
    assert reminders("2026-12-11T10:00+01:00") == []
    assert reminders("2026-12-12T09:00+01:00") == []


def test_nobody_is_reminded_of_what_is_cancelled(workshop, sign_up):
    sign_up(email="chce@example.org", wants_reminder=True)
    cancel_event(workshop, reason="zalało salę", by=None)
    assert reminders("2026-12-11T09:00+01:00") == []


def test_who_registers_the_day_before_knows(workshop, sign_up):
    with time_machine.travel(datetime.fromisoformat("2026-12-11T08:30+01:00"), tick=False):
        sign_up(email="chce@example.org", wants_reminder=True)
    assert reminders("2026-12-11T09:00+01:00") == []


# Forgetting


@pytest.mark.parametrize(("day", "left"), [("2027-01-11", 1), ("2027-01-12", 0)])
def test_people_are_forgotten_thirty_days_after_and_their_number_stays(workshop, sign_up, day, left):
    sign_up(people=2)
    with time_machine.travel(datetime.fromisoformat(f"{day}T12:00+01:00"), tick=False):
        schedule.forget_registrations.call()
    assert SignUp.objects.count() == left
    assert SignUpList.objects.get().taken == 2
