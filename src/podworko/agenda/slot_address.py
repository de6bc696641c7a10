"""How a time that was found is carried into the form of a new event: by its address."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlencode

from podworko.agenda.forms.repeating import Repeats
from podworko.agenda.free_slots import Slot
from podworko.resources.choices import Audience
from podworko.resources.hours import WARSAW

MOST_WEEKS = 20
_LONGEST_ID = 18
"""Digits that a number of either database holds."""


def write(slot: Slot, audiences: frozenset[str]) -> str:
    """Return the part of an address after the path that says a time, a place and for whom."""
    first = slot.weeks[0]
    starts, ends = first.starts.astimezone(WARSAW), first.ends.astimezone(WARSAW)
    said = {
        "day": starts.date().isoformat(),
        "time": f"{starts:%H:%M}",
        "until": f"{ends:%H:%M}",
        "place": str(slot.spot.location or ""),
        "room": str(slot.spot.room or ""),
        "for": ",".join(sorted(audiences)),
        "weeks": str(len(slot.weeks)) if len(slot.weeks) > 1 else "",
    }
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


def read(query: Mapping[str, str]) -> dict[str, Any]:
    """Return what an address says, as the form of a new event takes it; what means nothing is left out."""
    found: dict[str, Any] = {
        "day": _day(query.get("day", "")),
        "time_from": _clock(query.get("time", "")),
        "time_to": _clock(query.get("until", "")),
        "location_id": _number(query.get("place", "")),
        "room_id": _number(query.get("room", "")),
        "audiences": [each for each in query.get("for", "").split(",") if each in Audience.values],
    }
    weeks = _number(query.get("weeks", "")) or 1
    if found["day"] and 1 < weeks <= MOST_WEEKS:
        found |= {"repeats": Repeats.WEEKLY.value, "repeats_times": weeks}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").replace(tzinfo=UTC).time()
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID else None
