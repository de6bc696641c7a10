"""Reads what a calendar shows: occurrences with what a row of a list says of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from podworko.agenda.models import CalendarDay, Event, EventListing, EventOrganiser, Occurrence
from podworko.agenda.wanted import Wanted
from podworko.core.prepared import Prepared
from podworko.core.search.query import Scope, understandings
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.addresses import CONFIRMED, FLAT_CONFIRMED, public_address
from podworko.organisations.choices import Precision
from podworko.organisations.merging import place_that_stands
from podworko.organisations.models import Location, Merge, Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience

MOST_UNDATED = 100
MOST_GOING_ON = 500
MOST_ORGANISERS = 80
MOST = 500
"""Occurrences that one page shows."""
_LONGEST_ID = 18
"""Digits that a number of either database holds."""
EVENT = Event._meta.label_lower  # noqa: SLF001

_COLUMNS = (
    "pk",
    "event_id",
    "starts",
    "ends",
    "day",
    "last_day",
    "is_tentative",
    "is_cancelled",
    "visibility",
    "latitude",
    "longitude",
    "event__title",
    "event__zone",
    "event__is_all_day",
    "event__has_end",
    "event__status",
    "event__pencil",
    "event__place_name",
    "event__location_id",
    "event__organisation__name",
    "event__organisation__slug",
    "event__organisation__home_area__slug",
    "event__organiser_name",
    "event__audiences",
    "event__cost",
    "event__kind__name",
    "event__precision",
    "event__area__slug",
    "original",
)


class Entry(NamedTuple):
    """An occurrence as a row of a calendar says it."""

    event: int
    day: date
    last_day: date
    starts: datetime
    """Local."""
    ends: datetime
    is_timed: bool
    has_end: bool
    is_tentative: bool
    is_cancelled: bool
    is_public: bool
    title: str
    pencil: str
    place: str
    organiser: str
    organiser_slug: str
    audiences: list[str]
    cost: str
    kind: str
    area_slug: str
    """Of the area whose calendar keeps the event."""
    original: datetime
    latitude: float | None
    longitude: float | None
    is_exact: bool
    """Its point is the door, not a guess."""

    @property
    def url(self) -> str:
        """Where its page stands."""
        return f"/{self.area_slug}/calendar/{self.event}/"


def occurrences(area: Area, reach: Reach, wanted: Wanted) -> QuerySet[Occurrence]:
    """Return the occurrences in the calendar of an area, those of the areas inside it too, that a person may see."""
    # Asked of each occurrence in turn: a list of all events of a city would be made before the first row.
    listed = EventListing.objects.filter(event=OuterRef("event"), area__path__startswith=area.path)
    rows = Occurrence.objects.visible_to(reach).filter(Exists(listed))
    if wanted.audience:
        rows = rows.filter(event__in=Event.objects.filter(asked_for(wanted.audience)).values("pk"))
    if wanted.kind:
        rows = rows.filter(event__kind__code=wanted.kind)
    if wanted.cost:
        rows = rows.filter(event__cost=wanted.cost)
    if wanted.organiser:
        rows = rows.filter(event__in=organised_by(wanted.organiser, reach).values("pk"))
    if wanted.place:
        rows = rows.filter(event__location__in=places_meant(wanted.place, reach))
    if wanted.words:
        rows = rows.filter(event__in=_saying(wanted.words, area, reach))
    return rows


def on(  # noqa: PLR0913 – where, for whom, what, from when, until when, how much
    area: Area, reach: Reach, wanted: Wanted, first: date, last: date, *, most: int = MOST
) -> list[Entry]:
    """Return what takes place on some days, both included, in order: what goes on, then what begins."""
    rows = occurrences(area, reach, wanted)
    # Few go on, and they have an index of their own, which the databases see only if nothing else is asked.
    going_on = Occurrence.objects.filter(goes_on=True, last_day__gte=first, day__lt=first).order_by("last_day", "pk")
    ids = list(going_on.values_list("pk", flat=True)[:MOST_GOING_ON])
    begun = entries(rows.filter(pk__in=ids).order_by("day", "starts", "pk")[:most], reach) if ids else []
    beginning = rows.filter(day__range=(first, last)).order_by("day", "starts", "pk")[:most]
    return begun + entries(beginning, reach)


def organisers(area: Area, reach: Reach, today: date) -> list[tuple[str, str]]:
    """Return slug and name of the organisations that have something to come, as far as a person may see.

    Nothing where there are more than `MOST_ORGANISERS`: nobody chooses from so many.
    """
    ahead = Occurrence.objects.visible_to(reach).filter(event=OuterRef("pk"), last_day__gte=today)
    events = Event.objects.filter(Exists(ahead), listings__area__path__startswith=area.path)
    rows = Organisation.objects.visible_to(reach).filter(
        Q(pk__in=events.values("organisation")) | Q(pk__in=events.values("organisers__organisation"))
    )
    found = dict(rows.distinct().order_by("sort_key", "pk").values_list("slug", "name")[: MOST_ORGANISERS + 1])
    return list(found.items()) if len(found) <= MOST_ORGANISERS else []


def undated(area: Area, reach: Reach, wanted: Wanted) -> list[Event]:
    """Return the events of which nobody knows, or nobody has written down, on which days they may take place."""
    listed = EventListing.objects.filter(event=OuterRef("pk"), area__path__startswith=area.path)
    rows = Event.objects.visible_to(reach).filter(Exists(listed), starts=None, candidate_days=[], joined_into=None)
    if wanted.audience:
        rows = rows.filter(asked_for(wanted.audience))
    if wanted.kind:
        rows = rows.filter(kind__code=wanted.kind)
    if wanted.place:
        rows = rows.filter(location__in=places_meant(wanted.place, reach))
    if wanted.cost or wanted.organiser or wanted.words:
        return []
    return list(rows.select_related("area").order_by("area", "pk").defer("block")[:MOST_UNDATED])


def entries(rows: QuerySet[Occurrence], reach: Reach) -> list[Entry]:
    """Read occurrences with all that a row says of them; two queries."""
    found = list(rows.values(*_COLUMNS))
    places = places_named({row["event__location_id"] for row in found}, reach)
    return [_entry(row, places) for row in found]


_days_of = Prepared(
    lambda area, first, last: (
        CalendarDay.objects.filter(area=area, day__range=(first, last))
        .annotate(text=Cast("first", TextField()))
        .values_list("day", "count", "text")
    ),
    int,
    date,
    date,
)


def days(area: Area, wanted_days: Sequence[date]) -> dict[date, tuple[int, list[list[Any]]]]:
    """Return what everybody sees of some days: how many there are, and the first of them; see `agenda.days`."""
    rows = _days_of.all(area.pk, wanted_days[0], wanted_days[-1])
    # To read many texts as one takes half the time.
    firsts = json.loads(f"[{','.join([text for _day, _count, text in rows])}]")
    return {day: (count, first) for (day, count, _text), first in zip(rows, firsts, strict=True)}


def by_day(found: Iterable[Entry], shown: Sequence[date]) -> dict[date, list[Entry]]:
    """Put entries under each of the days on which they take place."""
    sorted_out: dict[date, list[Entry]] = defaultdict(list)
    first, last = shown[0], shown[-1]
    for entry in found:
        day = max(entry.day, first)
        while day <= min(entry.last_day, last):
            sorted_out[day].append(entry)
            day += timedelta(days=1)
    return sorted_out


def places_meant(place: str, reach: Reach) -> QuerySet[Location]:
    """Return the places that „place” in an address means, of those that a person may see; see `Wanted.place`.

    Who has subscribed to a place that was joined to another, or to an entry that was merged, goes on reading.
    """
    rows = Location.objects.visible_to(reach)
    if place.isascii() and place.isdigit():
        if len(place) > _LONGEST_ID:
            return rows.none()
        return rows.filter(pk=place_that_stands(int(place)) or int(place))
    merged = Merge.objects.standing().filter(slug=place).values("kept")
    return rows.filter(Q(organisation__slug=place) | Q(organisation__in=merged))


def organised_by(slug: str, reach: Reach) -> QuerySet[Event]:
    """Return the events that an organisation organises or helps with; none of one that the person may not see."""
    # Who has subscribed to the events of an entry that was merged goes on reading them.
    merged = Merge.objects.standing().filter(slug=slug).values("kept")
    known = Organisation.objects.visible_to(reach).filter(Q(slug=slug) | Q(pk__in=merged))
    return Event.objects.filter(
        Q(organisation__in=known) | Q(pk__in=EventOrganiser.objects.filter(organisation__in=known).values("event"))
    )


def asked_for(audience: str) -> Q:
    """Return what events for somebody have in common, those for everybody among them."""
    # A list of codes as JSON text: each stands in quotes, on both databases.
    asked = Event.objects.annotate(asked=Cast("audiences", TextField())).filter(
        Q(asked__contains=f'"{audience}"') | Q(asked__contains=f'"{Audience.EVERYONE}"')
    )
    return Q(pk__in=asked.values("pk"))


def _saying(words: str, area: Area, reach: Reach) -> "QuerySet[Any, Any] | list[int]":
    scope = Scope(reach, ("event",), tuple(area.path_ids))
    for understanding in understandings(words, scope):
        found = understanding.documents.filter(model=EVENT)
        if found.exists():
            return found.values("object_id")
    return []


def places_named(ids: set[int | None], reach: Reach) -> dict[int, str]:
    """Return the name and address of places by their ids, of those that a person may see."""
    known = [pk for pk in ids if pk is not None]
    if not known:
        return {}
    rows = Location.objects.visible_to(reach).filter(pk__in=known).annotate(flat_is_confirmed=FLAT_CONFIRMED)
    columns = ("pk", "name", "organisation__name", "street_name", "house_number", "flat_number", "flat_is_confirmed")
    named = {}
    for pk, name, owner, street, house, flat, confirmed in rows.values_list(*columns):
        address = public_address(street, house, flat, is_flat_confirmed=confirmed in CONFIRMED)
        named[pk] = ", ".join(filter(None, [name or owner, address]))
    return named


def _entry(row: dict[str, Any], places: dict[int, str]) -> Entry:
    zone = ZoneInfo(row["event__zone"])
    registered = places.get(row["event__location_id"], "")
    return Entry(
        event=row["event_id"],
        day=row["day"],
        last_day=row["last_day"],
        starts=row["starts"].astimezone(zone),
        ends=row["ends"].astimezone(zone),
        is_timed=not row["event__is_all_day"] and not row["is_tentative"],
        has_end=row["event__has_end"],
        is_tentative=row["is_tentative"],
        is_cancelled=row["is_cancelled"],
        is_public=row["visibility"] == Visibility.PUBLIC,
        title=row["event__title"],
        pencil=row["event__pencil"],
        place=", ".join(filter(None, [row["event__place_name"], registered])),
        organiser=row["event__organisation__name"] or row["event__organiser_name"],
        organiser_slug=row["event__organisation__slug"] or "",
        audiences=row["event__audiences"],
        cost=row["event__cost"],
        kind=row["event__kind__name"] or "",
        area_slug=row["event__area__slug"],
        original=row["original"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        is_exact=row["event__precision"] == Precision.EXACT,
    )
