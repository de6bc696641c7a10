from datetime import UTC, datetime, timedelta

import pytest

from podworko.agenda.actions import change_event, change_following, delete_event
from podworko.agenda.models import Event
from podworko.core.models import AuditEntry
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_earlier_version_comes_back_with_who_helps(client, editor, make, organisation):
    client.force_login(editor)
    event = make(funding=[{"source": "składka"}])
    change_event(event, values={"title": "Piknik", "funding": []}, by=editor)
    entry = AuditEntry.objects.get(verb="change_event")
    address = f"/podworze/calendar/{event.pk}/changes/{entry.pk}/restore/"
    assert "Festyn" in words(client.get(address))
    client.post(address)
    after = Event.objects.get()
    assert after.title == "Festyn"
    assert [row.source for row in after.funding.all()] == ["składka"]


def days(event):
    return [row.day.day for row in event.occurrences.order_by("starts")]


@pytest.fixture
def divided(make, editor):
    """A series whose later dates go on as one of their own, and the way back to before that."""
    weekly = make(rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    change_following(weekly, datetime(2026, 12, 15, 17, tzinfo=UTC), values={"place_name": "w ogrodzie"}, by=editor)
    entry = AuditEntry.objects.get(verb="change_following", object_id=weekly.pk)
    return weekly, f"/podworze/calendar/{weekly.pk}/changes/{entry.pk}/restore/"


def test_dates_that_go_on_as_a_series_of_their_own_do_not_come_back_beside_it(client, editor, divided):
    client.force_login(editor)
    weekly, address = divided
    said = words(client.post(address, follow=True))
    assert "Dalsze terminy są osobnym wydarzeniem (od 15 grudnia 2026). Usuń je najpierw" in said
    assert (days(weekly), days(Event.objects.get(continues=weekly))) == ([8], [15, 22, 29])


def test_once_the_rest_is_deleted_its_dates_come_back(client, editor, divided):
    client.force_login(editor)
    weekly, address = divided
    delete_event(Event.objects.get(continues=weekly), by=editor)
    client.post(address)
    assert days(weekly) == [8, 15, 22, 29]


def test_another_hour_of_a_divided_series_is_undone(client, editor, divided):
    client.force_login(editor)
    weekly, _address = divided
    hour = timedelta(hours=1)
    change_event(
        Event.objects.get(pk=weekly.pk), values={"starts": weekly.starts - hour, "ends": weekly.ends - hour}, by=editor
    )
    entry = AuditEntry.objects.filter(verb="change_event", object_id=weekly.pk).latest("pk")
    client.post(f"/podworze/calendar/{weekly.pk}/changes/{entry.pk}/restore/")
    assert Event.objects.get(pk=weekly.pk).starts == weekly.starts
