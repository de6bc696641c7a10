"""What a calendar of others amounts to once it is read: plain values, all text in them plain text."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from podworko.agenda.timing import Timing

LONGEST_TITLE, LONGEST_PLACE, LONGEST_DESCRIPTION = 200, 300, 5_000
"""Characters; what is longer ends in „…”."""


class Status(StrEnum):
    """How sure it is (RFC 5545, section 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class ProblemKind(StrEnum):
    """What was passed over, or read otherwise than it is written; `agenda.ical_intake` has a sentence for each."""

    NOT_A_CALENDAR = "not_a_calendar"
    CUT_OFF = "cut_off"
    TOO_MANY = "too_many"
    ENCODING = "encoding"
    NO_START = "no_start"
    BAD_START = "bad_start"
    BAD_END = "bad_end"
    END_BEFORE_START = "end_before_start"
    BAD_RULE = "bad_rule"
    TOO_OFTEN = "too_often"
    MORE_RULES = "more_rules"
    RULE_OF_EXCEPTIONS = "rule_of_exceptions"
    BAD_EXCEPTION = "bad_exception"
    UNKNOWN_ZONE = "unknown_zone"
    NO_TITLE = "no_title"
    SAME_UID = "same_uid"
    SERIES_SPLIT = "series_split"
    MORE_PROBLEMS = "more_problems"


class Problem(NamedTuple):
    """One thing that was passed over."""

    where: str
    """Title and day of the event, or what else the calendar calls it; empty if it concerns the whole."""
    kind: ProblemKind


@dataclass(frozen=True, slots=True)
class ReadOverride:
    """How one occurrence of a series differs; `None` stands for „as in the series”.

    Another time stands in `Timing.moved`.
    """

    original: datetime
    """Its wall-clock start as the rule has it."""
    title: str | None = None
    place: str | None = None
    description: str | None = None
    url: str | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """One event or series. Of a private one, nothing is known but when."""

    uid: str
    """As in the calendar; made of title, start and place if it has none. Once in each `ReadCalendar`."""
    title: str
    timing: Timing
    description: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    overrides: tuple[ReadOverride, ...] = ()
    url: str = ""
    categories: tuple[str, ...] = ()
    organiser: str = ""
    """A name, never an address."""
    status: Status = Status.CONFIRMED
    sequence: int = 0
    created: datetime | None = None
    last_modified: datetime | None = None
    is_private: bool = False
    """Of CLASS PRIVATE, CONFIDENTIAL or one unknown to RFC 5545 (section 3.8.1.3); never to be published."""
    is_transparent: bool = False
    """Takes up nobody's time (TRANSP)."""


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """A calendar."""

    is_calendar: bool
    """False for anything else, such as the page of an error; then there are no events."""
    name: str = ""
    zone: str = ""
    """The IANA name of the zone in which its owner looks at it; empty if it does not say."""
    events: tuple[ReadEvent, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_complete(self) -> bool:
        """Tell whether the end of the calendar was there; what a cut one lacks is not to be taken for deleted."""
        cut = {ProblemKind.CUT_OFF, ProblemKind.TOO_MANY, ProblemKind.NOT_A_CALENDAR}
        return not any(problem.kind in cut for problem in self.problems)
