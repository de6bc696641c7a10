"""Hours of a day as people type them: „17”, „o 17.30”, „od 17 do 19:30”, „w południe”, „po południu”.

Pure functions over values. An hour that is not said is never made up: „wieczorem” is a part of the day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_words import NUMBERS


class PartOfDay(StrEnum):
    MORNING = "morning"
    """Before noon: „rano”, „przed południem”."""
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    ANY = "any"


@dataclass(slots=True)
class Times:
    """What a line says about hours."""

    start: time | None = None
    end: time | None = None
    """At or before `start`: on the next day."""
    part_of_day: PartOfDay = PartOfDay.ANY
    is_all_day: bool = False


_WORDS = "|".join(sorted((w for w in NUMBERS if w.endswith(("ej", "tej"))), key=len, reverse=True))
_HOUR_WORD = rf"(?:dwudziestej (?:pierwszej|drugiej|trzeciej)|{_WORDS})"
_BEFORE = r"(?<![\w.,:/+-])"
_AFTER = r"(?![\w/+]|:\d|[.,]\d|-\d)"
_UNIT = r"(?:\s?h\b|(?:-?(?:tej|ta|ej)\b))?"
_EXACT = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d|h[0-5]\d)"
_CLOCK = rf"(?:{_EXACT}|(?:[01]?\d|2[0-4]){_UNIT})"
_SAID = r"(?:(?:w )?(?:godzinach|godzinie|godzina|godziny|godz\.?|g\.)\s?:?\s*)"
_SPECIAL = r"(?:poludnia|polnocy|poludnie)"
_NOT_HOUR = (
    r"(?!\s*(?:lat\b|l\.|rok[ui]?\b|urodzin|rocznic|osob|os\.|zl|pln|km|m\b|min\b|minut|szt\.|razy"
    r"|spotkan(?:ia)?\b|edycj"
    r"|miejsc\b|tygod|dni\b|groszy|procent|%|godzin\b|stopni|x\b))"
)
PART = (
    r"(?:(?P<morning>rano|z rana|rankiem|przed\s?poludniem|przedpoludniem|do poludnia)"
    r"|(?P<afternoon>po\s?poludniu|popoludniu|popoludniami)"
    r"|(?P<evening>wieczorem|wieczorami|wiecz\.?)|(?P<night>w nocy|noca))(?!\w)"
)
_PART = re.compile(rf"(?<!\w)(?:w )?{PART}")
_RANGES = (
    re.compile(
        rf"{_BEFORE}(?:od\s*)?{_SAID}?(?:od\s*)?(?P<a>{_CLOCK}|poludnia)\s*(?:-|do)\s*{_SAID}?(?P<b>{_CLOCK}"
        rf"|{_SPECIAL})"
        rf"{_AFTER}{_NOT_HOUR}(?:\s+{PART})?",
    ),
)
_STARTS = (
    re.compile(
        rf"{_BEFORE}(?:(?:o|od)\s+{_SAID}?|{_SAID}(?:od\s)?)(?P<a>{_CLOCK}"
        rf"|{_HOUR_WORD}){_AFTER}{_NOT_HOUR}(?:\s+{PART})?",
    ),
    re.compile(rf"{_BEFORE}(?P<a>{_EXACT}|\d{{1,2}}\s?h){_AFTER}{_NOT_HOUR}(?:\s+{PART})?"),
)
_END = re.compile(
    rf"{_BEFORE}(?:do\s+{_SAID}?|-\s*)(?P<b>{_CLOCK}|polnocy|{_HOUR_WORD}){_AFTER}{_NOT_HOUR}(?:\s+{PART})?"
)
_BARE = (
    # After a day, before a day, or alone between commas: elsewhere a number is just a number.
    re.compile(rf"(?<=\x01)[.,]?\s*(?P<a>(?:[01]?\d|2[0-4]){_UNIT}){_AFTER}(?!\.\s*\w){_NOT_HOUR}(?:\s+{PART})?"),
    re.compile(rf"(?:^|(?<=[,;(]))\s*(?P<a>[01]?\d|2[0-4]){_NOT_HOUR}(?:\s+{PART})?\s*(?=,?\s*\x01|[,;)]|$)"),
    re.compile(r"(?<=\s)(?P<a>[01]?\d|2[0-4])(?=\s*$)"),
)
_NOON = re.compile(
    r"(?<!\w)(?:(?:od|o|w)\s+)?(?:samo\s+)?(?P<noon>poludnie|poludnia)(?!\w)|(?<!\w)(?:od?\s+)(?P<midnight>polnocy)(?!\w)"
)
_ALL_DAY = re.compile(
    r"(?<!\w)(?:przez\s+)?(?:caly dzien|calodniow\w+|cala dobe|calodobow\w+|24h|24/7|0-24)(?!\w)",
)
_LASTS = re.compile(
    r"(?<!\w)[(]?(?:przez\s+|ok\.\s*|czas trwania:?\s*)?(?:(?P<hours>\d{1,2}(?:[.,]5)?)\s?(?:h|godz\.?|godzin[ye]?)"
    r"|(?P<minutes>\d{2,3})\s?(?:min\.?|minut\w?|'))(?!\w)[)]?",
)
_ANOTHER = re.compile(
    rf"(?<=\x01)\s*(?:i|oraz|lub|albo|,)\s+(?:o\s+)?(?P<said>{_EXACT}|1\d|2[0-4]){_AFTER}{_NOT_HOUR}"
)
_NOON_HOUR, _MIDNIGHT, _LONGEST = 12, 24, timedelta(hours=23, minutes=59)


def read_times(line: Line) -> Times:
    """Take what a line says about hours. Calendar dates must have been taken before."""
    times = Times()
    for match in _each(line, (_ALL_DAY,)):
        times.is_all_day = True
        line.take(Part.TIME, *match.span())
    _read_hours(line, times)
    _read_noon(line, times)
    _read_length(line, times)
    part = line.find(_PART)
    if part:
        times.part_of_day = part_in(part) if times.start is None else times.part_of_day
        line.take(Part.TIME, *part.span())
    if times.start is not None and times.start == times.end:
        line.unclear.append(_("Początek i koniec są o tej samej godzinie: o której jest koniec?"))
        times.end = None
    times.is_all_day = times.is_all_day and times.start is None
    return times


def part_in(match: re.Match[str]) -> PartOfDay:
    """Return the part of the day that a match of `PART` names."""
    return next((part for part in PartOfDay if match.groupdict().get(part.value)), PartOfDay.ANY)


def _each(line: Line, patterns: tuple[re.Pattern[str], ...]) -> list[re.Match[str]]:
    """Return the first match of the first pattern that has one, or nothing."""
    found = (line.find(pattern) for pattern in patterns)
    return [match for match in found if match][:1]


def _read_hours(line: Line, times: Times) -> None:
    for match in _each(line, _RANGES):
        times.start, times.end = _clock(match["a"]), _clock(match["b"])
        _take_hours(line, times, match)
        return
    for match in _each(line, (*_STARTS, *_BARE)):
        times.start = _clock(match["a"])
        _take_hours(line, times, match)
        _ask_about_another(line)
    for match in _each(line, (_END,)):
        times.end = _clock(match["b"])
        _take_hours(line, times, match)


def _ask_about_another(line: Line) -> None:
    match = line.find(_ANOTHER)
    if match:
        line.unclear.append(_("„%(said)s”: czy to drugi termin?") % {"said": line.typed(*match.span("said"))})
        line.take(Part.TIME, *match.span())


def _take_hours(line: Line, times: Times, match: re.Match[str]) -> None:
    part = part_in(match)
    # „o 5 po południu” is 17:00, „o 10 wieczorem” 22:00; „o 12 wieczorem” would be a guess.
    if part in {PartOfDay.AFTERNOON, PartOfDay.EVENING}:
        times.start, times.end = _later(times.start), _later(times.end)
    times.part_of_day = PartOfDay.ANY
    line.take(Part.TIME, *match.span())


def _later(said: time | None) -> time | None:
    return said.replace(hour=said.hour + _NOON_HOUR) if said and 0 < said.hour < _NOON_HOUR else said


def _clock(said: str) -> time:
    if said.startswith("poludni"):
        return time(_NOON_HOUR)
    if said == "polnocy":
        return time(0)
    digits = [int(digits) for digits in re.findall(r"\d+", said)]
    if not digits:
        return time(sum(NUMBERS[word] for word in said.split()))
    hour, minute = digits[0] % _MIDNIGHT, digits[1] if len(digits) > 1 else 0
    return time(hour, minute)


def _read_noon(line: Line, times: Times) -> None:
    match = line.find(_NOON)
    if match is None or times.start is not None:
        return
    if match["noon"] == "poludnia" and not match[0].startswith("od"):
        return
    times.start = time(0) if match["midnight"] else time(_NOON_HOUR)
    line.take(Part.TIME, *match.span())


def _read_length(line: Line, times: Times) -> None:
    match = line.find(_LASTS)
    if match is None or times.start is None or times.end is not None:
        return
    if match["hours"]:
        length = timedelta(hours=float(match["hours"].replace(",", ".")))
    else:
        length = timedelta(minutes=int(match["minutes"]))
    if timedelta(0) < length <= _LONGEST:
        times.end = (datetime.combine(date.min, times.start) + length).time()
        line.take(Part.TIME, *match.span())
