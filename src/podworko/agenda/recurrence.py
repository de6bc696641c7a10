"""Which occurrences follow from a timing. Pure functions over values; the rules themselves are stepped by dateutil.

What was decided where RFC 5545 leaves a choice, or where calendars do otherwise:

- A start that the clocks skip is read with the offset before the change (2:30 becomes 3:30); one that comes twice is
  the first of the two (section 3.3.5). Two dates of one rule that thereby fall on one moment are one.
- An occurrence ends at the wall-clock time at which the first one ends, also in a night when clocks change:
  „22:00–6:00” stays so. Section 3.8.5.3 wants the exact duration; `recurring_ical_events` and posters on doors do as
  is done here.
- The start of the series always takes place. Where it does not fit the rule it comes on top of COUNT, as in
  `recurring_ical_events`; the standard leaves this undefined.
- UNTIL as a date lasts to the end of that day; as a wall-clock time it is one of the series' zone.
- BYSETPOS counts within the whole week, month or year, also in the one in which the series starts.
- What holidays and school breaks leave out counts towards COUNT, as EXDATE does. They leave out what the rule gives;
  further starts and moved occurrences were chosen by somebody and stay. So does the start of what has no rule.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from podworko.agenda.rule_text import BadRuleError, Rule, parse, with_start
from podworko.agenda.school_year import is_break
from podworko.agenda.stepping import steps
from podworko.agenda.timing import Break, Happening, Timing
from podworko.agenda.window import Window, moment, wall
from podworko.resources.hours import is_holiday

_CLOCKS_CHANGED = 4
"""The hour by which the clocks have been changed, on nights on which they are."""
SLACK = timedelta(days=2)
"""More than any two clocks in the world differ, or any clock is moved."""


def expand(timing: Timing, since: datetime, until: datetime, *, most: int = 1000) -> list[Happening]:
    """Return the occurrences that overlap [since, until), both with a zone, in order; the earliest `most` of them.

    Raises:
        BadRuleError: the rule means nothing.
        EndlessRuleError: no dates follow from the rule, or not in reasonable time.
    """
    window = Window(ZoneInfo(timing.zone), since, until)
    try:
        loose = _loose_starts(timing)
        found = [*_moved(timing, window), *_loose(timing, window, loose), *_by_rule(timing, window, loose, most)]
    except OverflowError as error:
        raise BadRuleError(_("Ta reguła wychodzi poza kalendarz.")) from error
    # In one zone, and never the second of two equal times on the wall: the order on the wall is that of moments.
    return sorted(found, key=attrgetter("start", "original"))[:most]


def left_out(timing: Timing, since: datetime, until: datetime) -> list[datetime]:
    """Return the wall-clock starts between two moments that holidays and school breaks leave out, in order.

    A calendar for other programs must name them one by one (EXDATE). Raises what `expand` raises.
    """
    if not (timing.rule and timing.leaves_out):
        return []
    window = Window(ZoneInfo(timing.zone), since, until)
    return [start for start in starts_by_rule(timing, window.earliest, window.latest) if is_left_out(timing, start)]


def said_in_full(timing: Timing, since: datetime, until: datetime) -> Timing:
    """Return a timing of which other programs make the same occurrences between two moments as `expand` does.

    Where they may differ, it says outright what is meant: a start that the rule does not give becomes one of its
    further starts, and an occurrence during which the clocks change gets its own beginning and end.

    Raises what `expand` raises.
    """
    extra = timing.extra
    if timing.rule and timing.start not in {*extra, *starts_by_rule(timing, timing.start, timing.start)}:
        extra = (timing.start, *extra)
    told = replace(timing, extra=extra)
    if _is_by_day(timing):
        return told
    if not timing.rule and not extra:
        # Some programs read an hour that the clocks skip as it stands.
        found = expand(
            timing, *(moment(at, ZoneInfo(timing.zone)) for at in (timing.start - SLACK, timing.end + SLACK))
        )
        return replace(timing, start=_said(found[0].start), end=_said(found[0].end)) if found else timing
    moved = {
        each.original: (_said(each.start), _said(each.end))
        for each in expand(timing, since, until)
        if each.original in timing.moved or _is_otherwise(each, timing.end - timing.start)
    }
    return replace(told, moved={**timing.moved, **moved})


def _is_otherwise(each: Happening, length: timedelta) -> bool:
    """Say whether the clocks change within an occurrence, or skip its start."""
    exactly = each.end.astimezone(UTC) - each.start.astimezone(UTC)
    return exactly != length or _said(each.start) != each.original


def _said(at: datetime) -> datetime:
    return at.replace(tzinfo=None, fold=0)


def _is_by_day(timing: Timing) -> bool:
    """Say whether it surely takes place when no clock changes: nowhere do they change after four in the morning."""
    is_of_one_day = timing.start.date() == timing.end.date() and timing.start.hour >= _CLOCKS_CHANGED
    return timing.is_all_day or (is_of_one_day and not timing.moved)


def is_left_out(timing: Timing, start: datetime) -> bool:
    """Say whether a start falls on a day that the series leaves out."""
    day = start.date()
    return (Break.HOLIDAYS in timing.leaves_out and is_holiday(day)) or (
        Break.SCHOOL_BREAKS in timing.leaves_out and is_break(day) is True
    )


def starts_by_rule(timing: Timing, first: datetime, last: datetime, *, most: int = 10_000) -> Iterator[datetime]:
    """Yield the wall-clock starts from `first` to `last` that the rule alone gives, in order, nothing left out.

    The effort allowed is that for about `most` of them. Raises what `expand` raises.
    """
    rule = _rule(timing.rule, timing.start)
    bound = _bound(timing, rule)
    last = last if bound is None else min(last, bound + SLACK)
    first = max(first, timing.start)
    if first > last:
        return
    times, used = steps(rule, timing.start, first, last, most=most)
    remaining = None if rule.count is None else max(0, rule.count - used)
    for start in times:
        if start < timing.start:
            continue
        if start > last or remaining == 0 or (bound is not None and _is_past(timing, rule, start, bound)):
            return
        if remaining is not None:
            remaining -= 1
        if start >= first:
            yield start


def _moved(timing: Timing, window: Window) -> Iterator[Happening]:
    for original, (start, end) in timing.moved.items():
        happening = None if original in timing.removed else window.happening(original, start, end)
        if happening:
            yield happening


def _loose(timing: Timing, window: Window, starts: set[datetime]) -> Iterator[Happening]:
    length = timing.end - timing.start
    for start in starts:
        if start in timing.removed or start in timing.moved:
            continue
        happening = window.happening(start, start, start + length)
        if happening:
            yield happening


def _loose_starts(timing: Timing) -> set[datetime]:
    """Return what takes place whatever the rule gives: further starts, and the first one."""
    starts = set(timing.extra)
    if timing.rule:
        rule = _rule(timing.rule, timing.start)
        bound = _bound(timing, rule)
        if (bound and _is_past(timing, rule, timing.start, bound)) or is_left_out(timing, timing.start):
            return starts
    return starts | {timing.start}


def _by_rule(timing: Timing, window: Window, loose: set[datetime], most: int) -> Iterator[Happening]:
    if not timing.rule:
        return
    length = max(timing.end - timing.start, timedelta())
    # Never before the series begins: the calendar itself may not reach so far back.
    first = window.earliest - min(length, max(window.earliest - timing.start, timedelta()))
    known = timing.removed | timing.moved.keys() | loose
    shifted: set[datetime] = set()
    # What begins at the end of the window is no longer in it, and may be a whole year's stepping away.
    for start in starts_by_rule(timing, first, window.latest - timedelta(seconds=1), most=most):
        if most <= 0:
            return
        if start in known or (timing.leaves_out and is_left_out(timing, start)):
            continue
        happening = window.happening(start, start, start + length)
        if happening is None:
            continue
        if window.is_changing(start):
            if happening.start in shifted:
                continue
            shifted.add(happening.start)
        most -= 1
        yield happening


@lru_cache(maxsize=512)
def _rule(text: str, start: datetime) -> Rule:
    return with_start(parse(text), start)


def _bound(timing: Timing, rule: Rule) -> datetime | None:
    """Return the wall-clock time of UNTIL."""
    if rule.until is None:
        return None
    if not isinstance(rule.until, datetime):
        return datetime.combine(rule.until, datetime.max.time())
    return wall(rule.until, ZoneInfo(timing.zone)) if rule.until.tzinfo else rule.until


def _is_past(timing: Timing, rule: Rule, start: datetime, bound: datetime) -> bool:
    """Say whether a start comes after UNTIL, whose time on the wall is `bound`."""
    until = rule.until
    if timing.is_all_day and isinstance(until, date):
        # The day that is written: calendars disagree on whose midnight the hours beside it mean.
        return (start.year, start.month, start.day) > (until.year, until.month, until.day)
    if isinstance(until, datetime) and until.tzinfo and abs(start - bound) < SLACK:
        return moment(start, ZoneInfo(timing.zone)) > until
    return start > bound
