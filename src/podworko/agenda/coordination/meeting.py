"""Which rows can meet at all: those of one group, or of cells side by side, of which one begins while the other lasts.

What is looked up are places in a sorted column, so the cost is that of sorting plus that of what is found.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from podworko.agenda.coordination.columns import NONE, Columns, Truth, Whole, expanded

CHUNK = 500_000
"""Pairs that are judged at once: bounds the memory."""
_LEAST_CELL = 50
"""Metres; smaller cells would be too many to number."""
_SIDE = 1 << 20
"""More cells than lie side by side from one end of the Earth to the other."""
_STEPS = [(across * _SIDE + along) * _SIDE + up for across, along, up in product((-1, 0, 1), repeat=3)]
Rows = tuple[Whole, Whole]


def near(table: Columns, metres: int, begin: Whole, until: Whole, chosen: Truth) -> Iterator[Rows]:
    """Yield pairs of chosen rows that may be so near, each once: one begins from `begin` until `until` of the other.

    Two of one registered place come whatever their points are.
    """
    placed = np.flatnonzero(chosen & (table.place != NONE))
    yield from alike(placed, table.place[placed], begin, until)
    items = np.flatnonzero(chosen & table.is_located)
    group, sides = _cells(table, items, metres)
    for one, other in _meeting(group, begin[items], until[items], sides):
        first, second = items[one], items[other]
        is_new = (table.place[first] == NONE) | (table.place[first] != table.place[second])
        yield first[is_new], second[is_new]


def alike(items: Whole, ids: Whole, begin: Whole, until: Whole) -> Iterator[Rows]:
    """Yield pairs of rows that have an id in common, as `near`; `ids` has one for each of `items`."""
    known, group = np.unique(ids, return_inverse=True)
    alone = np.arange(len(known), dtype=np.int64).reshape(-1, 1)
    for one, other in _meeting(group.astype(np.int64), begin[items], until[items], alone):
        yield items[one], items[other]


def _cells(table: Columns, items: Whole, metres: int) -> tuple[Whole, Whole]:
    """Return the cell of each row, and which cells lie side by side: a row per cell, NONE where there is none.

    The cells stand in space, so that no place on Earth is special; the ground passes through few of the 27.
    """
    size = max(metres + 1, _LEAST_CELL)
    x, y, z = (np.floor(axis[items] / size).astype(np.int64) + _SIDE // 2 for axis in (table.x, table.y, table.z))
    names, group = np.unique((x * _SIDE + y) * _SIDE + z, return_inverse=True)
    sides = np.full((len(names), len(_STEPS)), NONE, dtype=np.int64)
    if len(names):
        for number, step in enumerate(_STEPS):
            at = np.minimum(np.searchsorted(names, names + step), len(names) - 1)
            sides[:, number] = np.where(names[at] == names + step, at, NONE)
    return group.astype(np.int64), sides


def _meeting(group: Whole, begin: Whole, until: Whole, sides: Whole) -> Iterator[Rows]:
    if not len(group):
        return
    order = np.lexsort((begin, group))
    group, least = group[order], int(begin.min())
    begin, until = begin[order] - least, np.maximum(until, begin + 1)[order] - least
    # A group's spans lie behind those of the group before it: one sorted column for all.
    width = int(until.max()) + 1
    column = group * width + begin
    for side in sides.T:
        target = side[group]
        rows = np.flatnonzero(target != NONE)
        lowest = np.searchsorted(column, target[rows] * width + begin[rows])
        beyond = np.searchsorted(column, target[rows] * width + until[rows])
        for place, other in _expanded(lowest, beyond - lowest):
            one = rows[place]
            # Two that begin together find each other twice; a row always finds itself.
            is_first = (begin[other] > begin[one]) | (other > one)
            yield order[one[is_first]], order[other[is_first]]


def _expanded(lowest: Whole, counts: Whole) -> Iterator[Rows]:
    total = np.cumsum(counts)
    start = 0
    while start < len(counts):
        done = int(total[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(total, done + CHUNK, side="right")))
        rows, found = expanded(lowest[start:stop], counts[start:stop])
        if len(rows):
            yield rows + start, found
        start = stop
