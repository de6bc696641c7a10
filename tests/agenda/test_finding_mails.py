"""The link in every mail about findings: it stops them without signing in, and starts them again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from podworko.agenda import finding_telling
from podworko.agenda.actions.finding_mails import choose_mails, mails_of, wanted_by
from podworko.agenda.choices import MailsWanted
from podworko.agenda.models import FindingMails
from podworko.core.models import AuditEntry
from tests.agenda.deciding import pair
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 12, 8, 7, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TUESDAY - timedelta(days=1), tick=False) as traveller:
        yield traveller


@pytest.fixture
def both(area):
    return pair(area)


@pytest.fixture
def user():
    return UserFactory(email="anna@example.org")


@pytest.fixture
def address(user):
    return f"/accounts/mails/{mails_of(user).key}/"


def told(*, is_soon):
    finding_telling.whom(is_soon=is_soon)
    for pk in finding_telling.whom(is_soon=is_soon):
        finding_telling.tell(pk, is_soon=is_soon)
    return sorted(letter.to[0] for letter in mail.outbox)


def test_opening_it_only_asks(client, user, address):
    page = client.get(address)
    assert user.email in page.text
    assert page.text.count('<button class="button" type="submit">') == 1
    assert wanted_by(user) == MailsWanted.AT_ONCE
    assert page["Cache-Control"].count("no-store")


def test_the_button_stops_them_and_offers_to_take_that_back(client, user, address):
    choose_mails(user, wanted="daily", by=user)
    assert "Nie piszemy już o tym" in client.post(address).text
    assert wanted_by(user) == MailsWanted.NEVER
    assert "Cofnij" in client.get(address).text
    assert "najwyżej raz dziennie" in client.post(address, {"resume": "1"}).text
    assert wanted_by(user) == MailsWanted.DAILY


def test_a_second_click_is_well_too(client, user, address):
    assert [client.post(address).status_code for _ in range(2)] == [200, 200]
    assert wanted_by(user) == MailsWanted.NEVER
    assert AuditEntry.objects.filter(verb="choose_mails").count() == 1


def test_a_mailbox_leaves_in_one_click_without_cookie_or_token(user, address):
    # RFC 8058, section 3.2.
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert wanted_by(user) == MailsWanted.NEVER


def test_it_concerns_nobody_else(client, user, address):
    other = UserFactory()
    client.post(address)
    assert wanted_by(other) == MailsWanted.AT_ONCE


def test_a_key_that_nobody_has_opens_nothing(client, user, address):
    wrong = f"{address[:-4]}xyz/"
    assert client.get(wrong).status_code == 404
    assert client.post(wrong).status_code == 404
    assert not FindingMails.objects.filter(is_stopped=True).exists()


def test_the_database_does_not_hold_the_key(user, address):
    row = FindingMails.objects.values().get()
    assert address.split("/")[3] not in str(row)


def test_every_such_mail_says_how_to_stop_them(client, both, clock):
    clock.move_to(TUESDAY)
    told(is_soon=False)
    letter = next(each for each in mail.outbox if each.to == [both.one.email])
    leave = letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave.startswith("<http")
    assert leave.strip("<>") in letter.body
    path = leave.strip("<>").partition("/accounts/")[2]
    Client(enforce_csrf_checks=True).post(f"/accounts/{path}", {"List-Unsubscribe": "One-Click"})
    assert wanted_by(both.one) == MailsWanted.NEVER
    assert wanted_by(both.other) == MailsWanted.AT_ONCE


def test_who_wants_none_gets_none_and_finds_all_on_the_desk(client, both, clock, area):
    choose_mails(both.one, wanted="never", by=both.one)
    clock.move_to(both.finding.first_at - timedelta(hours=30))
    assert told(is_soon=True) == [both.other.email]
    clock.move_to(both.finding.first_at - timedelta(hours=5))
    assert told(is_soon=False) == [both.other.email]
    client.force_login(both.one)
    assert "/calendar/findings/" in client.get(f"/{area.slug}/desk/").text
    assert "Teatrzyk" in client.get(f"/{area.slug}/calendar/findings/").text


def test_who_wants_the_daily_mail_is_told_of_nothing_at_once(both, clock):
    choose_mails(both.one, wanted="daily", by=both.one)
    clock.move_to(both.finding.first_at - timedelta(hours=30))
    assert told(is_soon=True) == [both.other.email]
    assert told(is_soon=False) == sorted([both.one.email, both.other.email])


def test_a_job_that_was_waiting_meets_the_choice(both, clock):
    clock.move_to(TUESDAY)
    assert both.one.pk in finding_telling.whom(is_soon=False)
    choose_mails(both.one, wanted="never", by=both.one)
    assert finding_telling.tell(both.one.pk, is_soon=False) == "gone"
    assert mail.outbox == []


def test_the_choice_stands_in_the_history_of_the_person(user):
    choose_mails(user, wanted="daily", by=user)
    entry = AuditEntry.objects.get(verb="choose_mails")
    assert (entry.about, entry.before, entry.after) == (f"user:{user.pk}", {"wanted": "at_once"}, {"wanted": "daily"})
