"""Changes of reports: left by anybody, decided on by those who coordinate the area."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit, submission, tokens
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
    claimed = submission.claim(token, by=by)
    if set(values.get("audiences", ())) - set(Audience.values):
        raise ValidationError({"audiences": _("Wybierz z listy, kogo to dotyczy.")})
    report = Report(area=area, token_digest=tokens.digest(Report.secret_of(token)), **values)
    report.full_clean()
    report.save(force_insert=True)
    # Nothing of what a stranger wrote goes into the history, which outlives it.
    after = {"area_id": area.pk, "state": report.state}
    audit.record(report, verb="report_problem", before=None, after=after, by=by)
    submission.made(claimed, report.pk)
    return report


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
    if not reason.strip():
        raise ValidationError({"reason": _("Napisz, dlaczego nie.")})
    fresh = _waiting(report)
    fresh.reason = reason.strip()
    _decide(fresh, ReportState.DECLINED, verb="decline_report", by=by)
    return fresh


def _waiting(report: Report) -> Report:
    fresh = audit.lock(report)
    if fresh.state != ReportState.WAITING:
        raise ValidationError(_("Ktoś już rozpatrzył to zgłoszenie."), code="decided")
    return fresh


def _decide(report: Report, state: ReportState, *, verb: str, by: Actor | None) -> None:
    before = {"state": report.state, "problem_id": None, "reason": ""}
    report.state, report.decided_at = state, timezone.now()
    report.full_clean()
    report.save()
    after = {"state": state, "problem_id": report.problem_id, "reason": report.reason}
    audit.record(report, verb=verb, before=before, after=after, by=by)
