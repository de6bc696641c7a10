"""Carrying out what somebody has suggested about an entry, by the ordinary actions, and undoing it.

A step is one ordinary change as plain values: what it is about (`of`, `row`), what stood there `before`, what stands
there `after`. Undoing writes `before` back, unless somebody has changed it since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.core.visibility import Visibility
from podworko.organisations.actions import contact as contacts
from podworko.organisations.actions.contact import Ways
from podworko.organisations.actions.location import change_location
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.choices import LegalBasis
from podworko.organisations.models import Contact, ContactField, Location, Organisation
from podworko.resources.actions.hours import hours_table, set_opening_hours
from podworko.resources.actions.listing import listed_under, set_categories

VERB = "accept_correction"
UNDO = "undo_correction"
Step = dict[str, Any]


@dataclass(frozen=True)
class Correction:
    """What is to be changed of an entry, as the ordinary actions take it; by id of place and of way."""

    own: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    categories: Mapping[int, int] = field(default_factory=dict)
    """The category under which a place is to stand first."""
    weeks: Mapping[int, list[Mapping[str, Any]]] = field(default_factory=dict)
    ways: Mapping[int, str] = field(default_factory=dict)
    """Empty: this way is no longer right, and leaves what everybody sees."""
    new_ways: Mapping[str, str] = field(default_factory=dict)
    """Kind of contact → value."""
    is_for_all: bool = False
    """The new ways belong to the institution and may be shown to everybody."""


def carry_out(organisation: Organisation, correction: Correction, *, by: Actor | None) -> list[Step]:
    """Change an entry as accepted; return the steps that were made. In the caller's transaction."""
    steps: list[Step] = []
    if correction.own:
        before = {name: getattr(organisation, name) for name in correction.own}
        change_organisation(organisation, values=correction.own, by=by, verb=VERB)
        steps.append(_step("organisation", organisation.pk, before, dict(correction.own)))
    for pk, values in correction.addresses.items():
        steps.append(_location(organisation, pk, values, by))
    for pk, category in correction.categories.items():
        place = _place(organisation, pk)
        before_ids = listed_under(place)
        ids = [category, *(each for each in before_ids[1:] if each != category)]
        set_categories(place, category_ids=ids, by=by, verb=VERB)
        steps.append(_step("categories", pk, before_ids, ids))
    for pk, week in correction.weeks.items():
        steps.append(_week(_place(organisation, pk), week, by))
    for pk, value in correction.ways.items():
        steps.append(_way(organisation, pk, value, by))
    if correction.new_ways:
        steps.append(_new_ways(organisation, correction, by))
    return steps


def take_back(organisation: Organisation, steps: list[Step], *, by: Actor | None) -> list[str]:
    """Undo steps, the last one first; return the names of what stays, because somebody has changed it since."""
    return [str(_LABELS[step["of"]]()) for step in reversed(steps) if not _BACK[step["of"]](organisation, step, by)]


def _step(of: str, row: int, before: Any, after: Any) -> Step:
    return {"of": of, "row": row, "before": audit.plain(before), "after": audit.plain(after)}


def _place(organisation: Organisation, pk: int) -> Location:
    place = Location.objects.filter(organisation=organisation, pk=pk).first()
    if place is None:
        raise ValidationError(_("Tego miejsca już nie ma."), code="gone")
    return place


def _location(organisation: Organisation, pk: int, values: Mapping[str, Any], by: Actor | None) -> Step:
    place = _place(organisation, pk)
    before = {name: getattr(place, name) for name in values}
    changed = change_location(place, values=values, by=by, verb=VERB)
    return _step("address", pk, before, {name: getattr(changed, name) for name in values})


def _week(place: Location, week: list[Mapping[str, Any]], by: Actor | None) -> Step:
    before = hours_table(place)
    seasonal = [row for row in before["spans"] if row["valid_from"] or row["valid_until"]]
    set_opening_hours(place, table={**before, "spans": [*week, *seasonal]}, by=by, verb=VERB)
    return _step("hours", place.pk, before, hours_table(place))


def _way(organisation: Organisation, pk: int, value: str, by: Actor | None) -> Step:
    way = ContactField.objects.select_related("contact").filter(pk=pk, contact__organisation=organisation).first()
    if way is None:
        raise ValidationError(_("Tego kontaktu już nie ma."), code="gone")
    # What a stranger says is wrong leaves the public pages; whoever keeps the entry deletes it.
    values = {"value": value} if value else {"visibility": Visibility.ORGANISATION}
    before = {name: getattr(way, name) for name in (*values, "confirmed_date")}
    changed = contacts.change_contact_field(way, values={**values, "confirmed_date": None}, by=by, verb=VERB)
    return _step("way", pk, before, {name: getattr(changed, name) for name in (*values, "confirmed_date")})


def _new_ways(organisation: Organisation, correction: Correction, by: Actor | None) -> Step:
    said: dict[str, Any] = {"visibility": Visibility.PUBLIC if correction.is_for_all else Visibility.ORGANISATION}
    if correction.is_for_all:
        said |= {"legal_basis": LegalBasis.NOT_PERSONAL, "notice_date": timezone.localdate()}
    added = [{"kind": kind, "value": value, **said} for kind, value in correction.new_ways.items()]
    role = {"role": _("kontakt ogólny")}
    made = contacts.add_contact(organisation=organisation, values=role, ways=Ways(added=added), by=by)
    return _step("contact", made.pk, None, _said(made))


def _said(contact: Contact) -> list[list[str]]:
    return [list(row) for row in contact.fields.order_by("pk").values_list("kind", "value", "visibility")]


def _is_as_left(row: Any, step: Step) -> bool:
    return bool(audit.plain({name: getattr(row, name) for name in step["after"]}) == step["after"])


def _own_back(organisation: Organisation, step: Step, by: Actor | None) -> bool:
    row = Organisation.objects.get(pk=organisation.pk)
    if not _is_as_left(row, step):
        return False
    change_organisation(row, values=step["before"], by=by, verb=UNDO)
    return True


def _address_back(organisation: Organisation, step: Step, by: Actor | None) -> bool:
    row = Location.objects.filter(organisation=organisation, pk=step["row"]).first()
    if row is None or not _is_as_left(row, step):
        return False
    change_location(row, values=step["before"], by=by, verb=UNDO)
    return True


def _categories_back(organisation: Organisation, step: Step, by: Actor | None) -> bool:
    row = Location.objects.filter(organisation=organisation, pk=step["row"]).first()
    if row is None or listed_under(row) != step["after"]:
        return False
    set_categories(row, category_ids=step["before"], by=by, verb=UNDO)
    return True


def _hours_back(organisation: Organisation, step: Step, by: Actor | None) -> bool:
    row = Location.objects.filter(organisation=organisation, pk=step["row"]).first()
    if row is None or audit.plain(hours_table(row)) != step["after"]:
        return False
    set_opening_hours(row, table=step["before"], by=by, verb=UNDO)
    return True


def _way_back(organisation: Organisation, step: Step, by: Actor | None) -> bool:
    rows = ContactField.objects.select_related("contact__organisation")
    row = rows.filter(contact__organisation=organisation, pk=step["row"]).first()
    if row is None or not _is_as_left(row, step):
        return False
    contacts.change_contact_field(row, values=step["before"], by=by, verb=UNDO)
    return True


def _contact_back(organisation: Organisation, step: Step, by: Actor | None) -> bool:
    row = Contact.objects.filter(organisation=organisation, pk=step["row"]).first()
    if row is None or _said(row) != step["after"]:
        return False
    contacts.delete_contact(row, by=by)
    return True


_BACK: dict[str, Callable[[Organisation, Step, Actor | None], bool]] = {
    "organisation": _own_back,
    "address": _address_back,
    "categories": _categories_back,
    "hours": _hours_back,
    "way": _way_back,
    "contact": _contact_back,
}
_LABELS: dict[str, Callable[[], str]] = {
    "organisation": lambda: _("nazwa, opis albo strona"),
    "address": lambda: _("adres"),
    "categories": lambda: _("kategoria"),
    "hours": lambda: _("godziny otwarcia"),
    "way": lambda: _("telefon albo e-mail"),
    "contact": lambda: _("dodany kontakt"),
}
