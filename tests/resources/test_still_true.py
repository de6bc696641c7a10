"""„Zgadza się?” for anybody: counted, told to the coordinator, and nothing decided by a stranger."""

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.resources.models import FreshnessReply, FreshnessSignal
from tests.register import form_on, messages_on

ADDRESS = "/azory/organisations/szkola-nr-5/still-true/"


def say_yes(client):
    form = form_on(client.get(ADDRESS), having="yes-shown_at").filled()
    return client.post(ADDRESS, {**form, "answer": "yes"}, follow=True)


def say_no(client, note="Teraz do 17"):
    with time_machine.travel(timezone.now() - timezone.timedelta(minutes=1), tick=False):
        form = form_on(client.get(ADDRESS), having="no-note").filled(**{"no-note": note})
    return client.post(ADDRESS, {**form, "answer": "no"}, follow=True)


def test_one_tap_is_counted_once_per_browser(client, estate):
    assert "Policzone" in " ".join(messages_on(say_yes(client)))
    assert "już to policzono" in " ".join(messages_on(say_yes(client)))
    client.cookies.clear()
    say_yes(client)
    assert FreshnessSignal.objects.count() == 2
    page = " ".join(client.get("/azory/organisations/szkola-nr-5/").text.split())
    assert "Ile osób potwierdziło od tego dnia: 2" in page


def test_a_stranger_checks_nothing(client, estate):
    say_yes(client)
    estate.school.refresh_from_db()
    assert estate.school.assured_date is None


def test_only_what_was_said_since_the_check_counts(client, estate):
    with time_machine.travel("2026-01-10 12:00", tick=False):
        say_yes(client)
    estate.school.assured_date = "2026-02-01"
    estate.school.save()
    assert "potwierdziło od tego dnia" not in client.get("/azory/organisations/szkola-nr-5/").text


def test_opening_the_page_counts_nothing(client, estate):
    assert client.get(ADDRESS).status_code == 200
    assert not FreshnessSignal.objects.exists()


def test_no_goes_to_the_coordinator_in_words_and_not_into_the_history(client, estate):
    page = say_no(client)
    assert "Koordynator to sprawdzi" in " ".join(messages_on(page))
    reply = FreshnessReply.objects.get()
    assert (reply.kind, reply.state, reply.note) == ("wrong", "waiting", "Teraz do 17")
    told = [str(entry.after) for entry in AuditEntry.objects.filter(model="resources.freshnessreply")]
    assert told
    assert not any("17" in each for each in told)


def test_no_without_words_is_asked_for_them(client, estate):
    page = client.post(ADDRESS, {"answer": "no"})
    assert page.status_code == 200
    assert not FreshnessReply.objects.exists()


def test_a_double_click_tells_once(client, estate):
    with time_machine.travel(timezone.now() - timezone.timedelta(minutes=1), tick=False):
        form = form_on(client.get(ADDRESS), having="no-note").filled(**{"no-note": "Zamknięte"})
    for _click in range(2):
        client.post(ADDRESS, {**form, "answer": "no"})
    assert FreshnessReply.objects.count() == 1


def test_a_program_that_fills_every_field_is_not_heard(client, estate):
    form = form_on(client.get(ADDRESS), having="no-note").filled(**{"no-note": "Kup", "no-homepage": "http://x"})
    client.post(ADDRESS, {**form, "answer": "no"})
    assert not FreshnessReply.objects.exists()


def test_too_many_from_one_address_are_stopped(client, estate):
    cache.clear()
    for _time in range(31):
        client.cookies.clear()
        page = say_yes(client)
    assert FreshnessSignal.objects.count() == 30
    assert page.status_code == 200


@pytest.mark.parametrize("visibility", [Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE])
def test_a_hidden_entry_is_not_found(client, estate, visibility):
    estate.school.visibility = visibility
    estate.school.save()
    assert client.get(ADDRESS).status_code == 404
