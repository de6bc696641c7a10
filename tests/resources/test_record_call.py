"""A call is written down with one button, and taken back with another."""

import pytest
from django.utils import timezone

from podworko.core.visibility import Visibility
from podworko.organisations.choices import Status
from podworko.resources.models import FreshnessReply
from tests.register import messages_on

ADDRESS = "/azory/organisations/szkola-nr-5/call/"


def ring(client, outcome, **values):
    return client.post(ADDRESS, {"outcome": outcome, "back": "phone_list", **values}, follow=True)


def undo(client):
    pk = FreshnessReply.objects.latest("pk").pk
    address = f"/azory/freshness/replies/{pk}/decide/"
    return client.post(address, {"decision": "undo", "back": "phone_list"}, follow=True)


def test_confirmed_by_telephone(signed_in, estate):
    client = signed_in("coordinator")
    page = ring(client, "current")
    assert "Można to cofnąć" in messages_on(page)[0]
    estate.school.refresh_from_db()
    assert estate.school.assured_date == timezone.localdate()
    assert estate.school.assured_by == "organizacja, przez telefon"
    undo(client)
    estate.school.refresh_from_db()
    assert (estate.school.assured_date, estate.school.assured_by) == (None, "")


def test_said_at_a_meeting(signed_in, estate):
    ring(signed_in("coordinator"), "current", channel="meeting", back="read_aloud")
    estate.school.refresh_from_db()
    assert estate.school.assured_by == "osoby na spotkaniu"


def test_nobody_answered_is_counted_with_its_day(signed_in, estate):
    client = signed_in("coordinator")
    ring(client, "no_answer")
    page = ring(client, "no_answer")
    call = next(call for call in page.context["calls"] if call.organisation == estate.school)
    assert call.unanswered == 2
    assert call.last_try.date() == timezone.now().date()
    call = next(call for call in undo(client).context["calls"] if call.organisation == estate.school)
    assert call.unanswered == 1


def test_gone_is_marked_at_once_and_taken_back(signed_in, estate):
    client = signed_in("coordinator")
    ring(client, "gone")
    estate.school.refresh_from_db()
    assert estate.school.status == Status.CLOSED
    undo(client)
    estate.school.refresh_from_db()
    assert estate.school.status == Status.ACTIVE


@pytest.mark.parametrize("outcome", ["", "wrong", "change", "nonsense"])
def test_other_outcomes_are_refused(signed_in, estate, outcome):
    ring(signed_in("coordinator"), outcome)
    assert not FreshnessReply.objects.exists()


def test_an_address_of_elsewhere_is_not_followed(signed_in, estate):
    answer = signed_in("coordinator").post(ADDRESS, {"outcome": "no_answer", "back": "//evil.example"})
    assert answer.url == "/azory/freshness/"


def test_private_entry_of_others_is_not_found(signed_in, estate):
    estate.school.visibility = Visibility.PRIVATE
    estate.school.save()
    assert signed_in("coordinator").post(ADDRESS, {"outcome": "current"}).status_code == 404
