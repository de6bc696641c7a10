"""The register as files for other programs: GeoJSON for maps, CSV for spreadsheets. Public data only in CSV."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import spreadsheet
from podworko.organisations.choices import ContactKind, Precision, Sector, Status
from podworko.organisations.models import ContactField, Location, Organisation
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal.queries import Entry
from podworko.resources.models import Listing

CHUNK = 500
_REACHED_BY = (ContactKind.PHONE, ContactKind.EMAIL, ContactKind.WEBSITE)


def feature(entry: Entry, origin: str) -> dict[str, Any]:
    """Return an entry as a GeoJSON feature (RFC 7946, section 3.2); one without a point has no geometry."""
    has_point = entry.longitude is not None
    return {
        "type": "Feature",
        "id": entry.pk,
        "geometry": {"type": "Point", "coordinates": [entry.longitude, entry.latitude]} if has_point else None,
        "properties": {
            "id": entry.pk,
            "number": entry.number,
            "name": entry.title,
            "name_corrected": entry.corrected_name or None,
            "organisation_id": entry.organisation_id,
            "organisation_slug": entry.organisation_slug,
            "category": entry.category,
            "letter": entry.letter,
            "address": entry.address,
            "area": entry.area_slug,
            "precision": entry.precision,
            "coordinate_error_m": entry.coordinate_error,
            "status": entry.status,
            "assured_date": entry.assured_date and entry.assured_date.isoformat(),
            "assured_by": entry.assured_by or None,
            "url": origin + entry.url,
        },
    }


def feature_collection(entries: Iterable[Entry], *, origin: str, attribution: list[str]) -> Iterator[str]:
    """Yield a GeoJSON document piece by piece; `origin` is the instance's address, without a path."""
    rest = iter(entries)
    yield '{"type":"FeatureCollection","attribution":' + _json("; ".join(attribution)) + ',"features":['
    separator = ""
    while chunk := list(islice(rest, CHUNK)):
        yield separator + _json([feature(entry, origin) for entry in chunk])[1:-1]
        separator = ","
    yield "]}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def organisations_csv(organisations: Iterable[Organisation], area: Area, origin: str) -> Iterator[str]:
    """Return a CSV file for Polish spreadsheets, line by line: a row per place, and one for who has none.

    Only what everybody may see is in it, whoever asks.
    """
    rest = iter(organisations)
    chunks = iter(lambda: list(islice(rest, CHUNK)), [])
    found = (row for chunk in chunks for row in _rows(chunk, area, origin))
    return spreadsheet.lines(chain([_headings()], found))


def _headings() -> list[str]:
    return [
        _("Numer na mapie"),
        _("Nazwa"),
        _("Nazwa poprawiona"),
        _("Nazwa miejsca"),
        _("Kategoria"),
        _("Sektor"),
        _("Adres"),
        _("Kod pocztowy"),
        _("Miejscowość"),
        _("Telefon"),
        _("E-mail"),
        _("Strona internetowa"),
        _("Położenie"),
        _("Szerokość geograficzna"),
        _("Długość geograficzna"),
        _("Stan"),
        _("Sprawdzono"),
        _("Kto sprawdził"),
        _("Źródło"),
        _("Strona wpisu"),
    ]


def _rows(organisations: list[Organisation], area: Area, origin: str) -> Iterator[list[Any]]:
    ids = [organisation.pk for organisation in organisations]
    public = Location.objects.visible_to(NOBODY).filter(organisation__in=ids, area__path__startswith=area.path)
    places: dict[int, list[Location]] = defaultdict(list)
    for location in public.order_by("number", "sort_key", "pk"):
        places[location.organisation_id].append(location)
    filed = dict(
        Listing.objects.filter(location__in=public, is_primary=True).values_list("location", "category__name")
    )
    contacts = _contacts(ids)
    for organisation in organisations:
        url = f"{origin}/{organisation.home_area.slug}/organisations/{organisation.slug}/"
        # Who has no place gets a row all the same; a place without a key stands for it.
        for location in places[organisation.pk] or [Location()]:
            category = filed.get(location.pk, "")
            reach = [contacts[organisation.pk, location.pk, kind] for kind in _REACHED_BY]
            general = [contacts[organisation.pk, None, kind] for kind in _REACHED_BY]
            values = [", ".join(own or shared) for own, shared in zip(reach, general, strict=True)]
            yield _row(organisation, location, category, values, url)


def _contacts(ids: list[int]) -> dict[tuple[int, int | None, str], list[str]]:
    found: dict[tuple[int, int | None, str], list[str]] = defaultdict(list)
    fields = ContactField.objects.visible_to(NOBODY).filter(contact__organisation__in=ids)
    still_held = Q(contact__held_until=None) | Q(contact__held_until__gte=timezone.localdate())
    columns = ("contact__organisation", "contact__location", "kind", "value")
    for organisation, location, kind, value in fields.filter(still_held).values_list(*columns):
        found[organisation, location, kind].append(value)
    return found


def _row(organisation: Organisation, place: Location, category: str, contacts: list[str], url: str) -> list[Any]:
    phone, email, website = contacts
    return [
        place.number,
        organisation.name,
        organisation.corrected_name,
        place.name,
        category,
        Sector(organisation.sector).label,
        place.public_address,
        place.postcode,
        place.city,
        phone,
        email,
        website or organisation.website,
        Precision(place.precision).label,
        place.latitude,
        place.longitude,
        Status(organisation.status).label,
        organisation.assured_date,
        organisation.assured_by,
        organisation.source,
        url,
    ]
