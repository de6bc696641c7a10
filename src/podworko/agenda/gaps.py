"""Counts who does what, where, when and for whom, so that what is missing and what is crowded can be seen. Pure.

A time that an event takes place is counted, and beside it how many different events these are: a series of ten
evenings is ten times and one event. Nothing here is a number of people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import NamedTuple

UNKNOWN = "unknown"
"""The key of what nobody has been asked, chosen or written down: it is no gap, and nobody may take it for one."""
NO_HOUR = "no-hour"
LEAST_CROWD = 4
"""Times from which a cell can be crowded at all: three a month are nobody's crowd."""
_CROWD = 2
"""Times the mean of what is not empty."""
_NOON, _EVENING, _DAWN = 12, 18, 5
_SATURDAY = 5


class Dimension(StrEnum):
    """By what rows or columns are told apart."""

    AUDIENCE = "audience"
    KIND = "kind"
    WHEN = "when"
    WEEKDAY = "weekday"
    PART = "part"
    PLACE = "place"
    ORGANISER = "organiser"


class Part(StrEnum):
    """A part of the day, by when something begins."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Level(StrEnum):
    """What a cell says at a glance."""

    EMPTY = "empty"
    SOME = "some"
    CROWDED = "crowded"
    UNKNOWN = "unknown"
    """It stands in a row or column of what nobody knows: neither a gap nor a crowd."""


Keys = tuple[str, ...]
"""The rows, or columns, in which something counts; one that is for several audiences counts in each."""


class Taken(NamedTuple):
    """One time that an event takes place."""

    event: int
    rows: Keys
    columns: Keys


class Number(NamedTuple):
    """How much there is."""

    times: int = 0
    events: int = 0
    """Different ones among these."""


NOTHING = Number()


@dataclass(frozen=True, slots=True)
class Counted:
    """All cells in which something is, and sums in which each time counts once however many cells it stands in."""

    cells: Mapping[tuple[str, str], Number] = field(default_factory=dict)
    rows: Mapping[str, Number] = field(default_factory=dict)
    columns: Mapping[str, Number] = field(default_factory=dict)
    whole: Number = NOTHING

    def at(self, row: str, column: str) -> Number:
        """Return what is in a cell."""
        return self.cells.get((row, column), NOTHING)


def part_of(hour: int) -> Part:
    """Return the part of the day to which an hour on the wall belongs; the small hours are still the evening's."""
    if _DAWN <= hour < _NOON:
        return Part.MORNING
    return Part.AFTERNOON if _NOON <= hour < _EVENING else Part.EVENING


def when_of(weekday: int, part: str) -> str:
    """Return the key of a time of the week: Monday to Friday or the weekend, and the part of the day."""
    if part == NO_HOUR:
        return NO_HOUR
    return f"{'weekend' if weekday >= _SATURDAY else 'week'}-{part}"


def order_of(dimension: Dimension) -> Keys:
    """Return the keys that a dimension always has, in order; nothing where they depend on what there is."""
    parts = tuple(part.value for part in Part)
    known = {
        Dimension.PART: (*parts, NO_HOUR),
        Dimension.WEEKDAY: tuple(str(number) for number in range(7)),
        Dimension.WHEN: (*(f"{days}-{part}" for days in ("week", "weekend") for part in parts), NO_HOUR),
    }
    return known.get(dimension, ())


def count(taken: Iterable[Taken]) -> Counted:
    """Count what takes place, cell by cell."""
    # Most share their rows and columns with many others: these are put together before they are spread over cells.
    alike: dict[tuple[Keys, Keys], list[int]] = defaultdict(list)
    for event, rows, columns in taken:
        alike[rows, columns].append(event)
    cells: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    by_row: dict[str, _Tally] = defaultdict(_Tally)
    by_column: dict[str, _Tally] = defaultdict(_Tally)
    whole = _Tally()
    for (rows, columns), events in alike.items():
        different = set(events)
        whole.add(len(events), different)
        for row in set(rows):
            by_row[row].add(len(events), different)
            for column in set(columns):
                cells[row, column].add(len(events), different)
        for column in set(columns):
            by_column[column].add(len(events), different)
    return Counted(
        {key: tally.number for key, tally in cells.items()},
        {key: tally.number for key, tally in by_row.items()},
        {key: tally.number for key, tally in by_column.items()},
        whole.number,
    )


def crowd_from(counted: Iterable[Counted]) -> int:
    """Return how many times make a cell crowded: twice the mean of the cells in which anything is, and at least four.

    Cells of what nobody knows are no part of the mean. Where two periods or areas are compared, both make one mean,
    so that a word means the same in both.
    """
    times = [
        number.times
        for each in counted
        for (row, column), number in each.cells.items()
        if UNKNOWN not in {row, column} and number.times
    ]
    return max(LEAST_CROWD, ceil(_CROWD * sum(times) / len(times))) if times else LEAST_CROWD


def level(row: str, column: str, times: int, crowd: int) -> Level:
    """Say what a cell shows; `crowd` as of `crowd_from`."""
    if UNKNOWN in {row, column}:
        return Level.UNKNOWN
    if not times:
        return Level.EMPTY
    return Level.CROWDED if times >= crowd else Level.SOME


def axis(always: Collection[str], counted: Iterable[Mapping[str, Number]], *, most: int) -> tuple[list[str], int]:
    """Return the keys of rows or columns in order, and how many more there are.

    What is always there comes first, in its order; then whatever else has anything, most first; what nobody knows
    comes last, and only where there is any.
    """
    sums: dict[str, int] = defaultdict(int)
    for numbers in counted:
        for key, number in numbers.items():
            sums[key] += number.times
    fixed = [key for key in always if key != UNKNOWN]
    others = sorted((key for key in sums if key not in {*fixed, UNKNOWN}), key=lambda key: (-sums[key], key))
    found = [*fixed, *others]
    unknown = [UNKNOWN] if sums.get(UNKNOWN) else []
    room = most - len(unknown)
    return [*found[:room], *unknown], max(0, len(found) - room)


class _Tally:
    """Times, and which events, while they are counted."""

    __slots__ = ("events", "times")

    def __init__(self) -> None:
        self.times, self.events = 0, set[int]()

    def add(self, times: int, events: set[int]) -> None:
        """Put more to it."""
        self.times += times
        self.events |= events

    @property
    def number(self) -> Number:
        """How much it is by now."""
        return Number(self.times, len(self.events))
