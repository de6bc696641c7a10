"""Fetches what the register of an area holds, as values that an import is compared with."""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from podworko.core.text import fold
from podworko.core.visibility import Reach
from podworko.organisations.models import Contact, ContactField, Location, Organisation, OrganisationIdentifier
from podworko.places.models import Area
from podworko.resources.importing.merged import add_merged
from podworko.resources.importing.register import KnownContact, KnownEntry, KnownPlace, KnownWay
from podworko.resources.models import HoursException, Listing, OpeningHours, Resource


def register_of(area: Area, reach: Reach | None) -> list[KnownEntry]:
    """Return the entries of an area that a person may change, with what of them that person may change.

    Without a reach, all of them: for the command line.
    """
    rows = Organisation.objects.filter(
        Q(pk__in=Organisation.objects.active_in(area).values("pk")) | Q(home_area__path__startswith=area.path)
    )
    if reach is not None:
        rows = rows.editable_by(reach)
    names = ("name", "slug", "corrected_name", "sector", "description", "website", "status", "assured_date")
    found = {}
    for pk, area_slug, *values in rows.order_by("pk").values_list("pk", "home_area__slug", *names):
        found[pk] = KnownEntry(id=pk, area_slug=area_slug, **dict(zip(names, values, strict=True)))
    ids = rows.order_by().values("pk")
    _add_identifiers(found, ids)
    _add_places(found, ids, reach)
    _add_contacts(found, ids, reach)
    services = Resource.objects.filter(organisation__in=ids) if reach is None else _editable(Resource, ids, reach)
    for organisation, name in services.order_by().values_list("organisation", "name"):
        found[organisation].services.add(fold(name))
    around = {entry.id: entry for entry in _round(area, reach, set(found))}
    add_merged(found | around, area)
    return [*found.values(), *around.values()]


def _round(area: Area, reach: Reach | None, known: set[int]) -> list[KnownEntry]:
    """Return the names that stand in the registers of areas round this one: a city's offices are not entered twice."""
    rows = Organisation.objects.filter(home_area__in=area.path_ids).exclude(home_area=area)
    if reach is not None:
        rows = rows.visible_to(reach)
    values = rows.order_by("pk").values_list("pk", "name", "slug", "home_area__slug", "corrected_name")
    return [
        KnownEntry(id=pk, name=name, slug=slug, area_slug=area_slug, corrected_name=corrected, is_elsewhere=True)
        for pk, name, slug, area_slug, corrected in values
        if pk not in known
    ]


def _editable(model: Any, ids: Any, reach: Reach | None) -> "QuerySet[Any]":
    rows: Any = model.objects.filter(organisation__in=ids)
    found: QuerySet[Any] = rows if reach is None else rows.editable_by(reach)
    return found


def _add_identifiers(found: dict[int, KnownEntry], ids: Any) -> None:
    rows = OrganisationIdentifier.objects.filter(organisation__in=ids).order_by("pk")
    for organisation, scheme, value in rows.values_list("organisation", "scheme", "value"):
        known = found[organisation].identifiers
        known[scheme if scheme not in known else f"{scheme}#{len(known)}"] = value


def _add_places(found: dict[int, KnownEntry], ids: Any, reach: Reach | None) -> None:
    columns = (
        *("name", "street_name", "house_number", "flat_number", "postcode", "city", "address_note"),
        *("address_as_printed", "latitude", "longitude", "precision", "reference"),
    )
    rows = _editable(Location, ids, reach).order_by("pk")
    places = {}
    for pk, organisation, *values in rows.values_list("pk", "organisation", *columns):
        places[pk] = KnownPlace(pk, *values)
        found[organisation].places.append(places[pk])
    there = rows.order_by().values("pk")
    listings = Listing.objects.filter(location__in=there).order_by("-is_primary", "category__position", "pk")
    for place, category in listings.values_list("location", "category"):
        places[place].category_ids.append(category)
    spans = OpeningHours.objects.filter(location__in=there).order_by("weekday", "opens")
    for place, weekday, opens, closes, since, until in spans.values_list(
        "location", "weekday", "opens", "closes", "valid_from", "valid_until"
    ):
        places[place].has_other_hours |= bool(since or until)
        places[place].hours.append((weekday, f"{opens:%H:%M}", f"{closes:%H:%M}"))
    for place in HoursException.objects.filter(location__in=there).order_by().values_list("location", flat=True):
        places[place].has_other_hours = True


def _add_contacts(found: dict[int, KnownEntry], ids: Any, reach: Reach | None) -> None:
    still_held = Q(held_until=None) | Q(held_until__gte=timezone.localdate())
    contacts = Contact.objects.filter(still_held, organisation__in=ids)
    for pk, organisation, place, role, holder in contacts.order_by("position", "pk").values_list(
        "pk", "organisation", "location", "role", "holder_name"
    ):
        found[organisation].contacts.append(KnownContact(pk, place, role, holder))
    ways: defaultdict[int, list[KnownWay]] = defaultdict(list)
    rows = ContactField.objects.filter(contact__in=contacts.order_by().values("pk"))
    if reach is not None:
        rows = rows.editable_by(reach)
    columns = ("contact__organisation", "contact", "contact__location", "kind", "value")
    for organisation, contact, place, kind, value in rows.order_by("position", "pk").values_list(*columns):
        ways[organisation].append(KnownWay(contact, place, kind, value))
    for organisation, listed in ways.items():
        found[organisation].ways = listed
