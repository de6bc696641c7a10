"""When an event takes place, as its form says it: on a day, perhaps at an hour, or only pencilled in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from podworko.agenda import pencil
from podworko.agenda.choices import DayPart
from podworko.agenda.said_times import PartOfDay

_PARTS = {
    PartOfDay.MORNING: DayPart.MORNING,
    PartOfDay.AFTERNOON: DayPart.AFTERNOON,
    PartOfDay.EVENING: DayPart.EVENING,
    PartOfDay.NIGHT: DayPart.EVENING,
}


def times(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an event that say when it takes place, of what its form holds."""
    day: date | None = cleaned["day"]
    if day is None:
        read = pencil.read(cleaned["pencil"], today=timezone.localdate())
        return {
            "starts": None,
            "ends": None,
            "is_all_day": False,
            "pencil": cleaned["pencil"],
            "candidate_days": [one.isoformat() for one in read.days],
            "day_part": _PARTS.get(read.part_of_day, DayPart.ANY),
        }
    clock, end_clock, last = cleaned["time_from"], cleaned["time_to"], cleaned["last_day"] or day
    common = {"pencil": "", "candidate_days": [], "is_all_day": clock is None}
    if clock is None:
        return {**common, "starts": _wall(day), "ends": _wall(last + timedelta(days=1)), "has_end": True}
    start = _wall(day, clock)
    if end_clock is None:
        ends = _wall(last, clock) + timedelta(hours=1)
        return {**common, "starts": start, "ends": ends, "has_end": last > day}
    ends = _wall(last, end_clock)
    # „20:00–1:00” ends on the next day.
    return {**common, "starts": start, "ends": ends if ends > start else ends + timedelta(days=1), "has_end": True}


def _wall(day: date, clock: time = time()) -> datetime:
    return datetime.combine(day, clock, tzinfo=UTC)
