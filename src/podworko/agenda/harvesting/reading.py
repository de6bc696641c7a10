"""Reads a calendar and surveys its events: works in the process that may be killed, and needs no Django set up.

What is surveyed there is what would be dear here: rules that have no dates, or too many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self
from zoneinfo import ZoneInfo

from podworko.agenda import ical_reading, ical_rules
from podworko.agenda.harvesting.values import hash_of, values_of
from podworko.agenda.ical_reading import ProblemKind, ReadEvent
from podworko.agenda.recurrence import expand
from podworko.agenda.rule_text import RuleError
from podworko.agenda.timing import Timing
from podworko.agenda.window import moment

AHEAD: Final = timedelta(days=731)
"""How far ahead dates of a series are looked at: 24 months."""
MOST_TIMES: Final = 1000
"""Occurrences of one event in that time."""
MOST_FURTHER: Final = 250
"""Dates beside the rule, so few that with every day of two years they stay below that."""
MOST_EVENTS: Final = 5000
"""Events of one calendar."""
_PLAIN: Final = frozenset({"FREQ", "INTERVAL", "UNTIL", "COUNT", "WKST", "BYDAY"})
"""Parts of rules that give at most one time a day, and surely some."""


class Why(StrEnum):
    """Why an event of a calendar is not taken; `harvesting.telling` has words for each."""

    PRIVATE = "private"
    PAST = "past"
    NO_TITLE = "no_title"
    NO_DATES = "no_dates"
    TOO_MANY_TIMES = "too_many_times"
    TOO_MANY_EVENTS = "too_many_events"
    DELETED_HERE = "deleted_here"
    ALREADY_HERE = "already_here"
    NOT_FITTING = "not_fitting"


class Found(NamedTuple):
    """An event of a calendar, surveyed."""

    key: str
    match: str
    """As `ical_reading.match_key`; empty of a private event."""
    values: dict[str, Any]
    """As `harvesting.values`; empty of a private event."""
    event_hash: str
    next_start: str
    """When it takes place next, UTC; empty when all of it is over."""
    why: str
    """A `Why` if it cannot be taken, else empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A calendar, read."""

    is_calendar: bool
    is_complete: bool
    is_cut_off: bool
    name: str
    events: list[Found]
    problems: list[tuple[str, str]]
    """Which event, and a `ProblemKind`."""

    def plain(self) -> dict[str, Any]:
        """Return this as values that JSON knows."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Undo `plain`, also after JSON has made lists of tuples."""
        events = [Found(*found) for found in plain["events"]]
        problems = [(where, kind) for where, kind in plain["problems"]]
        return cls(**{**plain, "events": events, "problems": problems})


def with_moment(now: datetime, content: bytes) -> bytes:
    """Return what `read_to_plain` reads: a line that says when „now” is, and the calendar."""
    return now.astimezone(UTC).isoformat().encode() + b"\n" + content


def read_to_plain(data: bytes) -> dict[str, Any]:
    """Return what a calendar holds, surveyed, as values that JSON knows; see `with_moment`."""
    said, _line, content = data.partition(b"\n")
    now = datetime.fromisoformat(said.decode())
    calendar = ical_reading.read(content)
    kinds = {problem.kind for problem in calendar.problems}
    return Reading(
        is_calendar=calendar.is_calendar,
        is_complete=calendar.is_complete,
        is_cut_off=ProblemKind.CUT_OFF in kinds,
        name=calendar.name,
        events=[_found(event, now) for event in calendar.events],
        problems=[(problem.where, problem.kind.value) for problem in calendar.problems],
    ).plain()


def _found(event: ReadEvent, now: datetime) -> Found:
    if event.is_private:
        return Found(event.uid, "", {}, "", "", Why.PRIVATE)
    values = values_of(event)
    next_start, why = _survey(event.timing, now)
    if not event.title:
        why = Why.NO_TITLE
    match = ical_reading.match_key(event.title, event.timing.start, event.place)
    return Found(event.uid, match, values, hash_of(values), next_start, why)


def _survey(timing: Timing, now: datetime) -> tuple[str, str]:
    zone = ZoneInfo(timing.zone)
    start = moment(timing.start, zone)
    if not (timing.rule or timing.extra or timing.moved):
        is_over = moment(max(timing.end, timing.start), zone) < now
        return ("", Why.PAST) if is_over else (start.isoformat(), "")
    since = max(now, start)
    is_plain = (
        ical_rules.parts_of(timing.rule).keys() <= _PLAIN and len(timing.extra) + len(timing.moved) < MOST_FURTHER
    )
    try:
        happenings = expand(timing, since, since + AHEAD, most=1 if is_plain else MOST_TIMES + 1)
    except RuleError:
        return "", Why.NO_DATES
    if not happenings:
        return "", Why.PAST
    why = Why.TOO_MANY_TIMES if len(happenings) > MOST_TIMES else ""
    return happenings[0].start.astimezone(UTC).isoformat(), why
