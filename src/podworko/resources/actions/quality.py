"""What is decided about the problems of an entry: put right in one click, or left as it is and why."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.core.text import squeeze
from podworko.organisations.actions.location import change_location
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import Location, Organisation
from podworko.resources.models import IgnoredProblem
from podworko.resources.quality import Kind


def accept_correction(
    organisation: Organisation, *, location: Location | None, kind: Kind, correction: str, by: Actor | None
) -> None:
    """Put right what the check has proposed, by the action that a form would call.

    Raise ValidationError if nothing of this kind can be put right without a person who thinks.
    """
    if kind == Kind.PROBABLE_TYPO:
        change_organisation(organisation, values={"name": correction, "corrected_name": ""}, by=by)
    elif kind == Kind.STREET and location is not None:
        change_location(location, values={"street_name": correction}, by=by)
    elif kind == Kind.FLAT_NUMBER and location is not None:
        house, _stroke, flat = correction.partition("/")
        with transaction.atomic():
            # A flat that was typed into the house number moves to where it belongs; confirmed is this very one.
            values = {"house_number": house, "flat_number": flat, "is_flat_confirmed": True}
            change_location(location, values=values, by=by)
    else:
        raise ValidationError(_("Tego nie da się poprawić jednym kliknięciem."), code="no_correction")


def ignore_problem(  # noqa: PLR0913 – which problem it is, and why
    organisation: Organisation, *, location: Location | None, kind: Kind, facts: str, reason: str, by: Actor | None
) -> IgnoredProblem:
    """Let a problem be until what it is about changes; `facts` as `digest` gives it."""
    reason = squeeze(reason)
    if not reason:
        raise ValidationError({"reason": _("Napisz, dlaczego to zostaje tak, jak jest.")})
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        place = {"location": location} if location else {"organisation": organisation, "location": None}
        found = IgnoredProblem.objects.filter(**place, kind=kind).first()
        if found is not None:
            values = {"facts": facts, "reason": reason, "entered_by_id": by.pk if by else None}
            audit.change(found, values, verb="ignore_problem", by=by)
            return found
        made = IgnoredProblem(
            organisation=organisation,
            location=location,
            kind=kind,
            facts=facts,
            reason=reason,
            entered_by_id=by.pk if by else None,
        )
        return audit.create(made, verb="ignore_problem", by=by)


def heed_problem(ignored: IgnoredProblem, *, by: Actor | None) -> None:
    """Ask about a problem again that somebody had let be; one that is asked about already stays so."""
    with transaction.atomic():
        found = IgnoredProblem.objects.select_for_update().filter(pk=ignored.pk).first()
        if found is not None:
            audit.record(found, verb="heed_problem", before=audit.snapshot(found), after=None, by=by)
            found.delete()
