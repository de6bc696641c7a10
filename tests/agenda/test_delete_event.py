import pytest

from podworko.agenda.actions.event import bring_back_event
from podworko.agenda.models import Event
from podworko.core.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_deleted_event_leaves_the_calendar(client, editor, make):
    client.force_login(editor)
    event = make()
    assert "Festyn" in client.get(f"/podworze/calendar/{event.pk}/delete/").text
    assert client.post(f"/podworze/calendar/{event.pk}/delete/").url == "/podworze/calendar/"
    assert not Event.objects.exists()
    client.logout()
    assert "Festyn" not in client.get("/podworze/calendar/?view=month&day=2026-12-01").text


def test_deleted_event_comes_back_with_its_days(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    client.post(f"/podworze/calendar/{event.pk}/delete/")
    bring_back_event(AuditEntry.objects.get(model="agenda.event", verb="delete_event"), by=None)
    assert Event.objects.get().occurrences.count() == 3
    assert "Festyn" in client.get("/podworze/calendar/").text
