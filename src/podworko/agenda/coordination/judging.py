"""The rules of `pairs.compare` for many pairs at once: each takes pairs that may meet and keeps what it finds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.batch import Batch
from podworko.agenda.coordination.columns import NONE, Truth, Whole
from podworko.agenda.coordination.pairs import HOUR, ORDER


@dataclass(frozen=True, slots=True)
class Found:
    """One row per match; as `values.Match`, with NONE for no distance."""

    kind: Whole
    """A place in `pairs.ORDER`."""
    one: Whole
    other: Whole
    strength: Whole
    metres: Whole
    shared: Whole
    minutes: Whole
    is_same_day: Truth
    is_same_theme: Truth


Rule = Callable[[Batch], Found]


def join(batch: Batch) -> Found:
    """Keep what can become one."""
    _for_the_same(batch, batch.limits.join_metres)
    batch.keep(batch.share_day | (batch.share_week & batch.have_theme))
    batch.keep(~batch.have_organiser)
    day, theme = batch.share_day, batch.have_theme
    is_close = theme | (batch.are_timed & (batch.gap < HOUR))
    strength = np.maximum(1, 2 + is_close.astype(np.int64) - batch.is_vague - batch.is_tentative)
    return Found(
        kind=_of_kind(FindingKind.JOIN, batch),
        one=batch.one,
        other=batch.other,
        strength=np.where(day, strength, 1),
        metres=batch.metres,
        shared=batch.shared,
        minutes=np.where(day & batch.are_timed, np.maximum(0, batch.minutes), 0),
        is_same_day=day,
        is_same_theme=theme,
    )


def compete(batch: Batch) -> Found:
    """Keep what nobody can be at both of, without what can be joined on the same day."""
    batch.keep(batch.have_hours)
    _for_the_same(batch, batch.limits.catchment_metres)
    batch.keep((batch.gap < batch.way) & ~(batch.share_day & (batch.metres <= batch.limits.join_metres)))
    batch.keep(~batch.have_organiser)
    is_most = (-batch.gap * 2 >= batch.shorter).astype(np.int64)
    return Found(
        kind=_of_kind(FindingKind.COMPETE, batch),
        one=batch.one,
        other=batch.other,
        strength=np.where(batch.gap < 0, 2 + is_most - batch.is_vague, 1),
        metres=batch.metres,
        shared=batch.shared,
        minutes=batch.minutes,
        is_same_day=batch.share_day,
        is_same_theme=batch.have_theme,
    )


def room(batch: Batch) -> Found:
    """Keep what takes one room at a time."""
    batch.keep(batch.have_room)
    return _booked(FindingKind.ROOM, batch)


def equipment(batch: Batch) -> Found:
    """Keep what takes the same equipment at a time."""
    batch.keep(batch.have_equipment)
    return _booked(FindingKind.EQUIPMENT, batch)


def needed(batch: Batch) -> Found:
    """Keep what needs somebody in two places."""
    batch.keep(batch.differ & batch.have_hours)
    batch.keep(batch.have_organiser)
    batch.keep(batch.are_apart & (batch.gap < batch.way_gone))
    return _plain(FindingKind.NEEDED, batch, np.where(batch.gap < 0, 2, 1), batch.metres)


def person(batch: Batch) -> Found:
    """Keep what needs one person twice."""
    batch.keep(batch.differ & batch.have_hours)
    batch.keep(batch.have_helper)
    batch.keep(batch.gap < np.where(batch.are_apart, batch.way_gone, 0))
    return _plain(FindingKind.PERSON, batch, np.where(batch.gap < 0, 3, 2), batch.metres)


RULES: tuple[Rule, ...] = (join, compete, room, equipment, needed, person)


def _for_the_same(batch: Batch, most: int) -> None:
    batch.keep(batch.differ & (batch.shared != 0))
    batch.keep((batch.metres != NONE) & (batch.metres <= most))


def _booked(kind: FindingKind, batch: Batch) -> Found:
    batch.keep(batch.differ & ~batch.is_tentative & (batch.gap < 0))
    return _plain(kind, batch, np.full(len(batch), 3), np.full(len(batch), NONE))


def _plain(kind: FindingKind, batch: Batch, strength: Whole, metres: Whole) -> Found:
    """Return what has nothing to do with for whom something is."""
    never = np.zeros(len(batch), dtype=np.bool_)
    shared = np.zeros(len(batch), dtype=np.int64)
    return Found(_of_kind(kind, batch), batch.one, batch.other, strength, metres, shared, batch.minutes, never, never)


def _of_kind(kind: FindingKind, batch: Batch) -> Whole:
    return np.full(len(batch), ORDER[kind], dtype=np.int64)
