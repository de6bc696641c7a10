"""Days with much for one audience, and weeks with nothing. Pure functions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.pairs import in_common
from podworko.agenda.coordination.values import EVERYONE, Density, Limits, Planned, last_day_of

Days = dict[int, set[int]]
"""Day → events."""


def densities(
    planned: Iterable[Planned], audiences: int, first_day: int, last_day: int, limits: Limits
) -> list[Density]:
    """Return where there is much and where nothing for each audience of a mask, from one day to another inclusive.

    Much: `crowded_from` events or more on a day that are meant for this audience; such days in a row are one finding.
    Strength 2 from one and a half times as many, 3 from twice as many. What is for everyone does not count.

    Nothing: `empty_days` days or more in a row without anything for this audience or for everyone. Strength 2 from
    twice as many, 3 from three times as many.

    What is pencilled in counts for neither, nor does anything of which nobody asked for whom it is.
    """
    sure = [each for each in planned if not each.is_tentative and each.audiences]
    found = []
    for bit in _bits(audiences):
        meant, any_for = _by_day(sure, bit, first_day, last_day, limits)
        found += [*_crowded(bit, meant, limits), *_empty(bit, any_for, first_day, last_day, limits)]
    return found


def _bits(audiences: int) -> Iterator[int]:
    while audiences:
        yield audiences & -audiences
        audiences &= audiences - 1


def _by_day(sure: list[Planned], bit: int, first_day: int, last_day: int, limits: Limits) -> tuple[Days, set[int]]:
    """Return the events of each day that are meant for an audience, and the days with anything for it."""
    said: dict[int, tuple[bool, bool]] = {}
    meant: Days = defaultdict(set)
    any_for: set[int] = set()
    for each in sure:
        if each.audiences not in said:
            said[each.audiences] = _meant_for(each.audiences, bit)
        is_meant, is_for = said[each.audiences]
        if not is_for:
            continue
        days = range(max(each.first_day, first_day), min(last_day_of(each, limits), last_day) + 1)
        any_for.update(days)
        if is_meant:
            for day in days:
                meant[day].add(each.event)
    return meant, any_for


def _meant_for(audiences: int, bit: int) -> tuple[bool, bool]:
    """Say whether something is meant for an audience, and whether it is for it at all."""
    if bit == EVERYONE:
        return bool(audiences & EVERYONE), bool(audiences & EVERYONE)
    shared, is_vague = in_common(audiences, bit)
    return bool(shared) and not is_vague, bool(shared)


def _crowded(bit: int, meant: Days, limits: Limits) -> Iterator[Density]:
    crowded = [day for day in sorted(meant) if len(meant[day]) >= limits.crowded_from]
    for first, last in _in_a_row(crowded):
        most = max(len(meant[day]) for day in range(first, last + 1))
        strength = 1 + (most * 2 >= limits.crowded_from * 3) + (most >= limits.crowded_from * 2)
        events = set().union(*(meant[day] for day in range(first, last + 1)))
        yield Density(FindingKind.CROWDED, bit, first, last, tuple(sorted(events)), strength)


def _empty(bit: int, any_for: set[int], first_day: int, last_day: int, limits: Limits) -> Iterator[Density]:
    for first, last in _in_a_row(day for day in range(first_day, last_day + 1) if day not in any_for):
        days = last - first + 1
        if days >= limits.empty_days:
            strength = min(3, days // limits.empty_days)
            yield Density(FindingKind.EMPTY, bit, first, last, (), strength)


def _in_a_row(days: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of days in a row, given in order."""
    for _apart, numbered in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        row = [day for _number, day in numbered]
        yield row[0], row[-1]
