"""What the list and the page of problems show, as far as a person may see it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from podworko.core.visibility import Reach
from podworko.needs import links
from podworko.needs.choices import OPEN_STATES, ProblemKind, ProblemState
from podworko.needs.joining import Joined, joined_in
from podworko.needs.models import Cause, Evidence, Problem, Response, Support
from podworko.places.models import Area
from podworko.resources.choices import Audience

PAGE = 30
SORTS = ("newest", "name", "supports")
OPEN = "open"
"""In the place of a state: all in which something is left to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of the problems, as the address holds it; what makes no sense is passed over."""

    state: str = ""
    group: str = ""
    kind: str = ""
    is_unanswered: bool = False
    sort: str = SORTS[0]

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Wanted":
        """Read it from an address."""
        state, group, kind = values.get("state", ""), values.get("group", ""), values.get("kind", "")
        sort = values.get("sort", "")
        return cls(
            state=state if state in {OPEN, *ProblemState.values} else "",
            group=group if group in Audience.values else "",
            kind=kind if kind in ProblemKind.values else "",
            is_unanswered=values.get("unanswered") == "1",
            sort=sort if sort in SORTS else SORTS[0],
        )

    @property
    def is_narrow(self) -> bool:
        """Say whether something is left out."""
        return bool(self.state or self.group or self.kind or self.is_unanswered)


@dataclass(frozen=True, slots=True)
class Row:
    """One problem in a list."""

    problem: Problem
    url: str
    audiences: list[str]
    supports: int
    """Clicks without an account."""
    is_answered: bool
    with_area: bool
    """It lies in an area inside the one whose list this is."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list."""

    rows: list[Row]
    page: "Page[int]"
    total: int
    """How many there are before anything is left out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Who or what answers a problem."""

    response: Response
    name: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a problem says."""

    problem: Problem
    audiences: list[str]
    evidence: list[Evidence]
    answers: list[Answer]
    supports: int
    paper_supports: int
    duplicates: list[Problem]


def list_of(area: Area, reach: Reach, wanted: Wanted, page: str) -> Listed:
    """Read one page of the problems of an area, and of the areas inside it."""
    rows = Problem.objects.visible_to(reach).inside(area).kept()
    joined = joined_in(area)
    answered = answered_of(rows, joined, reach)
    ids = _in_order(_narrowed(rows, wanted, answered), wanted.sort, joined, reach)
    shown = Paginator(ids, PAGE).get_page(page)
    of_page = list(shown.object_list)
    found = Problem.objects.select_related("area").in_bulk(of_page)
    counted = supports_of(of_page, joined, reach)
    listed = [
        Row(
            problem=found[pk],
            url=links.page(found[pk]),
            audiences=audiences_of(found[pk]),
            supports=counted[pk],
            is_answered=pk in answered,
            with_area=found[pk].area_id != area.pk,
        )
        for pk in of_page
    ]
    return Listed(listed, shown, rows.count())


def page_of(problem: Problem, reach: Reach) -> Shown:
    """Read what the page of a problem shows, with what belongs to those that were joined to it."""
    joined = joined_in(problem.area)
    together = sorted(joined.all_of([problem.pk]))
    visible = Problem.objects.visible_to(reach).filter(pk__in=together)
    ids = set(visible.values_list("pk", flat=True))
    return Shown(
        problem=problem,
        audiences=audiences_of(problem),
        evidence=list(Evidence.objects.filter(problem__in=ids).select_related("problem")),
        answers=answers_of(dict.fromkeys(ids, problem.pk), reach)[problem.pk],
        supports=supports_of([problem.pk], joined, reach)[problem.pk],
        paper_supports=sum(visible.values_list("paper_supports", flat=True)),
        duplicates=list(visible.exclude(pk=problem.pk).select_related("area")),
    )


def answers_of(under: Mapping[int, int], reach: Reach) -> dict[int, list[Answer]]:
    """Return who and what answers problems, each once; `under`: id of a problem → under which it is told of."""
    rows = Response.objects.visible_to(reach).filter(problem__in=under)
    related = rows.select_related(
        *("organisation__home_area", "event__area", "resource__organisation__home_area", "problem__area")
    )
    found: dict[int, dict[tuple[str, int | None], Answer]] = defaultdict(dict)
    for response in related:
        target = response.organisation or response.event or response.resource
        if target is None:  # the database knows no such row
            continue
        key = (target._meta.label, target.pk)  # noqa: SLF001
        owner = f" ({response.resource.organisation})" if response.resource else ""
        answer = Answer(response, f"{target}{owner}", _kind(response), links.target(response))
        found[under[response.problem_id]].setdefault(key, answer)
    return defaultdict(list, {pk: list(answers.values()) for pk, answers in found.items()})


def answered_of(rows: Any, joined: Joined, reach: Reach) -> set[int]:
    """Return which problems somebody answers whom the reader may see."""
    under = joined.all_of(rows.values_list("pk", flat=True))
    visible = Problem.objects.visible_to(reach).filter(pk__in=under).values("pk")
    answers = Response.objects.visible_to(reach).filter(problem__in=visible)
    return {under[pk] for pk in answers.values_list("problem", flat=True)}


def supports_of(pks: Sequence[int], joined: Joined, reach: Reach) -> dict[int, int]:
    """Return for each problem in how many browsers somebody has said that it concerns them."""
    under = joined.all_of(pks)
    visible = Problem.objects.visible_to(reach).filter(pk__in=under).values("pk")
    browsers: dict[int, set[str]] = defaultdict(set)
    for pk, browser in Support.objects.filter(problem__in=visible).values_list("problem", "browser_digest"):
        browsers[under[pk]].add(browser)
    return {pk: len(browsers[pk]) for pk in pks}


def links_of(area: Area, reach: Reach) -> tuple[dict[int, Problem], set[tuple[int, int]]]:
    """Return the problems of an area that a person may see, and what comes of what among them."""
    rows = Problem.objects.visible_to(reach).filter(area=area).select_related("area")
    problems = {problem.pk: problem for problem in rows}
    joined = joined_in(area)
    pairs = Cause.objects.filter(cause__in=problems, effect__in=problems).values_list("cause_id", "effect_id")
    found = {(joined.kept_for(cause), joined.kept_for(effect)) for cause, effect in pairs}
    kept = {pk: problem for pk, problem in problems.items() if problem.merged_into_id is None}
    return kept, {(cause, effect) for cause, effect in found if cause != effect and {cause, effect} <= kept.keys()}


def audiences_of(problem: Problem) -> list[str]:
    """Return whom a problem concerns, in words."""
    return [str(Audience(code).label) for code in problem.audiences if code in Audience.values]


def _kind(response: Response) -> str:
    if response.organisation:
        return _("organizacja")
    return _("wydarzenie") if response.event else _("zasób")


def _narrowed(rows: Any, wanted: Wanted, answered: Collection[int]) -> Any:
    if wanted.state:
        states = OPEN_STATES if wanted.state == OPEN else (wanted.state,)
        rows = rows.filter(state__in=states)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.group:
        # JSON lists are asked otherwise on each database; a code between quotes is found on both.
        said = Cast("audiences", TextField())
        everyone = Q(said__contains=f'"{Audience.EVERYONE}"')
        rows = rows.annotate(said=said).filter(Q(said__contains=f'"{wanted.group}"') | everyone)
    if wanted.is_unanswered:
        rows = rows.filter(state__in=OPEN_STATES).exclude(pk__in=answered)
    return rows


def _in_order(rows: Any, sort: str, joined: Joined, reach: Reach) -> list[int]:
    if sort == "name":
        return list(rows.order_by("sort_key", "pk").values_list("pk", flat=True))
    newest = list(rows.order_by("-created_at", "-pk").values_list("pk", flat=True))
    if sort != "supports":
        return newest
    counted = supports_of(newest, joined, reach)
    return sorted(newest, key=lambda pk: -counted[pk])
