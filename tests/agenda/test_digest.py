"""The weekly digest as it arrives: what it says, what it must not say, and how one leaves."""

import re
from datetime import UTC, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from podworko.agenda import sending
from podworko.agenda.actions import event as events
from podworko.agenda.actions.writing import announce as announce_anew
from podworko.agenda.choices import ExceptionKind
from podworko.agenda.models import EventException, EventKind, Follower, SentDigest
from podworko.agenda.nearness import distance
from podworko.core.visibility import Visibility
from tests.agenda.visiting import THURSDAY, announce, link_in
from tests.factories import AreaFactory, FollowerFactory, LocationFactory, OrganisationFactory

WEEK = THURSDAY.date()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thursday():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def ewa(azory):
    return FollowerFactory(area=azory, email="ewa@example.org", confirmed_at=THURSDAY)


def received(follower, week=WEEK):
    """The text of the mail that the follower gets; empty if none comes."""
    before = len(mail.outbox)
    sending.send(follower.pk, week)
    return mail.outbox[-1].body if len(mail.outbox) > before else ""


def test_it_names_what_takes_place_in_the_coming_ten_days(ewa, azory):
    announce(azory, "Dziś wieczorem", days=0)
    announce(azory, "Za dziewięć dni", days=9)
    announce(azory, "Za dziesięć dni", days=10)
    announce(azory, "Wczoraj", days=-1)
    body = received(ewa)
    assert "18:00–20:00  Dziś wieczorem" in body
    assert "Za dziewięć dni" in body
    assert "Za dziesięć dni" not in body
    assert "Wczoraj" not in body
    assert body.index("CZWARTEK, 26 LISTOPADA") < body.index("Dziś wieczorem") < body.index("SOBOTA, 5 GRUDNIA")


def test_each_entry_leads_to_its_page(client, ewa, azory):
    event = announce(azory)
    body = received(ewa)
    link = link_in(mail.outbox[0], rf"calendar/{event.pk}/")
    assert link == f"/azory/calendar/{event.pk}/?day=2026-11-28"
    assert client.get(link).status_code == 200
    assert "Dom kultury" in body


def test_when_there_is_nothing_to_tell_nothing_comes(ewa):
    assert received(ewa) == ""
    assert not SentDigest.objects.exists()


def test_what_is_not_for_everybody_is_in_no_digest(ewa, azory):
    hidden = OrganisationFactory(home_area=azory, visibility=Visibility.PARTNERS)
    announce(azory, "Festyn")
    for level in (Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE):
        announce(azory, f"kanarek {level}", visibility=level, description="kanarek")
    announce(azory, "kanarek ukrytej", organisation_id=hidden.pk)
    received(ewa)
    whole = mail.outbox[0].message().as_string() + mail.outbox[0].body + mail.outbox[0].alternatives[0].content
    assert "Festyn" in whole
    assert "kanarek" not in whole


def test_of_another_area_it_says_nothing(ewa):
    announce(AreaFactory(name="Krowodrza"), "Gdzie indziej")
    assert received(ewa) == ""


def test_audiences_and_kinds_narrow_it(ewa, azory):
    kind = EventKind.objects.create(area=azory, code="koncert", name="Koncert")
    announce(azory, "Dla seniorów", audiences=["seniors"], kind_id=kind.pk)
    announce(azory, "Dla wszystkich", audiences=["everyone"], kind_id=kind.pk)
    announce(azory, "Dla opiekunów", audiences=["carers"], kind_id=kind.pk)
    announce(azory, "Zebranie", audiences=["seniors"])
    Follower.objects.update(audiences=["seniors", "families"], kinds=["koncert"])
    body = received(ewa)
    assert "Dla seniorów" in body
    assert "Dla wszystkich" in body
    assert "Dla opiekunów" not in body
    assert "Zebranie" not in body


def test_only_what_is_near_a_place_and_what_has_no_place_yet(ewa, azory):
    home = LocationFactory(
        organisation__home_area=azory,
        organisation__visibility="public",
        visibility="public",
        latitude=50.085,
        longitude=19.91,
    )
    announce(azory, "Obok", latitude=50.087, longitude=19.91, precision="exact")
    announce(azory, "Daleko", latitude=50.095, longitude=19.91, precision="exact")
    announce(azory, "Gdzieś")
    Follower.objects.update(near=home, within=500)
    body = received(ewa)
    assert "Obok" in body
    assert "Gdzieś" in body
    assert "Daleko" not in body
    home.delete()
    assert "Daleko" in received(ewa, WEEK + timedelta(days=7))


@pytest.mark.parametrize(
    ("other", "metres"),
    [((50.085, 19.91), 0), ((50.086, 19.91), 111), ((50.085, 19.92), 714), ((-50.085, 19.91), 11_138_000)],
)
def test_distances_on_the_globe(other, metres):
    assert distance(50.085, 19.91, *other) == pytest.approx(metres, rel=0.01, abs=1)


def test_what_is_only_pencilled_in_is_said_once_and_last(ewa, azory):
    days = ["2026-11-28", "2026-11-29"]
    announce(azory, "Festyn", starts=None, ends=None, pencil="ten weekend", candidate_days=days)
    announce(azory, "Koncert")
    body = received(ewa)
    assert body.count("Festyn") == 1
    assert body.index("Koncert") < body.index("NIEPEWNY") < body.index("Festyn: ten weekend")


def test_what_lasts_for_days_stands_once_with_its_last_day(ewa, azory):
    start = datetime(2026, 11, 20, tzinfo=UTC)
    announce(azory, "Wystawa", starts=start, ends=start + timedelta(days=30), is_all_day=True)
    body = received(ewa)
    assert "do 19 grudnia  Wystawa" in body
    assert body.count("Wystawa") == 1


def test_a_night_ends_on_the_next_day_and_is_one_evening(ewa, azory):
    start = datetime(2026, 11, 28, 20, tzinfo=UTC)
    announce(azory, "Potańcówka", starts=start, ends=start + timedelta(hours=5))
    assert "20:00–01:00  Potańcówka" in received(ewa)


def test_of_too_many_it_says_how_many_more(ewa, azory, monkeypatch):
    monkeypatch.setattr("podworko.agenda.digest.MOST", 2)
    for number in range(5):
        announce(azory, f"Zajęcia {number}")
    assert "I jeszcze: 3" in received(ewa)


# What has changed since


def next_week(clock):
    clock.shift(timedelta(days=7))
    return WEEK + timedelta(days=7)


def test_what_was_cancelled_since_comes_first_with_the_reason_and_once(ewa, azory, thursday):
    gone = announce(azory, "Koncert", days=8)
    announce(azory, "Zajęcia", days=8)
    received(ewa)
    events.cancel_event(gone, reason="Choroba", by=None)
    announce(azory, "Nowe", days=9)
    body = received(ewa, next_week(thursday))
    assert body.index("Odwołane: Koncert") < body.index("Choroba") < body.index("Zajęcia")
    assert body.count("Koncert") == 1
    thursday.shift(timedelta(hours=1))
    assert sending._digest_for(ewa, WEEK + timedelta(days=14)).changes == []


def test_what_is_cancelled_in_the_coming_days_is_said_though_never_announced(ewa, azory):
    event = announce(azory, "Koncert")
    events.cancel_event(event, reason="Choroba", by=None)
    assert "Odwołane: Koncert" in received(ewa)


def test_what_was_moved_says_from_when_to_when(ewa, azory, thursday):
    event = announce(azory, "Koncert", days=8)
    received(ewa)
    later = datetime(2026, 12, 20, 19, tzinfo=UTC)
    events.change_event(event, values={"starts": later, "ends": later + timedelta(hours=1)}, by=None)
    body = received(ewa, next_week(thursday))
    assert "Zmiana: Koncert" in body
    assert "miało być: piątek, 4 grudnia, 18:00; będzie: niedziela, 20 grudnia, 19:00" in body


def test_another_place_is_a_change(ewa, azory, thursday):
    event = announce(azory, "Koncert", days=8, place_name="sala")
    received(ewa)
    events.change_event(event, values={"place_name": "ogród"}, by=None)
    assert "ogród" in received(ewa, next_week(thursday)).partition("Zmiana: Koncert")[2]


def test_one_date_of_a_series_is_cancelled(ewa, azory, thursday):
    event = announce(azory, "Joga", days=1, rule="FREQ=WEEKLY")
    received(ewa)
    original = datetime(2026, 12, 4, 18, tzinfo=UTC)
    EventException.objects.create(event=event, original=original, kind=ExceptionKind.CANCELLED, reason="Święto")
    announce_anew([event.pk])
    body = received(ewa, next_week(thursday))
    assert "Odwołane: Joga" in body
    assert "piątek, 4 grudnia, 18:00. Święto" in body
    assert "18:00–20:00  Joga" in body


def test_what_is_gone_or_hidden_now_is_said_by_the_name_that_was_announced(ewa, azory, thursday):
    gone, hidden = announce(azory, "Koncert", days=8), announce(azory, "Turniej", days=8)
    received(ewa)
    events.delete_event(gone, by=None)
    events.change_event(hidden, values={"title": "kanarek", "visibility": Visibility.PRIVATE}, by=None)
    body = received(ewa, next_week(thursday))
    assert "Nie ma tego już w kalendarzu: Koncert" in body
    assert "Nie ma tego już w kalendarzu: Turniej" in body
    assert "kanarek" not in body
    assert f"/calendar/{hidden.pk}/" not in body


def test_a_date_that_became_uncertain_again(ewa, azory, thursday):
    event = announce(azory, "Koncert", days=8)
    received(ewa)
    values = {"starts": None, "ends": None, "pencil": "w maju", "candidate_days": ["2027-05-08"]}
    events.change_event(event, values=values, by=None)
    assert "Termin znów niepewny: Koncert" in received(ewa, next_week(thursday))


def test_what_stayed_as_it_was_is_no_news(ewa, azory, thursday):
    announce(azory, "Koncert", days=8)
    announce(azory, "Joga", days=1, rule="FREQ=WEEKLY")
    received(ewa)
    assert "ZMIANY" not in received(ewa, next_week(thursday))


# At most one


def test_started_twice_it_comes_once(ewa, azory):
    announce(azory)
    assert [sending.send(ewa.pk, WEEK) for _ in range(3)] == ["sent", "taken", "taken"]
    assert len(mail.outbox) == 1


def test_who_died_while_sending_sends_no_second_one(ewa, azory, monkeypatch):
    announce(azory)

    def die(*_arguments):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("podworko.agenda.mails.send_digest", die)
        with pytest.raises(SystemExit):
            sending.send(ewa.pk, WEEK)
    assert sending.send(ewa.pk, WEEK) == "taken"


def test_a_mail_server_out_of_order_is_tried_again(ewa, azory, monkeypatch):
    announce(azory)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", raising(SMTPServerDisconnected()))
        with pytest.raises(ValidationError):
            sending.send(ewa.pk, WEEK)
    assert sending.send(ewa.pk, WEEK) == "sent"
    assert SentDigest.objects.get().tries == 2


def raising(error):
    def refuse(*_arguments, **_options):
        raise error

    return refuse


def test_an_address_that_refuses_three_times_is_forgotten(ewa, azory, monkeypatch, thursday):
    announce(azory, rule="FREQ=WEEKLY")
    refusal = SMTPRecipientsRefused({"ewa@example.org": (550, b"no such user")})
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", raising(refusal))
    ends = []
    for number in range(3):
        ends.append(sending.send(ewa.pk, WEEK + timedelta(days=7 * number)))
        thursday.shift(timedelta(days=7))
    assert ends == ["refused", "refused", "forgotten"]
    assert not Follower.objects.exists()


def test_one_that_arrives_wipes_the_count(ewa, azory):
    Follower.objects.update(failures=2)
    announce(azory)
    received(ewa)
    assert Follower.objects.get().failures == 0


def test_who_has_not_confirmed_or_has_left_gets_nothing(ewa, azory):
    announce(azory)
    waiting = FollowerFactory(area=azory)
    assert sending.send(waiting.pk, WEEK) == "gone"
    ewa.delete()
    assert sending.send(waiting.pk + 100, WEEK) == "gone"


# Leaving, changing, languages


def test_a_mailbox_is_told_how_to_leave(ewa, azory):
    announce(azory)
    received(ewa)
    headers = mail.outbox[0].message()
    leave = re.fullmatch(r"<https?://[^/]+(/azory/calendar/follow/\S+/leave/)>", headers["List-Unsubscribe"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(leave[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()


def test_the_links_of_an_older_digest_still_work(client, ewa, azory, thursday):
    announce(azory, days=1, rule="FREQ=WEEKLY")
    for week in (WEEK, next_week(thursday)):
        received(ewa, week)
    links = [link_in(message, "follow") for message in mail.outbox]
    assert links[0] == links[1]
    assert client.get(links[0]).status_code == 200


def test_an_instance_with_a_new_key_sends_links_that_open(client, ewa, azory, settings):
    announce(azory)
    settings.SECRET_KEY = "inny-klucz-" * 6
    received(ewa)
    assert client.get(link_in(mail.outbox[0], "follow")).status_code == 200


def test_the_page_beside_the_text_loads_nothing_and_escapes(ewa, azory):
    announce(azory, "<b>Koncert</b> & tańce", place_name="sala <img src=https://x.example/1.gif>")
    received(ewa)
    content, kind = mail.outbox[0].alternatives[0]
    assert kind == "text/html"
    assert "&lt;b&gt;Koncert&lt;/b&gt; &amp; tańce" in content
    assert "<b>Koncert</b> & tańce" in mail.outbox[0].body
    assert not re.search(r"<img|<link|<script|<style|src=[\"']|style=", content)


def test_line_breaks_in_what_people_wrote_break_nothing(ewa, azory):
    area = type(azory).objects
    area.update(name="Azory\r\nBcc: jan@example.org")
    announce(azory, "Koncert\r\n\r\n1:00  Podróbka", organiser_name="X\r\nBcc: jan@example.org")
    body = received(ewa)
    assert mail.outbox[0].message()["Bcc"] is None
    assert "Koncert 1:00 Podróbka" in body


@pytest.mark.parametrize(
    ("language", "day"),
    [("pl", "SOBOTA, 28 LISTOPADA"), ("en", "SATURDAY, 28 NOVEMBER"), ("uk", "СУБОТА, 28 ЛИСТОПАДА")],
)
def test_it_comes_in_the_readers_language(ewa, azory, language, day):
    Follower.objects.update(language=language)
    announce(azory)
    assert day in received(ewa)
    assert f'<html lang="{language}">' in mail.outbox[0].alternatives[0].content


@pytest.mark.parametrize(
    ("day", "week"), [("2026-11-26", "2026-11-26"), ("2026-11-29", "2026-11-26"), ("2026-12-02", "2026-11-26")]
)
def test_the_week_of_a_digest_is_its_thursday(day, week):
    assert sending.week_of(datetime.fromisoformat(day).date()).isoformat() == week


def test_an_hour_without_an_end_is_said_alone(ewa, azory):
    announce(azory, "Spacer", clock=time(9), has_end=False)
    assert "09:00  Spacer" in received(ewa)
