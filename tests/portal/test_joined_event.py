"""What the pages of two events say once they have become one, and what the desk says before."""

from datetime import UTC, datetime

import pytest
import time_machine

from podworko.agenda import materialising
from podworko.agenda.actions.event import cancel_event
from podworko.agenda.actions.joining import undo_join
from podworko.agenda.models import Event
from podworko.core.visibility import Visibility
from tests.agenda.deciding import decided, joined, pair, proposed
from tests.factories import AreaFactory, AreaRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(db):
    return AreaFactory(slug="podworze", name="Podwórze")


@pytest.fixture
def both(area):
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield pair(area)


def page_of(client, event, user=None):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(f"/podworze/calendar/{event.pk}/")


def test_the_joint_event_names_both_organisers(client, both):
    joined(both)
    page = page_of(client, both.first).text
    assert "Biblioteka" in page
    assert "współorganizuje" in page
    assert "Dom kultury" in page


def test_the_other_leads_to_it_and_is_in_the_calendar_no_more(client, both):
    joined(both)
    page = page_of(client, both.second).text
    assert "To wydarzenie jest teraz częścią:" in page
    assert f'href="/podworze/calendar/{both.first.pk}/"' in page
    assert "Jak je połączono" not in page
    assert "Teatrzyk" not in client.get("/podworze/calendar/").text


def test_what_a_reader_may_not_see_is_not_named(client, both):
    joined(both)
    Event.objects.filter(pk=both.first.pk).update(visibility=Visibility.ORGANISATION)
    page = page_of(client, both.second).text
    assert "To wydarzenie połączono z innym" in page
    assert "Czytanie" not in page
    assert f"/calendar/{both.first.pk}/" not in page


def test_its_keepers_can_still_change_it_and_read_why_nobody_sees_that(client, both):
    join = joined(both)
    assert f"/podworze/calendar/joins/{join.pk}/" in page_of(client, both.second, both.other).text
    page = client.get(f"/podworze/calendar/{both.second.pk}/edit/").text
    assert "To wydarzenie jest częścią innego" in page
    assert "To wydarzenie jest częścią innego" not in client.get("/podworze/calendar/new/").text


def test_keepers_of_the_joint_event_find_the_way_to_take_it_apart(client, both):
    join = joined(both)
    assert f"/podworze/calendar/joins/{join.pk}/" in page_of(client, both.first, both.one).text
    assert f"/podworze/calendar/joins/{join.pk}/" not in page_of(client, both.first).text
    undo_join(join, by=None)
    assert f"/podworze/calendar/joins/{join.pk}/" not in page_of(client, both.first, both.one).text
    assert "jest teraz częścią" not in page_of(client, both.second).text


def test_organisers_of_a_cancelled_event_read_that_it_can_be_taken_apart(client, both):
    undo = f"/podworze/calendar/joins/{joined(both).pk}/undo/"
    assert undo not in page_of(client, both.first, both.one).text
    cancel_event(Event.objects.get(pk=both.first.pk), reason="deszcz", by=None)
    page = page_of(client, both.first, both.one).text
    assert undo in page
    assert "Częścią tego wydarzenia jest: Teatrzyk" in page.replace("\xa0", " ")
    assert undo in page_of(client, both.second, both.other).text
    for event in (both.first, both.second):
        assert undo not in page_of(client, event).text
        assert undo not in page_of(client, event, both.stranger).text
    client.force_login(both.other)
    client.post(undo)
    assert undo not in page_of(client, both.first, both.one).text
    assert "jest teraz częścią" not in page_of(client, both.second).text
    assert "Teatrzyk" in client.get("/podworze/calendar/").text


def test_who_keeps_a_series_reads_that_what_took_one_of_its_times_is_cancelled(client, both):
    Event.objects.filter(pk=both.second.pk).update(rule="FREQ=WEEKLY;COUNT=3")
    both.second.refresh_from_db()
    materialising.refresh(both.second)
    undo = f"/podworze/calendar/joins/{joined(both).pk}/undo/"
    assert undo not in page_of(client, both.second, both.other).text
    cancel_event(Event.objects.get(pk=both.first.pk), reason="deszcz", by=None)
    assert undo in page_of(client, both.second, both.other).text
    assert undo not in page_of(client, both.second).text


def test_before_deleting_one_reads_what_takes_place_by_itself_again(client, both):
    joined(both)
    client.force_login(both.one)
    address = f"/podworze/calendar/{both.first.pk}/delete/"
    page = client.get(address).text
    assert "Najpierw się rozłączy" in page.replace("\xa0", " ")
    assert "Teatrzyk" in page
    client.post(address)
    assert "Teatrzyk" in client.get("/podworze/calendar/").text


def desk(client, user):
    client.force_login(user)
    return client.get("/podworze/desk/").text


def test_desk_counts_what_nobody_has_decided(client, both, area):
    for user in (both.one, both.other, AreaRoleFactory(area=area).user):
        page = desk(client, user)
        assert 'href="/podworze/calendar/findings/"' in page
        assert "do decyzji: 1" in page
    assert "/findings/" not in desk(client, both.stranger)
    decided(both, answer="join")
    assert "do decyzji: 1" in desk(client, both.other)
    decided(both)
    assert "do decyzji: 1" not in desk(client, both.one)


def test_desk_counts_proposals_that_wait_for_ones_own_answer(client, both):
    proposed(both)
    assert "czeka na Twoją odpowiedź: 1" in desk(client, both.other)
    assert "czeka na Twoją odpowiedź" not in desk(client, both.one)
