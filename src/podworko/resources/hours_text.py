"""Opening hours of a day as people type them: „8–16”, „8:00-12:00, 14:30-18”, „całą dobę”. Pure functions."""

import re
from datetime import time

from podworko.core.text import fold
from podworko.resources.hours_words import clock

Spans = list[tuple[time, time]]

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|do)\s*{_TIME}")
_ALL_DAY = {"cala dobe", "24h", "24 h", "0-24", "24/7"}
_CLOSED = {"", "-", "–", "zamkniete", "nieczynne"}
_MIDNIGHT = 24


class InvalidHoursError(ValueError):
    """A text that names no hours."""


def parse_day(text: str) -> Spans:
    """Read the spans of a day in order; nothing for a day on which the place is closed."""
    line = fold(text).strip()
    if line in _CLOSED:
        return []
    if line in _ALL_DAY:
        return [(time(0), time(0))]
    spans = []
    for part in re.split(r"[,;]|\bi\b|\boraz\b", line):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise InvalidHoursError(text)
        opens, closes = _time(match[1], match[2]), _time(match[3], match[4])
        spans.append((opens, closes))
    return sorted(spans)


def write_day(spans: Spans) -> str:
    """Write the spans of a day so that `parse_day` reads them back."""
    if spans == [(time(0), time(0))]:
        return "całą dobę"
    return ", ".join(f"{clock(opens)}–{clock(closes)}" for opens, closes in sorted(spans))


def _time(hour: str, minute: str | None) -> time:
    value = int(hour)
    if value == _MIDNIGHT and not int(minute or 0):
        value = 0
    try:
        return time(value, int(minute or 0))
    except ValueError:
        raise InvalidHoursError(f"{hour}:{minute}") from None
