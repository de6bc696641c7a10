"""Changes of reports: left by anybody, decided on by those who coordinate the area."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.core import left, tokens
from podworko.core.audit import Actor, Values
from podworko.needs.actions.problem import add_problem
from podworko.needs.choices import ReportState
from podworko.needs.models import Problem, Report
from podworko.organisations.actions.writing import check_known
from podworko.places.freshness import bump_area
from podworko.places.models import Area
from podworko.resources.choices import Audience

FIELDS = ("kind", "title", "description", "place_name", "audiences", "contact")


@transaction.atomic
def report_problem(*, area: Area, values: Values, token: UUID, by: Actor | None) -> Report:
    """Leave a report for those who coordinate an area; mostly nobody has signed in. `token`: `core.submission`."""
    check_known(values, FIELDS)
    if set(values.get("audiences", ())) - set(Audience.values):
        raise ValidationError({"audiences": _("Wybierz z listy, kogo to dotyczy.")})
    report = Report(area=area, token_digest=tokens.digest(Report.secret_of(token)), **values)
    return left.leave(report, token=token, verb="report_problem", by=by)


@transaction.atomic
def take_report(  # noqa: PLR0913 – what `add_problem` takes
    report: Report,
    *,
    area: Area,
    values: Values,
    by: Actor | None,
    evidence: Sequence[Values] = (),
    token: UUID | None = None,
) -> Problem:
    """Make a problem of a report; `values`, `evidence`, `token` as in `add_problem`."""
    problem = add_problem(area=area, values=values, by=by, evidence=evidence, token=token)
    fresh = _waiting(report)
    fresh.problem = problem
    _decide(fresh, ReportState.TAKEN, verb="take_report", by=by)
    return problem


@transaction.atomic
def join_report(report: Report, *, problem: Problem, by: Actor | None) -> Report:
    """Say that a report is of something that is known already: whoever sent it is led there."""
    fresh = _waiting(report)
    if problem.area_id != fresh.area_id:
        raise ValidationError(_("Ten problem należy do innego osiedla."), code="other_area")
    fresh.problem = problem
    _decide(fresh, ReportState.JOINED, verb="join_report", by=by)
    bump_area(fresh.area)
    return fresh


@transaction.atomic
def decline_report(report: Report, *, reason: str, by: Actor | None) -> Report:
    """Say no, and why: whoever reported it reads that."""
    why = left.check_reason(reason)
    fresh = _waiting(report)
    fresh.reason = why
    _decide(fresh, ReportState.DECLINED, verb="decline_report", by=by)
    return fresh


def _waiting(report: Report) -> Report:
    return left.lock_waiting(report, _("Ktoś już rozpatrzył to zgłoszenie."))


def _decide(report: Report, state: ReportState, *, verb: str, by: Actor | None) -> None:
    left.decide(report, state, verb=verb, by=by, told={"problem_id": report.problem_id})
