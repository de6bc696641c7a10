"""Dates of the calendar as people type them: „12.12”, „12–14 grudnia”, „12 XII”, „2026-12-12”. Pure functions.

A date without a year is the next one; that it has already passed this year is asked about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_words import DAY_WORD, LONG_MONTH, MONTH_WORD, MONTHS, ROMAN_MONTHS


@dataclass(slots=True)
class Dates:
    """Dates that a line names."""

    days: list[date] = field(default_factory=list)
    """Sorted; of a range its first and its last."""
    is_range: bool = False
    until: date | None = None
    """The last day, where only that is said: „do 15 czerwca”."""
    is_year_guessed: bool = False
    rejected: list[str] = field(default_factory=list)
    """What looks like a date and is none."""


class _Point(NamedTuple):
    day: int
    month: int | None
    year: int | None


_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)(?:-?(?:tego|ego|go)\b)?"
_YEAR_WORD = r"(?:\s?r(?:\.|oku)?(?!\w))?"
_NUMERIC = rf"\s?[./]\s?(?P<n>0?[1-9]|1[0-2])(?!\d)(?:\s?[./]\s?(?P<yn>20\d\d|[2-4]\d)(?![\d:]|\.\d))?{_YEAR_WORD}"
_ROMAN = r"(?:\s|\.\s?)(?P<r>x?i{1,3}|i?[xv]|vi{1,3}|xi{0,2})(?![\w'])(?!\s+\d{1,2}(?!\d)(?<=\si\s\d|i\s\d\d))"
# „się” without its tail is no August.
_WORDED = rf"\.?\s*(?!(?:sie|lis)\s+[a-z])(?P<w>{MONTH_WORD})"
_YEAR = rf"\.?,?\s*(?P<yw>20\d\d)(?![\d:]|\.\d){_YEAR_WORD}"
_MONTH = rf"(?:{_NUMERIC}|(?:{_ROMAN}|{_WORDED})(?:{_YEAR})?)"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


_START = r"(?<![\w.,:/+-])(?<!godz\.\s)(?<!godz\s)(?<!\bo\s)(?<!\bg\.\s)(?<!\bnr\s)"
_FULL = _unnamed(_DAY + _MONTH)
_LOOSE = _unnamed(rf"{_DAY}(?:{_MONTH})?\.?")
_AND = r"(?:\s*,\s*(?:i\s+|oraz\s+)?|\s+(?:i|oraz|albo|lub|czy|a)\s+)"
_NAMED = rf"(?:(?:w |we )?{DAY_WORD}\.?,?\s+)?"
_POINT = re.compile(rf"(?<!\d){_DAY}(?:{_MONTH})?")
_ISO = re.compile(r"(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?![\d-])")
_DASHED = re.compile(r"(?<![\d-])(\d\d?)-(\d\d?)-(20\d\d)(?![\d-])")
_RANGE = re.compile(
    rf"(?<![\w.:/+-])(?:od\s+(?:dnia\s+)?)?{_NAMED}{_LOOSE}\s*(?:-|do"
    rf"|/(?=\d+\s*{LONG_MONTH}))\s*(?:dnia\s+)?{_NAMED}{_FULL}"
)
_LIST = re.compile(rf"{_START}{_LOOSE}(?:{_AND}{_NAMED}{_LOOSE})*{_AND}{_NAMED}{_FULL}")
_ONE = re.compile(rf"{_START}{_FULL}")
_UNTIL = re.compile(
    rf"(?<!\w)(?:od (?P<since>{LONG_MONTH})\s+)?(?:az )?do (?:dnia |konca )?"
    rf"(?:(?P<date>{_FULL})|(?P<month>{LONG_MONTH})(?:\s+(?P<year>20\d\d))?|(?<=konca )roku(?!\w| szk))",
)
_BARE_DAY = re.compile(r"(?<!\w)(?:dnia (?P<a>[12]?\d|3[01])(?!\d|[.:/]\d)|(?P<b>[12]?\d|3[01])-?(?:tego|ego|go)\b)")
_IMPOSSIBLE = re.compile(rf"{_START}(?:3[2-9]|[4-9]\d)(?:[./](?:0[1-9]|1[0-2])(?!\d)|\s+{LONG_MONTH})")
_BEGINNING = re.compile(rf"(?:(?<![\d:.-])(?<!\bo )(?<!\bdo )(?<!godz )(?<!godz\. )\d{{1,2}}\.?|{_FULL})\s*$")
_UNIT = re.compile(r"\s*(?:km|h\b|godz(?!\.?\s*\d|inach)|zl|pln|kg|mln|tys|%|m\b|litr)")
_MONTHS_OF_YEAR = 12
_LONGEST_SHIFT = 40
_CENTURY = 2000


def read_dates(line: Line, today: date, weekdays: list[int]) -> Dates:
    """Take the dates of a line. `weekdays` are the days of the week that it names, which settle the year."""
    dates = Dates()
    reader = _Reader(line, today, weekdays, dates)
    for read in (reader.iso, reader.until, reader.chained, reader.bare_day, reader.impossible):
        read()
    return dates


@dataclass
class _Reader:
    line: Line
    today: date
    weekdays: list[int]
    dates: Dates

    def iso(self) -> None:
        found = [(m, m.groups()) for m in _ISO.finditer(self.line.free)]
        found += [(m, m.groups()[::-1]) for m in _DASHED.finditer(self.line.free)]
        for match, numbers in found:
            is_end = self.line.free[: match.start()].endswith("do ") and len(found) == 1
            self._keep(match, [_Point(int(numbers[2]), int(numbers[1]), int(numbers[0]))])
            if is_end and self.dates.days:
                self.dates.until = self.dates.days.pop()
        if len(self.dates.days) > 1:
            self.dates.is_range = "-" in re.sub(_ISO, "", self.line.plain[found[0][0].start() : found[-1][0].end()])

    def until(self) -> None:
        for match in _UNTIL.finditer(self.line.free):
            # „od 12 do 30 czerwca” is a range, „o 19 do 30 czerwca” is not.
            if match["date"] and _BEGINNING.search(self.line.free[: match.start()]):
                continue
            if match["date"]:
                points = [_point(found) for found in _POINT.finditer(match["date"])]
                days = self._resolved(points, match, asks=False)
            else:
                days = [_last_of(MONTHS.get(match["month"], _MONTHS_OF_YEAR), match["year"], self.today)]
            if days:
                self.dates.until = days[-1]
                self._since(match["since"], days[-1])
            self.line.take(Part.DAY, *match.span())
            return

    def _since(self, month: str | None, until: date) -> None:
        if month:
            first = date(until.year, MONTHS[month], 1)
            self.dates.days = [first if first < until else first.replace(year=until.year - 1)]

    def chained(self) -> None:
        for pattern, is_range in ((_RANGE, True), (_LIST, False), (_ONE, False)):
            for match in _matches(self.line, pattern):
                self._chain(match, is_range=is_range)

    def _chain(self, match: re.Match[str], *, is_range: bool) -> None:
        found = list(_POINT.finditer(self.line.free, match.start(), match.end()))
        if not self._means_a_date(found):
            return
        while len(found) > 1 and not _ascends([_point(one) for one in found]):
            found, is_range = found[1:], False
        start = (
            match.start()
            if found[0].start() == next(_POINT.finditer(match[0])).start() + match.start()
            else found[0].start()
        )
        self._keep(match, [_point(one) for one in found], start=start)
        self.dates.is_range = self.dates.is_range or (is_range and len(found) > 1)

    def _means_a_date(self, found: list[re.Match[str]]) -> bool:
        last = found[-1]
        if any(one["r"] and not self.line.typed(*one.span("r")).isupper() for one in found):
            return False
        is_numeric = bool(last["n"]) and not last["yn"]
        if is_numeric and (self.dates.days or _UNIT.match(self.line.free, last.end())):
            return False
        return not (is_numeric and last[0] == "24/7")

    def _keep(self, match: re.Match[str], points: list[_Point], start: int | None = None) -> None:
        days = self._resolved(points, match)
        self.dates.days = sorted({*self.dates.days, *days})
        self.line.take(Part.DAY, match.start() if start is None else start, match.end())

    def _resolved(self, points: list[_Point], match: re.Match[str], *, asks: bool = True) -> list[date]:
        said = self.line.typed(*match.span()).strip()
        filled = _filled(points)
        try:
            days, is_past = _settled(filled, self.today, self.weekdays)
        except ValueError:
            self.line.unclear.append(_("„%(said)s”: nie ma takiego dnia. Kiedy to jest?") % {"said": said})
            self.dates.rejected.append(said)
            return []
        guessed = all(point.year is None for point in filled)
        self.dates.is_year_guessed = self.dates.is_year_guessed or guessed
        if is_past and asks:
            question = (
                _("%(said)s już minęło: chodzi o przyszły rok?")
                if guessed
                else _("%(said)s już minęło: czy rok jest dobry?")
            )
            self.line.unclear.append(question % {"said": _short(points, said)})
        return days

    def bare_day(self) -> None:
        match = self.line.find(_BARE_DAY)
        if match is None or self.dates.days:
            return
        number = int(match["a"] or match["b"])
        following = (day for day in _from(self.today) if day.day == number)
        day = next(following, None)
        if day is None:
            return
        if day.month != self.today.month:
            said = self.line.typed(*match.span())
            self.line.unclear.append(_("%(said)s już minęło: chodzi o następny miesiąc?") % {"said": said})
        self.dates.days = [day]
        self.line.take(Part.DAY, *match.span())

    def impossible(self) -> None:
        for match in _matches(self.line, _IMPOSSIBLE):
            said = self.line.typed(*match.span())
            self.line.unclear.append(_("„%(said)s”: nie ma takiego dnia. Kiedy to jest?") % {"said": said})
            self.dates.rejected.append(said)
            self.line.take(Part.DAY, *match.span())


def _matches(line: Line, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield matches in what is free, which changes as they are taken."""
    at = 0
    while match := pattern.search(line.free, at):
        yield match
        at = max(match.end(), at + 1)


def _point(match: re.Match[str]) -> _Point:
    month = None
    if match["n"]:
        month = int(match["n"])
    elif match["r"]:
        month = ROMAN_MONTHS.get(match["r"])
    elif match["w"]:
        month = MONTHS[match["w"]]
    year = match["yn"] or match["yw"]
    return _Point(int(match["d"]), month, None if year is None else _whole(int(year)))


def _whole(year: int) -> int:
    return year if year > _CENTURY else _CENTURY + year


def _filled(points: list[_Point]) -> list[_Point]:
    """Give every point the month and the year that are said after it."""
    month, year, filled = None, None, []
    for point in reversed(points):
        month, year = point.month or month, point.year or year
        filled.append(_Point(point.day, month, year))
    return filled[::-1]


def _ascends(points: list[_Point]) -> bool:
    filled = _filled(points)
    return all(
        earlier.month != later.month or earlier.day < later.day or earlier.year != later.year
        for earlier, later in pairwise(filled)
    )


def _settled(points: list[_Point], today: date, weekdays: list[int]) -> tuple[list[date], bool]:
    """Return the days, and whether they have passed (this year, if no year is said)."""
    if all(point.year is not None for point in points):
        days = _in_year(points, points[0].year or today.year)
        if (
            points[0].month
            and points[-1].month
            and points[0].month > points[-1].month
            and days[0].year == points[-1].year
        ):
            days = _in_year(points, days[0].year - 1)
        return days, days[-1] < today
    this_year = _attempt(points, today.year)
    if this_year and this_year[-1] >= today:
        return this_year, False
    for shift in range(1, _LONGEST_SHIFT):
        later = _attempt(points, today.year + shift)
        if later:
            agrees = bool(weekdays) and later[0].weekday() == weekdays[0]
            return later, this_year is not None and not agrees
    raise ValueError(points)


def _attempt(points: list[_Point], year: int) -> list[date] | None:
    try:
        return _in_year(points, year)
    except ValueError:
        return None


def _in_year(points: list[_Point], year: int) -> list[date]:
    days: list[date] = []
    for point in points:
        day = date(year, point.month or 0, point.day)
        if days and day < days[-1]:
            year += 1
            day = date(year, point.month or 0, point.day)
        days.append(day)
    return days


def _short(points: list[_Point], said: str) -> str:
    point = _filled(points)[0]
    if len(points) > 1 or point.month is None:
        return said
    return f"{point.day}.{point.month:02d}" + (f".{point.year}" if point.year else "")


def _last_of(month: int, year: str | None, today: date) -> date:
    chosen = int(year) if year else today.year + (month < today.month)
    following = date(chosen + month // _MONTHS_OF_YEAR, month % _MONTHS_OF_YEAR + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _from(today: date) -> Iterator[date]:
    return (date.fromordinal(today.toordinal() + shift) for shift in range(62))
