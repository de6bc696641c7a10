"""What a calendar of others says of an event, as values that JSON keeps and that fields of an event take. Pure."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from podworko.agenda.ical_reading import ReadEvent, ReadOverride, Status

WHEN: Final = ("starts", "ends", "is_all_day", "has_end", "zone", "rule", "extra_starts", "removed_starts")
WHERE: Final = ("place_name", "latitude", "longitude", "precision")
STATE: Final = ("status", "status_reason")
TEXTS: Final = ("title", "description", "website")
FIELDS: Final = (*TEXTS, *WHEN, *WHERE, *STATE)
"""Fields of an event that follow its calendar."""
WHEN_GROUP: Final = frozenset({*WHEN, "leaves_out", "pencil"})
WHERE_GROUP: Final = frozenset({*WHERE, "location_id", "room_id"})
STATE_GROUP: Final = frozenset(STATE)
_TOGETHER: Final = (WHEN_GROUP, WHERE_GROUP, STATE_GROUP)
"""One of a group corrected here, the others must not be changed without it."""
CORRECTABLE: Final = frozenset().union(TEXTS, *_TOGETHER)
GUESSED_LENGTH: Final = timedelta(hours=1)
_MOMENTS: Final = frozenset({"starts", "ends"})
_STATUS: Final = {Status.TENTATIVE: "planned", Status.CONFIRMED: "confirmed", Status.CANCELLED: "cancelled"}
"""Codes of `choices.EventStatus`."""


def values_of(event: ReadEvent) -> dict[str, Any]:
    """Return what a calendar says of an event; `exceptions` by the wall-clock start that each replaces."""
    timing = event.timing
    has_end = timing.is_all_day or timing.end > timing.start
    has_point = event.latitude is not None
    return {
        "title": event.title,
        "description": event.description,
        "website": event.url,
        "starts": timing.start.isoformat(),
        "ends": (timing.end if has_end else timing.start + GUESSED_LENGTH).isoformat(),
        "is_all_day": timing.is_all_day,
        "has_end": has_end,
        "zone": timing.zone,
        "rule": timing.rule,
        "extra_starts": [start.isoformat() for start in timing.extra],
        "removed_starts": sorted(start.isoformat() for start in timing.removed),
        "place_name": event.place,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "precision": "exact" if has_point else "none",
        "status": _STATUS[event.status],
        "exceptions": _exceptions(event),
    }


def hash_of(values: Mapping[str, Any]) -> str:
    """Return what tells these values from all others."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode("utf-8", "replace")).hexdigest()


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as fields of an event take them: wall-clock times kept as if they were UTC."""
    return {
        name: datetime.fromisoformat(value).replace(tzinfo=UTC) if name in _MOMENTS and value else value
        for name, value in values.items()
        if name in FIELDS
    }


def following(values: Mapping[str, Any], corrected: Collection[str]) -> dict[str, Any]:
    """Return those of the values whose fields still follow their calendar, typed."""
    kept = set(corrected)
    for group in _TOGETHER:
        if group & kept:
            kept |= group
    return {name: value for name, value in typed(values).items() if name not in kept}


def _exceptions(event: ReadEvent) -> dict[str, dict[str, Any]]:
    timing = event.timing
    found = {start.isoformat(): _moved(start, place) for start, place in timing.moved.items()}
    for override in event.overrides:
        original = override.original.isoformat()
        found[original] = found.get(original, _bare()) | _said(override)
    return {original: said for original, said in sorted(found.items()) if said != _bare()}


def _bare() -> dict[str, Any]:
    return {"kind": "changed", "starts": None, "ends": None, "title": "", "place_name": ""}


def _moved(original: datetime, place: tuple[datetime, datetime]) -> dict[str, Any]:
    start, end = place
    return _bare() | {"starts": start.isoformat(), "ends": max(start, end).isoformat()}


def _said(override: ReadOverride) -> dict[str, Any]:
    if override.status == Status.CANCELLED:
        return _bare() | {"kind": "cancelled"}
    return {"title": override.title or "", "place_name": override.place or ""}
