import pytest
import time_machine

from podworko.agenda.actions.joining import undo_join
from podworko.agenda.models import Event
from tests.agenda.deciding import joined, pair, proposed
from tests.portal.pages import words

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def both(area):
    return pair(area)


@pytest.fixture
def address(both):
    return f"/podworze/calendar/joins/{joined(both).pk}/undo/"


@pytest.mark.parametrize("who", ["one", "other"])
def test_each_side_reads_what_will_happen_and_undoes(client, both, address, who):
    client.force_login(getattr(both, who))
    page = client.get(address).text
    assert "Teatrzyk (12 grudnia 2026)" in page
    assert "Dom kultury" in page
    assert Event.objects.get(pk=both.second.pk).joined_into == both.first
    assert "Rozłączono" in client.post(address, follow=True).text
    assert Event.objects.get(pk=both.second.pk).joined_into is None


def test_nobody_else_undoes(client, both, address):
    client.force_login(both.stranger)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_a_second_click_is_told_that_it_is_done(client, both, address):
    client.force_login(both.one)
    client.post(address)
    assert "nie są połączone" in client.post(address, follow=True).text
    assert "nie są połączone" in client.get(address, follow=True).text


def test_what_was_never_joined_is_not_undone(client, both):
    client.force_login(both.one)
    page = client.get(f"/podworze/calendar/joins/{proposed(both).pk}/undo/", follow=True).text
    assert "nie są połączone" in page


def test_the_proposal_says_when_it_was_undone(client, area):
    both = pair(area)
    join = joined(both)
    with time_machine.travel("2026-12-03T09:00Z", tick=False):
        undo_join(join, by=None)
    client.force_login(both.one)
    assert "rozłączone, 3 grudnia 2026" in words(client.get(f"/podworze/calendar/joins/{join.pk}/"))
