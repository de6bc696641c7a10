"""Reads what the gap matrix counts: as much of it as a person may see, with few queries however much it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from podworko.agenda import gaps, reading
from podworko.agenda.choices import OrganiserRole
from podworko.agenda.gaps import NO_HOUR, UNKNOWN, Dimension, Keys, Taken
from podworko.agenda.models import Event, EventKind, EventOrganiser, Occurrence
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.portal.matrix_asked import Asked, Period

_CHUNK = 5000
"""Ids in one question: below what either database takes."""
_ORGANISES = (OrganiserRole.ORGANISER, OrganiserRole.CO_ORGANISER)
_UNKNOWN: Keys = (UNKNOWN,)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of an event, whenever it takes place."""

    zone: str
    is_all_day: bool
    audiences: Keys
    kind: Keys
    place: Keys
    organisers: Keys


class Time(NamedTuple):
    """One time that an event takes place."""

    pk: int
    event: int
    weekday: int
    part: str


@dataclass(frozen=True, slots=True)
class Read:
    """What takes place in an area on some days."""

    times: list[Time]
    facts: dict[int, Facts]
    names: dict[tuple[Dimension, str], str]
    """Of places and organisers, as far as the person may know them."""
    pencilled: int = 0
    """Events that may take place on these days."""
    cancelled: int = 0
    """Times that will not take place."""
    going_on: int = 0
    """Events that began before and go on."""

    def taken(self, rows: Dimension, columns: Dimension) -> Iterator[Taken]:
        """Yield what is counted."""
        rows_of, columns_of = _READERS[rows], _READERS[columns]
        for time in self.times:
            facts = self.facts[time.event]
            yield Taken(time.event, rows_of(time, facts), columns_of(time, facts))

    def in_cell(self, asked: Asked, row: str, column: str) -> list[int]:
        """Return the ids of the occurrences in a cell, or in a whole row or column where the other is empty."""
        return [
            time.pk
            for time, one in zip(self.times, self.taken(asked.rows, asked.columns), strict=True)
            if (not row or row in one.rows) and (not column or column in one.columns)
        ]


def read(area: Area, reach: Reach, asked: Asked, period: Period) -> Read:
    """Read some days of an area."""
    rows = reading.occurrences(area, reach, asked.wanted).filter(day__range=(period.first, period.last))
    columns = ("pk", "event_id", "starts", "day", "is_tentative", "is_cancelled")
    found = list(rows.order_by("day", "starts", "pk").values_list(*columns))
    held = [row for row in found if not row[4] and not row[5]]
    facts, names = _facts({row[1] for row in held}, reach, {asked.rows, asked.columns})
    times = [
        time
        for pk, event, starts, day, _tentative, _cancelled in held
        if (time := Time(pk, event, day.weekday(), _part(starts, facts[event]))) and _is_asked(time, asked)
    ]
    return Read(
        times,
        facts,
        names,
        pencilled=len({row[1] for row in found if row[4] and not row[5]}),
        cancelled=sum(1 for row in found if row[5]),
        going_on=_going_on(area, reach, asked, period),
    )


def kinds(areas: Iterable[Area]) -> dict[str, str]:
    """Return code and name of the kinds that these areas have, in their order."""
    ids = {pk for area in areas for pk in area.path_ids}
    rows = EventKind.objects.filter(area__in=ids).order_by("position", "pk")
    return dict(rows.values_list("code", "name"))


def _going_on(area: Area, reach: Reach, asked: Asked, period: Period) -> int:
    # Few go on, and they have an index of their own, which the databases see only if nothing else is asked.
    rows = Occurrence.objects.filter(goes_on=True, last_day__gte=period.first, day__lt=period.first)
    ids = list(rows.values_list("pk", flat=True)[: reading.MOST_GOING_ON])
    if not ids:
        return 0
    seen = reading.occurrences(area, reach, asked.wanted).filter(pk__in=ids, is_tentative=False, is_cancelled=False)
    return seen.values("event").distinct().count()


def _facts(ids: set[int], reach: Reach, asked: set[Dimension]) -> tuple[dict[int, Facts], Any]:
    names: dict[tuple[Dimension, str], str] = {}
    rows: list[tuple[Any, ...]] = []
    columns = ("pk", "zone", "is_all_day", "audiences", "kind__code", "location_id", "organisation_id")
    for chunk in _chunks(ids):
        rows += Event.objects.filter(pk__in=chunk).values_list(*columns)
    places: dict[int, str] = {}
    organisers: dict[int, list[int]] = {}
    known: dict[int, str] = {}
    if Dimension.PLACE in asked:
        for chunk in _chunks({row[5] for row in rows if row[5]}):
            places |= reading.places_named(set(chunk), reach)
        names |= {(Dimension.PLACE, str(pk)): name for pk, name in places.items()}
    if Dimension.ORGANISER in asked:
        organisers = _organisers(rows)
        known = _named({pk for found in organisers.values() for pk in found}, reach)
        names |= {(Dimension.ORGANISER, str(pk)): name for pk, name in known.items()}
    facts = {
        pk: Facts(
            zone=zone,
            is_all_day=is_all_day,
            audiences=tuple(dict.fromkeys(audiences)) or _UNKNOWN,
            kind=(kind,) if kind else _UNKNOWN,
            place=(str(place),) if place in places else _UNKNOWN,
            organisers=tuple(str(one) for one in organisers.get(pk, ()) if one in known) or _UNKNOWN,
        )
        for pk, zone, is_all_day, audiences, kind, place, _organisation in rows
    }
    return facts, names


def _organisers(rows: Sequence[tuple[Any, ...]]) -> dict[int, list[int]]:
    """Return who organises each event: whose it is, and who does it with them."""
    found = {row[0]: [row[6]] if row[6] else [] for row in rows}
    for chunk in _chunks(set(found)):
        others = EventOrganiser.objects.filter(event__in=chunk, role__in=_ORGANISES).order_by("pk")
        for event, organisation in others.values_list("event", "organisation"):
            if organisation not in found[event]:
                found[event].append(organisation)
    return found


def _named(ids: set[int], reach: Reach) -> dict[int, str]:
    known: dict[int, str] = {}
    for chunk in _chunks(ids):
        known |= dict(Organisation.objects.visible_to(reach).filter(pk__in=chunk).values_list("pk", "name"))
    return known


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(sorted(ids))
    return iter(lambda: list(islice(rest, _CHUNK)), [])


def _part(starts: datetime, facts: Facts) -> str:
    return NO_HOUR if facts.is_all_day else _part_at(starts, facts.zone)


@lru_cache(maxsize=20_000)
def _part_at(starts: datetime, zone: str) -> str:
    # Many begin at the same moment: a city has a thousand things at ten on a Saturday.
    return gaps.part_of(starts.astimezone(ZoneInfo(zone)).hour).value


def _is_asked(time: Time, asked: Asked) -> bool:
    return (not asked.weekday or str(time.weekday) == asked.weekday) and (not asked.part or time.part == asked.part)


_READERS: dict[Dimension, Callable[[Time, Facts], Keys]] = {
    Dimension.AUDIENCE: lambda _time, facts: facts.audiences,
    Dimension.KIND: lambda _time, facts: facts.kind,
    Dimension.PLACE: lambda _time, facts: facts.place,
    Dimension.ORGANISER: lambda _time, facts: facts.organisers,
    Dimension.WEEKDAY: lambda time, _facts: (str(time.weekday),),
    Dimension.PART: lambda time, _facts: (time.part,),
    Dimension.WHEN: lambda time, _facts: (gaps.when_of(time.weekday, time.part),),
}
