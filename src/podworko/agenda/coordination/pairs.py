"""The definition of what is found about two occurrences, and how findings of two events become one. Pure functions.

`scan` and `check` find the same in columns; tests compare both, pair by pair.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import sqrt

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.values import (
    DAY,
    EVERYONE,
    SENIORS,
    Limits,
    Match,
    Pair,
    Planned,
    end_of,
    last_day_of,
    people,
    position,
    week_of,
)

HOUR = 3600
ORDER = {kind: number for number, kind in enumerate(FindingKind)}
Meeting = tuple[Planned, Planned, Match]


def compare(one: Planned, other: Planned, limits: Limits) -> list[Match]:
    """Return what is to be said about two occurrences; nothing about two of one event."""
    if one.event == other.event:
        return []
    found: list[Match] = []
    joined = _join(one, other, limits)
    if joined is not None:
        found.append(joined)
    if joined is None or not joined.is_same_day:
        found += _compete(one, other, limits)
    found += [*_room(one, other), *_equipment(one, other)]
    return [*found, *_needed(one, other, limits), *_person(one, other, limits)]


def _join(one: Planned, other: Planned, limits: Limits) -> Match | None:
    """They can become one: near, for the same people, of different organisers.

    On the same day: strength 2; one more when they are of one kind, or when both have hours with less than one hour
    between them; one less when only „everyone” makes the people the same, and one less when a date is pencilled in.
    In the same week (Monday to Sunday), but on no day in common: only of one kind, strength 1.
    """
    metres = distance(one, other)
    shared, is_vague = in_common(one.audiences, other.audiences)
    if metres is None or metres > limits.join_metres or not shared or one.organisers & other.organisers:
        return None
    is_same_theme = _have_theme(one, other)
    if _share_day(one, other, limits):
        both = one.is_timed and other.is_timed
        is_close = is_same_theme or (both and _gap(one, other) < HOUR)
        strength = 2 + is_close - is_vague - (one.is_tentative or other.is_tentative)
        minutes = max(0, _minutes(_gap(one, other))) if both else 0
        return Match(FindingKind.JOIN, max(1, strength), metres, shared, minutes, True, is_same_theme)
    if is_same_theme and _share_week(one, other, limits):
        return Match(FindingKind.JOIN, 1, metres, shared, 0, False, is_same_theme)
    return None


def _compete(one: Planned, other: Planned, limits: Limits) -> Iterator[Match]:
    """Nobody can be at both: both have hours, and between them is less time than the way from one to the other takes.

    Of different organisers, for the same people, both of them within reach (`catchment_metres`), each shorter than
    24 hours (nobody spends a whole exhibition there). Strength 2 when they overlap, 3 when they do for half of the
    shorter one; one less when only „everyone” makes the people the same; 1 when only the way is too long.
    """
    metres = distance(one, other)
    shared, is_vague = in_common(one.audiences, other.audiences)
    if metres is None or metres > limits.catchment_metres or not shared or one.organisers & other.organisers:
        return
    if not (_has_hours(one) and _has_hours(other)):
        return
    gap = _gap(one, other)
    if gap >= way(metres, limits):
        return
    shorter = min(end_of(one) - one.starts, end_of(other) - other.starts)
    strength = 2 + (-gap * 2 >= shorter) - is_vague if gap < 0 else 1
    is_same_day, is_same_theme = _share_day(one, other, limits), _have_theme(one, other)
    yield Match(FindingKind.COMPETE, strength, metres, shared, _minutes(gap), is_same_day, is_same_theme)


def _room(one: Planned, other: Planned) -> Iterator[Match]:
    """The same room twice at a time, whoever organises it. Strength 3. Pencilled dates book nothing."""
    if one.room is not None and one.room == other.room and _both_take(one, other):
        yield Match(FindingKind.ROOM, 3, minutes=_minutes(_gap(one, other)))


def _equipment(one: Planned, other: Planned) -> Iterator[Match]:
    """The same equipment twice at a time, whoever organises it. Strength 3. Pencilled dates book nothing."""
    if set(one.equipment) & set(other.equipment) and _both_take(one, other):
        yield Match(FindingKind.EQUIPMENT, 3, minutes=_minutes(_gap(one, other)))


def _needed(one: Planned, other: Planned, limits: Limits) -> Iterator[Match]:
    """The same institution is needed in two places: less time between them than the way takes.

    Both have hours and are shorter than 24 of them, and the places are known to be two: farther apart than
    `apart_metres`, not one registered place. Strength 2 when they overlap, 1 when only the way is too long.
    """
    metres = distance(one, other)
    if metres is None or metres <= limits.apart_metres or not one.organisers & other.organisers:
        return
    if not (_has_hours(one) and _has_hours(other)):
        return
    gap = _gap(one, other)
    if gap < min(way(metres, limits), limits.longest_way * 60):
        yield Match(FindingKind.NEEDED, 2 if gap < 0 else 1, metres, minutes=_minutes(gap))


def _person(one: Planned, other: Planned, limits: Limits) -> Iterator[Match]:
    """The same person is needed twice: at one time, or with less time between them than the way takes.

    Both have hours and are shorter than 24 of them. Nobody is in two rooms at once, so that one place is no excuse;
    but where a distance is not known, or is no more than `apart_metres`, there is no way. Strength 3 when they
    overlap, 2 when only the way is too long.
    """
    if not (set(one.helpers) & set(other.helpers) and _has_hours(one) and _has_hours(other)):
        return
    metres, gap = distance(one, other), _gap(one, other)
    walked = metres if metres is not None and metres > limits.apart_metres else 0
    if gap < min(way(walked, limits), limits.longest_way * 60):
        yield Match(FindingKind.PERSON, 3 if gap < 0 else 2, metres, minutes=_minutes(gap))


# What two occurrences are to each other


def distance(one: Planned, other: Planned) -> int | None:
    """Return whole metres as the crow flies, 0 within one registered place; None where a point is not known."""
    if one.place is not None and one.place == other.place:
        return 0
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    x, y, z = position(one.latitude, one.longitude)
    other_x, other_y, other_z = position(other.latitude, other.longitude)
    across, along, up = x - other_x, y - other_y, z - other_z
    return round(sqrt(across * across + along * along + up * up))


def in_common(one: int, other: int) -> tuple[int, bool]:
    """Return for whom two audiences both are, and whether only „everyone” makes it so.

    Those that both name; else those that one takes in of the other; else whom the other names beside „everyone”.
    """
    named, other_named = one & ~EVERYONE, other & ~EVERYONE
    both = named & other_named or people(named) & people(other_named) & ~SENIORS
    if both:
        return both, False
    if one & EVERYONE and other & EVERYONE:
        return EVERYONE, True
    if one & EVERYONE:
        return other_named, True
    return (named, True) if other & EVERYONE else (0, False)


def _share_day(one: Planned, other: Planned, limits: Limits) -> bool:
    return one.first_day <= last_day_of(other, limits) and other.first_day <= last_day_of(one, limits)


def _share_week(one: Planned, other: Planned, limits: Limits) -> bool:
    first, last = week_of(one.first_day), week_of(last_day_of(one, limits))
    return first <= week_of(last_day_of(other, limits)) and week_of(other.first_day) <= last


def _have_theme(one: Planned, other: Planned) -> bool:
    return one.kind is not None and one.kind == other.kind


def way(metres: int, limits: Limits) -> int:
    """Return the seconds that a way takes on foot."""
    return -(-metres * 60 // limits.walking_speed)


def _gap(one: Planned, other: Planned) -> int:
    """Return the seconds between two occurrences; below zero, those in which both last."""
    return max(one.starts, other.starts) - min(end_of(one), end_of(other))


def _minutes(gap: int) -> int:
    return -gap // 60 if gap < 0 else -(gap // 60)


def _has_hours(planned: Planned) -> bool:
    return planned.is_timed and not planned.is_tentative and end_of(planned) - planned.starts < DAY


def _both_take(one: Planned, other: Planned) -> bool:
    return not one.is_tentative and not other.is_tentative and _gap(one, other) < 0


# Findings of two events


def gather(meetings: Iterable[Meeting]) -> list[Pair]:
    """Make one finding of all meetings of two events that are of one kind, in the order of events and kinds.

    Where some can be joined on the same day, those in the same week are not worth saying.
    """
    ordered = sorted(map(_turned, meetings), key=_key)
    return [_pair(list(group)) for _which, group in groupby(ordered, key=lambda meeting: _key(meeting)[:3])]


def _turned(meeting: Meeting) -> Meeting:
    one, other, match = meeting
    return meeting if one.event < other.event else (other, one, match)


def _key(meeting: Meeting) -> tuple[int, int, int, int, int]:
    one, other, match = meeting
    return one.event, other.event, ORDER[match.kind], one.starts, other.starts


def _pair(meetings: list[Meeting]) -> Pair:
    one, other, first = meetings[0]
    if first.kind == FindingKind.JOIN and any(match.is_same_day for _one, _other, match in meetings):
        meetings = [meeting for meeting in meetings if meeting[2].is_same_day]
    matches = [match for _one, _other, match in meetings]
    known = [match.metres for match in matches if match.metres is not None]
    shared = 0
    for match in matches:
        shared |= match.shared
    return Pair(
        kind=first.kind,
        first=one.event,
        second=other.event,
        dates=tuple((one.starts, other.starts) for one, other, _match in meetings),
        strength=max(match.strength for match in matches),
        metres=min(known, default=None),
        shared=shared,
        minutes=max(match.minutes for match in matches),
        is_same_day=any(match.is_same_day for match in matches),
        is_same_theme=any(match.is_same_theme for match in matches),
    )
