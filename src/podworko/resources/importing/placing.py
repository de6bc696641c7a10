"""Which place of an organisation a row of a file is about. Pure functions over values."""

from math import inf
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
    joined = joined_place(entry, known, is_certain=is_certain)
    if joined is not None:
        return _standing(joined, known), False
    if len(places) == 1 and (is_certain or _may_be(entry, places[0])):
        return places[0], False
    if not entry.street and not entry.printed and entry.latitude is None:
        return None, False
    near = [place for place in places if not entry.street and _is_near(entry, place)]
    return (near[0], False) if len(near) == 1 else (None, bool(places))


def joined_place(entry: Entry, known: KnownEntry, *, is_certain: bool = False) -> KnownPlace | None:
    """Return the place, joined into another one when entries were merged, that a row is about."""
    return next((place for each in known.merged if (place := place_in(entry, each, is_certain=is_certain))), None)


def place_in(entry: Entry, merged: KnownEntry, *, is_certain: bool = False) -> KnownPlace | None:
    """Return the joined place of one merged entry that a row is about."""
    for place in merged.places:
        if _is_same_address(entry, place):
            return place
        if is_certain and entry.reference and place.reference == entry.reference:
            return place
    return None


def _standing(joined: KnownPlace, known: KnownEntry) -> KnownPlace | None:
    """Return the place that a joined one is part of now."""
    became = {place.id: place.became for each in known.merged for place in each.places}
    there = {place.id: place for place in known.places}
    pk: int | None = joined.id
    # Joined into one that was joined later; each step leaves the list.
    while pk is not None and pk not in there:
        pk = became.pop(pk, None)
    if pk is not None:
        return there[pk]
    if joined.latitude is None or joined.longitude is None:
        return known.places[0] if known.places else None
    point = (joined.latitude, joined.longitude)
    return min(known.places, key=lambda place: _away(point, place), default=None)


def _away(point: tuple[float, float], place: KnownPlace) -> float:
    found = differences.distance(point, place)
    return inf if found is None else found


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
