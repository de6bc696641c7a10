"""Keeps what everybody sees of each day of an area's calendar, so that a month is forty-two rows to read."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q

from podworko.agenda.materialising import days_of
from podworko.agenda.models import CalendarDay, EventListing, Occurrence
from podworko.core import versions
from podworko.core.visibility import Visibility
from podworko.places.freshness import ALL_AREAS
from podworko.places.models import Area

SHOWN = 5
"""Entries of a day that a month shows; of more it says how many."""
CANCELLED, PENCILLED, GOES_ON = "cancelled", "pencilled", "goes-on"
_CHUNK = 400


def areas_of(event_ids: Iterable[int]) -> set[int]:
    """Return the ids of the areas in whose calendars events stand: those they are listed in, and those round them."""
    paths = EventListing.objects.filter(event__in=list(event_ids)).values_list("area__path", flat=True).distinct()
    return {int(part) for path in paths for part in path.strip("/").split("/")}


def refresh(area_ids: Collection[int], days: Collection[date]) -> None:
    """Write these days of these areas anew, inside the caller's transaction, and tell their pages."""
    areas = list(Area.objects.filter(pk__in=area_ids))
    ordered = sorted(days)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        for area in areas:
            _refresh(area, chunk)
    bump(areas)


def counter(slug: str) -> str:
    """Return the name of the counter of an area's calendar, as in `core.versions`."""
    return f"calendar:{slug}"


def bump(areas: Iterable[Area]) -> None:
    """Tell the calendars of these areas that what they show has changed."""
    versions.bump([ALL_AREAS, *(counter(area.slug) for area in areas)])


def _refresh(area: Area, days: list[date]) -> None:
    # The days of a series lie far apart, and what goes on for days is rare: both have an index of their own.
    listed = EventListing.objects.filter(event=OuterRef("event"), area__path__startswith=area.path)
    going_on = Q(goes_on=True, last_day__gte=days[0], day__lte=days[-1])
    rows = (
        Occurrence.objects.filter(Q(day__in=days) | going_on, Exists(listed), visibility=Visibility.PUBLIC)
        .order_by("starts", "event__title", "pk")
        .annotate(title=F("event__title"), zone=F("event__zone"), all_day=F("event__is_all_day"))
    )
    wanted = set(days)
    found: dict[date, list[Any]] = defaultdict(list)
    counts: dict[date, int] = defaultdict(int)
    for row in rows.iterator(chunk_size=2000):
        for day in days_of(row):
            if day not in wanted:
                continue
            counts[day] += 1
            if len(found[day]) < SHOWN:
                found[day].append(_entry(row, day))
    CalendarDay.objects.filter(area=area, day__in=days).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(area=area, day=day, count=counts[day], first=found[day]) for day in days if counts[day]
    )


def _entry(row: Any, day: date) -> list[Any]:
    timed = not row.all_day and not row.is_tentative and row.day == day
    clock = f"{row.starts.astimezone(ZoneInfo(row.zone)):%H:%M}" if timed else ""
    special = CANCELLED if row.is_cancelled else PENCILLED if row.is_tentative else GOES_ON if row.day != day else ""
    return [row.event_id, clock, row.title, special]
