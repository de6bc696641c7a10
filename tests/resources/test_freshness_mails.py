"""Stopping the mails with one click (RFC 8058): then somebody rings."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from podworko.resources import freshness_due
from podworko.resources.models import FreshnessMailbox
from tests.factories import AreaFactory
from tests.resources.fresh import TUESDAY, an_entry, give_address, leave_link, run_asking, turn_on


@pytest.fixture
def settings_of(db):
    azory = AreaFactory(name="Azory")
    give_address(an_entry(azory, "Klub"))
    return turn_on(azory)


@pytest.fixture
def path(settings_of, mailoutbox):
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        yield leave_link(mailoutbox[0])


def test_opening_only_asks(client, path):
    assert "Nie pytać e-mailem" in client.get(path).text
    assert FreshnessMailbox.objects.get().stopped_at is None


def test_a_mailbox_leaves_with_one_click_and_without_cookies(path, settings_of, mailoutbox):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert freshness_due.to_ring(settings_of, timezone.localdate()).count() == 1
    with time_machine.travel("2027-01-20 10:00+01:00", tick=False):
        run_asking()
    assert len(mailoutbox) == 1


def test_it_can_be_taken_back(client, path, mailoutbox):
    client.post(path)
    assert "Nie piszemy już" in client.get(path).text
    client.post(path, {"resume": "1"})
    with time_machine.travel("2026-12-02 10:00+01:00", tick=False):
        run_asking()
    assert len(mailoutbox) == 2


def test_an_unknown_link_says_so(client, db):
    assert client.get("/accounts/freshness-mails/nie-ma/").status_code == 404
