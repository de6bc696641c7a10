"""Reads what stands in the way of a time that somebody looks for: only what this person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from podworko.agenda import reading
from podworko.agenda.free_slots import Slot, Wish
from podworko.agenda.models import Event, Occurrence
from podworko.agenda.slot_facts import Busy, Spot, are_same_people
from podworko.agenda.wanted import Wanted
from podworko.core.visibility import Reach
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources.choices import Audience, ResourceKind
from podworko.resources.models import Resource
from podworko.resources.queries import hours_of

MOST_PLACES = 8
"""Places and rooms that are tried."""
_COLUMNS = (
    "event_id",
    "starts",
    "ends",
    "is_tentative",
    "goes_on",
    "event__is_all_day",
    "event__audiences",
    "event__location_id",
    "event__room_id",
)


@dataclass(frozen=True, slots=True)
class Named:
    """An event that a reason names."""

    title: str
    url: str


def places_for(area: Area, reach: Reach) -> QuerySet[Location]:
    """Return the places of an area from which somebody may choose."""
    rows = Location.objects.visible_to(reach).filter(area__path__startswith=area.path)
    return rows.select_related("organisation").order_by("sort_key", "pk")


def rooms_for(area: Area, reach: Reach) -> QuerySet[Resource]:
    """Return the rooms of the places of an area from which somebody may choose."""
    rows = Resource.objects.visible_to(reach).filter(kind=ResourceKind.ROOM)
    rows = rows.filter(location__in=Location.objects.visible_to(reach).filter(area__path__startswith=area.path))
    return rows.select_related("organisation", "location").order_by("organisation__sort_key", "sort_key", "pk")


def spots(area: Area, reach: Reach, places: Iterable[int], rooms: Iterable[int]) -> tuple[list[Spot], dict[Any, str]]:
    """Return where it is looked for, rooms first, and the name of each by location and room; anywhere if nowhere."""
    found_rooms = list(rooms_for(area, reach).filter(pk__in=list(rooms))[:MOST_PLACES])
    found = list(places_for(area, reach).filter(pk__in=list(places))[:MOST_PLACES])
    known = {row.pk: row for row in found} | {room.location_id: room.location for room in found_rooms}
    hours = hours_of(pk for pk in known if pk is not None)

    def spot(place: Location, room: int | None = None) -> Spot:
        return Spot(place.pk, room, hours.get(place.pk), _point(place))

    names: dict[Any, str] = {}
    made: list[Spot] = []
    for room in found_rooms:
        if room.location is not None:
            made.append(spot(room.location, room.pk))
            names[room.location_id, room.pk] = f"{room.name}, {room.location}"
    # A place of which a room was chosen is meant by its room.
    for place in found:
        if place.pk not in {each.location for each in made}:
            made.append(spot(place))
            names[place.pk, None] = str(place)
    return (made[:MOST_PLACES] or [Spot(point=_middle(area, reach))]), names


def busy(area: Area, reach: Reach, wish: Wish) -> list[Busy]:
    """Return what takes place on the days that are tried, and in the rooms and places."""
    first, last = min(wish.days), max(wish.days) + timedelta(days=7 * wish.weeks)
    here = _for(_between(reading.occurrences(area, reach, Wanted()), first, last), wish.audiences)
    rooms = {spot.room for spot in wish.spots if spot.room}
    places = {spot.location for spot in wish.spots if spot.location}
    rows = set[Any]()
    found: list[Busy] = []
    sources = [here]
    if rooms or places:
        # A room is taken whoever it is for, and in whichever calendar it stands.
        there = Occurrence.objects.visible_to(reach)
        sources.append(_between(there.filter(Q(event__room__in=rooms) | Q(event__location__in=places)), first, last))
    for source in sources:
        for row in source.values_list("pk", *_COLUMNS).iterator(chunk_size=2000):
            if row[0] not in rows:
                rows.add(row[0])
                found.append(_busy(row[1:]))
    return found


def named(slots: Iterable[Slot], reach: Reach) -> dict[int, Named]:
    """Return the events that the reasons of these slots name."""
    ids = {
        one.event
        for slot in slots
        for group in (slot.near, *(rows for week in slot.weeks for rows in (week.clashes, week.taken, week.beside)))
        for one in group
    }
    ids |= {one.event for slot in slots for week in slot.weeks for one in week.unclear}
    rows = Event.objects.visible_to(reach).filter(pk__in=ids).values_list("pk", "title", "area__slug")
    return {pk: Named(title, f"/{slug}/calendar/{pk}/") for pk, title, slug in rows}


def _between(rows: QuerySet[Occurrence], first: date, last: date) -> QuerySet[Occurrence]:
    return rows.filter(
        Q(day__range=(first - timedelta(days=1), last)) | Q(goes_on=True, day__lt=first, last_day__gte=first),
        is_cancelled=False,
    )


def _for(rows: QuerySet[Occurrence], audiences: frozenset[str]) -> QuerySet[Occurrence]:
    """Keep what may be for the same people; `free_slots.are_same_people` decides in the end."""
    if not audiences or Audience.EVERYONE in audiences:
        return rows
    kin = [each for each in Audience.values if are_same_people(audiences, frozenset({each}))]
    # A list of codes as JSON text: each stands in quotes, on both databases.
    asked = [Q(asked__contains=f'"{each}"') for each in kin]
    return rows.annotate(asked=Cast("event__audiences", TextField())).filter(reduce(or_, asked, Q(asked="[]")))


def _busy(row: tuple[Any, ...]) -> Busy:
    event, starts, ends, is_tentative, goes_on, is_all_day, audiences, location, room = row
    is_firm = not is_tentative and not (is_all_day and goes_on)
    return Busy(event, starts, ends, frozenset(audiences), location, room, is_firm)


def _middle(area: Area, reach: Reach) -> tuple[float, float] | None:
    """Return a point of the area for the sun, where no place was chosen: that of any of its places is near enough."""
    rows = Location.objects.visible_to(reach).filter(area__path__startswith=area.path, latitude__isnull=False)
    found = rows.order_by("pk").first()
    return _point(found) if found else None


def _point(place: Location) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude
