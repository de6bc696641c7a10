"""Organisations, their places and services as objects of HSDS 3.0, made of facts that everybody may know."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings

from podworko.core import identity
from podworko.organisations.choices import ContactKind, LegalForm, Precision, Status
from podworko.organisations.models import Location, Organisation
from podworko.portal.hsds import ids, terms
from podworko.portal.hsds.facts import Facts, Way
from podworko.portal.hsds.ids import Kind
from podworko.portal.hsds.schedules import schedules
from podworko.portal.hsds.service_facts import ages, costs, fees, said_audiences
from podworko.portal.hsds.tables import TABLES
from podworko.resources.languages import LANGUAGES
from podworko.resources.models import Resource

Object = dict[str, Any]
COUNTRY = "PL"
VOIVODESHIPS = {
    "02": "dolnośląskie",
    "04": "kujawsko-pomorskie",
    "06": "lubelskie",
    "08": "lubuskie",
    "10": "łódzkie",
    "12": "małopolskie",
    "14": "mazowieckie",
    "16": "opolskie",
    "18": "podkarpackie",
    "20": "podlaskie",
    "22": "pomorskie",
    "24": "śląskie",
    "26": "świętokrzyskie",
    "28": "warmińsko-mazurskie",
    "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}
"""The first two digits of a TERYT code → voivodeship (register TERC of Statistics Poland)."""
STATUSES = {Status.ACTIVE: "active", Status.UNCERTAIN: "active", Status.CLOSED: "defunct"}
REGISTERS = {"KRS": "PL-KRS", "REGON": "PL-REGON", "NIP": "PL-NIP"}
"""Our name of a register → its code at org-id.guide, where it has one."""
_LANGUAGE_NAMES = dict(LANGUAGES)


class Offer(NamedTuple):
    """A service: one of an organisation's resources, or what it does as a whole where there is none."""

    organisation: int
    resource: Resource | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return (
            ids.of(Kind.RESOURCE, self.resource.pk) if self.resource else ids.of(Kind.OWN_SERVICE, self.organisation)
        )


def offers_of(facts: Facts, organisation: int) -> list[Offer]:
    """Return the services of an organisation: what it does as a whole, then each that it names."""
    return [Offer(organisation), *(Offer(organisation, row) for row in facts.resources[organisation])]


def brief(name: str, full: Object) -> Object:
    """Return an object without the lists inside it, as the standard has it in lists."""
    table = TABLES[name]
    parts = {field: brief(there, full[field]) for field, there in table.parts.items() if field in full}
    return {key: value for key, value in full.items() if key not in table.lists and key != "services"} | parts


def organization(facts: Facts, pk: int) -> Object:
    """Return an organisation with all that belongs to it, but its services."""
    row, general = facts.organisations[pk], facts.ways[pk, None]
    own = ids.of(Kind.ORGANISATION, pk)
    parent = ids.of(Kind.ORGANISATION, row.parent_id) if row.parent_id and row.parent_id in facts.parents else None
    told = {
        "id": own,
        "name": row.name,
        "alternate_name": row.corrected_name,
        "email": _email(general),
        "website": row.website,
        "legal_status": str(LegalForm(row.legal_form).label),
        "uri": page_of(row),
        "parent_organization_id": parent,
    }
    return {
        **_said(told),
        "description": row.description or row.role_in_area,
        "contacts": _contacts(facts, general),
        "phones": [_phone(way) for way in general if way.kind == ContactKind.PHONE],
        "locations": [location(facts, place) for place in facts.places[pk]],
        "organization_identifiers": [
            _identifier(each.pk, own, each.scheme, each.value) for each in facts.identifiers[pk]
        ],
        "attributes": [_attribute(own, "organization", term) for term in _sector(row)],
    }


def service(facts: Facts, offer: Offer) -> Object:
    """Return a service with all that belongs to it."""
    row = facts.organisations[offer.organisation]
    own, general = offer.id, facts.ways[offer.organisation, None]
    about = (
        _of_resource(offer.resource)
        if offer.resource
        else {"name": row.name, "description": row.description or row.role_in_area}
    )
    checked = (offer.resource.assured_date if offer.resource else None) or row.assured_date
    told = {
        **about,
        "url": page_of(row),
        "email": _email(general),
        "status": STATUSES[Status(row.status)],
        "assured_date": checked and checked.isoformat(),
        "alert": row.status_note if row.status != Status.ACTIVE else "",
        "last_modified": facts.changed[row.pk].isoformat(timespec="seconds"),
    }
    return {
        "id": own,
        "organization_id": ids.of(Kind.ORGANISATION, row.pk),
        **_said(told),
        "phones": [_phone(way) for way in general if way.kind == ContactKind.PHONE],
        "schedules": [],
        "service_areas": _service_areas(facts, row.pk, own),
        "service_at_locations": [service_at_location(facts, offer, place) for place in places_of(facts, offer)],
        "languages": _languages(own, offer.resource.languages) if offer.resource else [],
        "cost_options": costs(own, offer.resource) if offer.resource else [],
        "organization": organization(facts, row.pk),
        "contacts": _contacts(facts, general),
        "attributes": [_attribute(own, "service", term) for term in _terms(facts, offer)],
    }


def _service_areas(facts: Facts, organisation: int, own: str) -> list[Object]:
    return [
        {
            "id": identity.derived_id("service area", own, area.pk),
            "service_id": own,
            "name": area.full_label,
            "uri": f"{settings.PODWORKO_URL}/{area.slug}/",
        }
        for area in facts.areas[organisation]
    ]


def places_of(facts: Facts, offer: Offer) -> list[Location]:
    """Return where a service is given; where that is not said, nothing is made up."""
    places = facts.places[offer.organisation]
    return places if offer.resource is None else [one for one in places if one.pk == offer.resource.location_id]


def service_at_location(facts: Facts, offer: Offer, place: Location) -> Object:
    """Return that a service is given at a place, with the hours of the place."""
    is_own = offer.resource is None
    own = (
        ids.of(Kind.OWN_AT_LOCATION, place.pk)
        if offer.resource is None
        else ids.of(Kind.RESOURCE_AT_LOCATION, offer.resource.pk)
    )
    found = location(facts, place)
    categories = [terms.of_category(one) for one in facts.categories[place.pk]] if is_own else []
    return {
        "id": own,
        "service_id": offer.id,
        "location_id": found["id"],
        "schedules": found["schedules"],
        "location": found,
        "attributes": [_attribute(own, "service_at_location", term) for term in categories],
    }


def location(facts: Facts, place: Location) -> Object:
    """Return a place. A point that is only guessed is not given: the standard has no word for how exact it is."""
    own, ways = ids.of(Kind.LOCATION, place.pk), facts.ways[place.organisation_id, place.pk]
    is_exact = place.precision == Precision.EXACT
    hours = facts.hours.get(place.pk)
    told = {
        "name": place.name or facts.organisations[place.organisation_id].name,
        "description": place.address_note,
        "latitude": place.latitude if is_exact else None,
        "longitude": place.longitude if is_exact else None,
    }
    return {
        "id": own,
        "location_type": "physical",
        "organization_id": ids.of(Kind.ORGANISATION, place.organisation_id),
        **_said(told),
        "addresses": _addresses(facts, place, own),
        "contacts": _contacts(facts, ways),
        "accessibility": [
            {
                "id": identity.derived_id("accessibility", own, each.feature),
                "location_id": own,
                "description": f"{each.get_feature_display()}: {each.get_answer_display()}",
                **_said({"details": each.note}),
            }
            for each in facts.accessibility[place.pk]
        ],
        "phones": [_phone(way) for way in ways if way.kind == ContactKind.PHONE],
        "schedules": schedules(place.pk, hours, facts.today) if hours else [],
        "attributes": [_attribute(own, "location", terms.of_category(one)) for one in facts.categories[place.pk]],
    }


def page_of(row: Organisation) -> str:
    """Return the whole address of an organisation's page."""
    return f"{settings.PODWORKO_URL}/{row.home_area.slug}/organisations/{row.slug}/"


def _said(values: Object) -> Object:
    """Leave out what nobody knows."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def _of_resource(row: Resource) -> Object:
    low, high = ages(row.audiences)
    return {
        "name": row.name,
        "description": row.description,
        "application_process": row.how_to_use,
        "fees_description": fees(row),
        "eligibility_description": said_audiences(row.audiences),
        "minimum_age": low,
        "maximum_age": high,
    }


def _addresses(facts: Facts, place: Location, own: str) -> list[Object]:
    if not place.public_address:
        return []
    around = facts.around[place.area.path]
    return [
        {
            "id": identity.derived_id("address", own),
            "location_id": own,
            "address_1": place.public_address,
            "city": place.city or around.city,
            "region": place.area.full_label,
            "state_province": VOIVODESHIPS.get(around.teryt[:2], ""),
            "postal_code": place.postcode,
            "country": COUNTRY,
            "address_type": "physical",
        }
    ]


def _contacts(facts: Facts, ways: Iterable[Way]) -> list[Object]:
    """Return the roles that can be reached, each with its ways; a holder only where everybody may read the name."""
    found: dict[int, Object] = {}
    for way in ways:
        known = found.setdefault(
            way.contact,
            {
                "id": identity.derived_id("contact", way.contact),
                "organization_id": ids.of(Kind.ORGANISATION, way.organisation),
                **({"location_id": ids.of(Kind.LOCATION, way.place)} if way.place else {}),
                **_said({"name": facts.holders.get(way.contact, "")}),
                "title": way.role,
                "phones": [],
            },
        )
        if way.kind == ContactKind.PHONE:
            known["phones"].append(_phone(way))
        elif way.kind == ContactKind.EMAIL:
            known.setdefault("email", way.value)
    return list(found.values())


def _phone(way: Way) -> Object:
    place = {"location_id": ids.of(Kind.LOCATION, way.place)} if way.place else {}
    return {
        "id": identity.derived_id("phone", way.pk),
        **place,
        "organization_id": ids.of(Kind.ORGANISATION, way.organisation),
        "contact_id": identity.derived_id("contact", way.contact),
        "number": way.value,
        "type": "voice",
    }


def _email(ways: Iterable[Way]) -> str:
    return next((way.value for way in ways if way.kind == ContactKind.EMAIL), "")


def _identifier(pk: int, own: str, scheme: str, value: str) -> Object:
    return {
        "id": identity.derived_id("identifier", own, scheme, value),
        "organization_id": own,
        **_said({"identifier_scheme": REGISTERS.get(scheme, "")}),
        "identifier_type": scheme,
        "identifier": value,
    }


def _languages(own: str, codes: Iterable[str]) -> list[Object]:
    return [
        {
            "id": identity.derived_id("language", own, code),
            "service_id": own,
            "name": str(_LANGUAGE_NAMES.get(code, code)),
            "code": code,
        }
        for code in codes
    ]


def _attribute(own: str, entity: str, term: Object) -> Object:
    return {
        "id": identity.derived_id("attribute", own, term["id"]),
        "link_id": own,
        "taxonomy_term_id": term["id"],
        "link_entity": entity,
        "value": term["name"],
        "taxonomy_term": term,
    }


def _sector(row: Organisation) -> list[Object]:
    return [terms.of_fixed(one) for one in terms.fixed_terms() if (one.taxonomy, one.code) == ("sectors", row.sector)]


def _terms(facts: Facts, offer: Offer) -> list[Object]:
    """Return the terms of a service: its categories, of what kind it is, for whom."""
    row = offer.resource
    codes = {("kinds", row.kind if row else terms.OWN)} | {
        ("audiences", code) for code in (row.audiences if row else ())
    }
    categories = {one.pk: one for place in places_of(facts, offer) for one in facts.categories[place.pk]}
    if row:
        categories |= {one.pk: one for one in row.categories.all()}
    fixed = [terms.of_fixed(one) for one in terms.fixed_terms() if (one.taxonomy, one.code) in codes]
    return [*map(terms.of_category, categories.values()), *fixed]
