"""Which place of an organisation a row of a file is about. Pure functions over values."""

from typing import Final

from podworko.core.text import fold
from podworko.organisations.choices import Precision
from podworko.resources.importing import differences
from podworko.resources.importing.entries import Entry
from podworko.resources.importing.register import KnownEntry, KnownPlace, name_key

_NEAR: Final = {Precision.EXACT: 150, Precision.STREET: 900, Precision.AREA: 1500, Precision.NONE: 0}
"""Metres by which two points of one place may differ, by the rougher of the two."""


def place_of(entry: Entry, known: KnownEntry, *, is_certain: bool = False) -> tuple[KnownPlace | None, bool]:
    """Return the place of an organisation that a row is about, and whether the row tells of another one.

    A certain row about an organisation with one place tells that it has moved.
    """
    places = known.places
    same = [place for place in places if entry.reference and place.reference == entry.reference and is_certain]
    same = same or [place for place in places if _is_same_address(entry, place)]
    same = same or [
        place for place in places if entry.place_name and name_key(place.name) == name_key(entry.place_name)
    ]
    if same:
        return _likeliest(entry, same), False
    if len(places) == 1 and (is_certain or _may_be(entry, places[0])):
        return places[0], False
    if not entry.street and not entry.printed and entry.latitude is None:
        return None, False
    near = [place for place in places if not entry.street and _is_near(entry, place)]
    return (near[0], False) if len(near) == 1 else (None, bool(places))


def _likeliest(entry: Entry, places: list[KnownPlace]) -> KnownPlace:
    """Of several places at one address, return the one that bears the name, or has the flat."""
    for place in places:
        if name_key(place.name) == name_key(entry.place_name) and place.flat in {entry.flat, ""}:
            return place
    return places[0]


def _is_same_address(entry: Entry, place: KnownPlace) -> bool:
    if entry.printed and fold(entry.printed) == fold(place.printed):
        return True
    if not entry.street or fold(entry.street) != fold(place.street):
        return False
    here, there = entry.house.partition("/")[0].lower(), place.house.partition("/")[0].lower()
    return (here == there or not here or not there) and (entry.flat == place.flat or not entry.flat or not place.flat)


def _may_be(entry: Entry, place: KnownPlace) -> bool:
    """Say whether nothing speaks against a row being about an organisation's only place."""
    if entry.street and place.street:
        return False
    if entry.latitude is None or place.latitude is None:
        return not (entry.printed and place.printed and place.street)
    return _is_near(entry, place)


def _is_near(entry: Entry, place: KnownPlace) -> bool:
    if entry.latitude is None or entry.longitude is None:
        return False
    away = differences.distance((entry.latitude, entry.longitude), place)
    rougher = max(_NEAR[Precision(entry.precision)], _NEAR[Precision(place.precision)])
    return away is not None and away <= rougher
