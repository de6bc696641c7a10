"""A recurrence rule as the editor shows it: plain choices, of which every calendar makes the same. Pure functions."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from podworko.agenda.rule_text import WEEKDAYS, BadRuleError, Frequency, Rule, RuleError, parse
from podworko.agenda.timing import Break
from podworko.agenda.window import wall

LAST: Final = -1
"""The last day or weekday of a month."""
NUMBERS: Final = (1, 2, 3, 4, LAST)
"""Which weekday of a month: every month has these."""


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_FREQUENCIES = {
    Unit.DAYS: Frequency.DAILY,
    Unit.WEEKS: Frequency.WEEKLY,
    Unit.MONTHS: Frequency.MONTHLY,
    Unit.YEARS: Frequency.YEARLY,
}
_UNITS = {frequency: unit for unit, frequency in _FREQUENCIES.items()}


@dataclass(frozen=True, slots=True)
class PlainRule:
    """Every so many days, weeks, months or years. What is not said, the start of the series says."""

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    """0 is Monday. In weeks any of them; in months and years one, with `number`."""
    number: int | None = None
    """Which weekday of the month: 1 to 4, or `LAST`."""
    day: int | None = None
    """Day of the month, in months and years: 1 to 31, or `LAST`."""
    month: int | None = None
    """In years, with `day` or `number`: 1 to 12."""
    until: date | None = None
    """Its last day; not together with `times`."""
    times: int | None = None
    leaves_out: frozenset[Break] = frozenset()

    def to_rule(self) -> str:
        """Return the rule as RFC 5545 writes it, but for UNTIL, which is a date (see `rule_text.until_in_utc`).

        What is left out is no part of it.

        Raises:
            BadRuleError: the choices do not fit together, or mean nothing.
        """
        text = ";".join(f"{name}={value}" for name, value in self._parts() if value)
        said = replace(self, weekdays=tuple(sorted(set(self.weekdays))))
        if from_rule(text, leaves_out=self.leaves_out) != said:
            raise BadRuleError(_("Te wybory do siebie nie pasują."))
        return text

    def _parts(self) -> list[tuple[str, str]]:
        number = self.number or ""
        return [
            ("FREQ", _FREQUENCIES[self.unit].name),
            ("INTERVAL", "" if self.every == 1 else str(self.every)),
            ("BYMONTH", str(self.month or "")),
            ("BYDAY", ",".join(f"{number}{WEEKDAYS[day]}" for day in self.weekdays)),
            ("BYMONTHDAY", str(self.day or "")),
            ("UNTIL", f"{self.until:%Y%m%d}" if self.until else ""),
            ("COUNT", "" if self.times is None else str(self.times)),
        ]


def from_rule(
    text: str, *, leaves_out: frozenset[Break] = frozenset(), zone: str = "Europe/Warsaw"
) -> PlainRule | None:
    """Return a rule as the editor shows it, or nothing if it says more than the editor can, or means nothing.

    Of UNTIL with a time of day only the day is kept, in `zone`.
    """
    try:
        rule = parse(text)
    except RuleError:
        return None
    unit = _UNITS.get(rule.frequency)
    days = _days(rule) if unit and not _is_beyond(rule) else None
    if unit is None or days is None:
        return None
    weekdays, number, day = days
    if rule.frequency is Frequency.DAILY and weekdays:
        unit = Unit.WEEKS
    return PlainRule(
        unit=unit,
        every=rule.interval,
        weekdays=weekdays,
        number=number,
        day=day,
        month=rule.months[0] if rule.months else None,
        until=_last_day(rule, zone),
        times=rule.count,
        leaves_out=leaves_out,
    )


def _is_beyond(rule: Rule) -> bool:
    """Say whether a rule has parts that the editor has not, whatever they hold."""
    # With several weeks at once it matters on which day they begin.
    has_other_weeks = rule.frequency is Frequency.WEEKLY and rule.interval > 1 and rule.week_start != 0
    has_months = bool(rule.months) and rule.frequency is not Frequency.YEARLY
    is_many = len(rule.months) > 1 or len(rule.month_days) > 1
    has_more = any([rule.year_days, rule.weeks, rule.hours, rule.minutes, rule.seconds])
    return has_other_weeks or has_months or is_many or has_more


def _days(rule: Rule) -> tuple[tuple[int, ...], int | None, int | None] | None:
    """Return weekdays, their number and the day of the month, or nothing if the editor cannot say them."""
    if rule.frequency in {Frequency.DAILY, Frequency.WEEKLY}:
        return _days_of_weeks(rule)
    day = rule.month_days[0] if rule.month_days else None
    is_year = rule.frequency is Frequency.YEARLY
    if rule.weekdays:
        numbered = _numbered(rule)
        return (
            ((numbered[0],), numbered[1], None) if numbered and day is None and bool(rule.months) == is_year else None
        )
    if rule.set_positions or (day is not None and day < LAST) or (is_year and bool(rule.months) != (day is not None)):
        return None
    return (), None, day


def _days_of_weeks(rule: Rule) -> tuple[tuple[int, ...], None, None] | None:
    if rule.set_positions or rule.month_days or any(number for _day, number in rule.weekdays):
        return None
    if rule.frequency is Frequency.DAILY and rule.weekdays and rule.interval > 1:
        return None
    return tuple(day for day, _number in rule.weekdays), None, None


def _numbered(rule: Rule) -> tuple[int, int] | None:
    """Return the one weekday of a month and its number: „2TU”, or „TU” with BYSETPOS=2."""
    if len(rule.weekdays) != 1 or len(rule.set_positions) > 1:
        return None
    weekday, number = rule.weekdays[0]
    if rule.set_positions:
        if number:
            return None
        number = rule.set_positions[0]
    return (weekday, number) if number in NUMBERS else None


def _last_day(rule: Rule, zone: str) -> date | None:
    if not isinstance(rule.until, datetime):
        return rule.until
    return (wall(rule.until.astimezone(UTC), ZoneInfo(zone)) if rule.until.tzinfo else rule.until).date()
