"""What a visitor asks the gap matrix for, as the address says it. Pure: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from podworko.agenda.gaps import Dimension, order_of
from podworko.agenda.wanted import Wanted
from podworko.agenda.wanted import parse as parse_wanted

AHEAD = timedelta(days=27)
"""Beside today: four weeks."""
LONGEST = timedelta(days=365)
"""Beside the first day: a year, also one of 366 days."""
_YEAR = timedelta(days=364)
"""Fifty-two weeks: the same days of the week."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DIMENSIONS = frozenset(each.value for each in Dimension)


class Beside(StrEnum):
    """With what it is compared."""

    NOTHING = ""
    BEFORE = "before"
    """As many days just before."""
    YEAR = "year"
    PERIOD = "period"
    AREA = "area"


_BESIDE = frozenset(each.value for each in Beside)


@dataclass(frozen=True, slots=True)
class Period:
    """Days in a row, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def moved(self, by: timedelta) -> "Period":
        """Return as many days, earlier or later."""
        return Period(self.first + by, self.last + by)


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows, columns, days, filters, and what it is compared with."""

    period: Period
    rows: Dimension = Dimension.AUDIENCE
    columns: Dimension = Dimension.WHEN
    wanted: Wanted = field(default_factory=Wanted)
    weekday: str = ""
    """As in `gaps.order_of`; empty leaves every day in."""
    part: str = ""
    beside: Beside = Beside.NOTHING
    other_period: Period | None = None
    """Of `Beside.PERIOD`, as it was asked for."""
    other_area: str = ""
    """Slug, of `Beside.AREA`."""
    was_cut: bool = False
    """More than a year was asked for."""

    @property
    def compared(self) -> Period | None:
        """The days that are compared with `period`; nothing where areas are, or nothing is."""
        if self.beside == Beside.BEFORE:
            return self.period.moved(timedelta(days=-self.period.days))
        if self.beside == Beside.YEAR:
            return self.period.moved(-_YEAR)
        return self.other_period if self.beside == Beside.PERIOD else None

    @property
    def is_narrowed(self) -> bool:
        """Say whether a filter leaves something out."""
        return bool(self.wanted.is_narrowed or self.weekday or self.part)

    def address(self, more: Mapping[str, str] | None = None, **changes: Any) -> str:
        """Return this, some of it changed, as the part of an address after the path."""
        other = replace(self, **changes)
        wanted, period, compared = other.wanted, other.period, other.other_period
        asked = {
            "rows": other.rows.value,
            "columns": other.columns.value,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "for": wanted.audience,
            "kind": wanted.kind,
            "place": wanted.place,
            "organiser": wanted.organiser,
            "weekday": other.weekday,
            "part": other.part,
            "beside": other.beside.value,
            "from2": compared.first.isoformat() if compared else "",
            "to2": compared.last.isoformat() if compared else "",
            "area": other.other_area,
        }
        said = {name: value for name, value in (asked | dict(more or {})).items() if value}
        return f"?{urlencode(said)}"


def parse(query: Mapping[str, str], today: date) -> Asked:
    """Read an address; what means nothing here is left out, never an error."""
    period, was_cut = _period(query.get("from", ""), query.get("to", ""), today)
    rows = _dimension(query.get("rows", ""), Dimension.AUDIENCE)
    columns = _dimension(query.get("columns", ""), Dimension.WHEN)
    if rows == columns:
        columns = Dimension.AUDIENCE if rows == Dimension.WHEN else Dimension.WHEN
    narrowed = parse_wanted(query)
    beside = query.get("beside", "")
    compared = _compared(query, today) if beside == Beside.PERIOD else None
    area = query.get("area", "")[:80] if beside == Beside.AREA else ""
    is_said = (
        {Beside.PERIOD: compared is not None, Beside.AREA: bool(area)}.get(Beside(beside), True)
        if (beside in _BESIDE)
        else False
    )
    return Asked(
        period=period,
        rows=rows,
        columns=columns,
        wanted=Wanted(
            audience=narrowed.audience, kind=narrowed.kind, place=narrowed.place, organiser=narrowed.organiser
        ),
        weekday=_one_of(query.get("weekday", ""), order_of(Dimension.WEEKDAY)),
        part=_one_of(query.get("part", ""), order_of(Dimension.PART)),
        beside=Beside(beside) if is_said else Beside.NOTHING,
        other_period=compared,
        other_area=area,
        was_cut=was_cut,
    )


def _period(first_said: str, last_said: str, today: date) -> tuple[Period, bool]:
    """Return the days that are meant, and whether they had to be cut."""
    first, last = _day(first_said), _day(last_said)
    if first and last and last < first:
        first, last = last, first
    if first is None:
        first = today if last is None or last >= today else last - AHEAD
    if last is None:
        last = first + AHEAD
    if last - first > LONGEST:
        return Period(first, first + LONGEST), True
    return Period(first, last), False


def _compared(query: Mapping[str, str], today: date) -> Period | None:
    if not (_day(query.get("from2", "")) or _day(query.get("to2", ""))):
        return None
    return _period(query.get("from2", ""), query.get("to2", ""), today)[0]


def _dimension(text: str, usual: Dimension) -> Dimension:
    return Dimension(text) if text in _DIMENSIONS else usual


def _one_of(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
