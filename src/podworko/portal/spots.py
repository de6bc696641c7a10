"""The entries in a window of a map, with what a map draws of them and nothing else: maps ask for them at every move.

Columns are fetched as the database holds them and written straight as GeoJSON: a window holds hundreds of rows.
"""

from collections.abc import Iterable
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from django.db.models import QuerySet

from podworko.core.prepared import Prepared
from podworko.core.spatial import Window, within
from podworko.core.visibility import Reach
from podworko.organisations.addresses import CONFIRMED, FLAT_CONFIRMED, public_address
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.portal import queries
from podworko.portal.filters import EntryFilter


class Spot(NamedTuple):
    """An entry that has a point; the fields are columns, in the order of `COLUMNS`."""

    pk: int
    number: int | None
    place_name: str
    street_name: str
    house_number: str
    flat_number: str
    flat_confirmed: str
    """A truth value as the database writes it."""
    longitude: float
    latitude: float
    precision: str
    organisation_slug: str
    home_slug: str
    name: str
    category: str
    letter: str


COLUMNS = (
    "pk",
    "number",
    "name",
    "street_name",
    "house_number",
    "flat_number",
    "flat_confirmed",
    "longitude",
    "latitude",
    "precision",
    "organisation__slug",
    "organisation__home_area__slug",
    "organisation__name",
    "listings__category__code",
    "listings__category__letter",
)


def in_window(area: Area, reach: Reach, wanted: EntryFilter, window: Window) -> list[Spot]:
    """Return the entries in a window as far as a person may see and wants, in no order."""
    if reach.is_anonymous and wanted.is_empty:
        return [Spot(*row) for row in _public.all(area.path, *window)]
    return [Spot(*row) for row in _columns(within(queries.entries(area, reach, wanted), window))]


def collection(spots: Iterable[Spot], *, attribution: Iterable[str]) -> str:
    """Return a GeoJSON document (RFC 7946); addresses of pages are without the instance's own."""
    features = ",".join([_feature(spot) for spot in spots])
    owners = quoted("; ".join(attribution))
    return f'{{"type":"FeatureCollection","attribution":{owners},"features":[{features}]}}'


def _columns(locations: QuerySet[Location]) -> QuerySet[Location, tuple[Any, ...]]:
    return locations.order_by().annotate(flat_confirmed=FLAT_CONFIRMED).values_list(*COLUMNS)


_public = Prepared(
    lambda path, west, south, east, north: _columns(
        within(queries.public_entries(path), Window(west, south, east, north))
    ),
    str,
    *[float] * 4,
)


def _feature(spot: Spot) -> str:
    pk, number, place, street, house, flat, confirmed, longitude, latitude, precision, slug, home, name, *filed = spot
    category, letter = filed
    address = public_address(street, house, flat, is_flat_confirmed=confirmed in CONFIRMED)
    return (
        f'{{"type":"Feature","id":{pk},'
        f'"geometry":{{"type":"Point","coordinates":[{longitude!r},{latitude!r}]}},'
        f'"properties":{{"id":{pk},"number":{"null" if number is None else number},'
        f'"name":{quoted(f"{name} – {place}" if place else name)},"address":{quoted(address)},'
        f'"category":{quoted(category)},"letter":{quoted(letter)},"precision":"{precision}",'
        f'"url":{quoted(f"/{home}/organisations/{slug}/")}}}}}'
    )
