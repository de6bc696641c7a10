"""Opening hours of a week in one cell: „pn–pt 8–16, sob. 9–13”, „Mo-Fr 07:00-21:00; Sa 08:00-15:00”, „24/7”.

Pure functions. Polish words of days in their usual shortenings, and the `opening_hours` of OpenStreetMap as far as
people use it in tables: weekdays, spans, „off”. What is more than that is refused, never guessed.
"""

import re
from functools import lru_cache
from typing import Final

from podworko.core.text import fold
from podworko.resources.hours_text import InvalidHoursError, Spans, parse_day

_DAYS: Final = {
    0: ("poniedzialek", "poniedzialki", "pon", "pn", "mo", "mon", "monday"),
    1: ("wtorek", "wtorki", "wtor", "wt", "tu", "tue", "tuesday"),
    2: ("sroda", "srody", "srod", "sr", "we", "wed", "wednesday"),
    3: ("czwartek", "czwartki", "czwart", "czw", "cz", "th", "thu", "thursday"),
    4: ("piatek", "piatki", "piat", "pt", "pi", "fr", "fri", "friday"),
    5: ("sobota", "soboty", "sob", "so", "sb", "sa", "sat", "saturday"),
    6: ("niedziela", "niedziele", "niedz", "nd", "nie", "ndz", "su", "sun", "sunday"),
}
_NUMBER: Final = {word: day for day, words in _DAYS.items() for word in words}
_DAY: Final = rf"(?:{'|'.join(sorted(_NUMBER, key=len, reverse=True))})\b\.?"
_RANGE: Final = rf"{_DAY}(?:\s*(?:-|–|—|do)\s*{_DAY})?"
_GROUP: Final = re.compile(
    rf"(?P<days>codziennie|{_RANGE}(?:\s*(?:,|i|oraz)\s*{_RANGE})*)\s*:?\s*(?P<hours>[^a-z]*(?:(?:do|i|oraz|cala dobe"
    rf"|zamkniete|nieczynne|off|closed|24h)[^a-z]*)*)"
)
_ALWAYS: Final = {"24/7", "cala dobe", "24h", "calodobowo", "24 h"}
_CLOSED: Final = {"off", "closed"}

Table = list[tuple[int, str, str]]
"""Weekday (0 is Monday), opens, closes, as „HH:MM”."""


def parse_week(text: str) -> Table:
    """Return the spans of a week; raise InvalidHoursError where a part of the text says something else."""
    return list(_parsed(text))


@lru_cache(1024)
def _parsed(text: str) -> Table:
    line = re.sub(r"\s+", " ", fold(text).replace("–", "-").replace("—", "-")).strip(" .;,")
    line = re.sub(r"\b(?:od|w|godz\.?|godziny|w godz\.?)\s+(?=\d|[a-z])", "", line)
    if line in _ALWAYS:
        return _spans(range(7), parse_day("24h"))
    if line.startswith("24/7"):
        raise InvalidHoursError(text)
    week: dict[int, Spans] = {}
    rest = line
    while rest:
        match = _GROUP.match(rest)
        if match is None or not match["hours"].strip(" ,;"):
            raise InvalidHoursError(text)
        hours = match["hours"].strip(" ,;")
        day_spans = [] if hours in _CLOSED else parse_day(hours)
        for day in _days(match["days"]):
            week[day] = day_spans
        rest = rest[match.end() :].lstrip(" ,;./|")
    return [row for day in sorted(week) for row in _spans([day], week[day])]


def _days(text: str) -> list[int]:
    if text == "codziennie":
        return list(range(7))
    found: list[int] = []
    for part in re.finditer(_RANGE, text):
        ends = [_NUMBER[word.rstrip(".")] for word in re.findall(_DAY, part[0])]
        first, last = ends[0], ends[-1]
        length = (last - first) % 7 + 1
        found += [(first + step) % 7 for step in range(length)]
    return found


def _spans(days: "range | list[int]", spans: Spans) -> Table:
    return [(day, f"{opens:%H:%M}", f"{closes:%H:%M}") for day in days for opens, closes in spans]
