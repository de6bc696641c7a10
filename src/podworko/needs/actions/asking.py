"""That somebody was asked what they have and need: also when the answer was „nic”."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.needs.exchange_models import Asking
from podworko.organisations.actions.writing import changing, check_known
from podworko.organisations.models import Organisation

FIELDS = ("asked_on", "has_nothing", "needs_nothing", "note")


@transaction.atomic
def note_asking(organisation: Organisation, *, values: Values, by: Actor | None, verb: str = "note_asking") -> Asking:
    """Write down when an organisation was last asked what it has and needs, and whether it named nothing."""
    check_known(values, FIELDS)
    asked_on = values.get("asked_on")
    if asked_on and asked_on > timezone.localdate():
        raise ValidationError({"asked_on": _("Ten dzień jeszcze nie nadszedł.")})
    held = audit.lock(organisation)
    with changing(held):
        found = Asking.objects.filter(organisation=held).first()
        if found is None:
            new = Asking(organisation=held, **{"asked_on": timezone.localdate(), **values})
            return audit.create(new, verb=verb, by=by)
        fresh = audit.lock(found)
        audit.change(fresh, values, verb=verb, by=by)
    return fresh


def restore_asking(asking: Asking, *, values: Values, by: Actor | None, verb: str) -> Asking:
    """Write earlier values back."""
    return note_asking(asking.organisation, values=values, by=by, verb=verb)
