"""The text of a recurrence rule (RFC 5545, section 3.3.10) read into values. Pure functions.

Strict about what cannot mean anything (a step of zero, a month 13), lenient about what calendars of other programs
write and everybody understands (an ordinal weekday in a weekly rule, COUNT=-1).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

LONGEST_TEXT: Final = 5_000
"""Characters; a rule that names every day of a year needs fewer."""
MOST_TIMES: Final = 1_440
"""Times of day in one rule: every minute."""
MOST_IN_MONTH: Final = 5
"""Times that a weekday can come in a month."""
LEAP_SECOND = 60
DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class RuleError(ValueError):
    """A rule from which no dates follow. Its text is for people."""


class BadRuleError(RuleError):
    """A rule that means nothing."""


class EndlessRuleError(RuleError):
    """A rule that never takes place, or whose dates cannot be found in reasonable time."""


class Frequency(IntEnum):
    """What a rule steps by; the numbers are those of `dateutil.rrule`."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in values. An empty tuple is a part that is not there; the start of the series then says it."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    """Last moment: a date, a wall-clock time without a zone, or a time in UTC."""
    week_start: int = 0
    """0 is Monday."""
    set_positions: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    """Weekday (0 is Monday) and its number within the month or year; 0 is every one."""
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()

    @property
    def names_days(self) -> bool:
        """Say whether the rule itself says which days, so that the start of the series need not."""
        return bool(self.month_days or self.year_days or self.weeks or self.weekdays)


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,12}", re.ASCII)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)
_NUMBERS: dict[str, tuple[str, int, int]] = {
    # Part → field, least and greatest absolute value; below zero only where the least is 1.
    "BYSETPOS": ("set_positions", 1, 366),
    "BYMONTHDAY": ("month_days", 1, 31),
    "BYYEARDAY": ("year_days", 1, 366),
    "BYWEEKNO": ("weeks", 1, 53),
    "BYHOUR": ("hours", 0, 23),
    "BYMINUTE": ("minutes", 0, 59),
    "BYSECOND": ("seconds", 0, 60),
}


@lru_cache(maxsize=512)
def parse(text: str) -> Rule:
    """Read a rule, without „RRULE:” before it.

    Raises:
        BadRuleError: it means nothing.
        EndlessRuleError: it means days that no year has, such as 30 February.
    """
    parts = _parts(text)
    if "FREQ" not in parts:
        raise _unreadable(text)
    fields: dict[str, Any] = {}
    for name, value in parts.items():
        fields.update(_field(name, value))
    if fields.get("count") and fields.get("until"):
        raise BadRuleError(_("Podaj albo ostatni dzień, albo liczbę powtórzeń, nie obie rzeczy naraz."))
    rule = _in_months(Rule(**fields))
    _check(rule)
    return rule


def until_in_utc(rule: str, moment_of: Callable[[datetime], datetime], *, is_all_day: bool) -> str:
    """Return a rule as calendars of other programs want it: the last moment in UTC, for whole days a date.

    RFC 5545, section 3.3.10. `moment_of` turns a wall-clock time into a moment.
    """
    until = parse(rule).until
    if until is None:
        return rule
    if is_all_day:
        said = f"{until:%Y%m%d}"
    elif isinstance(until, datetime):
        moment = until if until.tzinfo else moment_of(until)
        said = f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        last = datetime.combine(until, datetime.min.time()) + timedelta(days=1, seconds=-1)
        said = f"{moment_of(last).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return re.sub(r"UNTIL=[^;]*", f"UNTIL={said}", rule, flags=re.IGNORECASE)


def with_end(rule: str, end: str = "") -> str:
    """Return a rule that ends otherwise: with „COUNT=…” or „UNTIL=…”, or nowhere."""
    kept = [part for part in rule.split(";") if not part.strip().upper().startswith(("COUNT=", "UNTIL="))]
    return ";".join([*kept, end] if end else kept)


def with_start(rule: Rule, start: datetime) -> Rule:
    """Return a rule that says everything itself that the start of its series says for it."""
    said: dict[str, Any] = {}
    frequency = rule.frequency
    if not rule.names_days:
        if frequency is Frequency.YEARLY and not rule.months:
            said["months"] = (start.month,)
        if frequency <= Frequency.MONTHLY:
            said["month_days"] = (start.day,)
        elif frequency is Frequency.WEEKLY:
            said["weekdays"] = ((start.weekday(), 0),)
    if not rule.hours and frequency < Frequency.HOURLY:
        said["hours"] = (start.hour,)
    if not rule.minutes and frequency < Frequency.MINUTELY:
        said["minutes"] = (start.minute,)
    if not rule.seconds and frequency < Frequency.SECONDLY:
        said["seconds"] = (start.second,)
    return replace(rule, **said)


def _parts(text: str) -> dict[str, str]:
    if len(text) > LONGEST_TEXT:
        raise BadRuleError(_("Ta reguła jest za długa."))
    parts: dict[str, str] = {}
    for part in text.strip().strip(";").upper().split(";"):
        name, _equals, value = part.partition("=")
        name = name.strip()
        if name in parts or not value:
            raise _unreadable(text)
        parts[name] = value.strip()
    return parts


def _field(name: str, value: str) -> dict[str, Any]:
    if name in _NUMBERS:
        return _numbers(name, value)
    read = _READERS.get(name)
    if read is None:
        raise BadRuleError(_("Nie znamy części reguły „%(part)s”.") % {"part": name[:20]})
    return read(value)


def _numbers(name: str, value: str) -> dict[str, Any]:
    field, least, greatest = _NUMBERS[name]
    numbers = [_number(each) for each in value.split(",")]
    for number in numbers:
        if not least <= abs(number) <= greatest or (number < 0 and least == 0):
            raise _unreadable(f"{name}={value}")
    if name == "BYSECOND":
        # RFC 5545, section 3.3.12: where there are no leap seconds, the 60th is the 59th.
        numbers = [min(number, LEAP_SECOND - 1) for number in numbers]
    return {field: tuple(sorted(set(numbers)))}


def _frequency(value: str) -> dict[str, Any]:
    try:
        return {"frequency": Frequency[value]}
    except KeyError:
        raise _unreadable(f"FREQ={value}") from None


def _interval(value: str) -> dict[str, Any]:
    interval = _number(value)
    if interval < 1:
        raise BadRuleError(_("Odstęp między powtórzeniami musi wynosić co najmniej 1."))
    return {"interval": interval}


def _count(value: str) -> dict[str, Any]:
    count = _number(value)
    if count == 0:
        raise BadRuleError(_("Liczba powtórzeń musi wynosić co najmniej 1."))
    # Some programs write -1 for „without end”.
    return {"count": count} if count > 0 else {}


def _until(value: str) -> dict[str, Any]:
    found = _UNTIL.fullmatch(value)
    if not found:
        raise _unreadable(f"UNTIL={value}")
    day, clock, is_utc = found.groups()
    try:
        if not clock:
            return {"until": date.fromisoformat(day)}
        until = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        raise _unreadable(f"UNTIL={value}") from None
    return {"until": until.replace(tzinfo=UTC) if is_utc else until}


def _months(value: str) -> dict[str, Any]:
    months = {_number(each) for each in value.split(",")}
    if not months <= set(range(1, 13)):
        raise _unreadable(f"BYMONTH={value}")
    return {"months": tuple(sorted(months))}


def _weekdays(value: str) -> dict[str, Any]:
    weekdays = set()
    for each in value.split(","):
        found = _WEEKDAY.fullmatch(each.strip())
        number = int(found[1] or 0) if found else None
        if found is None or number is None or abs(number) > 53 or (found[1] and not number):  # noqa: PLR2004 – weeks
            raise _unreadable(f"BYDAY={value}")
        weekdays.add((WEEKDAYS.index(found[2]), number))
    return {"weekdays": tuple(sorted(weekdays))}


def _week_start(value: str) -> dict[str, Any]:
    if value not in WEEKDAYS:
        raise _unreadable(f"WKST={value}")
    return {"week_start": WEEKDAYS.index(value)}


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "FREQ": _frequency,
    "INTERVAL": _interval,
    "COUNT": _count,
    "UNTIL": _until,
    "BYMONTH": _months,
    "BYDAY": _weekdays,
    "WKST": _week_start,
}


def _number(value: str) -> int:
    if not _NUMBER.fullmatch(value.strip()):
        raise _unreadable(value)
    return int(value)


def _in_months(rule: Rule) -> Rule:
    """Return a rule without weekdays that no month has, such as its sixth Monday."""
    is_in_months = rule.frequency is Frequency.MONTHLY or (rule.frequency is Frequency.YEARLY and rule.months)
    weekdays = tuple((day, number) for day, number in rule.weekdays if abs(number) <= MOST_IN_MONTH)
    if not is_in_months or weekdays == rule.weekdays:
        return rule
    if not weekdays:
        raise EndlessRuleError(_("Takiego dnia nie ma w kalendarzu, więc wydarzenie nigdy się nie odbędzie."))
    return replace(rule, weekdays=weekdays)


def _check(rule: Rule) -> None:
    times = max(1, len(rule.hours)) * max(1, len(rule.minutes)) * max(1, len(rule.seconds))
    if times > MOST_TIMES:
        raise BadRuleError(_("Ta reguła podaje za dużo godzin w ciągu dnia."))
    months = rule.months or range(1, 13)
    if rule.month_days and all(abs(day) > DAYS_OF_MONTHS[month - 1] for month in months for day in rule.month_days):
        raise EndlessRuleError(_("Takiego dnia nie ma w kalendarzu, więc wydarzenie nigdy się nie odbędzie."))


def _unreadable(text: str) -> BadRuleError:
    return BadRuleError(_("Nie umiemy odczytać tej reguły: „%(rule)s”.") % {"rule": text[:60]})
