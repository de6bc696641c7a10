"""Dates pencilled in, as people say them: „weekend w maju”, „druga połowa stycznia, przedpołudnia”. Pure functions.

A pencil date counts when looking for what clashes and what could be joined, long before it is settled. What cannot be
read keeps its words and has no days: nothing is made up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from podworko.agenda.said_dates import Dates, read_dates
from podworko.agenda.said_line import Line
from podworko.agenda.said_periods import Period, read_periods
from podworko.agenda.said_times import PART, PartOfDay, part_in
from podworko.agenda.said_words import DAY_WORD, ORDINAL, WEEKDAYS, number
from podworko.core.text import squeeze

MOST = 120
"""Candidate days that are kept, the earliest."""
_LONGEST = 400
"""Days that are looked at."""


@dataclass(frozen=True, slots=True)
class Pencil:
    """When something might be."""

    words: str
    """As said."""
    days: tuple[date, ...] = ()
    """The days that come into question, sorted, none of them past; none if the words cannot be read."""
    part_of_day: PartOfDay = PartOfDay.ANY

    @property
    def width(self) -> int:
        """Return how many days lie between the first and the last that come into question, both counted."""
        return (self.days[-1] - self.days[0]).days + 1 if self.days else 0

    @property
    def is_read(self) -> bool:
        """Tell whether the words name days."""
        return bool(self.days)


_PART = re.compile(rf"(?<!\w){PART}")
_PARTS = (
    (PartOfDay.MORNING, re.compile(r"(?<!\w)(?:przedpolud\w+|poran\w+)")),
    (PartOfDay.AFTERNOON, re.compile(r"(?<!\w)(?:popolud\w+)")),
    (PartOfDay.EVENING, re.compile(r"(?<!\w)wiecz[oó]r\w*")),
)
_NTH = re.compile(
    rf"(?<!\w)(?:we?\s+)?(?P<nth>{ORDINAL})\s+(?P<day>weekend\w*|{DAY_WORD})(?!\s+(?:albo|lub|i|czy)\s)",
)
_DAYS = re.compile(rf"(?<!\w)(?P<day>{DAY_WORD})")
_WEEKEND = re.compile(r"(?<!\w)weekend\w*|(?<!\w)wolne dni(?!\w)")
_WORKDAYS = re.compile(
    r"(?<!\w)(?:w tygodniu|dni(?:a)? robocz\w+|dzien roboczy|dni(?:a)? powszedni\w+|w ciagu tygodnia)(?!\w)"
)
_NOT = re.compile(r"(?<!\w)(?:nie|oprocz|poza|bez|byle nie|procz)(?!\w)")
_ALL_WEEK, _WORK, _SATURDAY = frozenset(range(7)), frozenset(range(5)), 5


def read(text: str, *, today: date, breaks: Mapping[str, tuple[date, date]] | None = None) -> Pencil:
    """Read a pencil date; `breaks` gives dates to names such as „ferie” (first and last day). Never raises."""
    words = squeeze(text)
    line = Line(words[:300])
    part_of_day = _part_of_day(line.plain)
    # „oprócz sobót” is more than can be read: better no day than the wrong one.
    if _NOT.search(line.plain):
        return Pencil(words, (), part_of_day)
    candidates = _candidates(line, today, breaks or {})
    return Pencil(words, tuple([day for day in candidates if day >= today][:MOST]), part_of_day)


def _part_of_day(plain: str) -> PartOfDay:
    match = _PART.search(plain)
    if match:
        return part_in(match)
    return next((part for part, pattern in _PARTS if pattern.search(plain)), PartOfDay.ANY)


def in_words(pencil: Pencil) -> str:
    """Return a pencil date as it was said, with a capital letter."""
    return pencil.words[:1].upper() + pencil.words[1:]


def _candidates(line: Line, today: date, breaks: Mapping[str, tuple[date, date]]) -> list[date]:
    if not re.search(r"(?<!\w)(?:po|przed) \d", line.plain):
        dates = read_dates(line, today, [])
        if dates.days or dates.rejected:
            return _filtered(line, _listed(dates)) if dates.is_range or dates.until else dates.days
        if dates.until:
            return _filtered(line, _every_day(Period(today, dates.until)))
    periods = read_periods(line, today, breaks)
    nth = line.find(_NTH)
    if nth and periods:
        return sorted({day for period in periods for day in _nth(nth, period)})
    return _filtered(line, sorted({day for period in periods for day in _every_day(period)}))


def _listed(dates: Dates) -> list[date]:
    if dates.days and (dates.is_range or dates.until):
        return _every_day(Period(dates.days[0], dates.until or dates.days[-1]))
    return dates.days


def _every_day(period: Period) -> list[date]:
    length = min((period.last - period.first).days + 1, _LONGEST)
    return [period.first + timedelta(days=shift) for shift in range(length)]


def _filtered(line: Line, days: list[date]) -> list[date]:
    """Keep the days of the week that are named: „któryś wtorek”, „weekend”, „w tygodniu”."""
    named = {WEEKDAYS[match["day"]] for match in _DAYS.finditer(line.free)}
    if _WEEKEND.search(line.free):
        named |= _ALL_WEEK - _WORK
    if _WORKDAYS.search(line.free):
        named |= _WORK
    return [day for day in days if day.weekday() in (named or _ALL_WEEK)]


def _nth(match: re.Match[str], period: Period) -> list[date]:
    """Return the n-th day of a name, or the n-th weekend, of every month of a period."""
    count = number(match["nth"])
    is_weekend = match["day"].startswith("weekend")
    weekday = _SATURDAY if is_weekend else WEEKDAYS[match["day"]]
    code = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekday]
    rule = rrulestr(f"FREQ=MONTHLY;BYDAY={count:+d}{code};UNTIL={period.last:%Y%m%d}", dtstart=_midnight(period.first))
    found = [one.date() for one in rule]
    return sorted({*found, *(day + timedelta(1) for day in found)}) if is_weekend else found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0))
