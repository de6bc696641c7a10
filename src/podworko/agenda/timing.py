"""When something takes place, as values: what a rule, its exceptions and its place in the day amount to.

Times are wall-clock times of a zone, without one attached („10:00 in Kraków” stays 10:00 when the clocks change);
what comes out of the rule carries its zone.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Break(StrEnum):
    """Days that a series can leave out."""

    HOLIDAYS = "holidays"
    """Public holidays in Poland."""
    SCHOOL_BREAKS = "school_breaks"
    """Days without school in Małopolska, the summer among them."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When something takes place, once or again and again."""

    start: datetime
    """Wall-clock start of the first occurrence, without a zone; of a whole day, its midnight."""
    end: datetime
    """Wall-clock end of the first occurrence; of whole days, the midnight after the last of them."""
    is_all_day: bool = False
    zone: str = "Europe/Warsaw"
    """An IANA name."""
    rule: str = ""
    """A recurrence rule as in RFC 5545, section 3.3.10, without „RRULE:”; empty for what takes place once.

    Its last day may be a date although it has times (UNTIL=20260630): `rule_text.until_in_utc` gives what the standard
    wants.
    """
    leaves_out: frozenset[Break] = frozenset()
    extra: tuple[datetime, ...] = ()
    """Further starts (RDATE), wall-clock."""
    removed: frozenset[datetime] = frozenset()
    """Starts that do not take place (EXDATE), wall-clock."""
    moved: dict[datetime, tuple[datetime, datetime]] = field(default_factory=dict)
    """Start as the rule has it → start and end instead of it, wall-clock."""


class Happening(NamedTuple):
    """One occurrence."""

    original: datetime
    """Its wall-clock start as the rule has it: its name within the series (RECURRENCE-ID)."""
    start: datetime
    """With its zone."""
    end: datetime
    """With its zone; not part of it."""
