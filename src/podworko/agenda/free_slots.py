"""Finds times at which something could be held, and says what speaks for and against each. Pure.

All that is asked is on the wall: two hours on a weekday afternoon keep their hours when the clocks change. What nobody
knows – whether a place is open, whether there is school, for whom something is – is neither good nor bad: it is said,
and ranked after what is known to be good.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from podworko.agenda.daylight import Daylight, daylight
from podworko.agenda.slot_facts import (
    Busy,
    Opening,
    OpenSpans,
    School,
    Spot,
    are_same_people,
    at,
    at_once,
    days_of,
    is_near,
    is_on,
    open_on,
    opening_within,
    school_on,
)
from podworko.resources.hours import WARSAW, is_holiday

STEP = timedelta(minutes=30)
"""Between the starts that are tried."""
MOST = 12
"""Slots that are offered."""
MOST_A_DAY = 3
_WEEK = timedelta(days=7)


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
    """Return the best times, the best first: of each day and spot the best, then others of it that do not overlap."""
    known = _Known(wish, busy)
    ranked = sorted((rank, day, clock) for day, clock, rank in known.ranked() if rank.impossible < wish.weeks)
    chosen = _Chosen(wish)
    for is_first in (True, False):
        for rank, day, clock in ranked:
            chosen.consider(rank, day, clock, is_first=is_first)
    return [known.slot(day, clock, rank) for rank, day, clock in sorted(chosen.found)]


class _Chosen:
    """The times that are offered, while they are chosen: not too many, nor too much alike."""

    def __init__(self, wish: Wish) -> None:
        self._is_series, self._length = wish.weeks > 1, wish.length
        self._at: dict[tuple[object, int], list[datetime]] = defaultdict(list)
        self._a_day: dict[object, int] = defaultdict(int)
        self.found: list[tuple[Rank, date, time]] = []

    def consider(self, rank: Rank, day: date, clock: time, *, is_first: bool) -> None:
        """Take a time if there is room for it; `is_first`: only if its day and spot have none yet."""
        # A series on Tuesdays at five is the same a week later.
        same = day.weekday() if self._is_series else day
        at_once = self._at[same, rank.spot]
        start = datetime.combine(date(2000, 1, 1), clock)
        is_alike = any(abs(start - other) < self._length for other in at_once)
        if len(self.found) == MOST or self._a_day[same] == MOST_A_DAY or is_alike or (is_first and at_once):
            return
        at_once.append(start)
        self._a_day[same] += 1
        self.found.append((rank, day, clock))


def every(wish: Wish, busy: Iterable[Busy]) -> list[Slot]:
    """Return all times that were tried, the best first."""
    known = _Known(wish, busy)
    ranked = sorted((rank, day, clock) for day, clock, rank in known.ranked())
    return [known.slot(day, clock, rank) for rank, day, clock in ranked]


def spans_of(parts: Iterable[tuple[time, time]]) -> list[tuple[time, time]]:
    """Put spans of hours together that touch: what begins before noon may end after it."""
    merged: list[tuple[time, time]] = []
    for opens, closes in sorted(parts):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


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
    _moments_known: dict[tuple[date, time], tuple[datetime, datetime]] = field(default_factory=dict)
    _open_known: dict[tuple[int, date], OpenSpans | None] = field(default_factory=dict)
    _sun_known: dict[tuple[date, tuple[float, float]], Daylight | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.busy:
            for day in days_of(one):
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
            first=self._moments(day, clock)[0],
            spot=number,
        )

    def _people(self, day: date, clock: time) -> tuple[int, int, int, int]:
        """Return whether there is a clash, a day off, something unknown; and how much else there is nearby."""
        known = self._people_known.get((day, clock))
        if known is not None:
            return known
        starts, ends = self._moments(day, clock)
        is_off = is_holiday(day) or school_on(day) == School.BREAK
        is_unknown = school_on(day) == School.UNKNOWN or bool(at_once(self._unclear[day], starts, ends))
        near = len(self._near(day, starts, ends))
        found = (int(bool(at_once(self._same[day], starts, ends))), int(is_off), int(is_unknown), near)
        self._people_known[day, clock] = found
        return found

    def _where(self, day: date, clock: time, number: int) -> tuple[int, int, int]:
        """Return whether it is impossible, dark, or unknown if it can be held there."""
        known = self._where_known.get((day, clock, number))
        if known is not None:
            return known
        spot = self.wish.spots[number]
        starts, ends = self._moments(day, clock)
        opening = self._opening(spot, day, starts, ends)
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
            starts=starts.astimezone(WARSAW),
            ends=ends.astimezone(WARSAW),
            clashes=tuple(at_once(self._same[day], starts, ends)),
            unclear=tuple(at_once(self._unclear[day], starts, ends)),
            taken=tuple(self._taken(spot, day, starts, ends)),
            beside=tuple(self._beside(spot, day, starts, ends)),
            opening=self._opening(spot, day, starts, ends),
            is_holiday=is_holiday(day),
            school=school_on(day),
            sun=sun,
            is_dark=is_dark,
        )

    def _moments(self, day: date, clock: time) -> tuple[datetime, datetime]:
        """Return from when to when it would be, in UTC, in which all is compared: that is many times faster."""
        known = self._moments_known.get((day, clock))
        if known is None:
            starts = at(day, clock).astimezone(UTC)
            known = self._moments_known[day, clock] = (starts, starts + self.wish.length)
        return known

    def _opening(self, spot: Spot, day: date, starts: datetime, ends: datetime) -> Opening:
        if spot.location is None:
            return Opening.NO_PLACE
        key = (spot.location, day)
        if key not in self._open_known:
            self._open_known[key] = open_on(spot, day)
        return opening_within(spot, self._open_known[key], starts, ends)

    def _near(self, day: date, starts: datetime, ends: datetime) -> list[Busy]:
        found = [
            one for one in self._same[day] if (is_on(one, day) if not one.is_firm else is_near(one, starts, ends))
        ]
        return sorted(found, key=lambda one: (not one.is_firm, one.starts, one.event))

    def _taken(self, spot: Spot, day: date, starts: datetime, ends: datetime) -> list[Busy]:
        return at_once(self._placed["room", spot.room, day], starts, ends) if spot.room is not None else []

    def _beside(self, spot: Spot, day: date, starts: datetime, ends: datetime) -> list[Busy]:
        if spot.location is None or spot.room is not None:
            return []
        return at_once(self._placed["location", spot.location, day], starts, ends)

    def _dark(self, spot: Spot, day: date, starts: datetime, ends: datetime) -> tuple[Daylight | None, bool | None]:
        if not self.wish.is_outdoors or spot.point is None:
            return None, None
        latitude, longitude = spot.point
        key = (day, spot.point)
        if key not in self._sun_known:
            self._sun_known[key] = daylight(day, latitude, longitude)
        sun = self._sun_known[key]
        return sun, None if sun is None else not sun.covers(starts, ends)


def _clocks(wish: Wish) -> Iterator[time]:
    day = date(2000, 1, 1)
    for opens, closes in wish.spans:
        at, until = datetime.combine(day, opens), datetime.combine(day, closes)
        while at + wish.length <= until:
            yield at.time()
            at += STEP


def _exists(at: datetime) -> bool:
    """Say whether the clocks show this at all: an hour of one night in March they skip."""
    return at.astimezone(UTC).astimezone(WARSAW).replace(tzinfo=None) == at.replace(tzinfo=None)
