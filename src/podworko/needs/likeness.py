"""Which problems may be the same as one that is being reported: a similar name, or a like one near by."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from podworko.agenda.nearness import distance
from podworko.core.text import fold
from podworko.needs.models import Problem

ALIKE = 80
"""Of 100, from which two names may mean the same."""
ALIKE_NEAR_BY = 60
"""The same where both have a point, and these lie near."""
NEAR = 300.0
"""Metres."""
MOST = 5
LONGEST_LOOK = 2000
"""Problems that are compared: more than any area has, and few enough for a form that is being typed."""


class Point(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


def alike(
    title: str, point: Point | None, problems: Iterable[Problem], *, leaving_out: Collection[int] = ()
) -> list[Problem]:
    """Return the problems that may be the same, the likest first."""
    folded = fold(title)
    found = []
    for problem in problems:
        if problem.pk in leaving_out:
            continue
        likeness = fuzz.token_set_ratio(folded, fold(problem.title))
        if likeness >= (ALIKE_NEAR_BY if _is_near(point, point_of(problem)) else ALIKE):
            found.append((-likeness, problem.pk, problem))
    return [problem for _likeness, _pk, problem in sorted(found, key=lambda each: each[:2])[:MOST]]


def point_of(problem: Problem) -> Point | None:
    """Return where a problem lies: its place in the register, or its own point."""
    place = problem.location
    if place is not None and place.latitude is not None and place.longitude is not None:
        return Point(place.latitude, place.longitude)
    if problem.latitude is not None and problem.longitude is not None:
        return Point(problem.latitude, problem.longitude)
    return None


def _is_near(one: Point | None, other: Point | None) -> bool:
    return one is not None and other is not None and distance(*one, *other) <= NEAR
