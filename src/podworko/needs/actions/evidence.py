"""Changes of what shows a problem."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.needs.actions.problem import EVIDENCE_FIELDS
from podworko.needs.actions.writing import changing
from podworko.needs.models import Evidence, Problem
from podworko.organisations.actions.writing import check_known


def add_evidence(problem: Problem, *, values: Values, by: Actor | None, token: UUID | None = None) -> Evidence:
    """Write down where a problem is known from. `token` as in `core.submission`."""
    check_known(values, EVIDENCE_FIELDS)
    with changing(problem):
        claimed = submission.claim(token, by=by)
        made = audit.create(Evidence(problem=problem, **values), verb="add_evidence", by=by)
        submission.made(claimed, made.pk)
    return made


def change_evidence(
    evidence: Evidence, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_evidence"
) -> Evidence:
    """Give evidence new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, EVIDENCE_FIELDS)
    with changing(evidence.problem):
        fresh = audit.lock(evidence, version)
        audit.change(fresh, values, verb=verb, by=by)
    return fresh


def delete_evidence(evidence: Evidence, *, by: Actor | None) -> AuditEntry:
    """Delete evidence; refused for the last one of a problem that is nobody's own judgement."""
    with changing(evidence.problem):
        problem = audit.lock(evidence.problem)
        if not problem.is_own_judgement and not problem.evidence.exclude(pk=evidence.pk).exists():
            raise ValidationError(
                _("To jedyne, skąd to wiadomo. Najpierw dodaj coś innego albo zaznacz, że to ocena autora."),
                code="last_evidence",
            )
        return deletion.delete(audit.lock(evidence), verb="delete_evidence", by=by)


def bring_back_evidence(entry: AuditEntry, *, by: Actor | None, verb: str = "bring_back_evidence") -> models.Model:
    """Put deleted evidence back."""
    problem = Problem.objects.filter(pk=(entry.before or {}).get("problem_id", 0)).select_related("area").first()
    if problem is None:
        raise ValidationError(_("Nie ma już problemu, do którego to należało."), code="no_place")
    with changing(problem):
        return deletion.bring_back(entry, verb=verb, by=by)
