"""„This and the following”: a series cut in two that together take place as the one did. Pure functions."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from podworko.agenda.recurrence import starts_by_rule
from podworko.agenda.rule_text import Frequency, Rule, parse, with_end, with_start
from podworko.agenda.timing import Timing
from podworko.agenda.window import moment


def split(timing: Timing, at_original: datetime) -> tuple[Timing, Timing]:
    """Return a series up to an occurrence, without it, and the series from it on.

    `at_original` is the wall-clock start as the rule has it. What was added, removed or moved stays in the part that
    its original start belongs to. Where the occurrence is a further start (RDATE), the second part begins with the
    next one of the rule and keeps the occurrence as a further start.

    Raises:
        ValueError: it is no occurrence after the first one.
        BadRuleError, EndlessRuleError: as `recurrence.expand`.
    """
    if at_original <= timing.start:
        raise ValueError("Only an occurrence after the first one divides a series.")
    next_by_rule = next(starts_by_rule(timing, at_original, datetime.max), None) if timing.rule else None  # noqa: DTZ901 – wall-clock time
    if next_by_rule != at_original and at_original not in timing.extra:
        raise ValueError("The series has no such occurrence.")
    start = next_by_rule or at_original
    following = replace(
        timing,
        start=start,
        end=start + (timing.end - timing.start),
        rule=_following_rule(timing, at_original) if next_by_rule else "",
        extra=tuple(each for each in timing.extra if each >= at_original and each != start),
        removed=frozenset(each for each in timing.removed if each >= at_original),
        moved={original: times for original, times in timing.moved.items() if original >= at_original},
    )
    return _before(timing, at_original), following


def carried(timing: Timing, shift: timedelta, originals: Collection[datetime]) -> dict[datetime, datetime | None]:
    """Return where occurrences stand in the series that theirs has become, after a move of its start by `shift`.

    On their days, if those are days of the new series, else as far away as its start has moved: whichever finds a
    place for most of them. All are wall-clock starts as the rules have them. None: there is no such occurrence.
    """
    before = timing.start - shift
    clock = timing.start - datetime.combine(timing.start.date(), before.time())
    fitting = {way: sum(_has(timing, each + way) for each in originals) for way in (timedelta(), clock, shift)}
    way = max(fitting, key=lambda each: fitting[each])
    return {each: each + way if _has(timing, each + way) else None for each in originals}


def _has(timing: Timing, start: datetime) -> bool:
    if start == timing.start or start in timing.extra:
        return True
    return bool(timing.rule) and next(starts_by_rule(timing, start, start), None) is not None


def _before(timing: Timing, at: datetime) -> Timing:
    return replace(
        timing,
        rule=_ended_rule(timing, at) if timing.rule else "",
        extra=tuple(each for each in timing.extra if each < at),
        removed=frozenset(each for each in timing.removed if each < at),
        moved={original: times for original, times in timing.moved.items() if original < at},
    )


def _ended_rule(timing: Timing, at: datetime) -> str:
    rule = parse(timing.rule)
    if _is_over_before(timing, rule, at):
        return timing.rule
    day_before = f"UNTIL={at - timedelta(days=1):%Y%m%d}"
    if timing.is_all_day or (_is_once_a_day(rule, timing.start) and at.date() > timing.start.date()):
        # A date is what people read: „do 13 lipca 2026”.
        return with_end(timing.rule, day_before)
    last = moment(at, ZoneInfo(timing.zone)) - timedelta(seconds=1)
    return with_end(timing.rule, f"UNTIL={last:%Y%m%dT%H%M%SZ}")


def _is_over_before(timing: Timing, rule: Rule, at: datetime) -> bool:
    """Say whether the rule ends of itself before a further start."""
    return (rule.until is not None or rule.count is not None) and not any(
        True
        for _start in starts_by_rule(timing, at, datetime.max)  # noqa: DTZ901 – wall-clock time
    )


def _is_once_a_day(rule: Rule, start: datetime) -> bool:
    said = with_start(rule, start)
    return said.frequency <= Frequency.DAILY and len(said.hours) * len(said.minutes) * len(said.seconds) == 1


def _following_rule(timing: Timing, at: datetime) -> str:
    rule = parse(timing.rule)
    if rule.count is None:
        return timing.rule
    before = takewhile(lambda start: start < at, starts_by_rule(timing, timing.start, at))
    return with_end(timing.rule, f"COUNT={rule.count - sum(1 for _start in before)}")
