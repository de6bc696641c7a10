"""What may stand in the way of a time that somebody looks for: single questions about it, each answered. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from podworko.agenda import school_year
from podworko.agenda.coordination.pairs import in_common
from podworko.agenda.coordination.values import mask
from podworko.resources.hours import WARSAW, Hours, of_day

NEAR = timedelta(hours=3)
"""What is for the same people within this time is named, though it is in nobody's way."""


OpenSpans = list[tuple[datetime, datetime]]


class Opening(StrEnum):
    """Whether a place is open all the time."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    NO_PLACE = "no-place"


class School(StrEnum):
    """What day it is for those who go to school."""

    LESSONS = "lessons"
    BREAK = "break"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it could be held: a place, perhaps a room in it, or anywhere."""

    location: int | None = None
    room: int | None = None
    hours: Hours | None = None
    """None: nobody has written them down."""
    point: tuple[float, float] | None = None
    """Latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Busy:
    """What takes place already, as far as whoever asks may see it."""

    event: int
    starts: datetime
    ends: datetime
    audiences: frozenset[str]
    """Empty: nobody has been asked."""
    location: int | None = None
    room: int | None = None
    is_firm: bool = True
    """False of a day that is only pencilled in, and of what goes on for days: it is in nobody's way at one hour."""


def are_same_people(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two things are partly for the same people; what is for nobody named is for everybody."""
    if not one or not other:
        return True
    shared, _is_vague = in_common(mask(one), mask(other))
    return bool(shared)


def open_for(spot: Spot, starts: datetime, ends: datetime) -> Opening:
    """Say whether a place is known to be open, or closed, for the whole of a time."""
    return opening_within(spot, open_on(spot, starts.astimezone(WARSAW).date()), starts, ends)


def open_on(spot: Spot, day: date) -> OpenSpans | None:
    """Return when a place is open on a day and in the night before it, UTC; nothing if nobody knows of that day."""
    if spot.hours is None or not spot.hours.is_known:
        return None
    today = of_day(spot.hours, day)
    if today is None:
        return None
    known = [*(of_day(spot.hours, day - timedelta(days=1)) or ()), *today]
    return sorted((opens.astimezone(UTC), closes.astimezone(UTC)) for opens, closes in known)


def opening_within(spot: Spot, spans: OpenSpans | None, starts: datetime, ends: datetime) -> Opening:
    """Say the same where it is known already when the place is open; `spans` as of `open_on`."""
    if spot.location is None:
        return Opening.NO_PLACE
    if spans is None or spot.hours is None:
        return Opening.UNKNOWN
    reached = starts
    for opens, closes in spans:
        if opens <= reached < closes:
            reached = closes
    if reached >= ends:
        return Opening.OPEN
    return Opening.UNKNOWN if spot.hours.by_appointment else Opening.CLOSED


def at_once(rows: Iterable[Busy], starts: datetime, ends: datetime) -> list[Busy]:
    """Return what is in the way of a time: firm, and at the same moment."""
    return [one for one in rows if one.is_firm and _overlaps(one, starts, ends)]


def _overlaps(one: Busy, starts: datetime, ends: datetime) -> bool:
    return one.starts < ends and one.ends > starts


def is_near(one: Busy, starts: datetime, ends: datetime) -> bool:
    """Say whether something is shortly before or after a time, and not at it."""
    return one.starts < ends + NEAR and one.ends > starts - NEAR and not _overlaps(one, starts, ends)


def is_on(one: Busy, day: date) -> bool:
    """Say whether something touches a day."""
    return one.starts < at(day + timedelta(days=1), time()) and one.ends > at(day, time())


@lru_cache(maxsize=4096)
def school_on(day: date) -> School:
    """Say what day it is for those who go to school."""
    is_break = school_year.is_break(day)
    if is_break is None:
        return School.UNKNOWN
    return School.BREAK if is_break else School.LESSONS


def days_of(one: Busy) -> Iterator[date]:
    """Yield the local days that something touches, and the day before: what begins then may end after midnight."""
    first, last = one.starts.astimezone(WARSAW).date(), one.ends.astimezone(WARSAW).date()
    for distance in range(-1, (last - first).days + 1):
        yield first + timedelta(days=distance)


def at(day: date, clock: time) -> datetime:
    """Return the moment at which the clocks on the wall show something."""
    return datetime.combine(day, clock, WARSAW)
