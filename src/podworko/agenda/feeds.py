"""Calendars for other programs: the stored blocks of events, joined."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings

from podworko.agenda.ical_writing import Cover, calendar
from podworko.agenda.models import Event, EventListing, Withdrawn
from podworko.agenda.reading import asked_for, organised_by, places_meant
from podworko.agenda.wanted import Wanted
from podworko.core.visibility import Reach
from podworko.places.models import Area

if TYPE_CHECKING:
    from django.db.models import QuerySet


def of_area(area: Area, wanted: Wanted, said: Sequence[str] = ()) -> str:
    """Return the public calendar of an area and the areas inside it, narrowed as the address says.

    `said`: what it is narrowed to, in words, so that somebody who follows two can tell them apart.
    """
    blocks = given(area, wanted).order_by("pk").values_list("block", flat=True)
    name = " – ".join([f"{area.name}: kalendarz", *said])
    address, query = f"{settings.PODWORKO_URL}/{area.slug}/calendar", wanted.of_feeds.address()
    cover = Cover(name, url=f"{address}.ics{query}", page=f"{address}/{query}")
    return calendar(cover, [*blocks, *(row.block for row in withdrawn(area))])


def given(area: Area, wanted: Wanted) -> "QuerySet[Event, Any]":
    """Return the public events that other programs are given of an area and the areas inside it."""
    listed = EventListing.objects.filter(area__path__startswith=area.path).values("event")
    rows = Event.objects.filter(pk__in=listed).exclude(block="")
    if wanted.audience:
        rows = rows.filter(asked_for(wanted.audience))
    if wanted.kind:
        rows = rows.filter(kind__code=wanted.kind)
    if wanted.organiser:
        rows = rows.filter(pk__in=organised_by(wanted.organiser, Reach()).values("pk"))
    if wanted.place:
        rows = rows.filter(location__in=places_meant(wanted.place, Reach()))
    return rows


def withdrawn(area: Area) -> list[Withdrawn]:
    """Return what calendars were given of an area and can no longer be seen by everybody."""
    return [row for row in Withdrawn.objects.order_by("uid") if _stood_in(area, row.paths)]


def of_event(event: Event) -> str:
    """Return one public event as a calendar of its own."""
    page = f"{settings.PODWORKO_URL}/{event.area.slug}/calendar/{event.pk}/"
    return calendar(Cover(event.title, page=page), [event.block])


def _stood_in(area: Area, paths: list[str]) -> bool:
    return any(path.startswith(area.path) for path in paths)
