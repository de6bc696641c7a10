"""Recurrence rules as text (RFC 5545, section 3.3.10): told apart, made regular, refused if they ask too much."""

import math
import re
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

_RANGES: Final = {
    "INTERVAL": (1, 9_999),
    "COUNT": (1, 99_999),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 59),
}
_LISTS: Final = frozenset(name for name in _RANGES if name.startswith("BY"))
_NAMES: Final = (
    "FREQ",
    "UNTIL",
    "COUNT",
    "INTERVAL",
    "WKST",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
)
_ORDER: Final = (*_NAMES, "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS")
_FREQUENT: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_WITH_ORDINALS: Final = frozenset({"MONTHLY", "YEARLY"})
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$")
_MOST_TIMES_A_DAY: Final = 24
_LONGEST: Final = 2_000


class RuleError(ValueError):
    """A rule that says nothing sensible."""


class TooOftenError(RuleError):
    """A rule for more than 24 times a day."""


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name, in capitals."""
    text = re.sub(r"\s", "", rule[:_LONGEST]).upper().removeprefix("RRULE:")
    return dict(part.split("=", 1) for part in text.split(";") if "=" in part)


def joined(parts: dict[str, str]) -> str:
    """Return a rule made of its parts, always in the same order."""
    return ";".join(f"{name}={parts[name]}" for name in _ORDER if name in parts)


def regular(rule: str, *, start: datetime, zone: str, is_all_day: bool) -> str:
    """Return the rule as the standard wants it: known parts, UNTIL a date of whole days and in UTC of all else.

    `start` is the wall-clock start in `zone`. Empty if the rule ends before it.

    Raises:
        TooOftenError: It asks for more than 24 times a day.
        RuleError: It makes no sense.
    """
    parts = {name: value for name, value in parts_of(rule).items() if not name.startswith("X-")}
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.get("SKIP", "OMIT") != "OMIT":
        raise RuleError(rule[:100])
    parts.pop("RSCALE", None)
    parts.pop("SKIP", None)
    _check(parts)
    if "UNTIL" in parts:
        until = _until(parts["UNTIL"], zone, is_all_day=is_all_day)
        parts["UNTIL"] = until
        # Both must not be there; the date is what a person has in mind.
        parts.pop("COUNT", None)
        if until < until_text(start, zone, is_all_day=is_all_day):
            return ""
    return joined(parts)


def until_text(moment: datetime, zone: str, *, is_all_day: bool) -> str:
    """Return a wall-clock time as the value of UNTIL."""
    if is_all_day:
        return f"{moment:%Y%m%d}"
    return f"{moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _check(parts: dict[str, str]) -> None:
    frequency = parts.get("FREQ", "")
    if frequency in _FREQUENT:
        raise TooOftenError(frequency)
    if frequency not in _FREQUENCIES or parts.keys() - set(_ORDER):
        raise RuleError(joined(parts)[:100])
    for name, (least, most) in _RANGES.items():
        if name in parts:
            parts[name] = _numbers(parts[name], least, most, is_list=name in _LISTS)
    times = [parts.get(name, "").count(",") + 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if math.prod(times) > _MOST_TIMES_A_DAY:
        raise TooOftenError(joined(parts)[:100])
    if "BYDAY" in parts:
        parts["BYDAY"] = _days(parts["BYDAY"], frequency)
    if parts.get("WKST", "MO") not in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"):
        raise RuleError(parts["WKST"][:100])


def _numbers(text: str, least: int, most: int, *, is_list: bool) -> str:
    numbers = []
    for piece in text.split(","):
        if not re.match(r"[+-]?\d{1,6}$", piece) or not least <= int(piece) <= most:
            raise RuleError(text[:100])
        # Of what counts from the end, there is no zeroth.
        if least < 0 and not int(piece):
            raise RuleError(text[:100])
        numbers.append(str(int(piece)))
    if len(numbers) > 1 and not is_list:
        raise RuleError(text[:100])
    return ",".join(dict.fromkeys(numbers))


def _days(text: str, frequency: str) -> str:
    days = []
    for piece in text.split(","):
        found = _DAY.match(piece)
        if found is None:
            raise RuleError(text[:100])
        ordinal = int(found[1] or 0)
        # „The second Monday of each week” means Monday to those who write it.
        days.append(f"{ordinal or ''}{found[2]}" if frequency in _WITH_ORDINALS else found[2])
    return ",".join(dict.fromkeys(days))


def _until(text: str, zone: str, *, is_all_day: bool) -> str:
    found = _UNTIL.match(text.replace("-", "").replace(":", ""))
    if found is None:
        raise RuleError(text[:100])
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        # A day alone includes all that starts on it.
        clock = time(int(found[4]), int(found[5]), int(found[6] or 0)) if found[4] else time(23, 59, 59)
        moment = datetime.combine(day, clock)
        if not found[7]:
            return until_text(moment, zone, is_all_day=is_all_day)
        if is_all_day:
            return f"{moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y%m%d}"
    except (ValueError, OverflowError) as error:
        raise RuleError(text[:100]) from error
    return f"{moment:%Y%m%dT%H%M%SZ}"
