"""The tree of problems of an area, or the part round one: a picture, and the same as a list in a list."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from podworko.core.svg_ladder import LadderPicture, Rung, draw
from podworko.core.visibility import Reach
from podworko.needs import ladder, links, reading
from podworko.needs.models import Cause, Problem
from podworko.places.models import Area

MOST_DRAWN = 40
"""Boxes that can still be read as a picture; the list has no such limit."""


@dataclass(frozen=True, slots=True)
class Node:
    """A problem in the list, and below it what it comes of."""

    problem: Problem
    url: str
    causes: list["Node"] = field(default_factory=list)
    is_repeated: bool = False
    """What it comes of is told further up."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What comes of what."""

    picture: SafeString
    """Empty where there are too many to draw."""
    nodes: list[Node]
    """What nothing else comes of, first."""
    alone: list[Node]
    """Problems that are joined to no other one."""


def tree_of(area: Area, reach: Reach, about: int | None = None) -> Tree:
    """Read what comes of what in an area as far as a person sees both; `about`: only what is round this problem."""
    problems, pairs = reading.links_of(area, reach)
    if about is not None:
        pairs = ladder.round_about(about, pairs)
    linked = {pk for pair in pairs for pk in pair}
    causes: dict[int, list[int]] = defaultdict(list)
    for cause, effect in pairs:
        causes[effect].append(cause)
    ends = _sorted(linked - {cause for cause, _effect in pairs}, problems)
    told: set[int] = set()
    nodes = [_node(pk, problems, causes, told) for pk in ends]
    alone = [] if about is not None else [_alone(problems[pk]) for pk in _sorted(set(problems) - linked, problems)]
    return Tree(_picture(area, problems, pairs, about), nodes, alone)


def causes_of(problem: Problem, reach: Reach) -> list[tuple[int, Problem, str]]:
    """Return what a problem itself was said to come of: id of the link, the cause, and its address."""
    seen = Problem.objects.visible_to(reach).values("pk")
    rows = Cause.objects.filter(effect=problem, cause__in=seen).select_related("cause__area")
    return [(link.pk, link.cause, links.page(link.cause)) for link in rows]


def _node(pk: int, problems: dict[int, Problem], causes: dict[int, list[int]], told: set[int]) -> Node:
    problem = problems[pk]
    url = links.page(problem)
    below = _sorted(causes.get(pk, ()), problems)
    if pk in told and below:
        return Node(problem, url, is_repeated=True)
    told.add(pk)
    return Node(problem, url, [_node(cause, problems, causes, told) for cause in below])


def _alone(problem: Problem) -> Node:
    return Node(problem, links.page(problem))


def _sorted(pks: set[int] | list[int] | tuple[int, ...], problems: dict[int, Problem]) -> list[int]:
    return sorted(pks, key=lambda pk: (problems[pk].sort_key, pk))


def _picture(area: Area, problems: dict[int, Problem], pairs: set[tuple[int, int]], about: int | None) -> SafeString:
    heights = ladder.rungs(pairs)
    if not heights or len(heights) > MOST_DRAWN:
        return SafeString()
    picture = LadderPicture(
        title=_("Drzewo problemów: %(area)s") % {"area": area.full_label},
        description=_(
            "Na dole przyczyny, nad nimi skutki. Pól: %(boxes)d, strzałek: %(arrows)d. To samo jest na liście niżej."
        )
        % {"boxes": len(heights), "arrows": len(pairs)},
        rungs=[Rung(pk, problems[pk].title, heights[pk]) for pk in _sorted(set(heights), problems)],
        links=sorted(pairs),
        chosen=about,
    )
    # The renderer escapes every text that it is given.
    return mark_safe(draw(picture))  # noqa: S308
