"""dateutil's stepping through a recurrence rule, begun where it matters and held to a budget. Pure functions."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from dateutil.rrule import rrule, weekday
from django.utils.translation import gettext_lazy as _

from podworko.agenda.rule_text import EndlessRuleError, Frequency, Rule

BUDGET: Final = 15_000
"""Effort spent on one rule, in microseconds of an ordinary machine; the same on every machine."""
FOR_EACH: Final = 5
"""Effort added for each occurrence that was asked for."""
_UNITS = {
    Frequency.WEEKLY: timedelta(weeks=1),
    Frequency.DAILY: timedelta(days=1),
    Frequency.HOURLY: timedelta(hours=1),
    Frequency.MINUTELY: timedelta(minutes=1),
    Frequency.SECONDLY: timedelta(seconds=1),
}
_DAYS = {Frequency.YEARLY: 366, Frequency.MONTHLY: 31, Frequency.WEEKLY: 7}


def steps(
    rule: Rule, start: datetime, first: datetime, last: datetime, *, most: int
) -> tuple[Iterator[datetime], int]:
    """Return the times that a rule gives, and how many occurrences of COUNT from `start` on come before them.

    The times are in order, from before `first` (and perhaps from before `start`) to after `last`, where there are any.
    The rule must say everything itself (`rule_text.with_start`). The more occurrences are wanted at `most`, the
    greater the budget.

    A period is stepped through whole, so that nothing changes for BYSETPOS. With COUNT, only rules with equally many
    occurrences in every step can be begun late: the others are counted through.

    Raises (while stepping):
        EndlessRuleError: the budget is used up, or the rule gives nothing at all.
    """
    begins = _period(rule, start)
    skipped = _steps_between(rule, begins, first)
    each = _in_each_step(rule) if rule.count else 0
    if skipped == 0 or each is None:
        return _stepped(rule, begins, last, most), 0
    used = 0
    if rule.count:
        second = begins + _UNITS[rule.frequency]
        used = sum(start <= time < second for time in _stepped(rule, begins, begins, most)) + (skipped - 1) * each
    return _stepped(rule, _period(rule, start, skipped), last, most), used


def _period(rule: Rule, start: datetime, steps: int = 0) -> datetime:
    """Return the beginning of the year, month, week and so on that a number of steps after a start leads to."""
    frequency, ahead = rule.frequency, steps * rule.interval
    if frequency is Frequency.YEARLY:
        return datetime(start.year + ahead, 1, 1)  # noqa: DTZ001 – wall-clock time
    if frequency is Frequency.MONTHLY:
        years, month = divmod(start.month - 1 + ahead, 12)
        return datetime(start.year + years, month + 1, 1)  # noqa: DTZ001 – wall-clock time
    begins = start.replace(microsecond=0)
    if frequency <= Frequency.MINUTELY:
        begins = begins.replace(second=0)
    if frequency <= Frequency.HOURLY:
        begins = begins.replace(minute=0)
    if frequency <= Frequency.DAILY:
        begins = begins.replace(hour=0)
    if frequency is Frequency.WEEKLY:
        begins -= timedelta(days=(start.weekday() - rule.week_start) % 7)
    return begins + ahead * _UNITS[frequency]


def _steps_between(rule: Rule, begins: datetime, ends: datetime) -> int:
    """Return how many steps from the beginning of a period lead at most to a time after it; 0 for one before it."""
    if rule.frequency is Frequency.YEARLY:
        units = ends.year - begins.year
    elif rule.frequency is Frequency.MONTHLY:
        units = (ends.year - begins.year) * 12 + ends.month - begins.month
    else:
        units = (ends - begins) // _UNITS[rule.frequency]
    return max(0, units // rule.interval)


def _in_each_step(rule: Rule) -> int | None:
    """Return how many occurrences every step has, if they are equally many."""
    frequency = rule.frequency
    limits = [rule.set_positions, rule.months, rule.month_days, rule.year_days, rule.weeks]
    if frequency is not Frequency.WEEKLY:
        limits.append(tuple(day for day, _number in rule.weekdays))
    limits += [rule.hours] * (frequency >= Frequency.HOURLY) + [rule.minutes] * (frequency >= Frequency.MINUTELY)
    limits += [rule.seconds] * (frequency >= Frequency.SECONDLY)
    if frequency <= Frequency.MONTHLY or any(limits):
        return None
    days = len({day for day, _number in rule.weekdays}) if frequency is Frequency.WEEKLY else 1
    return days * max(1, len(rule.hours)) * max(1, len(rule.minutes)) * max(1, len(rule.seconds))


class _PastWindowError(Exception):
    pass


class _Interval(int):
    """The interval of a rule that notices each time dateutil takes a step by it.

    dateutil asks nobody before it looks for the next occurrence, through thousands of years if need be. It does add
    its interval, and the sum of an integer and of a kind of integer is left to the latter.
    """

    steps: int
    cost: float
    left: float

    def spend(self, cost: float) -> None:
        self.left -= cost
        if self.left < 0:
            raise EndlessRuleError(_("Terminów z tej reguły nie da się policzyć w rozsądnym czasie."))

    def _step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise _PastWindowError
        self.spend(self.cost)

    def __radd__(self, other: int) -> int:
        self._step()
        return int(self) + other

    def __mul__(self, other: int) -> int:
        self._step()
        return int(self) * other


def _stepped(rule: Rule, begins: datetime, last: datetime, most: int) -> Iterator[datetime]:
    """Yield the times that a rule gives from the beginning of a period to the end of the one that holds `last`."""
    interval = _Interval(rule.interval)
    interval.steps = _steps_between(rule, begins, last)
    interval.cost, interval.left = _cost(rule), BUDGET + most * FOR_EACH
    try:
        for start in _dateutil(rule, begins, interval):
            interval.spend(1)
            yield start
    except _PastWindowError:
        return
    except ValueError as error:
        if isinstance(error, EndlessRuleError):
            raise
        # dateutil's way to say that no time of day fits.
        raise EndlessRuleError(_("Takiej godziny nie ma, więc wydarzenie nigdy się nie odbędzie.")) from error


def _dateutil(rule: Rule, begins: datetime, interval: int) -> rrule:
    return rrule(
        rule.frequency.value,
        dtstart=begins,
        interval=interval,
        wkst=rule.week_start,
        bysetpos=rule.set_positions or None,
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byyearday=rule.year_days or None,
        byweekno=rule.weeks or None,
        byweekday=[weekday(day, number or None) for day, number in rule.weekdays] or None,
        byhour=rule.hours or None,
        byminute=rule.minutes or None,
        bysecond=rule.seconds or None,
    )


@lru_cache(maxsize=512)
def _cost(rule: Rule) -> float:
    """Return about how many microseconds dateutil needs for a step of a rule, whether or not it finds anything."""
    days = _DAYS.get(rule.frequency, 1)
    ordinals = sum(1 for _day, number in rule.weekdays if number) * max(1, len(rule.months))
    a_day = 0.1 + 0.02 * (len(rule.months) + len(rule.month_days) + 2 * len(rule.year_days))
    positions = len(rule.set_positions) * (days * 0.04 + 1 + 0.02 * len(rule.set_positions))
    # A step over many days is made month by month.
    far = rule.interval * (_UNITS[rule.frequency] / timedelta(days=50)) if rule.frequency in _UNITS else 0
    # From hours down, each step makes its times anew.
    times = 0.6 * max(1, len(rule.minutes)) * max(1, len(rule.seconds)) if rule.frequency >= Frequency.HOURLY else 0
    return 2.5 + days * a_day + ordinals * 0.8 + len(rule.weeks) * 3 + positions + far + times
