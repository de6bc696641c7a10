"""When a place is open: a weekly table with seasons, exceptions, holidays and midnights. Pure functions over values.

Times are those on the wall of the place, so a span keeps its hours when clocks change. Unknown is
not closed: without a table, outside all seasons, or on a holiday nobody asked about, the answer is
that nobody knows. Public holidays: ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy, as kept
by the library `holidays`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

WARSAW = ZoneInfo("Europe/Warsaw")
HORIZON = 60
"""Days looked ahead for the next change; further off nobody plans a visit by it."""


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    BY_APPOINTMENT = "by_appointment"
    UNKNOWN = "unknown"


class OnHolidays(StrEnum):
    """Whether a place is closed on public holidays; the same words as `choices.Answer`."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from `opens` to `closes` on a weekday (0 is Monday); at or before `opens` means on the next day."""

    weekday: int
    opens: time
    closes: time
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the span's season covers a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def is_seasonal(self) -> bool:
        """Say whether the span holds for a season only."""
        return self.valid_from is not None or self.valid_until is not None


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Days on which a place keeps other hours, or none."""

    first_day: date
    last_day: date
    opens: time | None = None
    closes: time | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    spans: tuple[Span, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    on_holidays: OnHolidays = OnHolidays.NOT_ASKED
    by_appointment: bool = False
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Say whether anybody has been asked."""
        return bool(self.spans or self.exceptions or self.by_appointment)


class Change(NamedTuple):
    at: datetime
    state: State


def state_at(hours: Hours, at: datetime) -> State:
    """Say whether a place is open at a moment, given with its time zone."""
    moment = at.astimezone(UTC)
    today = at.astimezone(WARSAW).date()
    for day in (today - timedelta(days=1), today):
        if any(opens <= moment < closes for opens, closes in _spans_of(hours, day) or ()):
            return State.OPEN
    if _spans_of(hours, today) is None:
        return State.BY_APPOINTMENT if hours.by_appointment else State.UNKNOWN
    return State.CLOSED


def is_open(hours: Hours, at: datetime) -> bool:
    """Say whether a place is known to be open at a moment."""
    return state_at(hours, at) is State.OPEN


def next_change(hours: Hours, at: datetime) -> Change | None:
    """Return when the place next opens or closes, or nothing within the horizon.

    Spans that touch are one: a place open round the clock has no next change.
    """
    moment = at.astimezone(UTC)
    is_open_now = state_at(hours, at) is State.OPEN
    closing = moment
    for opens, closes in _ahead(hours, at):
        if closes <= moment:
            continue
        if not is_open_now:
            return Change(opens.astimezone(WARSAW), State.OPEN)
        if opens > closing:
            break
        closing = max(closing, closes)
    if not is_open_now or closing - moment > timedelta(days=HORIZON - 1):
        return None
    return Change(closing.astimezone(WARSAW), State.CLOSED)


def of_day(hours: Hours, day: date) -> list[tuple[datetime, datetime]] | None:
    """Return the spans that begin on a day, in order, or nothing if nobody knows."""
    spans = _spans_of(hours, day)
    return None if spans is None else [(o.astimezone(WARSAW), c.astimezone(WARSAW)) for o, c in spans]


def is_holiday(day: date) -> bool:
    """Say whether a day is free from work by law in Poland (Sundays are told by the table itself)."""
    return day in _holidays(day.year)


def _ahead(hours: Hours, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    today = at.astimezone(WARSAW).date()
    found: list[tuple[datetime, datetime]] = []
    for offset in range(-1, HORIZON):
        found.extend(_spans_of(hours, today + timedelta(days=offset)) or ())
    yield from sorted(found)


def _spans_of(hours: Hours, day: date) -> list[tuple[datetime, datetime]] | None:
    """Return in universal time the spans that begin on a day; nothing if nobody knows of that day."""
    exceptional = [each for each in hours.exceptions if each.first_day <= day <= each.last_day]
    if exceptional:
        return sorted(_on(day, each.opens, each.closes) for each in exceptional if each.opens and each.closes)
    if is_holiday(day):
        if hours.on_holidays is OnHolidays.YES:
            return []
        if hours.on_holidays is not OnHolidays.NO:
            return None
    table = _table_of(hours, day)
    if table is None:
        return None
    return sorted(_on(day, span.opens, span.closes) for span in table if span.weekday == day.weekday())


def _table_of(hours: Hours, day: date) -> list[Span] | None:
    """Return the table in force: a season's own, else the one for all the year, else none is known."""
    in_force = [span for span in hours.spans if span.holds_on(day)]
    seasonal = [span for span in in_force if span.is_seasonal]
    return seasonal or in_force or None


def _on(day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
    last_day = day if closes > opens else day + timedelta(days=1)
    return (
        datetime.combine(day, opens, WARSAW).astimezone(UTC),
        datetime.combine(last_day, closes, WARSAW).astimezone(UTC),
    )


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    # Polish Sundays count as holidays by the same act, but a table says itself what it does on Sundays.
    return frozenset(holidays.country_holidays("PL", years=year))
