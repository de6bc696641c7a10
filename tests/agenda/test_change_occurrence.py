from datetime import UTC, datetime

import pytest

from podworko.agenda.actions import change_following
from podworko.agenda.models import Event
from tests.portal.pages import words

SECOND = datetime(2026, 12, 15, 17, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def days(event):
    return [row.day.day for row in event.occurrences.order_by("starts")]


def test_one_day_moves_and_the_series_stays(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    sent = {"day": "2026-12-16", "time_from": "10:00", "time_to": "11:00", "place_name": "w ogrodzie"}
    response = client.post(f"/podworze/calendar/{event.pk}/on/20261215T1700/edit/", sent)
    assert response.url == f"/podworze/calendar/{event.pk}/"
    assert days(event) == [8, 16, 22]
    assert "w ogrodzie" in words(client.get(f"{response.url}?day=2026-12-16"))


def test_form_shows_what_was_changed_before(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    sent = {"day": "2026-12-16", "time_from": "10:00", "time_to": "11:00"}
    address = f"/podworze/calendar/{event.pk}/on/20261215T1700/edit/"
    client.post(address, sent)
    assert 'value="2026-12-16"' in client.get(address).text


@pytest.mark.parametrize("original", ["20261216T1700", "nic", "20261215T9900"])
def test_day_on_which_nothing_takes_place_is_not_found(client, editor, make, original):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    assert client.get(f"/podworze/calendar/{event.pk}/on/{original}/edit/").status_code == 404


def test_this_and_the_following_become_a_series_of_their_own(make):
    event = make(rule="FREQ=WEEKLY;COUNT=4")
    following = change_following(event, SECOND, values={"place_name": "w ogrodzie"}, by=None)
    event = Event.objects.get(pk=event.pk)
    assert days(event) == [8]
    assert days(following) == [15, 22, 29]
    assert following.continues == event
    assert (event.place_name, following.place_name) == ("", "w ogrodzie")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_one_day_does_not_move_to_the_end_of_time(client, editor, make, day):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    sent = {"day": day, "time_from": "23:00", "time_to": "01:00"}
    response = client.post(f"/podworze/calendar/{event.pk}/on/20261215T1700/edit/", sent)
    assert "day" in response.context["form"].errors
    assert days(event) == [8, 15, 22]
