"""What can be found of organisations: the organisation, its places, and who can be reached there.

What everybody who sees the organisation sees, stands in its own document; what fewer people see,
in a document of its own. No flat number and no editor's note is in any of them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from podworko.core.search.documents import About, Audience, Document, Source
from podworko.core.visibility import Visibility
from podworko.organisations.choices import ContactKind
from podworko.organisations.models import Contact, Location, Organisation
from podworko.places.models import Area

LABEL = "organisations.organisation"

_FIRST_NUMBER = re.compile(r"\d.*", re.DOTALL)


def audience_of(organisation: Organisation) -> Audience:
    """Return who sees an organisation; its activities are best fetched beforehand."""
    return Audience(
        organisation.visibility,
        organisation.pk,
        frozenset(activity.area_id for activity in organisation.activities.all()),
        organisation.entered_by_id,
    )


def audience_at(location: Location, organisation: Organisation) -> Audience:
    """Return who sees a place of an organisation."""
    own = Audience(location.visibility, organisation.pk, frozenset([location.area_id]), location.entered_by_id)
    return own.hidden_with(audience_of(organisation))


def area_paths(organisation: Organisation) -> frozenset[tuple[int, ...]]:
    """Return the areas in which an organisation is active; where its entry is kept, if none is written down."""
    areas = [activity.area for activity in organisation.activities.all()] or [organisation.home_area]
    return frozenset(tuple(area.path_ids) for area in areas)


def page_of(organisation: Organisation) -> dict[str, str]:
    """Return the arguments of the address of an organisation's page."""
    return {"area_slug": organisation.home_area.slug, "slug": organisation.slug, "status": organisation.status}


def printed_street(location: Location) -> str:
    """Return the street as its source prints it, often misspelt: what stands before the first number.

    The house number may hide a flat, so nothing from the first digit on is kept.
    """
    return _FIRST_NUMBER.sub("", location.address_as_printed).strip(" ,")


def _documents(ids: Sequence[int]) -> Iterator[Document]:
    rows = (
        Organisation.objects.filter(pk__in=ids)
        .select_related("home_area")
        .prefetch_related("activities__area", "identifiers", "locations__area", "contacts__fields")
    )
    for organisation in rows:
        locations = list(organisation.locations.all())
        contacts = list(organisation.contacts.all())
        yield _organisation(organisation, locations, contacts)
        yield from _places(organisation, locations)
        yield from _restricted_contacts(organisation, contacts, {place.pk: place for place in locations})


def _organisation(organisation: Organisation, locations: Sequence[Location], contacts: Sequence[Contact]) -> Document:
    shown = [place for place in locations if place.visibility == Visibility.PUBLIC]
    hidden_places = {place.pk for place in locations} - {place.pk for place in shown}
    reachable = [contact for contact in contacts if contact.location_id not in hidden_places]
    fields = [field for contact in reachable for field in contact.fields.all() if field.shown_to == Visibility.PUBLIC]
    holders = [
        f"{contact.role}: {contact.holder_name}"
        for contact in reachable
        if contact.holder_name and _holder_shown_to(contact) == Visibility.PUBLIC
    ]
    told = [organisation.role_in_area, organisation.description, *(place.operator_note for place in shown), *holders]
    return Document(
        source_id=organisation.pk,
        about=About(LABEL, organisation.pk),
        kind="organisation",
        title=organisation.name,
        other_titles=_other_names(organisation),
        address=_joined(place.public_address for place in shown),
        hidden=" ".join(
            [
                *(printed_street(place) for place in shown),
                *(field.value for field in fields if field.kind != ContactKind.PHONE),
                organisation.kind_code.replace("_", " "),
            ]
        ),
        body="\n".join(filter(None, told)),
        numbers=(
            *(field.value for field in fields if field.kind == ContactKind.PHONE),
            *(identifier.value for identifier in organisation.identifiers.all()),
        ),
        page=page_of(organisation),
        audience=audience_of(organisation),
        area_paths=area_paths(organisation),
        order=2,
    )


def _other_names(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.corrected_name,) if organisation.corrected_name else ()


def _joined(texts: Any) -> str:
    return " · ".join(dict.fromkeys(filter(None, texts)))


def _places(organisation: Organisation, locations: Sequence[Location]) -> Iterator[Document]:
    for place in locations:
        is_told_already = place.visibility == Visibility.PUBLIC and len(locations) == 1 and not place.name
        if is_told_already:
            continue
        yield Document(
            source_id=organisation.pk,
            about=About("organisations.location", place.pk),
            kind="place",
            title=place.name or organisation.name,
            other_titles=() if place.name else _other_names(organisation),
            label=organisation.name if place.name else "",
            address=place.public_address,
            hidden=" ".join([printed_street(place), organisation.kind_code.replace("_", " ")]),
            body="\n".join(filter(None, [place.operator_note, place.address_note])),
            page={**page_of(organisation), "place": str(place.pk)},
            audience=audience_at(place, organisation),
            area_paths=frozenset([tuple(place.area.path_ids)]),
            order=3,
        )


def _restricted_contacts(
    organisation: Organisation, contacts: Sequence[Contact], places: dict[int, Location]
) -> Iterator[Document]:
    around = audience_of(organisation)
    for contact in contacts:
        place = places.get(contact.location_id or 0)
        shown_with = audience_at(place, organisation) if place else around
        is_place_public = place is None or place.visibility == Visibility.PUBLIC
        told: list[tuple[About, str, str, int | None]] = [
            (About("organisations.contactfield", field.pk), field.shown_to, field.value, field.entered_by_id)
            for field in contact.fields.all()
        ]
        if contact.holder_name:
            about = About("organisations.contact", contact.pk)
            told.append((about, _holder_shown_to(contact), contact.holder_name, None))
        for about, visibility, text, author_id in told:
            if visibility == Visibility.PUBLIC and is_place_public:
                continue
            own = Audience(visibility, organisation.pk, around.areas, author_id)
            yield Document(
                source_id=organisation.pk,
                about=about,
                kind="contact",
                title=contact.role,
                label=organisation.name,
                body=text,
                numbers=(text,),
                page=page_of(organisation),
                audience=own.hidden_with(shown_with),
                area_paths=area_paths(organisation),
                order=5,
            )


def _holder_shown_to(contact: Contact) -> str:
    """Return who may know the name: it goes with the last public way to reach its bearer."""
    ways = [way for way in contact.fields.all() if way.visibility == Visibility.PUBLIC]
    is_hidden = bool(ways) and all(way.lapsed_at for way in ways)
    is_public = contact.holder_visibility == Visibility.PUBLIC
    return Visibility.PARTNERS if is_public and is_hidden else contact.holder_visibility


def _organisations_of(area: Area) -> set[int]:
    if not area.pk:
        return set()
    below = Area.objects.filter(path__startswith=area.path)
    rows = Organisation.objects.filter(home_area__in=below).values_list("pk", flat=True)
    active = Organisation.objects.filter(activities__area__in=below).values_list("pk", flat=True)
    placed = Organisation.objects.filter(locations__area__in=below).values_list("pk", flat=True)
    return {*rows, *active, *placed}


SOURCES = [Source(LABEL, _documents)]
FOLLOWS = [
    ("organisations.activity", LABEL, "organisation_id"),
    ("organisations.organisationidentifier", LABEL, "organisation_id"),
    ("organisations.location", LABEL, "organisation_id"),
    ("organisations.contact", LABEL, "organisation_id"),
    ("organisations.contactfield", LABEL, "contact.organisation_id"),
    ("places.area", LABEL, _organisations_of),
]
