"""All that is found among many occurrences: the same as `pairs.gather` of every `pairs.compare`, but in columns.

Only what may meet is looked at (`meeting`), so cost and memory grow as what is found does, and sorting: n·log n while
a city grows without becoming denser. Comparing each with each grows as n².
"""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from podworko.agenda.coordination.batch import Batch, has_hours
from podworko.agenda.coordination.columns import (
    NONE,
    Columns,
    Sets,
    Truth,
    Whole,
    columns,
    expanded,
    members,
    some,
    together,
)
from podworko.agenda.coordination.grouping import grouped
from podworko.agenda.coordination.judging import RULES, Rule, compete, equipment, join, needed, person, room
from podworko.agenda.coordination.meeting import Rows, alike, near
from podworko.agenda.coordination.pairs import way
from podworko.agenda.coordination.values import DAY, Limits, Pair, Planned

_EPOCH = date(1970, 1, 1).toordinal()
_SHORT = 2 * DAY


def scan(planned: Sequence[Planned], limits: Limits) -> list[Pair]:
    """Return all findings of two events, in the order of their ids and of kinds."""
    table = columns(planned, limits)
    return grouped(table, [rule(Batch(table, *rows, limits)) for rule, rows in _may_meet(table, limits)])


def check(new: Sequence[Planned], others: Sequence[Planned] | Columns, limits: Limits) -> list[Pair]:
    """Return the findings of some occurrences with others, not those of the others among themselves.

    Whoever asks again and again keeps the others as `columns`. Occurrences of one event never meet, so an event that
    is being changed may stand among the others as it was.
    """
    own = columns(new, limits)
    known = others if isinstance(others, Columns) else columns(others, limits)
    table = together(own, some(known, np.flatnonzero(_concerned(own, known, limits))))
    one, other = _at_the_time(table, own.count, limits)
    return grouped(table, [rule(Batch(table, one, other, limits)) for rule in RULES])


def _concerned(own: Columns, known: Columns, limits: Limits) -> Truth:
    """Say which rows of a table may have to do with others, whenever they take place."""
    reach = max(limits.join_metres, limits.catchment_metres) + 1
    concerned = np.zeros(known.count, dtype=np.bool_)
    for x, y, z in set(zip(own.x.tolist(), own.y.tolist(), own.z.tolist(), strict=True)):
        is_near = np.abs(known.x - x) < reach
        is_near &= np.abs(known.y - y) < reach
        is_near &= np.abs(known.z - z) < reach
        concerned |= is_near
    for ids, mine in ((known.place, own.place), (known.room, own.room)):
        for each in set(mine.tolist()) - {NONE}:
            concerned |= ids == each
    concerned |= _have_any(known.organiser_sets, own.organiser_sets)[known.organisers]
    concerned |= _have_any(known.helper_sets, own.helper_sets)[known.helpers]
    return concerned | _have_any(known.equipment_sets, own.equipment_sets)[known.equipment]


def _have_any(known: Sets, own: Sets) -> Truth:
    wanted = frozenset[int]().union(*own.sets)
    return np.fromiter((not each.isdisjoint(wanted) for each in known.sets), np.bool_, len(known.sets))


def _at_the_time(table: Columns, count: int, limits: Limits) -> Rows:
    """Pair each of the first rows with all others of its weeks, or that it may overlap, and some more."""
    late = max(way(limits.catchment_metres, limits), limits.longest_way * 60)
    monday = table.first_day[:count] - (table.first_day[:count] - 1) % 7
    sunday = table.last_day[:count] + 6 - (table.last_day[:count] - 1) % 7
    since = np.minimum((monday - _EPOCH) * DAY - 2 * DAY, table.starts[:count] - late)
    until = np.maximum((sunday - _EPOCH) * DAY + 3 * DAY, table.ends[:count] + late)
    lasts = table.ends - table.starts
    pairs = []
    for is_short in (True, False):
        rows = np.flatnonzero((lasts <= _SHORT) == is_short)
        rows = rows[rows >= count]
        rows = rows[np.argsort(table.starts[rows])]
        longest = int(lasts[rows].max(initial=0))
        first = np.searchsorted(table.starts[rows], since - longest)
        beyond = np.searchsorted(table.starts[rows], until, side="right")
        one, place = expanded(first, np.maximum(beyond - first, 0))
        pairs.append((one, rows[place]))
    return np.concatenate([one for one, _other in pairs]), np.concatenate([other for _one, other in pairs])


def _may_meet(table: Columns, limits: Limits) -> Iterator[tuple[Rule, Rows]]:
    asked = table.audiences != 0
    weeks = (table.first_day - 1) // 7, (table.last_day - 1) // 7 + 1
    for rows in near(table, limits.join_metres, *weeks, asked):
        yield join, rows
    has = has_hours(table)
    longest = way(limits.catchment_metres, limits)
    for rows in near(table, limits.catchment_metres, table.starts, table.ends + longest, asked & has):
        yield compete, rows
    sure = ~table.is_tentative
    booked = np.flatnonzero(sure & (table.room != NONE))
    for rows in alike(booked, table.room[booked], table.starts, table.ends):
        yield room, rows
    for rows in _with_common(table.equipment, table.equipment_sets, sure, table.starts, table.ends):
        yield equipment, rows
    until = table.ends + limits.longest_way * 60
    for rows in _with_common(table.organisers, table.organiser_sets, has & table.is_located, table.starts, until):
        yield needed, rows
    for rows in _with_common(table.helpers, table.helper_sets, has, table.starts, until):
        yield person, rows


def _with_common(numbers: Whole, known: Sets, chosen: Truth, begin: Whole, until: Whole) -> Iterator[Rows]:
    """Yield pairs of chosen rows whose sets have a member in common: as often as they have."""
    item, group = members(numbers, known)
    is_chosen = chosen[item]
    yield from alike(item[is_chosen], group[is_chosen], begin, until)
