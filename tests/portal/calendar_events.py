"""Events for tests of what a calendar looks like."""

from datetime import UTC, datetime, timedelta

from podworko.agenda.actions import add_event
from podworko.agenda.actions.writing import refresh_all
from podworko.agenda.models import Event, EventListing
from podworko.core.visibility import Visibility


def hold(area, title, day, clock="10:00", *, hours=2, **values):
    """Enter a public event that takes place on a day („2026-12-07”)."""
    starts = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
    known = {
        "title": title,
        "visibility": Visibility.PUBLIC,
        "starts": starts,
        "ends": starts + timedelta(hours=hours),
    }
    return add_event(area=area, values=known | values, by=None)


def hold_many(area, held):
    """Enter many public events at once: title, day and time of each."""
    events = []
    for title, day, clock in held:
        starts = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
        times = {"starts": starts, "ends": starts + timedelta(hours=2)}
        events.append(Event(area=area, uid=Event.new_uid(), title=title, visibility=Visibility.PUBLIC, **times))
    Event.objects.bulk_create(events)
    EventListing.objects.bulk_create(EventListing(event=event, area=area) for event in events)
    refresh_all([event.pk for event in events])


def hold_for_days(area, title, day, days, **values):
    """Enter a public event that takes some whole days."""
    return hold(area, title, day, "00:00", hours=24 * days, is_all_day=True, **values)


def pencil_in(area, title, pencil, *days, **values):
    """Enter a public event that may take place on one of these days."""
    known = {"title": title, "visibility": Visibility.PUBLIC, "pencil": pencil, "candidate_days": list(days)}
    return add_event(area=area, values=known | values, by=None)


def cancel(area, title, day, **values):
    """Enter a public event that was to take place on a day."""
    return hold(area, title, day, status="cancelled", status_reason="Choroba.", **values)
