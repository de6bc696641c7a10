"""Changes of contacts that nobody has confirmed for a year; see `organisations.lapsing`."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.organisations.actions.writing import changing
from podworko.organisations.lapsing import to_announce, to_lapse
from podworko.organisations.models import Contact, ContactField, Organisation

KEPT_OF_WAYS = ("value", "visibility", "confirmed_date", "lapsed_at", "lapse_notice_date")


def announce_lapse(organisation: Organisation, *, by: Actor | None) -> int:
    """Write down that people are told from today on which contacts are going to be hidden; return how many."""
    today = timezone.localdate()
    with changing(organisation):
        return _change(to_announce(today), organisation, {"lapse_notice_date": today}, verb="announce_lapse", by=by)


def lapse_contacts(organisation: Organisation, *, by: Actor | None) -> int:
    """Hide from everybody but partners what nobody has confirmed for a year; return how many contacts."""
    today = timezone.localdate()
    with changing(organisation):
        return _change(to_lapse(today), organisation, {"lapsed_at": today}, verb="lapse_contacts", by=by)


def confirm_contacts(organisation: Organisation, *, verb: str, by: Actor | None) -> int:
    """Confirm today what everybody sees, or would see, of how to reach an organisation; return how many contacts."""
    today = timezone.localdate()
    values = {"confirmed_date": today, "lapsed_at": None, "lapse_notice_date": None}
    with changing(organisation):
        rows = ContactField.objects.meant_for_everybody().held_on(today)
        return _change(rows, organisation, values, verb=verb, by=by)


def put_contacts_back(
    organisation: Organisation, *, values: Mapping[int, Mapping[str, Any]], verb: str, by: Actor | None
) -> int:
    """Give ways to reach an organisation the values that they had before, by id; return how many were changed."""
    changed = 0
    with changing(organisation):
        for pk, before in values.items():
            known = {name: before[name] for name in KEPT_OF_WAYS if name in before}
            rows = ContactField.objects.filter(pk=pk)
            changed += _change(rows, organisation, known, verb=verb, by=by)
    return changed


def _change(
    rows: "QuerySet[ContactField]", organisation: Organisation, values: Values, *, verb: str, by: Actor | None
) -> int:
    ids = list(rows.filter(contact__organisation=organisation).values_list("pk", flat=True))
    ways = ContactField.objects.select_for_update(of=("self",)).select_related("contact").filter(pk__in=ids)
    changed = [way for way in ways.order_by("pk") if audit.change(way, values, verb=verb, by=by)]
    # The form of a contact shows its ways, so another one must notice.
    Contact.objects.filter(pk__in={way.contact_id for way in changed}).update(version=F("version") + 1)
    return len(changed)
