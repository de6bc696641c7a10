"""An organisation as search engines read it: data of schema.org inside its page.

Made of what the page has read anyway, for a passer-by: no further query.
"""

from collections import defaultdict
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils.safestring import SafeString

from podworko.organisations.choices import ContactKind, Precision, Sector
from podworko.organisations.models import Organisation
from podworko.portal.organisation_page import Place, Profile, Role
from podworko.portal.structured_event import SCHEMA, markup, without_unknown
from podworko.resources.hours import Hours

_KINDS: Final = (
    ("school", "School"),
    ("kindergarten", "Preschool"),
    ("preschool", "Preschool"),
    ("nursery", "ChildCare"),
    ("university", "CollegeOrUniversity"),
    ("library", "Library"),
    ("pharmacy", "Pharmacy"),
    ("clinic", "MedicalClinic"),
    ("doctor", "MedicalClinic"),
    ("medical", "MedicalClinic"),
    ("hospital", "Hospital"),
    ("dentist", "Dentist"),
    ("sport", "SportsOrganization"),
    ("church", "Church"),
    ("police", "PoliceStation"),
    ("museum", "Museum"),
    ("foundation", "NGO"),
    ("association", "NGO"),
    ("ngo", "NGO"),
    ("office", "GovernmentOffice"),
    ("municipal", "GovernmentOrganization"),
)
"""Part of a source's word for what an organisation is → its type; the first that fits."""
_SECTORS: Final = {Sector.PUBLIC: "GovernmentOrganization", Sector.CIVIC: "NGO"}
_BUILDINGS: Final = frozenset({"Church", "Museum", "PoliceStation"})
"""Types of places, which are no organisations: what acts there is told as one beside it."""
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def markup_of(profile: Profile) -> SafeString:
    """Return the element that holds the data."""
    return markup(structured(profile))


def structured(profile: Profile) -> dict[str, Any]:
    """Return an organisation as a passer-by sees it, as JSON-LD; empty for one that has closed."""
    organisation = profile.organisation
    if organisation.status == "closed":
        return {}
    roles = [*profile.roles, *(role for place in profile.places for role in place.roles)]
    return without_unknown(
        {
            "@context": SCHEMA,
            "@type": kind_of(organisation.kind_code, organisation.sector),
            "@id": _page(organisation),
            "name": organisation.name,
            "description": organisation.description or organisation.role_in_area,
            "url": organisation.website or _page(organisation),
            "telephone": _first(profile.roles, ContactKind.PHONE),
            "email": _first(profile.roles, ContactKind.EMAIL),
            "contactPoint": [point for role in roles if (point := _contact(role))],
            "location": [_place(place, organisation) for place in profile.places],
            "parentOrganization": _organisation(profile.parent) if profile.parent else None,
            "subOrganization": [_organisation(part) for part in profile.parts],
            "identifier": [
                {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value} for one in profile.identifiers
            ],
        }
    )


@cache
def kind_of(code: str, sector: str) -> str:
    """Return the type of schema.org for what a source calls an organisation, else for its sector."""
    found = next((name for part, name in _KINDS if part in code), "")
    if not found or found in _BUILDINGS:
        return "Organization" if found else _SECTORS.get(sector, "Organization")  # type: ignore[call-overload]
    return found


def _page(organisation: Organisation) -> str:
    return f"{settings.PODWORKO_URL}/{organisation.home_area.slug}/organisations/{organisation.slug}/"


def _organisation(row: Organisation) -> dict[str, Any]:
    return {"@type": "Organization", "name": row.name, "url": _page(row)}


def _first(roles: list[Role], kind: str) -> str:
    return next((way.value for role in roles for way in role.ways if way.kind == kind), "")


def _contact(role: Role) -> dict[str, Any]:
    """Return a role that can be reached; who holds it is for people to read, not for machines."""
    told = {"telephone": _first([role], ContactKind.PHONE), "email": _first([role], ContactKind.EMAIL)}
    return without_unknown({"@type": "ContactPoint", "contactType": role.name, **told}) if any(told.values()) else {}


def _place(place: Place, organisation: Organisation) -> dict[str, Any]:
    location = place.location
    address = {
        "@type": "PostalAddress",
        "streetAddress": location.public_address,
        "postalCode": location.postcode,
        "addressLocality": location.city,
        "addressCountry": "PL",
    }
    # A guessed point would be read as the door.
    is_exact = location.precision == Precision.EXACT
    point = {"@type": "GeoCoordinates", "latitude": location.latitude, "longitude": location.longitude}
    return without_unknown(
        {
            "@type": "Place",
            "name": location.name or organisation.name,
            "address": without_unknown(address) if location.public_address else None,
            "geo": point if is_exact else None,
            **(_hours(place.hours, place) if place.hours else {}),
        }
    )


def _hours(hours: Hours, place: Place) -> dict[str, Any]:
    """Return the weekly table and the coming days that differ; a day with equal times is a closed one."""
    days: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for span in hours.spans:
        days[span.opens, span.closes, span.valid_from, span.valid_until].append(_DAYS[span.weekday])
    weekly = [
        _rule({"dayOfWeek": named, "opens": opens, "closes": closes, "validFrom": first, "validThrough": last})
        for (opens, closes, first, last), named in days.items()
    ]
    special = [
        _rule(
            {
                "opens": each.opens or "00:00",
                "closes": each.closes or "00:00",
                "validFrom": each.first_day,
                "validThrough": each.last_day,
            }
        )
        for each in place.coming
    ]
    return {"openingHoursSpecification": weekly, "specialOpeningHoursSpecification": special}


def _rule(told: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
    return without_unknown({"@type": "OpeningHoursSpecification", **plain})
