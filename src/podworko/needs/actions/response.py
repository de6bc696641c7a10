"""Changes of who, and what, responds to a problem."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.needs.actions.writing import changing
from podworko.needs.models import Problem, Response
from podworko.organisations.actions.writing import check_known

FIELDS = ("organisation_id", "event_id", "resource_id", "note")
_TARGETS = FIELDS[:3]


def add_response(problem: Problem, *, values: Values, by: Actor | None, token: UUID | None = None) -> Response:
    """Write down that an organisation, an event or a resource answers a problem. `token` as in `core.submission`."""
    check_known(values, FIELDS)
    if sum(values.get(name) is not None for name in _TARGETS) != 1:
        raise ValidationError(_("Wybierz jedno: organizację, wydarzenie albo zasób."), code="one_target")
    with changing(problem):
        claimed = submission.claim(token, by=by)
        made = audit.create(Response(problem=problem, **values), verb="add_response", by=by)
        submission.made(claimed, made.pk)
    return made


def delete_response(response: Response, *, by: Actor | None) -> AuditEntry:
    """Take an answer away; return the history entry that brings it back."""
    with changing(response.problem):
        return deletion.delete(audit.lock(response), verb="delete_response", by=by)


def bring_back_response(entry: AuditEntry, *, by: Actor | None, verb: str = "bring_back_response") -> models.Model:
    """Put an answer back that was taken away."""
    problem = Problem.objects.filter(pk=(entry.before or {}).get("problem_id", 0)).select_related("area").first()
    if problem is None:
        raise ValidationError(_("Nie ma już problemu, do którego to należało."), code="no_place")
    with changing(problem):
        return deletion.bring_back(entry, verb=verb, by=by)
