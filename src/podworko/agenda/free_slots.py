"""Finds times at which something could be held, and says what speaks for and against each. Pure.

All that is asked is on the wall: two hours on a weekday afternoon keep their hours when the clocks change. What nobody
knows – whether a place is open, whether there is school, for whom something is – is neither good nor bad: it is said,
and ranked after what is known to be good.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from podworko.agenda import school_year
from podworko.agenda.daylight import Daylight, daylight
from podworko.resources.choices import Audience
from podworko.resources.hours import WARSAW, Hours, is_holiday, of_day

STEP = timedelta(minutes=30)
"""Between the starts that are tried."""
NEAR = timedelta(hours=3)
"""What is for the same people within this time is named, though it is in nobody's way."""
MOST = 20
"""Slots that are offered."""
MOST_A_DAY = 3
_WEEK = timedelta(days=7)
_CHILDREN = frozenset({Audience.AGE_0_2, Audience.AGE_3_6, Audience.AGE_7_12, Audience.AGE_13_17})
_ALIKE = {
    Audience.FAMILIES: _CHILDREN,
    Audience.SENIORS: frozenset({Audience.AGE_60}),
}
"""Groups that are partly the same people though they are called otherwise."""


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


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for."""

    length: timedelta
    days: Sequence[date]
    """Days on which it, or its first time, could be."""
    spans: Sequence[tuple[time, time]]
    """Hours on the wall between which all of it must lie."""
    audiences: frozenset[str] = frozenset()
    """Empty: for everybody."""
    spots: Sequence[Spot] = (Spot(),)
    weeks: int = 1
    """How many weeks in a row, on the same day and at the same hour."""
    is_outdoors: bool = False
    since: datetime | None = None
    """Nothing begins before this."""


@dataclass(frozen=True, slots=True)
class Week:
    """One time of a slot, and all that is known of it."""

    starts: datetime
    ends: datetime
    clashes: tuple[Busy, ...]
    """What is for the same people at the same time."""
    unclear: tuple[Busy, ...]
    """What is at the same time and nobody knows for whom."""
    taken: tuple[Busy, ...]
    """What has the same room."""
    beside: tuple[Busy, ...]
    """What is in the same place, where no room is asked for: there may be room for both."""
    opening: Opening
    is_holiday: bool
    school: School
    sun: Daylight | None
    """Nothing unless it is outdoors, at a place whose point is known."""
    is_dark: bool | None
    """None: not asked, or nobody knows where."""

    @property
    def is_possible(self) -> bool:
        """Say whether it could be at all: the room is free, and the place not closed."""
        return not self.taken and self.opening != Opening.CLOSED

    @property
    def is_good(self) -> bool:
        """Say whether nothing at all that is known speaks against it."""
        is_free = self.is_possible and not self.clashes and not self.is_dark
        return is_free and not self.is_holiday and self.school != School.BREAK


class Rank(NamedTuple):
    """What is compared, the first number first; fewer is better."""

    impossible: int
    clashes: int
    dark: int
    free_days: int
    unknown: int
    near: int
    first: datetime
    spot: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that is offered."""

    spot: Spot
    weeks: tuple[Week, ...]
    near: tuple[Busy, ...]
    """What is for the same people on the first day, shortly before or after, or somewhen on that day."""
    rank: Rank

    @property
    def good_weeks(self) -> int:
        """In how many weeks nothing speaks against it."""
        return sum(week.is_good for week in self.weeks)


def find(wish: Wish, busy: Iterable[Busy]) -> list[Slot]:
    """Return the best times, the best first, not too many on one day; of a series, on one day of the week."""
    known = _Known(wish, busy)
    ranked = sorted((rank, day, clock) for day, clock, rank in known.ranked() if rank.impossible < wish.weeks)
    chosen: list[Slot] = []
    seen: set[tuple[object, ...]] = set()
    a_day: dict[object, int] = defaultdict(int)
    for rank, day, clock in ranked:
        of_day = (day.weekday(), clock) if wish.weeks > 1 else day
        alike = (of_day, rank.spot)
        if alike in seen or a_day[of_day] >= MOST_A_DAY:
            continue
        seen.add(alike)
        a_day[of_day] += 1
        chosen.append(known.slot(day, clock, rank))
        if len(chosen) == MOST:
            break
    return chosen


def every(wish: Wish, busy: Iterable[Busy]) -> list[Slot]:
    """Return all times that were tried, the best first."""
    known = _Known(wish, busy)
    ranked = sorted((rank, day, clock) for day, clock, rank in known.ranked())
    return [known.slot(day, clock, rank) for rank, day, clock in ranked]


def are_same_people(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two things are partly for the same people; what is for nobody named is for everybody."""
    if not one or not other or Audience.EVERYONE in one or Audience.EVERYONE in other:
        return True
    return bool(_spread(one) & _spread(other))


def spans_of(parts: Iterable[tuple[time, time]]) -> list[tuple[time, time]]:
    """Put spans of hours together that touch: what begins before noon may end after it."""
    merged: list[tuple[time, time]] = []
    for opens, closes in sorted(parts):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


def _spread(audiences: frozenset[str]) -> frozenset[str]:
    return audiences.union(*(_ALIKE.get(Audience(each), frozenset()) for each in audiences))


@dataclass(slots=True)
class _Known:
    """What is looked up again and again while times are tried."""

    wish: Wish
    busy: Iterable[Busy]
    _same: dict[date, list[Busy]] = field(default_factory=lambda: defaultdict(list))
    _unclear: dict[date, list[Busy]] = field(default_factory=lambda: defaultdict(list))
    _placed: dict[tuple[str, int, date], list[Busy]] = field(default_factory=lambda: defaultdict(list))
    _people_known: dict[tuple[date, time], tuple[int, int, int, int]] = field(default_factory=dict)
    _where_known: dict[tuple[date, time, int], tuple[int, int, int]] = field(default_factory=dict)
    _sun_known: dict[tuple[date, tuple[float, float]], Daylight | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.busy:
            for day in _days(one):
                self._put(one, day)

    def _put(self, one: Busy, day: date) -> None:
        if not one.audiences:
            self._unclear[day].append(one)
        elif are_same_people(self.wish.audiences, one.audiences):
            self._same[day].append(one)
        if one.room is not None:
            self._placed["room", one.room, day].append(one)
        if one.location is not None:
            self._placed["location", one.location, day].append(one)

    def ranked(self) -> Iterator[tuple[date, time, Rank]]:
        """Yield each time that is tried, at each spot."""
        for day in self.wish.days:
            for clock in _clocks(self.wish):
                starts = datetime.combine(day, clock, WARSAW)
                if not _exists(starts) or (self.wish.since and starts < self.wish.since):
                    continue
                for number in range(len(self.wish.spots)):
                    yield day, clock, self._rank(day, clock, number)

    def _rank(self, day: date, clock: time, number: int) -> Rank:
        days = [day + _WEEK * week for week in range(self.wish.weeks)]
        people = [self._people(each, clock) for each in days]
        where = [self._where(each, clock, number) for each in days]
        return Rank(
            impossible=sum(each[0] for each in where),
            clashes=sum(each[0] for each in people),
            dark=sum(each[1] for each in where),
            free_days=sum(each[1] for each in people),
            unknown=sum(each[2] for each in people) + sum(each[2] for each in where),
            near=people[0][3],
            first=_at(day, clock).astimezone(UTC),
            spot=number,
        )

    def _people(self, day: date, clock: time) -> tuple[int, int, int, int]:
        """Return whether there is a clash, a day off, something unknown; and how much else there is nearby."""
        known = self._people_known.get((day, clock))
        if known is not None:
            return known
        starts, ends = self._moments(day, clock)
        is_off = is_holiday(day) or _school(day) == School.BREAK
        is_unknown = _school(day) == School.UNKNOWN or bool(_at_once(self._unclear[day], starts, ends))
        near = len(self._near(day, starts, ends))
        found = (int(bool(_at_once(self._same[day], starts, ends))), int(is_off), int(is_unknown), near)
        self._people_known[day, clock] = found
        return found

    def _where(self, day: date, clock: time, number: int) -> tuple[int, int, int]:
        """Return whether it is impossible, dark, or unknown if it can be held there."""
        known = self._where_known.get((day, clock, number))
        if known is not None:
            return known
        spot = self.wish.spots[number]
        starts, ends = self._moments(day, clock)
        opening = open_for(spot, starts, ends)
        is_taken = bool(self._taken(spot, day, starts, ends))
        dark = self._dark(spot, day, starts, ends)[1]
        is_unknown = opening == Opening.UNKNOWN or (self.wish.is_outdoors and dark is None)
        is_unknown = is_unknown or bool(self._beside(spot, day, starts, ends))
        found = (int(is_taken or opening == Opening.CLOSED), int(bool(dark)), int(is_unknown))
        self._where_known[day, clock, number] = found
        return found

    def slot(self, day: date, clock: time, rank: Rank) -> Slot:
        """Return a time with all that is known of it."""
        spot = self.wish.spots[rank.spot]
        weeks = tuple(self._week(spot, day + _WEEK * number, clock) for number in range(self.wish.weeks))
        return Slot(spot, weeks, tuple(self._near(day, weeks[0].starts, weeks[0].ends)), rank)

    def _week(self, spot: Spot, day: date, clock: time) -> Week:
        starts, ends = self._moments(day, clock)
        sun, is_dark = self._dark(spot, day, starts, ends)
        return Week(
            starts=starts,
            ends=ends,
            clashes=tuple(_at_once(self._same[day], starts, ends)),
            unclear=tuple(_at_once(self._unclear[day], starts, ends)),
            taken=tuple(self._taken(spot, day, starts, ends)),
            beside=tuple(self._beside(spot, day, starts, ends)),
            opening=open_for(spot, starts, ends),
            is_holiday=is_holiday(day),
            school=_school(day),
            sun=sun,
            is_dark=is_dark,
        )

    def _moments(self, day: date, clock: time) -> tuple[datetime, datetime]:
        starts = _at(day, clock)
        return starts, _later(starts, self.wish.length)

    def _near(self, day: date, starts: datetime, ends: datetime) -> list[Busy]:
        found = [
            one for one in self._same[day] if (_is_on(one, day) if not one.is_firm else _is_near(one, starts, ends))
        ]
        return sorted(found, key=lambda one: (not one.is_firm, one.starts, one.event))

    def _taken(self, spot: Spot, day: date, starts: datetime, ends: datetime) -> list[Busy]:
        return _at_once(self._placed["room", spot.room, day], starts, ends) if spot.room is not None else []

    def _beside(self, spot: Spot, day: date, starts: datetime, ends: datetime) -> list[Busy]:
        if spot.location is None or spot.room is not None:
            return []
        return _at_once(self._placed["location", spot.location, day], starts, ends)

    def _dark(self, spot: Spot, day: date, starts: datetime, ends: datetime) -> tuple[Daylight | None, bool | None]:
        if not self.wish.is_outdoors or spot.point is None:
            return None, None
        latitude, longitude = spot.point
        key = (day, spot.point)
        if key not in self._sun_known:
            self._sun_known[key] = daylight(day, latitude, longitude)
        sun = self._sun_known[key]
        return sun, None if sun is None else not sun.covers(starts, ends)


def open_for(spot: Spot, starts: datetime, ends: datetime) -> Opening:
    """Say whether a place is known to be open, or closed, for the whole of a time."""
    if spot.location is None:
        return Opening.NO_PLACE
    if spot.hours is None or not spot.hours.is_known:
        return Opening.UNKNOWN
    first = starts.astimezone(WARSAW).date()
    known = [of_day(spot.hours, first - timedelta(days=1)), of_day(spot.hours, first)]
    reached = starts
    for opens, closes in sorted(span for spans in known for span in spans or ()):
        if opens <= reached < closes:
            reached = closes
    if reached >= ends:
        return Opening.OPEN
    if known[1] is None or spot.hours.by_appointment:
        return Opening.UNKNOWN
    return Opening.CLOSED


def _at_once(rows: Iterable[Busy], starts: datetime, ends: datetime) -> list[Busy]:
    return [one for one in rows if one.is_firm and _overlaps(one, starts, ends)]


def _overlaps(one: Busy, starts: datetime, ends: datetime) -> bool:
    return one.starts < ends and one.ends > starts


def _is_near(one: Busy, starts: datetime, ends: datetime) -> bool:
    return one.starts < ends + NEAR and one.ends > starts - NEAR and not _overlaps(one, starts, ends)


def _is_on(one: Busy, day: date) -> bool:
    return one.starts < _at(day + timedelta(days=1), time()) and one.ends > _at(day, time())


def _school(day: date) -> School:
    is_break = school_year.is_break(day)
    if is_break is None:
        return School.UNKNOWN
    return School.BREAK if is_break else School.LESSONS


def _days(one: Busy) -> Iterator[date]:
    """Yield the local days that something touches, and the day before: what begins then may end after midnight."""
    first, last = one.starts.astimezone(WARSAW).date(), one.ends.astimezone(WARSAW).date()
    for distance in range(-1, (last - first).days + 1):
        yield first + timedelta(days=distance)


def _clocks(wish: Wish) -> Iterator[time]:
    day = date(2000, 1, 1)
    for opens, closes in wish.spans:
        at, until = datetime.combine(day, opens), datetime.combine(day, closes)
        while at + wish.length <= until:
            yield at.time()
            at += STEP


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, WARSAW)


def _later(starts: datetime, length: timedelta) -> datetime:
    """Return when it ends: as long as was asked for, also in the night in which the clocks change."""
    return (starts.astimezone(UTC) + length).astimezone(WARSAW)


def _exists(at: datetime) -> bool:
    """Say whether the clocks show this at all: an hour of one night in March they skip."""
    return at.astimezone(UTC).astimezone(WARSAW).replace(tzinfo=None) == at.replace(tzinfo=None)
