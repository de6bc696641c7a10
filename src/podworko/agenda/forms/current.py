"""What the form of an event shows of one that is there."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from podworko.agenda.choices import OrganiserRole
from podworko.agenda.forms.repeating import repeat_initial
from podworko.agenda.models import Event
from podworko.agenda.things import THINGS, needed_by

RELATIONS = frozenset({"listed_in", "organisers", "funding", *THINGS})
"""What of an event are no columns of its own."""


def current_values(event: Event, fields: Iterable[str]) -> dict[str, Any]:
    """Return what a form with these fields shows of an event."""
    same = [name for name in fields if hasattr(event, name) and name not in RELATIONS]
    values = {name: getattr(event, name) for name in same}
    if event.starts is not None and event.ends is not None:
        start, end = event.starts.astimezone(UTC), event.ends.astimezone(UTC)
        last = (end - timedelta(microseconds=1)).date() if end > start else start.date()
        values |= {"day": start.date(), "last_day": last if last > start.date() and _is_long(event) else None}
        if not event.is_all_day:
            values |= {"time_from": start.time(), "time_to": end.time() if event.has_end else None}
    values |= repeat_initial(event)
    values["listed_in"] = sorted(event.listings.exclude(area=event.area_id).values_list("area", flat=True))
    others = event.organisers.filter(role=OrganiserRole.CO_ORGANISER).order_by("pk")
    values["co_organisers"] = list(others.values_list("organisation", flat=True))
    values["funding"] = "\n".join(event.funding.order_by("pk").values_list("source", flat=True))
    return values | needed_by(event)


def _is_long(event: Event) -> bool:
    """Say whether it takes days, and not only an evening that ends after midnight."""
    if event.starts is None or event.ends is None:
        return False
    return event.is_all_day or event.ends - event.starts >= timedelta(days=1)
