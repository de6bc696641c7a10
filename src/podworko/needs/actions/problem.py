"""Changes of problems: new, changed, looked at again, joined, set apart, deleted, brought back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.text import sort_key
from podworko.core.visibility import Visibility
from podworko.needs.actions.writing import announce, changing, refuse_circles
from podworko.needs.choices import ProblemState
from podworko.needs.joining import joined_in
from podworko.needs.models import Evidence, Problem
from podworko.organisations.actions.writing import check_known
from podworko.organisations.choices import Precision
from podworko.places.models import Area
from podworko.resources.choices import Audience

OWN_FIELDS = (
    *("organisation_id", "kind", "title", "description", "audiences", "state", "state_reason", "visibility"),
    *("came_by", "location_id", "place_name", "latitude", "longitude", "precision", "is_own_judgement"),
    *("uncovered", "paper_supports", "reviewed_on"),
)
EVIDENCE_FIELDS = ("kind", "text", "source", "dated", "url")
_WIDEST_FIRST = list(Visibility)


def add_problem(
    *, area: Area, values: Values, by: Actor | None, evidence: Sequence[Values] = (), token: UUID | None = None
) -> Problem:
    """Write a problem down with what shows it; without any it must be marked as somebody's own judgement.

    `token` as in `core.submission`.
    """
    check_known(values, OWN_FIELDS)
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        problem = Problem(area=area, entered_by_id=by.pk if by else None, **_settled(values))
        problem.sort_key = sort_key(problem.title)
        _check(problem, has_evidence=bool(evidence))
        audit.create(problem, verb="add_problem", by=by)
        for each in evidence:
            check_known(each, EVIDENCE_FIELDS)
            audit.create(Evidence(problem=problem, **each), verb="add_evidence", by=by)
        submission.made(claimed, problem.pk)
        announce(area, [problem.pk])
    return problem


def change_problem(
    problem: Problem, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_problem"
) -> Problem:
    """Give a problem new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, OWN_FIELDS)
    with changing(problem):
        fresh = audit.lock(problem, version)
        own = _settled(values)
        if "title" in own:
            own["sort_key"] = sort_key(own["title"])
        if own.get("state", ProblemState.DECLINED) != ProblemState.DECLINED:
            own["state_reason"] = ""
        _check(Problem(**{**audit.snapshot(fresh), **own}), has_evidence=fresh.evidence.exists())
        audit.change(fresh, own, verb=verb, by=by)
    return fresh


def restore_problem(problem: Problem, *, values: Values, by: Actor | None, verb: str) -> Problem:
    """Write earlier values back; what was joined since is set apart, and the other way round."""
    rest = {name: value for name, value in values.items() if name != "merged_into_id"}
    with transaction.atomic():
        fresh = change_problem(problem, values=rest, by=by, verb=verb)
        into = values.get("merged_into_id", fresh.merged_into_id)
        if into is None and fresh.merged_into_id is not None:
            return separate_problem(fresh, by=by, verb=verb)
        if into is not None and into != fresh.merged_into_id:
            kept = Problem.objects.filter(pk=into).first()
            if kept is not None:
                return merge_problem(fresh, into=kept, by=by, verb=verb)
    return fresh


def review_problem(problem: Problem, *, by: Actor | None) -> Problem:
    """Write down that somebody has looked at a problem today, and that it is as it stands."""
    return change_problem(problem, values={"reviewed_on": timezone.localdate()}, by=by, verb="review_problem")


def merge_problem(problem: Problem, *, into: Problem, by: Actor | None, verb: str = "merge_problem") -> Problem:
    """Join a problem to another one that is the same; the other is kept, and shows what belongs to both."""
    with changing(problem, into):
        fresh, kept = audit.lock(problem), audit.lock(into)
        if fresh.area_id != kept.area_id:
            raise ValidationError(_("Połączyć można tylko problemy jednego osiedla."), code="other_area")
        if joined_in(kept.area).kept_for(kept.pk) == fresh.pk:
            raise ValidationError(_("Ten drugi jest już połączony z tym. Wybierz inny."), code="same")
        if _WIDEST_FIRST.index(Visibility(kept.visibility)) > _WIDEST_FIRST.index(Visibility(fresh.visibility)):
            raise ValidationError(
                _("Ten drugi widzi mniej osób, więc dla części ten by zniknął. Najpierw zmień, kto go widzi."),
                code="narrower",
            )
        audit.change(fresh, {"merged_into_id": kept.pk}, verb=verb, by=by)
        refuse_circles(fresh.area)
    return fresh


def separate_problem(problem: Problem, *, by: Actor | None, verb: str = "separate_problem") -> Problem:
    """Take back that a problem was joined to another one: each has again exactly what it had."""
    before = [problem, problem.merged_into] if problem.merged_into else [problem]
    with changing(*before):
        fresh = audit.lock(problem)
        audit.change(fresh, {"merged_into_id": None}, verb=verb, by=by)
    return fresh


def delete_problem(problem: Problem, *, by: Actor | None) -> AuditEntry:
    """Delete a problem with all that belongs to it; return the history entry that brings it back."""
    with changing(problem):
        return deletion.delete(audit.lock(problem), verb="delete_problem", by=by)


def bring_back_problem(entry: AuditEntry, *, by: Actor | None, verb: str = "bring_back_problem") -> models.Model:
    """Put a deleted problem back with all that belonged to it."""
    with transaction.atomic():
        problem = deletion.bring_back(entry, verb=verb, by=by)
        area = Area.objects.get(pk=Problem.objects.values_list("area", flat=True).get(pk=problem.pk))
        refuse_circles(area)
        announce(area, [problem.pk])
    return problem


def _settled(values: Values) -> dict[str, Any]:
    """Return the values with one place only: what is in the register has no point of its own."""
    own = dict(values)
    if own.get("location_id"):
        own |= {"latitude": None, "longitude": None, "precision": Precision.NONE}
    return own


def _check(problem: Problem, *, has_evidence: bool) -> None:
    errors: dict[str, Any] = {}
    if set(problem.audiences) - set(Audience.values):
        errors["audiences"] = _("Wybierz z listy, kogo to dotyczy.")
    if problem.state == ProblemState.DECLINED and not problem.state_reason.strip():
        errors["state_reason"] = _("Napisz, dlaczego nie. Przeczyta to każdy, kto widzi ten problem.")
    if not has_evidence and not problem.is_own_judgement:
        errors["is_own_judgement"] = _("Podaj, skąd to wiadomo, albo zaznacz, że to ocena autora.")
    if problem.precision == Precision.NONE and (problem.latitude is not None or problem.longitude is not None):
        errors["precision"] = _("Napisz, jak dokładny jest ten punkt.")
    if errors:
        raise ValidationError(errors)
