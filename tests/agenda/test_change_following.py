from datetime import UTC, datetime

import pytest

from podworko.agenda.actions import cancel_occurrence, change_following, change_occurrence
from podworko.agenda.models import Event
from tests.portal.pages import words
from tests.register import form_on

SECOND = datetime(2026, 12, 15, 17, tzinfo=UTC)
THIRD = datetime(2026, 12, 22, 17, tzinfo=UTC)
HALF_PAST_SIX = {"starts": datetime(2026, 12, 15, 18, 30, tzinfo=UTC), "ends": datetime(2026, 12, 15, 20, tzinfo=UTC)}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def days(event):
    return [row.day.day for row in event.occurrences.order_by("starts")]


def hours(event):
    return [f"{row.original:%d %H:%M}" for row in event.exceptions.order_by("original")]


def page(event, original="20261215T1700"):
    return f"/podworze/calendar/{event.pk}/on/{original}/following/edit/"


@pytest.fixture
def weekly(make):
    return make(rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4")


def test_the_rest_takes_place_otherwise_after_one_was_told_how_much(client, editor, weekly):
    client.force_login(editor)
    opened = form_on(client.get(page(weekly)), having="title")
    assert (opened.fields["day"], opened.fields["repeats_times"]) == (["2026-12-15"], ["3"])
    asked = client.post(page(weekly), opened.filled(place_name="w ogrodzie", time_from="18:00", time_to="19:00"))
    assert "Terminów: 3, od 15 grudnia 2026 do 29 grudnia 2026." in words(asked)
    assert Event.objects.count() == 1
    response = client.post(page(weekly), form_on(asked, having="title").filled())
    following = Event.objects.get(continues=weekly)
    assert response.url == f"/podworze/calendar/{following.pk}/"
    assert (days(weekly), days(following)) == ([8], [15, 22, 29])
    assert (following.place_name, following.starts.hour) == ("w ogrodzie", 18)


def test_another_day_of_the_week_moves_all_that_follow(client, editor, weekly):
    client.force_login(editor)
    opened = form_on(client.get(page(weekly)), having="title")
    asked = client.post(page(weekly), opened.filled(day="2026-12-16"))
    client.post(page(weekly), form_on(asked, having="title").filled())
    assert days(Event.objects.get(continues=weekly)) == [16, 23, 30]


def test_each_part_leads_to_the_other(client, weekly):
    following = change_following(weekly, SECOND, values={"place_name": "w ogrodzie"}, by=None)
    assert "Dalej inaczej, od: 15 grudnia 2026" in words(client.get(f"/podworze/calendar/{weekly.pk}/"))
    assert "Wcześniejsze terminy" in words(client.get(f"/podworze/calendar/{following.pk}/"))


def test_what_was_cancelled_stays_cancelled_at_the_new_hour(weekly):
    cancel_occurrence(weekly, THIRD, reason="święta", by=None)
    following = change_following(weekly, SECOND, values=HALF_PAST_SIX, by=None)
    assert hours(following) == ["22 18:30"]
    assert hours(weekly) == []
    assert [row.is_cancelled for row in following.occurrences.order_by("starts")] == [False, True, False]


def test_what_only_stands_elsewhere_gets_the_new_hour_and_what_was_moved_keeps_its_own(weekly):
    same = {"starts": THIRD, "ends": THIRD.replace(hour=18), "place_name": "w ogrodzie"}
    change_occurrence(weekly, THIRD, values=same, by=None)
    last = datetime(2026, 12, 29, 17, tzinfo=UTC)
    moved = {"starts": last.replace(day=30, hour=9), "ends": last.replace(day=30, hour=10)}
    change_occurrence(weekly, last, values=moved, by=None)
    following = change_following(weekly, SECOND, values=HALF_PAST_SIX, by=None)
    rows = following.exceptions.order_by("original")
    assert [f"{row.starts:%d %H:%M}–{row.ends:%H:%M}" for row in rows] == ["22 18:30–20:00", "30 09:00–10:00"]
    assert days(following) == [15, 22, 30]


def test_exception_without_a_date_in_the_new_series_goes_and_history_tells(client, editor, weekly):
    cancel_occurrence(weekly, THIRD, reason="święta", by=None)
    following = change_following(weekly, SECOND, values={"rule": "FREQ=WEEKLY;INTERVAL=2;COUNT=2"}, by=editor)
    assert not following.exceptions.exists()
    assert days(following) == [15, 29]
    client.force_login(editor)
    told = words(client.get(f"/podworze/calendar/{weekly.pk}/changes/"))
    assert "Zmiana tego terminu i następnych" in told
    assert "we wtorki, do 14 grudnia 2026" in told


def test_removed_starts_move_along(make):
    event = make(rule="FREQ=WEEKLY;COUNT=4", removed_starts=["2026-12-22T17:00:00"])
    following = change_following(event, SECOND, values=HALF_PAST_SIX, by=None)
    assert days(following) == [15, 29]


def test_what_came_to_the_first_part_is_not_counted_twice(weekly):
    Event.objects.filter(pk=weekly.pk).update(attendance=12, count_method="counted")
    following = change_following(Event.objects.get(pk=weekly.pk), SECOND, values={"title": "Inaczej"}, by=None)
    assert (following.attendance, following.count_method) == (None, "")


def test_from_the_first_of_all_it_is_the_whole_series(client, editor, weekly):
    client.force_login(editor)
    response = client.get(page(weekly, "20261208T1700"))
    assert response.url == f"/podworze/calendar/{weekly.pk}/edit/"
    first = client.get(f"/podworze/calendar/{weekly.pk}/on/20261208T1700/edit/").text
    assert "/following/" not in first


def test_page_of_one_date_leads_here(client, editor, weekly):
    client.force_login(editor)
    assert page(weekly) in client.get(f"/podworze/calendar/{weekly.pk}/on/20261215T1700/edit/").text


def test_whoever_was_faster_is_not_overwritten(client, editor, weekly):
    client.force_login(editor)
    opened = form_on(client.get(page(weekly)), having="title")
    change_following(weekly, THIRD, values={"title": "Inaczej"}, by=None)
    weekly.refresh_from_db()
    sent = opened.filled(repeats_times="5")
    response = client.post(page(weekly), sent)
    assert "W tym czasie ktoś zmienił to samo" in words(response)
    assert Event.objects.filter(continues=weekly).count() == 1
