"""Opening hours of a week as people write them: „pn–pt 8–16; sob. 9:00–13:00”. Pure functions over strings.

Reads back what `hours_words.table` writes of a week without seasons.
"""

import re
from datetime import time
from typing import TypedDict

from podworko.core.text import fold
from podworko.resources.hours_text import InvalidHoursError, parse_day

_DAYS = (
    ("pn", "pon", "poniedzialek"),
    ("wt", "wtorek"),
    ("sr", "sro", "sroda"),
    ("cz", "czw", "czwartek"),
    ("pt", "piatek"),
    ("sb", "so", "sob", "sobota"),
    ("nd", "nie", "niedz", "niedziela"),
)
_NUMBERS = {name: number for number, names in enumerate(_DAYS) for name in names}
_ALL = {"codziennie", "caly tydzien"}
_DAY = r"[a-z]+\.?"
_LINE = re.compile(rf"(?P<days>{_DAY}(?:\s*(?:-|–|—|,|\bdo\b|\bi\b)\s*{_DAY})*|caly tydzien)\s*:?\s*(?P<hours>\S.*)")
_PART = re.compile(rf"({_DAY})(?:\s*(?:-|–|—|\bdo\b)\s*({_DAY}))?")


class WrittenSpan(TypedDict):
    """A row of the weekly table, as `set_opening_hours` takes it."""

    weekday: int
    opens: time
    closes: time


def parse_week(text: str) -> list[WrittenSpan]:
    """Read the hours of a week; nothing for an empty text. Raise InvalidHoursError at what names no hours."""
    spans: list[WrittenSpan] = []
    seen: set[int] = set()
    for line in re.split(r"[;\n]", fold(text)):
        if not line.strip(" .,"):
            continue
        match = _LINE.fullmatch(line.strip(" .,"))
        if match is None:
            raise InvalidHoursError(line)
        days = _days(match["days"])
        if seen.intersection(days):
            raise InvalidHoursError(line)
        seen.update(days)
        hours = parse_day(match["hours"].removeprefix("od "))
        spans += [{"weekday": day, "opens": opens, "closes": closes} for day in days for opens, closes in hours]
    return sorted(spans, key=lambda span: (span["weekday"], span["opens"]))


def _days(text: str) -> list[int]:
    if text in _ALL:
        return list(range(7))
    found: list[int] = []
    for part in re.split(r",|\bi\b", text):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise InvalidHoursError(text)
        first = _number(match[1])
        last = _number(match[2]) if match[2] else first
        if last < first:
            raise InvalidHoursError(text)
        found += range(first, last + 1)
    return found


def _number(name: str) -> int:
    number = _NUMBERS.get(name.rstrip("."))
    if number is None:
        raise InvalidHoursError(name)
    return number
