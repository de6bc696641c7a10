"""What people who have registered must know of an event: when, where, and whether it takes place."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from podworko.agenda.models import Event, EventException, Occurrence
from podworko.agenda.reading import Entry, entries
from podworko.core.visibility import Reach

ON, CANCELLED, UNSURE, GONE = "on", "cancelled", "unsure", "gone"
"""It takes place; it does not; its day is open again; nobody finds it in the calendar any more."""
Facts = dict[str, Any]
"""`title`, `starts` (ISO 8601, local, with offset), `is_timed`, `place`, `state`, `reason`: as JSON keeps them."""
_TOLD_OF = ("starts", "place", "state")
_PUBLIC = Reach()
"""What goes into a mail is what a passer-by may read."""


def entries_of(event: Event) -> dict[datetime, Entry]:
    """Return the times that an event takes place, by what names each within it."""
    return {one.original: one for one in entries(Occurrence.objects.filter(event=event), _PUBLIC)}


def facts_of(entry: Entry, event: Event, exceptions: Mapping[datetime, EventException]) -> Facts:
    """Return what is true of one time that an event takes place."""
    exception = exceptions.get(entry.original)
    state = UNSURE if entry.is_tentative else ON
    return {
        "title": (exception.title if exception else "") or entry.title,
        "starts": entry.starts.isoformat(),
        "is_timed": entry.is_timed,
        "place": (exception.place_name if exception else "") or entry.place,
        "state": CANCELLED if entry.is_cancelled else state,
        "reason": (exception.reason if exception else "") or event.status_reason,
    }


def without_time(known: Facts, event: Event) -> Facts:
    """Return what is true where the time that people registered for stands in the calendar no more."""
    return {**known, "state": UNSURE if event.is_pencilled else GONE}


def differ(told: Facts, now: Facts) -> bool:
    """Say whether people must be told; another name or reason alone is no news."""
    return any(told.get(name) != now.get(name) for name in _TOLD_OF)


def is_past(facts: Facts, now: datetime) -> bool:
    """Say whether it has begun."""
    return start_of(facts) <= now


def start_of(facts: Facts) -> datetime:
    """Return when it begins, UTC."""
    return datetime.fromisoformat(facts["starts"]).astimezone(UTC)
