"""Two people at the same moment: real threads, each with a connection of its own."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from podworko.agenda.actions import change_event
from podworko.agenda.actions.registration import register, withdraw_registration
from podworko.agenda.models import SignUp, SignUpList
from podworko.core.submission import AlreadySubmittedError
from tests.factories import EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return EventFactory(starts=timezone.now() + timedelta(days=9), registration="here", capacity=1)


def at_once(*tasks):
    """Run functions at the same moment; return what they raised."""
    barrier, raised = Barrier(len(tasks)), []

    def run(task):
        barrier.wait()
        try:
            task()
        except Exception as error:  # noqa: BLE001 – whatever it is, it is compared
            raised.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def one_more(event, number, token=None):
    original = event.occurrences.get().original
    values = {"name": f"Osoba {number}", "people": 1, "phone": "12 000 00 00"}
    return lambda: register(event, original, values=values, token=token or uuid4(), by=None)


def places():
    return sorted(SignUp.objects.values_list("place", flat=True))


@pytest.mark.parametrize("is_first", [True, False])
def test_two_who_take_the_last_place_get_it_once(event, is_first):
    if not is_first:
        change_event(event, values={"capacity": 2}, by=None)
        SignUpFactory(event=event)
    assert at_once(*(one_more(event, number) for number in range(4))) == []
    capacity = 1 if is_first else 2
    assert places() == ["taken"] * capacity + ["waiting"] * 3
    found = SignUpList.objects.get()
    assert (found.taken, found.waiting) == (capacity, 3)


def test_one_form_sent_at_the_same_moment_registers_once(event):
    token = uuid4()
    raised = at_once(*(one_more(event, 1, token) for _ in range(4)))
    assert [type(error) for error in raised] == [AlreadySubmittedError] * 3
    assert places() == ["taken"]


def test_a_place_that_becomes_free_goes_to_one(event):
    gone = SignUpFactory(event=event)
    SignUpFactory(event=event)
    leave = [lambda: withdraw_registration(gone, by=None)] * 2
    assert at_once(*leave, *(one_more(event, number) for number in range(3))) == []
    assert places() == ["taken"] + ["waiting"] * 3
    assert SignUpList.objects.get().taken == 1


def test_a_change_of_the_event_and_registrations_do_not_stand_in_each_others_way(event):
    SignUpFactory(event=event)
    start = event.starts + timedelta(days=1)
    moved = {"starts": start, "ends": start + timedelta(hours=1)}
    raised = at_once(
        lambda: change_event(event, values={"capacity": 3}, by=None),
        *(one_more(event, number) for number in range(3)),
    )
    assert raised == []
    assert places() == ["taken"] * 3 + ["waiting"]
    change_event(event, values=moved, by=None)
    assert SignUpList.objects.get().original == start.replace(microsecond=event.starts.microsecond)
