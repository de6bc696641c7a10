"""Changes of contacts: roles at an organisation, who holds them, and how they are reached."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.actions.writing import changing, check_known
from podworko.organisations.contact_values import normalise
from podworko.organisations.models import Contact, ContactField, Organisation

OWN_FIELDS = ("location_id", "role", "holder_name", "holder_visibility", "held_from", "held_until", "position")
WAY_FIELDS = (
    "kind",
    "value",
    "visibility",
    "legal_basis",
    "source",
    "notice_date",
    "confirmed_date",
    "position",
)


@dataclass(frozen=True)
class Ways:
    """What becomes of the ways to reach a contact; those not named stay as they are."""

    added: Collection[Values] = ()
    changed: Mapping[int, Values] = field(default_factory=dict)
    removed: Collection[int] = ()


def add_contact(
    *, organisation: Organisation, values: Values, ways: Ways, by: Actor | None, token: UUID | None = None
) -> Contact:
    """Give an organisation a role that can be reached. `token` as in `core.submission`."""
    check_known(values, OWN_FIELDS)
    with changing(organisation):
        claimed = submission.claim(token, by=by)
        contact = Contact(organisation=organisation, **values)
        _check(contact)
        audit.create(contact, verb="add_contact", by=by)
        _set_ways(contact, ways, verb="add_contact", by=by)
        submission.made(claimed, contact.pk)
    return contact


def change_contact(  # noqa: PLR0913 – a contact and its ways are one form
    contact: Contact,
    *,
    values: Values,
    ways: Ways | None = None,
    by: Actor | None,
    version: int | None = None,
    verb: str = "change_contact",
) -> Contact:
    """Give a contact new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, OWN_FIELDS)
    with changing(contact.organisation):
        fresh = audit.lock(contact, version)
        _check(Contact(**{**audit.snapshot(fresh), **values}))
        audit.change(fresh, values, verb=verb, by=by)
        if _set_ways(fresh, ways or Ways(), verb=verb, by=by):
            # The form shows the ways too, so another one must notice.
            Contact.objects.filter(pk=fresh.pk).update(version=F("version") + 1)
            fresh.refresh_from_db(fields=["version"])
    return fresh


def change_contact_field(
    way: ContactField, *, values: Values, by: Actor | None, verb: str = "change_contact"
) -> ContactField:
    """Change one way to reach a contact."""
    change_contact(way.contact, values={}, ways=Ways(changed={way.pk: values}), by=by, verb=verb)
    way.refresh_from_db()
    return way


def mark_bouncing(way: ContactField, *, is_bouncing: bool, by: Actor | None) -> ContactField:
    """Write down that mails to an address come back, or that they no longer do."""
    with changing(way.contact.organisation):
        fresh = audit.lock(way)
        day = (fresh.bounced_on or timezone.localdate()) if is_bouncing else None
        audit.change(fresh, {"bounced_on": day}, verb="mark_bouncing", by=by)
    return fresh


def hand_over_contact(  # noqa: PLR0913 – what is said when a role changes hands
    contact: Contact,
    *,
    holder_name: str,
    held_from: date,
    holder_visibility: str,
    kept: Collection[int],
    by: Actor | None,
) -> Contact:
    """End one person's holding of a role and begin another's; return the new holding.

    `kept`: ids of the ways that belong to the role and go over; the others stay with who left,
    seen by nobody but the organisation.
    """
    with changing(contact.organisation):
        leaving = audit.lock(contact)
        if leaving.held_until is not None:
            raise ValidationError(_("Ta rola została już przekazana."), code="already_handed_over")
        if leaving.held_from and held_from < leaving.held_from:
            raise ValidationError({"held_from": _("Ta data jest wcześniejsza niż początek poprzedniej osoby.")})
        successor = Contact(
            organisation=leaving.organisation,
            location=leaving.location,
            role=leaving.role,
            position=leaving.position,
            holder_name=holder_name,
            holder_visibility=holder_visibility,
            held_from=held_from,
            previous=leaving,
        )
        audit.create(successor, verb="hand_over_contact", by=by)
        for way in leaving.fields.all():
            values = {"contact_id": successor.pk} if way.pk in kept else {"visibility": _withdrawn(way.visibility)}
            audit.change(way, values, verb="hand_over_contact", by=by)
        audit.change(leaving, {"held_until": held_from}, verb="hand_over_contact", by=by)
    return successor


def end_contact(contact: Contact, *, by: Actor | None, last_day: date | None = None) -> Contact:
    """End a holding without a successor; its ways are seen by nobody but the organisation from now on."""
    with changing(contact.organisation):
        fresh = audit.lock(contact)
        for way in fresh.fields.all():
            audit.change(way, {"visibility": _withdrawn(way.visibility)}, verb="end_contact", by=by)
        audit.change(fresh, {"held_until": last_day or timezone.localdate()}, verb="end_contact", by=by)
    return fresh


def delete_contact(contact: Contact, *, by: Actor | None) -> AuditEntry:
    """Delete a contact with its ways; return the history entry that brings it back."""
    with changing(contact.organisation):
        return deletion.delete(audit.lock(contact), verb="delete_contact", by=by)


def _check(contact: Contact) -> None:
    if not contact.role.strip():
        raise ValidationError({"role": _("Napisz, kim jest ta osoba w organizacji, na przykład: sekretariat.")})
    if contact.held_from and contact.held_until and contact.held_until < contact.held_from:
        raise ValidationError({"held_until": _("Ta data jest wcześniejsza niż początek.")})
    if contact.location_id and not contact.organisation.locations.filter(pk=contact.location_id).exists():
        raise ValidationError({"location_id": _("To miejsce należy do innej organizacji.")})


def _set_ways(contact: Contact, ways: Ways, *, verb: str, by: Actor | None) -> bool:
    is_changed = bool(ways.added or ways.removed)
    known = {way.pk: way for way in contact.fields.select_for_update()}
    for pk in ways.removed:
        if pk in known:
            deletion.delete(known[pk], verb=verb, by=by)
    for pk, values in ways.changed.items():
        if pk not in known:
            raise ValidationError(_("Ktoś już to usunął."), code="gone")
        is_changed |= audit.change(known[pk], _checked(known[pk], values), verb=verb, by=by)
    for values in ways.added:
        way = ContactField(contact=contact, entered_by_id=by.pk if by else None)
        for name, value in _checked(way, values).items():
            setattr(way, name, value)
        audit.create(way, verb=verb, by=by)
    return is_changed


def _checked(way: ContactField, values: Values) -> dict[str, Any]:
    check_known(values, WAY_FIELDS)
    found = {name: values.get(name, getattr(way, name)) for name in WAY_FIELDS}
    if found["visibility"] == Visibility.PUBLIC and not (found["legal_basis"] and found["notice_date"]):
        raise ValidationError(
            _("Żeby pokazać kontakt wszystkim, podaj podstawę i dzień zawiadomienia osoby lub instytucji."),
            code="public_without_basis",
        )
    confirmed = found["confirmed_date"], found["notice_date"]
    is_confirmed_anew = confirmed != (way.confirmed_date, way.notice_date)
    # Whoever confirms it, or says it anew, has it shown at once.
    shown_again = {"lapsed_at": None, "lapse_notice_date": None} if is_confirmed_anew else {}
    value = normalise(found["kind"], found["value"])
    # What came back was sent to another address.
    arriving = {"bounced_on": None} if value != way.value else {}
    return {**values, **shown_again, **arriving, "value": value}


def _withdrawn(visibility: str) -> str:
    return visibility if visibility == Visibility.PRIVATE else Visibility.ORGANISATION
