"""What a new problem begins with: nothing, what somebody reported, or what was looked for in vain."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.core.visibility import Visibility
from podworko.needs import sought as log
from podworko.needs.actions import problem as problems
from podworko.needs.actions.report import take_report
from podworko.needs.actions.sought import take_sought
from podworko.needs.choices import CameBy, EvidenceKind, ProblemKind, ProblemState
from podworko.needs.models import Problem, Report, Sought
from podworko.needs.views import fetching


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form says at first, and what becomes of it."""

    add: Callable[..., Problem] = problems.add_problem
    initial: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    """Tells its draft from others."""
    report: Report | None = None
    sought: Sought | None = None


def of(request: HttpRequest, area_slug: str) -> Beginning:
    """Return what an address begins with by `?report=12` or `?sought=7`; 404 if there is none."""
    if report := fetching.report_asked_for(request, area_slug):
        return Beginning(partial(take_report, report), _as_reported(report), f"-{report.pk}", report=report)
    if sought := fetching.sought_asked_for(request, area_slug):
        return Beginning(partial(take_sought, sought), _as_sought(sought), f"-sought-{sought.pk}", sought=sought)
    return Beginning()


def _as_reported(report: Report) -> dict[str, Any]:
    names = ("kind", "title", "description", "place_name", "audiences")
    # Whoever takes it has just read it, and the page says that others will.
    taken = {"came_by": CameBy.FORM, "state": ProblemState.ACKNOWLEDGED, "visibility": Visibility.PUBLIC}
    return {**{name: getattr(report, name) for name in names}, **taken, "is_own_judgement": True}


def _as_sought(sought: Sought) -> dict[str, Any]:
    told, searched, first, last = log.how_often(sought)
    counted = _("Ktoś o to pytał: %(told)s. Dni, w których szukano tego na stronie: %(searched)s.")
    span = "–".join(dict.fromkeys(date_format(day, "j.m.Y") for day in (first, last) if day))
    return {
        "kind": ProblemKind.NEED,
        "title": sought.words,
        "audiences": sorted({day.audience for day in sought.days.exclude(audience="")}),
        "came_by": CameBy.COORDINATOR,
        "state": ProblemState.ACKNOWLEDGED,
        "visibility": Visibility.PUBLIC,
        "evidence_kind": EvidenceKind.STATISTIC,
        "evidence_text": counted % {"told": told, "searched": searched},
        "evidence_source": _("dziennik „nie znaleziono”"),
        "evidence_dated": span,
    }
