"""One page for all entries of an address: those that are ticked are confirmed, once."""

import re

import pytest
import time_machine
from django.utils import timezone

from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import Organisation
from podworko.resources.actions.freshness import Said, record_reply
from podworko.resources.choices import ReplyChannel, ReplyKind
from podworko.resources.models import FreshnessReply
from tests.factories import AreaFactory
from tests.register import form_on
from tests.resources.fresh import TUESDAY, an_entry, give_address, links_in, run_asking, turn_on


@pytest.fixture
def path(db, mailoutbox):
    azory = AreaFactory(name="Azory")
    for name in ("Klub", "Szkoła", "Dom"):
        give_address(an_entry(azory, name))
    turn_on(azory)
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        yield links_in(mailoutbox[0], "all")[0]


def ticks(client, path):
    return re.findall(r'name="entry"\s+value="([^"]+)"', client.get(path).text)


def test_ticked_entries_are_confirmed_and_others_still_asked(client, path):
    chosen = ticks(client, path)
    assert len(chosen) == 3
    token = form_on(client.get(path)).filled(entry=chosen[:2])
    client.post(path, token)
    assert Organisation.objects.filter(assured_date=timezone.localdate()).count() == 2
    client.post(path, {**token, "entry": chosen})
    assert FreshnessReply.objects.count() == 2, "once"


def test_nothing_ticked_asks_again(client, path):
    page = client.post(path, {})
    assert "Zaznacz przynajmniej jeden wpis" in page.text
    assert not FreshnessReply.objects.exists()


def test_an_entry_that_changed_meanwhile_is_not_confirmed_unread(client, path):
    chosen = ticks(client, path)
    change_organisation(Organisation.objects.get(name="Klub"), values={"description": "Nowe"}, by=None)
    client.post(path, {"entry": chosen})
    assert FreshnessReply.objects.count() == 2
    assert Organisation.objects.get(name="Klub").assured_date is None


def test_an_entry_of_somebody_else_cannot_be_slipped_in(client, path):
    other = an_entry(AreaFactory(name="Zachód"), "Obcy")
    client.post(path, {"entry": [f"{other.pk}-x"]})
    other.refresh_from_db()
    assert other.assured_date is None


def confirm_all(client, path):
    return client.post(path, form_on(client.get(path)).filled(entry=ticks(client, path)))


def test_what_was_confirmed_by_mistake_is_taken_back_by_the_same_link(client, path):
    confirm_all(client, path)
    page = client.get(path).text
    assert page.count('name="undo"') == 4
    one = FreshnessReply.objects.get(organisation__name="Klub")
    client.post(path, {"undo": one.pk})
    assert list(Organisation.objects.filter(assured_date=None).values_list("name", flat=True)) == ["Klub"]
    assert len(ticks(client, path)) == 1
    client.post(path, {"undo": "all"})
    assert not Organisation.objects.exclude(assured_date=None).exists()
    assert len(ticks(client, path)) == 3
    confirm_all(client, path)
    assert Organisation.objects.exclude(assured_date=None).count() == 3


def test_what_somebody_changed_since_stays_and_is_named(client, path):
    confirm_all(client, path)
    changed = {"assured_date": "2026-01-01", "assured_by": "koordynator"}
    change_organisation(Organisation.objects.get(name="Klub"), values=changed, by=None)
    response = client.post(path, {"undo": "all"}, follow=True)
    assert "„Klub”" in response.text
    assert Organisation.objects.filter(assured_date=None).count() == 2


def test_after_a_day_only_the_coordinator_takes_it_back(client, path):
    confirm_all(client, path)
    with time_machine.travel("2026-11-25 10:01+01:00", tick=False):
        assert 'name="undo"' not in client.get(path).text
        client.post(path, {"undo": "all"})
    assert not Organisation.objects.filter(assured_date=None).exists()


def test_confirmations_of_another_mail_are_not_taken_back(client, path):
    confirm_all(client, path)
    other = an_entry(AreaFactory(name="Zachód"), "Obcy")
    reply = record_reply(other, Said(ReplyKind.CURRENT, ReplyChannel.MAIL), by=None)
    client.post(path, {"undo": reply.pk})
    reply.refresh_from_db()
    assert reply.state == "applied"
