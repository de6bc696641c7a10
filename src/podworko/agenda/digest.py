"""What a digest tells a follower: what was cancelled or moved since the last one, then the coming days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import QuerySet

from podworko.agenda import reading
from podworko.agenda.models import Event, EventException, Occurrence
from podworko.agenda.nearness import Near
from podworko.agenda.reading import Entry
from podworko.agenda.wanted import Wanted
from podworko.core.visibility import Reach
from podworko.places.models import Area

AHEAD = 10
"""Days that a digest looks ahead, today among them."""
MOST = 60
"""Entries that it names; of more it says how many."""
_PUBLIC = Reach()
"""A digest goes out of the house: it says what a passer-by may read and nothing else."""


class ChangeKind(StrEnum):
    """What has happened to something that was announced."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    UNSURE = "unsure"
    """Its day is open again."""
    GONE = "gone"
    """It stands in the calendar no more."""


class Told(NamedTuple):
    """What a digest said of one occurrence; kept as a list of JSON values in this order."""

    event: int
    original: str
    starts: str
    """ISO 8601, with offset."""
    title: str
    place: str
    is_cancelled: bool

    @property
    def key(self) -> tuple[int, str]:
        """What names the occurrence as long as its series stands."""
        return self.event, self.original


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is no longer as it was announced."""

    kind: ChangeKind
    title: str
    before: datetime
    """When it was to begin."""
    entry: Entry | None
    """As it is now; nothing where it is gone."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is to tell; empty if nothing."""

    area: Area
    changes: list[Change] = field(default_factory=list)
    days: list[tuple[date, list[Entry]]] = field(default_factory=list)
    unsure: list[Entry] = field(default_factory=list)
    """One for each event that is only pencilled in."""
    more: int = 0
    """How many of the coming days are not named."""
    told: list[list[Any]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to tell."""
        return not (self.changes or self.days or self.unsure)


def read(  # noqa: PLR0913 – what a digest depends on
    area: Area,
    *,
    audiences: Sequence[str],
    kinds: Sequence[str],
    near: Near | None,
    before: Iterable[Sequence[Any]],
    today: date,
    now: datetime,
) -> Digest:
    """Read what a follower is told today. `before`: `Digest.told` of the last one that went out."""
    last = today + timedelta(days=AHEAD - 1)
    rows = _fitting(area, audiences, kinds).filter(last_day__gte=today, day__lte=last, ends__gt=now)
    all_found = reading.entries(rows.order_by("starts", "event__title", "pk")[: reading.MOST], _PUBLIC)
    found = [one for one in all_found if near is None or near.has(one.latitude, one.longitude)]
    told = {row.key: row for row in (Told(*each) for each in before)}
    known = {row.key: row for row in told.values() if datetime.fromisoformat(row.starts) > now}
    cancelled = [one for one in found if one.is_cancelled and not one.is_tentative]
    news = [one for one in cancelled if _key(one) not in told]
    changes = _changes(area, list(known.values()), now) + [_change(ChangeKind.CANCELLED, one) for one in news]
    coming = [one for one in found if not one.is_cancelled and not one.is_tentative]
    named = coming[:MOST]
    unsure = {one.event: one for one in found if one.is_tentative and not one.is_cancelled}
    return Digest(
        area,
        changes=_with_reasons(changes),
        days=_by_day(named, today),
        unsure=list(unsure.values()),
        more=len(coming) - len(named),
        told=[list(_told(one)) for one in [*named, *cancelled]],
    )


def _fitting(area: Area, audiences: Sequence[str], kinds: Sequence[str]) -> QuerySet[Occurrence]:
    rows = reading.occurrences(area, _PUBLIC, Wanted())
    if audiences:
        asked = reduce(or_, map(reading.asked_for, audiences))
        rows = rows.filter(event__in=Event.objects.filter(asked).values("pk"))
    return rows.filter(event__kind__code__in=kinds) if kinds else rows


def _changes(area: Area, told: list[Told], now: datetime) -> list[Change]:
    if not told:
        return []
    keys = {row.key for row in told}
    rows = reading.occurrences(area, _PUBLIC, Wanted()).filter(event__in={row.event for row in told})
    originals = {datetime.fromisoformat(row.original) for row in told}
    as_told = {_key(one): one for one in reading.entries(rows.filter(original__in=originals), _PUBLIC)}
    coming = reading.entries(rows.filter(starts__gt=now).order_by("starts", "pk")[: reading.MOST], _PUBLIC)
    changes = []
    for row in told:
        entry = as_told.get(row.key)
        if entry is None or entry.is_tentative:
            # An event that comes once takes its name along when it moves; of a series the next new date counts.
            others = (one for one in coming if one.event == row.event and _key(one) not in keys)
            entry = next(others, None)
        if change := _compared(row, entry):
            changes.append(change)
    return changes


def _compared(row: Told, entry: Entry | None) -> Change | None:
    before = datetime.fromisoformat(row.starts)
    if entry is None:
        return None if row.is_cancelled else Change(ChangeKind.GONE, row.title, before, None)
    if entry.is_tentative:
        return Change(ChangeKind.UNSURE, entry.title, before, entry)
    if entry.is_cancelled:
        return None if row.is_cancelled else Change(ChangeKind.CANCELLED, entry.title, before, entry)
    if entry.starts == before and entry.place == row.place and not row.is_cancelled:
        return None
    return Change(ChangeKind.MOVED, entry.title, before, entry)


def _change(kind: ChangeKind, entry: Entry) -> Change:
    return Change(kind, entry.title, entry.starts, entry)


def _with_reasons(changes: list[Change]) -> list[Change]:
    """Put beside what is cancelled why: of the whole event, or of this one time."""
    ids = {one.entry.event for one in changes if one.entry}
    whole = dict(Event.objects.filter(pk__in=ids).values_list("pk", "status_reason"))
    rows = EventException.objects.filter(event__in=ids).values_list("event", "original", "reason")
    single = {(event, original.isoformat()): reason for event, original, reason in rows}
    return [
        Change(one.kind, one.title, one.before, one.entry, single.get(_key(one.entry)) or whole[one.entry.event])
        if one.entry
        else one
        for one in sorted(changes, key=lambda one: one.before)
    ]


def _by_day(found: Iterable[Entry], today: date) -> list[tuple[date, list[Entry]]]:
    days: dict[date, list[Entry]] = {}
    for entry in found:
        days.setdefault(max(entry.day, today), []).append(entry)
    return sorted(days.items())


def _key(entry: Entry) -> tuple[int, str]:
    return entry.event, entry.original.isoformat()


def _told(entry: Entry) -> Told:
    return Told(
        entry.event,
        entry.original.isoformat(),
        entry.starts.isoformat(),
        entry.title,
        entry.place,
        entry.is_cancelled,
    )
