"""What RECURRENCE-ID does to a series: one occurrence changed, or all from one onwards."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice, takewhile

from podworko.agenda import ical_rules
from podworko.agenda.ical_reading import texts
from podworko.agenda.ical_reading.drafts import Draft, Log, span
from podworko.agenda.ical_reading.timings import position_of
from podworko.agenda.ical_reading.values import (
    LONGEST_DESCRIPTION,
    ProblemKind,
    ReadEvent,
    ReadOverride,
)
from podworko.agenda.timing import Timing

_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_COUNTED = 100_000


def applied(event: ReadEvent, drafts: list[Draft], log: Log) -> ReadEvent:
    """Return the event with changes of single occurrences."""
    if not drafts:
        return event
    timing = event.timing
    length = timing.end - timing.start
    removed, moved = set(timing.removed), dict(timing.moved)
    overrides: dict[datetime, ReadOverride] = {}
    for draft in sorted(drafts, key=lambda draft: draft.sequence):
        original = position_of(draft.original, timing)
        removed.discard(original)
        moved.pop(original, None)
        if draft.is_private and not event.is_private:
            # When a private occurrence takes place is nobody's business either.
            removed.add(original)
            overrides.pop(original, None)
            continue
        place = span(draft, timing.zone, log)
        if place != (original, original + length):
            moved[original] = place
        overrides[original] = _override(draft, event, original)
    timing = replace(timing, removed=frozenset(removed), moved=moved)
    differing = (override for override in overrides.values() if override != ReadOverride(override.original))
    return replace(event, timing=timing, overrides=tuple(sorted(differing, key=lambda override: override.original)))


def _override(draft: Draft, event: ReadEvent, original: datetime) -> ReadOverride:
    status = draft.status if draft.status != event.status else None
    if event.is_private:
        return ReadOverride(original, status=status)
    component = draft.component
    description = texts.text_of(component, "DESCRIPTION", LONGEST_DESCRIPTION, has_lines=True)
    url = texts.address_of(component)
    return ReadOverride(
        original,
        # A cancellation often says nothing but which occurrence it is.
        title=draft.title if draft.title not in ("", event.title) else None,
        place=draft.place if draft.place != event.place and component.first("LOCATION") else None,
        description=description if description not in ("", event.description) else None,
        url=url if url not in ("", event.url) else None,
        status=status,
    )


def split(event: ReadEvent, changed: ReadEvent, original: datetime, log: Log) -> list[ReadEvent]:
    """Return the series up to an occurrence, and the changed one from it onwards (RANGE=THISANDFUTURE)."""
    if changed.is_private and not event.is_private:
        tail = replace(changed, overrides=())
    else:
        tail = replace(
            changed,
            title=changed.title or event.title,
            place=changed.place or event.place,
            description=changed.description or event.description,
            overrides=_later_overrides(event, original, changed.timing.start - original),
        )
    tail = replace(tail, timing=_later(event.timing, changed.timing, original, log, event.title))
    if event.is_private:
        tail = replace(tail, title="", place="", description="", is_private=True)
    if original <= event.timing.start:
        return [replace(tail, uid=event.uid)]
    head = replace(
        event,
        timing=_earlier(event.timing, original),
        overrides=tuple(override for override in event.overrides if override.original < original),
    )
    return [head, replace(tail, uid=f"{event.uid}#{original:%Y%m%dT%H%M%S}")]


def _later_overrides(event: ReadEvent, original: datetime, shift: timedelta) -> tuple[ReadOverride, ...]:
    return tuple(
        replace(override, original=override.original + shift)
        for override in event.overrides
        if override.original > original
    )


def _earlier(timing: Timing, original: datetime) -> Timing:
    parts = ical_rules.parts_of(timing.rule)
    if parts:
        parts.pop("COUNT", None)
        last = original - (timedelta(days=1) if timing.is_all_day else timedelta(seconds=1))
        until = ical_rules.until_text(last, timing.zone, is_all_day=timing.is_all_day)
        parts["UNTIL"] = min(parts.get("UNTIL", until), until)
    return replace(
        timing,
        rule=ical_rules.joined(parts),
        extra=tuple(start for start in timing.extra if start < original),
        removed=frozenset(start for start in timing.removed if start < original),
        moved={start: place for start, place in timing.moved.items() if start < original},
    )


def _later(timing: Timing, changed: Timing, original: datetime, log: Log, where: str) -> Timing:
    shift = changed.start - original
    rule = changed.rule or _rest_of_rule(timing, original, shift, log, where)
    return replace(
        changed,
        rule=rule,
        extra=tuple(start + shift for start in timing.extra if start > original),
        removed=frozenset(start + shift for start in timing.removed if start > original),
        moved={start + shift: place for start, place in timing.moved.items() if start > original},
    )


def _rest_of_rule(timing: Timing, original: datetime, shift: timedelta, log: Log, where: str) -> str:
    parts = ical_rules.parts_of(timing.rule)
    if "COUNT" in parts:
        left = int(parts["COUNT"]) - _count_before(timing, original)
        if left <= 1:
            return ""
        parts["COUNT"] = str(left)
    days = ((original + shift).date() - original.date()).days
    if days:
        if parts.get("FREQ") == "WEEKLY" and "BYDAY" in parts:
            moved = [_WEEK[(_WEEK.index(day) + days) % 7] for day in parts["BYDAY"].split(",")]
            parts["BYDAY"] = ",".join(moved)
        elif any(name.startswith("BY") for name in parts):
            log.add(ProblemKind.SERIES_SPLIT, where)
    return ical_rules.joined(parts)


def _count_before(timing: Timing, original: datetime) -> int:
    # Few calendars need it.
    from dateutil.rrule import rrulestr

    starts = islice(rrulestr(timing.rule, dtstart=timing.start), _MOST_COUNTED)
    return sum(1 for _start in takewhile(lambda start: start < original, starts))
