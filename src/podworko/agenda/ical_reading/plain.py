"""What was read as values that JSON knows, and back: so it comes out of the process in which it was read."""

from datetime import datetime
from typing import Any

from podworko.agenda.ical_reading.values import Problem, ProblemKind, ReadCalendar, ReadEvent, ReadOverride, Status
from podworko.agenda.timing import Timing


def to_plain(calendar: ReadCalendar) -> dict[str, Any]:
    """Return the calendar as values that JSON knows."""
    return {
        "is_calendar": calendar.is_calendar,
        "name": calendar.name,
        "zone": calendar.zone,
        "events": [_plain_event(event) for event in calendar.events],
        "problems": list(calendar.problems),
    }


def from_plain(plain: dict[str, Any]) -> ReadCalendar:
    """Return the calendar that `to_plain` has taken apart."""
    return ReadCalendar(
        is_calendar=plain["is_calendar"],
        name=plain["name"],
        zone=plain["zone"],
        events=tuple(_event(event) for event in plain["events"]),
        problems=tuple(Problem(where, ProblemKind(kind)) for where, kind in plain["problems"]),
    )


_EVENT_WORDS = ("uid", "title", "description", "place", "latitude", "longitude", "url", "organiser", "sequence")
_EVENT_CLAIMS = ("is_private", "is_transparent")


def _plain_event(event: ReadEvent) -> dict[str, Any]:
    plain: dict[str, Any] = {name: getattr(event, name) for name in _EVENT_WORDS + _EVENT_CLAIMS}
    return plain | {
        "timing": _plain_timing(event.timing),
        "overrides": [_plain_override(override) for override in event.overrides],
        "categories": event.categories,
        "status": event.status,
        "created": event.created and event.created.isoformat(),
        "last_modified": event.last_modified and event.last_modified.isoformat(),
    }


def _event(plain: dict[str, Any]) -> ReadEvent:
    named = {name: plain[name] for name in _EVENT_WORDS + _EVENT_CLAIMS}
    return ReadEvent(
        timing=_timing(plain["timing"]),
        overrides=tuple(_override(override) for override in plain["overrides"]),
        categories=tuple(plain["categories"]),
        status=Status(plain["status"]),
        created=_moment(plain["created"]),
        last_modified=_moment(plain["last_modified"]),
        **named,
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _plain_override(override: ReadOverride) -> list[str | None]:
    texts = [override.title, override.place, override.description, override.url]
    return [override.original.isoformat(), *texts, override.status]


def _override(plain: list[Any]) -> ReadOverride:
    original, title, place, description, url, status = plain
    return ReadOverride(
        datetime.fromisoformat(original), title, place, description, url, Status(status) if status else None
    )


def _plain_timing(timing: Timing) -> dict[str, Any]:
    moved = [[start, *place] for start, place in timing.moved.items()]
    return {
        "start": timing.start.isoformat(),
        "end": timing.end.isoformat(),
        "is_all_day": timing.is_all_day,
        "zone": timing.zone,
        "rule": timing.rule,
        "extra": [start.isoformat() for start in timing.extra],
        "removed": sorted(start.isoformat() for start in timing.removed),
        "moved": [[time.isoformat() for time in times] for times in moved],
    }


def _timing(plain: dict[str, Any]) -> Timing:
    read = datetime.fromisoformat
    return Timing(
        start=read(plain["start"]),
        end=read(plain["end"]),
        is_all_day=plain["is_all_day"],
        zone=plain["zone"],
        rule=plain["rule"],
        extra=tuple(read(start) for start in plain["extra"]),
        removed=frozenset(read(start) for start in plain["removed"]),
        moved={read(original): (read(start), read(end)) for original, start, end in plain["moved"]},
    )
