"""Writes what rows of a file change of entries that are there, by the actions that a person's forms call."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from podworko.core.audit import Actor
from podworko.core.text import fold
from podworko.organisations.actions.contact import Ways, add_contact, change_contact
from podworko.organisations.actions.location import OWN_FIELDS as PLACE_FIELDS
from podworko.organisations.actions.location import add_location, change_location
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.choices import Status
from podworko.organisations.models import Contact, Location, Organisation
from podworko.places.models import Area
from podworko.resources.actions.hours import hours_table, set_opening_hours
from podworko.resources.actions.import_bulk import VERB, way_values
from podworko.resources.actions.listing import set_categories
from podworko.resources.actions.resource import add_resource
from podworko.resources.choices import ResourceKind
from podworko.resources.importing.comparing import Outcome
from podworko.resources.importing.differences import Plan

Options = Mapping[str, Any]


def write_change(outcome: Outcome, *, area: Area, options: Options, by: Actor | None) -> None:
    """Write what one row changes; the caller holds the transaction."""
    plan = outcome.plan
    organisation = Organisation.objects.get(pk=outcome.organisation or 0)
    values = _own_values(organisation, plan)
    if values:
        organisation = change_organisation(organisation, values=values, by=by, verb=VERB)
    place = Location.objects.filter(organisation=organisation, pk=outcome.place or 0).first()
    if plan.place:
        own = {name: value for name, value in plan.place.items() if name in PLACE_FIELDS}
        if place is not None:
            place = change_location(place, values=own, by=by, verb=VERB)
        else:
            own = {**own, "area_id": area.pk, "visibility": options["visibility"]}
            place = add_location(organisation=organisation, values=own, by=by)
    if place is not None:
        _file(place, plan, by=by)
    if plan.ways or plan.holder:
        _reach(organisation, place, plan, options=options, by=by)
    _offer(organisation, place, plan, options=options, by=by)


def _own_values(organisation: Organisation, plan: Plan) -> dict[str, Any]:
    values = dict(plan.organisation)
    if "assured_date" in values:
        values["assured_date"] = date.fromisoformat(values["assured_date"])
    if values.get("status") == Status.CLOSED and not organisation.status_note:
        values["status_note"] = _("według wczytanego pliku")
    if plan.identifiers:
        known = list(organisation.identifiers.values("scheme", "value", "source"))
        values["identifiers"] = [*known, *({"scheme": key, "value": value} for key, value in plan.identifiers.items())]
    return values


def _file(place: Location, plan: Plan, *, by: Actor | None) -> None:
    if plan.category:
        known = place.listings.order_by("-is_primary", "category__position", "pk").values_list("category", flat=True)
        set_categories(place, category_ids=[plan.category, *known], by=by, verb=VERB)
    if plan.hours:
        spans = [
            {"weekday": weekday, "opens": time.fromisoformat(opens), "closes": time.fromisoformat(closes)}
            for weekday, opens, closes in plan.hours
        ]
        set_opening_hours(place, table=hours_table(place) | {"spans": spans}, by=by, verb=VERB)


def _reach(
    organisation: Organisation, place: Location | None, plan: Plan, *, options: Options, by: Actor | None
) -> None:
    """Add ways to the contact of that role, or to the first one; a person gets a contact of their own."""
    ways = [{"kind": kind, "value": value, **way_values(options)} for kind, value in plan.ways]
    at = place if place is not None and organisation.locations.count() > 1 else None
    contacts = list(organisation.contacts.filter(held_until=None, location=at).order_by("position", "pk"))
    fitting = [each for each in contacts if fold(each.role) == fold(plan.role)] if plan.role else contacts
    contact: Contact | None = fitting[0] if fitting and not plan.holder else None
    if contact is not None:
        change_contact(contact, values={}, ways=Ways(added=ways), by=by, verb=VERB)
        return
    values: dict[str, Any] = {"role": plan.role or _("kontakt ogólny"), "holder_name": plan.holder}
    values |= {"location_id": at.pk} if at else {}
    add_contact(organisation=organisation, values=values, ways=Ways(added=ways), by=by)


def _offer(
    organisation: Organisation, place: Location | None, plan: Plan, *, options: Options, by: Actor | None
) -> None:
    for name in plan.services:
        values = {"kind": ResourceKind.SERVICE, "name": name, "source": options["source"]}
        values |= {"visibility": options["visibility"], "location_id": place.pk if place else None}
        add_resource(organisation=organisation, values=values, by=by)
