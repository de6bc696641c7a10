"""Takes what was changed of single occurrences along when their series moves to another hour or day."""

from collections.abc import Collection
from datetime import UTC, datetime

from podworko.agenda.materialising import timing_of
from podworko.agenda.models import Event, EventException
from podworko.agenda.splitting import carried
from podworko.agenda.timing import Timing
from podworko.core import audit
from podworko.core.audit import Actor, Values


def places_in(event: Event, before: Timing, originals: Collection[datetime]) -> dict[datetime, datetime | None]:
    """Return where occurrences stand in an event as it is now; `before`: when it took place until now.

    All are wall-clock starts without a zone; see `splitting.carried`.
    """
    if event.starts is None:
        return dict.fromkeys(originals)
    timing = timing_of(event, [])
    return carried(timing, timing.start - before.start, originals)


def moved_along(exception: EventException, original: datetime, before: Timing, event: Event) -> Values:
    """Return the times of an exception at its new place; what was moved to a time of its own keeps that."""
    if exception.starts is None or exception.ends is None or exception.starts != exception.original:
        return {"original": original}
    length = exception.ends - exception.starts
    if event.starts and event.ends and length == before.end - before.start:
        length = event.ends - event.starts
    return {"original": original, "starts": original, "ends": original + length}


def carry_along(event: Event, before: Timing, *, verb: str, by: Actor | None) -> None:
    """Move the exceptions of an event that has moved itself; what finds no place stays written down as it was."""
    exceptions = list(event.exceptions.order_by("original"))
    places = places_in(event, before, [_wall(one.original) for one in exceptions])
    moving = [(one, place) for one in exceptions if (place := places[_wall(one.original)]) is not None]
    # The last first, if they move on: no two may stand at one place on the way.
    is_later = any(place > _wall(one.original) for one, place in moving)
    for one, place in reversed(moving) if is_later else moving:
        audit.change(one, moved_along(one, place.replace(tzinfo=UTC), before, event), verb=verb, by=by)


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
