"""Makes the rows of occurrences that follow from an event: everything that compares or lists reads these."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from podworko.agenda.choices import EventStatus, ExceptionKind
from podworko.agenda.models import Event, EventException, Occurrence
from podworko.agenda.recurrence import expand
from podworko.agenda.timing import Break, Happening, Timing
from podworko.core.visibility import Visibility

HORIZON = timedelta(days=731)
"""How far ahead occurrences are made: 24 months."""
MOST = 1000
"""Occurrences of one event inside the horizon."""
_WIDEST_FIRST = list(Visibility)


def timing_of(event: Event, exceptions: list[EventException]) -> Timing:
    """Return when an event takes place, as a value; not for what is only pencilled in."""
    if event.starts is None or event.ends is None:
        raise ValueError("a pencilled event has no timing yet")
    moved = {
        _wall(one.original): (_wall(one.starts), _wall(one.ends)) for one in exceptions if one.starts and one.ends
    }
    return Timing(
        start=_wall(event.starts),
        end=_wall(event.ends),
        is_all_day=event.is_all_day,
        zone=event.zone,
        rule=event.rule,
        leaves_out=frozenset(map(Break, event.leaves_out)),
        extra=tuple(datetime.fromisoformat(text) for text in event.extra_starts),
        removed=frozenset(datetime.fromisoformat(text) for text in event.removed_starts),
        moved=moved,
    )


def refresh(event: Event) -> set[date]:
    """Write the occurrences of an event anew inside the caller's transaction; return the days that are concerned."""
    known = list(Occurrence.objects.filter(event=event).order_by("pk"))
    after = list(occurrences_of(event))
    kept = {_key(row): row for row in known}
    wanted = {_key(row): row for row in after}
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    Occurrence.objects.filter(pk__in=gone).delete()
    Occurrence.objects.bulk_create(row for key, row in wanted.items() if key not in kept)
    return {day for rows in (known, after) for row in rows for day in days_of(row)}


def extend(event: Event) -> set[date]:
    """Add the occurrences that the horizon has reached since the event was last written; return their days."""
    known = {_key(row) for row in event.occurrences.all()}
    new = [row for row in occurrences_of(event) if _key(row) not in known and row.starts > timezone.now()]
    Occurrence.objects.bulk_create(new)
    return {day for row in new for day in days_of(row)}


def days_of(row: Occurrence) -> Iterator[date]:
    """Yield the local days on which an occurrence takes place; at most a month of them."""
    for distance in range(min((row.last_day - row.day).days, 31) + 1):
        yield row.day + timedelta(days=distance)


def _key(row: Occurrence) -> tuple[object, ...]:
    return (
        row.original,
        row.starts,
        row.ends,
        row.day,
        row.last_day,
        row.is_tentative,
        row.is_cancelled,
        row.visibility,
        row.latitude,
        row.longitude,
    )


def occurrences_of(event: Event) -> Iterator[Occurrence]:
    """Yield the occurrences of an event inside the horizon, not saved."""
    if event.review or event.joined_into_id:
        return
    if event.starts is None:
        yield from _candidates(event)
        return
    exceptions = list(event.exceptions.all()) if event.pk else []
    by_original = {one.original: one for one in exceptions}
    timing = timing_of(event, exceptions)
    for happening in _happenings(event, timing):
        exception = by_original.get(happening.original.replace(tzinfo=UTC))
        yield _occurrence(event, exception, happening.original, happening.start, happening.end)


def _happenings(event: Event, timing: Timing) -> list[Happening]:
    now, start = timezone.now(), timing.start.replace(tzinfo=UTC)
    if not event.is_series:
        return expand(timing, start - timedelta(days=1), start + timedelta(days=2), most=MOST)
    until = max(now + HORIZON, start + timedelta(days=2)) + timedelta(days=2)
    found = expand(timing, min(start, now - HORIZON), until, most=MOST + 1)
    if len(found) <= MOST:
        return found
    # Of a series that has gone on for long, what is to come must not be crowded out by what has been.
    ahead = expand(timing, now, until, most=MOST)
    been = [each for each in expand(timing, now - HORIZON, now, most=3 * MOST) if each.end <= now]
    return [*been[max(0, len(been) + len(ahead) - MOST) :], *ahead]


def _occurrence(
    event: Event, exception: EventException | None, original: datetime, start: datetime, end: datetime
) -> Occurrence:
    is_cancelled = event.status == EventStatus.CANCELLED or (
        exception is not None and exception.kind == ExceptionKind.CANCELLED
    )
    own = exception.visibility if exception else event.visibility
    zone = ZoneInfo(event.zone)
    first = start.astimezone(zone).date()
    last = (end.astimezone(zone) - timedelta(microseconds=1)).date() if end > start else first
    return Occurrence(
        event=event,
        original=original.replace(tzinfo=UTC),
        starts=start.astimezone(UTC),
        ends=end.astimezone(UTC),
        day=first,
        last_day=max(first, last),
        goes_on=last > first,
        is_cancelled=is_cancelled,
        visibility=_narrowest(event, own),
        latitude=event.latitude,
        longitude=event.longitude,
    )


def _candidates(event: Event) -> Iterator[Occurrence]:
    zone = ZoneInfo(event.zone)
    for text in event.candidate_days:
        day = date.fromisoformat(text)
        midnight = datetime.combine(day, time(), tzinfo=zone)
        yield Occurrence(
            event=event,
            original=datetime.combine(day, time(), tzinfo=UTC),
            starts=midnight.astimezone(UTC),
            ends=datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC),
            day=day,
            last_day=day,
            is_tentative=True,
            is_cancelled=event.status == EventStatus.CANCELLED,
            visibility=_narrowest(event, event.visibility),
            latitude=event.latitude,
            longitude=event.longitude,
        )


def _narrowest(event: Event, own: str) -> str:
    """Return who may see an occurrence: never more than may see its event and its organisation."""
    limits = [own, event.visibility]
    if event.organisation is not None:
        limits.append(event.organisation.visibility)
    return str(max(map(Visibility, limits), key=_WIDEST_FIRST.index))


def _wall(moment: datetime) -> datetime:
    """Return a wall-clock time as it stands in its column, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
