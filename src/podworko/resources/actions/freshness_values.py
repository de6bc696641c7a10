"""Carries a correction of an entry over into it; what a program cannot read stays for a person."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core.audit import Actor
from podworko.core.visibility import Visibility
from podworko.organisations.actions.contact import Ways, add_contact, change_contact
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.choices import ContactKind, LegalBasis
from podworko.organisations.models import Contact, ContactField, Organisation

OF_ENTRY = ("name", "description", "website")
"""Fields that are carried over as they are."""
NEW_WAYS = {"new_phone": ContactKind.PHONE, "new_email": ContactKind.EMAIL}
BY_HAND = ("address", "hours", "note")
"""Beginnings of the names of fields that somebody must read and enter: a new address needs a new point on the map, and
hours in words are not a table."""


def apply_values(organisation: Organisation, values: Mapping[str, Mapping[str, str]], *, by: Actor | None) -> None:
    """Give an entry what a reply says; to be called in a transaction."""
    now = {name: each["now"] for name, each in values.items()}
    own = {name: now[name] for name in OF_ENTRY if name in now}
    if own:
        change_organisation(organisation, values=own, by=by, verb="change_organisation")
    for way in ContactField.objects.filter(contact__organisation=organisation).select_related("contact__organisation"):
        if f"way-{way.pk}" in now:
            _change_way(way, now[f"way-{way.pk}"], by=by)
    added = [_new_way(kind, now[name]) for name, kind in NEW_WAYS.items() if now.get(name)]
    if added:
        _add_ways(organisation, added, by=by)


def by_hand(values: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the names of the fields of a reply that somebody must enter."""
    return [name for name in values if name.partition("-")[0] in BY_HAND]


def _change_way(way: ContactField, value: str, *, by: Actor | None) -> None:
    # What is no longer right is not shown; that it was there stays known to the organisation.
    values = {"value": value} if value else {"visibility": Visibility.ORGANISATION}
    change_contact(way.contact, values={}, ways=Ways(changed={way.pk: values}), by=by)


def _new_way(kind: ContactKind, value: str) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "kind": kind,
        "value": value,
        "visibility": Visibility.PUBLIC,
        "legal_basis": LegalBasis.NOT_PERSONAL,
        "source": _("podała organizacja"),
        "notice_date": today,
        "confirmed_date": today,
    }


def _add_ways(organisation: Organisation, added: list[dict[str, Any]], *, by: Actor | None) -> None:
    offices = Contact.objects.filter(organisation=organisation, holder_name="", held_until=None, location=None)
    office = offices.order_by("position", "pk").first()
    if office is None:
        add_contact(organisation=organisation, values={"role": _("kontakt ogólny")}, ways=Ways(added=added), by=by)
    else:
        change_contact(office, values={}, ways=Ways(added=added), by=by)
