"""What is compared, by which limits, and what is found. All values; times are UTC epoch seconds, days are ordinals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple
from zoneinfo import ZoneInfo

from podworko.agenda.choices import FindingKind
from podworko.resources.choices import Audience

DAY = 86_400
MOST_DAYS = 31
"""Something that goes on for longer takes part with its first so many days."""
NIGHT_ENDS = time(6)
"""What ends by then belongs to the day on which it began."""
LEAST = 60
"""Seconds that anything lasts at least: an end that equals the start is a missing one."""
_EARTH = 6_371_008.8
"""Mean radius in metres (IUGG; H. Moritz, Geodetic Reference System 1980)."""
_BITS = {audience.value: 1 << place for place, audience in enumerate(Audience)}
EVERYONE = _BITS[Audience.EVERYONE]
FAMILIES = _BITS[Audience.FAMILIES]
SENIORS = _BITS[Audience.SENIORS]
CHILDREN = _BITS[Audience.AGE_0_2] | _BITS[Audience.AGE_3_6] | _BITS[Audience.AGE_7_12]
OLD = _BITS[Audience.AGE_60]


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is worth saying: settings of an area."""

    join_metres: int = 300
    """How far apart two events may be and still become one."""
    catchment_metres: int = 1500
    """How far people come: events farther apart do not compete for them. A walk of 20 minutes."""
    walking_speed: int = 75
    """Metres a minute (1.25 m/s).

    Healthy adults walk at 0.94 m/s (women from 80 on) to 1.43 m/s (men of 40 to 49) on average: R. W. Bohannon,
    A. Williams Andrews, „Normal walking speed: a descriptive meta-analysis”, Physiotherapy 97 (2011), 182–189.
    """
    apart_metres: int = 50
    """Up to this distance two points are one place: a house and its yard."""
    longest_way: int = 60
    """Minutes: whoever needs longer on foot takes something else."""
    crowded_from: int = 4
    """Events on one day for one audience."""
    empty_days: int = 21
    """Days in a row without anything for an audience."""
    zone: str = "Europe/Warsaw"
    """Whose clocks say when a night ends; an IANA name."""


class Planned(NamedTuple):
    """One occurrence; one that is cancelled is never passed in."""

    event: int
    starts: int
    ends: int
    """Not part of it."""
    first_day: int
    """Local."""
    last_day: int
    """Local; of what ends at midnight, the day before."""
    is_timed: bool = True
    """False for whole days and for the days that a pencilled date may mean."""
    is_tentative: bool = False
    """One of the days that a pencilled date may mean."""
    latitude: float | None = None
    longitude: float | None = None
    place: int | None = None
    """Id of a registered place: equal ones are no distance apart, even without a point."""
    room: int | None = None
    equipment: tuple[int, ...] = ()
    helpers: tuple[int, ...] = ()
    """Skills of somebody who has to be there: each is one person."""
    organisers: frozenset[int] = frozenset()
    """Who organises it, alone or with others. Where nobody is registered, nobody is in common."""
    audiences: int = 0
    """As `mask`; 0 means that nobody has asked, and says nothing about people."""
    kind: int | None = None


class Match(NamedTuple):
    """What was found about two occurrences."""

    kind: FindingKind
    strength: int
    """1 to 3."""
    metres: int | None = None
    """Whole metres, as the crow flies; None where distance is not the point."""
    shared: int = 0
    """For whom both are, as `mask`."""
    minutes: int = 0
    """Whole minutes that both last at once; below zero, minutes between them."""
    is_same_day: bool = False
    is_same_theme: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """What was found about two events: all their meetings of one kind."""

    kind: FindingKind
    first: int
    second: int
    """The greater id."""
    dates: tuple[tuple[int, int], ...]
    """Starts of the first and of the second, for each two occurrences that meet, in order."""
    strength: int
    """Of the strongest meeting."""
    metres: int | None
    """Of the nearest meeting."""
    shared: int
    minutes: int
    """Of the meeting with the most minutes in common; below zero, the least pause."""
    is_same_day: bool
    is_same_theme: bool


@dataclass(frozen=True, slots=True)
class Density:
    """Days in a row with much, or with nothing, for one audience."""

    kind: FindingKind
    audience: int
    """One bit, as `mask`."""
    first_day: int
    last_day: int
    events: tuple[int, ...]
    """Ids in order; none of what is empty."""
    strength: int


def mask(codes: Iterable[str]) -> int:
    """Return codes of `Audience` as bits, in its order; unknown codes are left out."""
    bits = 0
    for code in codes:
        bits |= _BITS.get(code, 0)
    return bits


def codes(bits: int) -> list[Audience]:
    """Return the audiences of a mask, in order."""
    return [audience for audience in Audience if bits & _BITS[audience.value]]


# What follows from one occurrence alone


def end_of(planned: Planned) -> int:
    """Return when something ends, a minute after its start at the earliest."""
    return max(planned.ends, planned.starts + LEAST)


def last_day_of(planned: Planned, limits: Limits) -> int:
    """Return the last day on which something counts.

    A night out that ends by six in the morning and lasts less than 24 hours belongs to the day on which it began;
    what goes on for weeks counts for its first 31 days.
    """
    last = max(planned.first_day, planned.last_day)
    is_short = planned.is_timed and planned.ends - planned.starts < DAY
    if is_short and last == planned.first_day + 1 and planned.ends <= night_ends(last, limits.zone):
        return planned.first_day
    return min(last, planned.first_day + MOST_DAYS - 1)


@lru_cache(maxsize=4096)
def night_ends(day: int, zone: str) -> int:
    """Return when the night before a day is over."""
    return int(datetime.combine(date.fromordinal(day), NIGHT_ENDS, tzinfo=ZoneInfo(zone)).timestamp())


def week_of(day: int) -> int:
    """Return the number of an ISO week; the first day that has an ordinal is a Monday."""
    return (day - 1) // 7


@lru_cache(maxsize=65_536)
def position(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return a point in space, in metres from the middle of the Earth.

    The straight line between two such points differs from the way over the ground by less than a millimetre at 5 km,
    and is made of sums, products and a root: one by one or in columns, it comes out the same to the last bit.
    """
    north, east = radians(latitude), radians(longitude)
    return _EARTH * cos(north) * cos(east), _EARTH * cos(north) * sin(east), _EARTH * sin(north)


def people(bits: int) -> int:
    """Return an audience with those it takes in: families bring children up to 12; seniors and 60+ are the same."""
    if bits & FAMILIES:
        bits |= CHILDREN
    if bits & (SENIORS | OLD):
        bits |= SENIORS | OLD
    return bits
