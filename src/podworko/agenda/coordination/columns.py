"""Occurrences as columns, so that many pairs are judged at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from podworko.agenda.coordination.values import Limits, Planned, end_of, last_day_of, position

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Truth = NDArray[np.bool_]
NONE = -1
"""In place of an id; those of the database are greater."""


class Sets(NamedTuple):
    """Different sets of ids, each once or more often."""

    sets: list[frozenset[int]]
    signs: NDArray[np.uint64]
    """64 bits of each: two sets whose signs have no bit in common have no member in common."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One row per occurrence; NONE where an id is missing."""

    event: Whole
    starts: Whole
    ends: Whole
    """As `end_of`."""
    first_day: Whole
    last_day: Whole
    """As `last_day_of`."""
    is_timed: Truth
    is_tentative: Truth
    is_located: Truth
    x: Real
    y: Real
    z: Real
    place: Whole
    room: Whole
    kind: Whole
    audiences: Whole
    organisers: Whole
    """A number of `organiser_sets`."""
    equipment: Whole
    """A number of `equipment_sets`."""
    helpers: Whole
    """A number of `helper_sets`."""
    organiser_sets: Sets
    equipment_sets: Sets
    helper_sets: Sets

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.event)


_PER_ROW = [field.name for field in fields(Columns) if not field.name.endswith("_sets")]


def columns(planned: Sequence[Planned], limits: Limits) -> Columns:
    """Return occurrences as columns, in the same order."""
    organisers: dict[frozenset[int], int] = {}
    equipment: dict[frozenset[int], int] = {}
    helpers: dict[frozenset[int], int] = {}
    points = np.array([_point(each) for each in planned], dtype=np.float64).reshape(-1, 3)
    return Columns(
        event=_whole(each.event for each in planned),
        starts=_whole(each.starts for each in planned),
        ends=_whole(map(end_of, planned)),
        first_day=_whole(each.first_day for each in planned),
        last_day=_whole(last_day_of(each, limits) for each in planned),
        is_timed=np.fromiter((each.is_timed for each in planned), np.bool_),
        is_tentative=np.fromiter((each.is_tentative for each in planned), np.bool_),
        is_located=~np.isnan(points[:, 0]),
        x=points[:, 0].copy(),
        y=points[:, 1].copy(),
        z=points[:, 2].copy(),
        place=_ids(each.place for each in planned),
        room=_ids(each.room for each in planned),
        kind=_ids(each.kind for each in planned),
        audiences=_whole(each.audiences for each in planned),
        organisers=_whole(organisers.setdefault(each.organisers, len(organisers)) for each in planned),
        equipment=_whole(equipment.setdefault(frozenset(each.equipment), len(equipment)) for each in planned),
        helpers=_whole(helpers.setdefault(frozenset(each.helpers), len(helpers)) for each in planned),
        organiser_sets=_sets(list(organisers)),
        equipment_sets=_sets(list(equipment)),
        helper_sets=_sets(list(helpers)),
    )


def some(table: Columns, rows: Whole) -> Columns:
    """Return some rows of a table."""
    return replace(table, **{name: getattr(table, name)[rows] for name in _PER_ROW})


def together(table: Columns, other: Columns) -> Columns:
    """Return the rows of both tables, one after the other."""
    moved = replace(
        other,
        organisers=other.organisers + len(table.organiser_sets.sets),
        equipment=other.equipment + len(table.equipment_sets.sets),
        helpers=other.helpers + len(table.helper_sets.sets),
    )
    both: dict[str, Any] = {name: np.concatenate((getattr(table, name), getattr(moved, name))) for name in _PER_ROW}
    return Columns(
        **both,
        organiser_sets=_both(table.organiser_sets, other.organiser_sets),
        equipment_sets=_both(table.equipment_sets, other.equipment_sets),
        helper_sets=_both(table.helper_sets, other.helper_sets),
    )


def _both(one: Sets, other: Sets) -> Sets:
    return Sets(one.sets + other.sets, np.concatenate((one.signs, other.signs)))


class Members(NamedTuple):
    """Which row has which member of its set: as many rows as there are such pairs."""

    item: Whole
    group: Whole


def members(numbers: Whole, known: Sets) -> Members:
    """Return each row once for each member of its set."""
    sizes = _whole(map(len, known.sets))
    flat = _whole(member for each in known.sets for member in each)
    item, place = expanded((np.cumsum(sizes) - sizes)[numbers], sizes[numbers])
    return Members(item, flat[place])


def expanded(begins: Whole, counts: Whole) -> tuple[Whole, Whole]:
    """Return (row, number) for each number from `begins` on, as many as `counts` says."""
    rows = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    before = np.cumsum(counts) - counts
    return rows, np.arange(len(rows), dtype=np.int64) - (before - begins)[rows]


def have_common(known: Sets, one: Whole, other: Whole) -> Truth:
    """Say for pairs of sets, given by their numbers, whether they have a member in common."""
    found: Truth = (known.signs[one] & known.signs[other]) != 0
    # Signs may agree by chance; where they do, the sets decide.
    for row in np.flatnonzero(found & (one != other)).tolist():
        found[row] = not known.sets[one[row]].isdisjoint(known.sets[other[row]])
    return found


def _sets(sets: list[frozenset[int]]) -> Sets:
    return Sets(sets, np.array([_sign(each) for each in sets], dtype=np.uint64))


def _sign(ids: Iterable[int]) -> int:
    sign = 0
    for each in ids:
        sign |= 1 << each % 64
    return sign


def _whole(values: Iterable[int]) -> Whole:
    return np.fromiter(values, np.int64)


def _ids(values: Iterable[int | None]) -> Whole:
    return np.fromiter((NONE if each is None else each for each in values), np.int64)


def _point(planned: Planned) -> tuple[float, float, float]:
    if planned.latitude is None or planned.longitude is None:
        return (np.nan, np.nan, np.nan)
    return position(planned.latitude, planned.longitude)
