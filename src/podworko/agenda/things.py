"""What of others an event needs beside its room: each relation of `Event` holds resources of one kind."""

from collections.abc import Collection

from podworko.agenda.models import Event
from podworko.resources.choices import ResourceKind

THINGS = {"equipment": ResourceKind.EQUIPMENT, "helpers": ResourceKind.SKILL}


def needed_by(event: Event) -> dict[str, list[int]]:
    """Return the ids of what an event needs, by relation."""
    return {name: sorted(getattr(event, name).values_list("pk", flat=True)) for name in THINGS}


def by_event(name: str, event_ids: Collection[int]) -> dict[int, set[int]]:
    """Return the ids of what some events need, of one relation; an event that needs nothing is left out."""
    found: dict[int, set[int]] = {}
    rows = getattr(Event, name).through.objects.filter(event__in=event_ids)
    for event_id, resource_id in rows.values_list("event_id", "resource_id"):
        found.setdefault(event_id, set()).add(resource_id)
    return found
