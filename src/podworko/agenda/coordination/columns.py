"""Occurrences as columns, so that many pairs are judged at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from podworko.agenda.coordination.values import Limits, Planned, end_of, last_day_of, position

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Truth = NDArray[np.bool_]
Sets = list[frozenset[int]]

NONE = -1
"""In place of an id that there is none of."""


class Columns(NamedTuple):
    """One row per occurrence. Ids are replaced by numbers from 0 within one table."""

    event: Whole
    """The id itself."""
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
    organiser_sets: Sets
    equipment_sets: Sets

    def __len__(self) -> int:  # a table is as long as its columns
        """Return the number of occurrences."""
        return len(self.event)


def columns(planned: Sequence[Planned], limits: Limits) -> Columns:
    """Return occurrences as columns, in the same order."""
    organiser_sets: dict[frozenset[int], int] = {}
    equipment_sets: dict[frozenset[int], int] = {}
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
        organisers=_whole(organiser_sets.setdefault(each.organisers, len(organiser_sets)) for each in planned),
        equipment=_whole(
            equipment_sets.setdefault(frozenset(each.equipment), len(equipment_sets)) for each in planned
        ),
        organiser_sets=list(organiser_sets),
        equipment_sets=list(equipment_sets),
    )


class Members(NamedTuple):
    """Which row has which member of its set: as many rows as there are such pairs."""

    item: Whole
    group: Whole


def members(numbers: Whole, sets: Sets) -> Members:
    """Return each row once for each member of its set."""
    sizes = np.array([len(each) for each in sets], dtype=np.int64)
    flat = _whole(member for each in sets for member in sorted(each))
    begins = np.cumsum(sizes) - sizes
    item, place = expanded(begins[numbers], sizes[numbers])
    return Members(item, flat[place])


def expanded(begins: Whole, counts: Whole) -> tuple[Whole, Whole]:
    """Return (row, number) for each number from `begins` on, as many as `counts` says."""
    rows = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    before = np.cumsum(counts) - counts
    return rows, np.arange(len(rows), dtype=np.int64) - (before - begins)[rows]


def have_common(sets: Sets, one: Whole, other: Whole) -> Truth:
    """Say for pairs of sets, given by their numbers, whether they share a member."""
    signs = np.array([_sign(each) for each in sets], dtype=np.uint64)
    found = (signs[one] & signs[other]) != 0
    # Signs of two sets may agree by chance; where they do, the sets decide.
    for row in np.flatnonzero(found & (one != other)):
        found[row] = not sets[one[row]].isdisjoint(sets[other[row]])
    return found


def _sign(ids: Iterable[int]) -> int:
    sign = 0
    for each in ids:
        sign |= 1 << each % 64
    return sign


def _whole(values: Iterable[int]) -> Whole:
    return np.fromiter(values, np.int64)


def _ids(values: Iterable[int | None]) -> Whole:
    known: dict[int | None, int] = {None: NONE}
    return np.fromiter((known.setdefault(each, len(known) - 1) for each in values), np.int64)


def _point(planned: Planned) -> tuple[float, float, float]:
    if planned.latitude is None or planned.longitude is None:
        return (np.nan, np.nan, np.nan)
    return position(planned.latitude, planned.longitude)
