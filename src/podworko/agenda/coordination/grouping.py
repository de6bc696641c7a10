"""What `pairs.gather` does, for matches in columns."""

from collections.abc import Iterable
from dataclasses import fields, replace

import numpy as np

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.columns import NONE, Columns, Truth, Whole
from podworko.agenda.coordination.judging import Found
from podworko.agenda.coordination.pairs import ORDER
from podworko.agenda.coordination.values import Pair

KINDS = list(FindingKind)
_COLUMNS = [field.name for field in fields(Found)]
_FAR = np.iinfo(np.int64).max


def grouped(table: Columns, found: Iterable[Found]) -> list[Pair]:
    """Return one finding for all matches of two events that are of one kind, in the order of events and kinds."""
    parts = [part for part in found if len(part.kind)]
    if not parts:
        return []
    rows = Found(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS})
    rows = _ordered(table, _turned(table, rows))
    rows = _kept(rows, _worth_saying(table, rows))
    return _pairs(table, rows)


def _kept(rows: Found, mask: Truth | Whole) -> Found:
    return Found(**{name: getattr(rows, name)[mask] for name in _COLUMNS})


def _turned(table: Columns, rows: Found) -> Found:
    is_turned = table.event[rows.one] > table.event[rows.other]
    return replace(
        rows, one=np.where(is_turned, rows.other, rows.one), other=np.where(is_turned, rows.one, rows.other)
    )


def _ordered(table: Columns, rows: Found) -> Found:
    """Sort by events, kind and time; each two occurrences once, even if they have two organisers in common."""
    starts = table.starts[rows.one], table.starts[rows.other]
    keys = (rows.other, rows.one, starts[1], starts[0], rows.kind, table.event[rows.other], table.event[rows.one])
    rows = _kept(rows, np.lexsort(keys))
    return _kept(rows, _begins(rows.kind, rows.one, rows.other))


def _begins(*columns: Whole) -> Truth:
    """Say of each row whether it differs from the one before."""
    differs = np.ones(len(columns[0]), dtype=np.bool_)
    differs[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return differs


def _group_begins(table: Columns, rows: Found) -> Whole:
    return np.flatnonzero(_begins(rows.kind, table.event[rows.one], table.event[rows.other]))


def _worth_saying(table: Columns, rows: Found) -> Truth:
    """Leave out those that can be joined in the same week where some can on the same day."""
    begins = _group_begins(table, rows)
    sizes = np.diff(np.append(begins, len(rows.kind)))
    has_same_day = np.repeat(np.logical_or.reduceat(rows.is_same_day, begins), sizes)
    is_worth: Truth = (rows.kind != ORDER[FindingKind.JOIN]) | rows.is_same_day | ~has_same_day
    return is_worth


def _pairs(table: Columns, rows: Found) -> list[Pair]:
    begins = _group_begins(table, rows)
    metres = np.minimum.reduceat(np.where(rows.metres == NONE, _FAR, rows.metres), begins)
    dates = list(zip(table.starts[rows.one].tolist(), table.starts[rows.other].tolist(), strict=True))
    groups = zip(
        rows.kind[begins].tolist(),
        table.event[rows.one][begins].tolist(),
        table.event[rows.other][begins].tolist(),
        begins.tolist(),
        [*begins[1:].tolist(), len(dates)],
        np.maximum.reduceat(rows.strength, begins).tolist(),
        [None if least == _FAR else least for least in metres.tolist()],
        np.bitwise_or.reduceat(rows.shared, begins).tolist(),
        np.maximum.reduceat(rows.minutes, begins).tolist(),
        np.logical_or.reduceat(rows.is_same_day, begins).tolist(),
        np.logical_or.reduceat(rows.is_same_theme, begins).tolist(),
        strict=True,
    )
    return [
        Pair(KINDS[kind], first, second, tuple(dates[begin:end]), *facts)
        for kind, first, second, begin, end, *facts in groups
    ]
