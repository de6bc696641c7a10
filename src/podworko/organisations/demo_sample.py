"""Organisations of Trzepakowo: everything the register can hold, and nobody who exists.

After an area code no Polish subscriber number begins with 0, which was the prefix of long-distance
calls; so nobody can be called at „59 000 00 01”. `.example` is nobody's (RFC 2606).
"""

import json
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from podworko.core.text import fold, sort_key
from podworko.core.visibility import Visibility
from podworko.organisations.actions.pair import look_for_duplicates
from podworko.organisations.models import (
    Activity,
    Contact,
    ContactField,
    Location,
    Organisation,
    OrganisationIdentifier,
)
from podworko.places.demo_sample import SLUG, SOURCE
from podworko.places.models import Area

DATA = Path(__file__).parent / "demo_data"
CITY = "Trzepakowo"


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    area = Area.objects.get(slug=SLUG)
    if Organisation.objects.filter(home_area=area).exists():
        return
    by_key: dict[str, Organisation] = {}
    for entry in json.loads((DATA / "trzepakowo.json").read_text(encoding="utf8")):
        parts = {name: entry.pop(name, []) for name in ("locations", "contacts", "identifiers")}
        organisation = _organisation(area, entry, by_key)
        for location in parts["locations"]:
            _location(area, organisation, location, by_key)
        for identifier in parts["identifiers"]:
            OrganisationIdentifier.objects.create(organisation=organisation, source=SOURCE, **identifier)
        _contacts(organisation, parts["contacts"])
    _load_twin(area)
    look_for_duplicates(area, by=None)


def _load_twin(area: Area) -> None:
    """Enter one of them a second time, as it happens: what the page of possible duplicates is there for."""
    name = "Świetlica Kapsel w Trzepakowie"
    twin = Organisation.objects.create(
        home_area=area,
        slug="swietlica-kapsel-w-trzepakowie",
        name=name,
        sort_key=sort_key(name),
        source=SOURCE,
        description="Wpisana drugi raz, po telefonie od rodziców.",
        visibility=Visibility.ORGANISATION,
    )
    Activity.objects.create(organisation=twin, area=area)


def keys(area: Area) -> dict[str, Organisation]:
    """Return the sample's organisations by the keys of its file."""
    entries = json.loads((DATA / "trzepakowo.json").read_text(encoding="utf8"))
    rows = {row.name: row for row in Organisation.objects.filter(home_area=area)}
    return {entry["key"]: rows[entry["name"]] for entry in entries if entry["name"] in rows}


def _organisation(area: Area, entry: dict[str, Any], by_key: dict[str, Organisation]) -> Organisation:
    key, parent = entry.pop("key"), entry.pop("parent", None)
    name = entry["name"]
    organisation = Organisation.objects.create(
        home_area=area,
        slug=slugify(fold(name))[:70].strip("-"),
        sort_key=sort_key(name),
        source=SOURCE,
        parent=by_key[parent] if parent else None,
        **{"visibility": Visibility.PUBLIC, "assured_date": "2026-10-01", "assured_by": "przykład", **entry},
    )
    Activity.objects.create(organisation=organisation, area=area)
    by_key[key] = organisation
    return organisation


def _location(area: Area, organisation: Organisation, entry: dict[str, Any], by_key: dict[str, Organisation]) -> None:
    operator = entry.pop("operator", None)
    number = int(entry["reference"].removeprefix("T"))
    Location.objects.create(
        organisation=organisation,
        area=area,
        operator=by_key[operator] if operator else None,
        sort_key=sort_key(entry.get("name") or organisation.name),
        number=number,
        city=CITY,
        **{"visibility": Visibility.PUBLIC, "coordinate_source": SOURCE, **entry},
    )


def _contacts(organisation: Organisation, entries: list[dict[str, Any]]) -> None:
    """The contacts in the order in which they handed a role over."""
    made: dict[str, Contact] = {}
    for position, entry in enumerate(entries):
        fields, previous, place = entry.pop("fields", []), entry.pop("previous", None), entry.pop("at", None)
        contact = Contact.objects.create(
            organisation=organisation,
            location=organisation.locations.get(reference=place) if place else None,
            previous=made.get(previous) if previous else None,
            position=position,
            **entry,
        )
        made[entry.get("holder_name", entry["role"])] = contact
        for rank, field in enumerate(fields):
            ContactField.objects.create(contact=contact, position=rank, source=SOURCE, **field)
