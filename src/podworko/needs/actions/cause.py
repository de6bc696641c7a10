"""Changes of what comes of what."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from podworko.core import audit, deletion
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry
from podworko.needs.actions.writing import changing, refuse_circles
from podworko.needs.joining import joined_in
from podworko.needs.models import Cause, Problem


def add_cause(effect: Problem, *, cause: Problem, by: Actor | None) -> Cause:
    """Write down that a problem comes of another one of its area; refused where that would close a circle."""
    with changing(effect, cause):
        # In the order of their ids, so that two people who link at once do not wait for each other.
        for pk in sorted({effect.pk, cause.pk}):
            audit.lock(effect if pk == effect.pk else cause)
        if effect.area_id != cause.area_id:
            raise ValidationError(_("Łączyć można tylko problemy jednego osiedla."), code="other_area")
        joined = joined_in(effect.area)
        if joined.kept_for(effect.pk) == joined.kept_for(cause.pk):
            raise ValidationError(_("To ten sam problem: nie jest przyczyną samego siebie."), code="circle")
        if Cause.objects.filter(cause=cause, effect=effect).exists():
            raise ValidationError(_("To już jest zapisane."), code="already")
        made = audit.create(Cause(cause=cause, effect=effect), verb="add_cause", by=by)
        refuse_circles(effect.area)
    return made


def delete_cause(link: Cause, *, by: Actor | None) -> AuditEntry:
    """Take away that one problem comes of another; return the history entry that brings it back."""
    with changing(link.effect, link.cause):
        return deletion.delete(audit.lock(link), verb="delete_cause", by=by)


def bring_back_cause(entry: AuditEntry, *, by: Actor | None, verb: str = "bring_back_cause") -> models.Model:
    """Put a link back that was taken away, unless it would close a circle by now."""
    known = entry.before or {}
    problems = list(Problem.objects.filter(pk__in=[known.get("effect_id"), known.get("cause_id")]))
    if not problems:
        raise ValidationError(_("Nie ma już problemu, do którego to należało."), code="no_place")
    with changing(*problems):
        link = deletion.bring_back(entry, verb=verb, by=by)
        refuse_circles(problems[0].area)
    return link
