"""What else takes place in a room at the same time: a warning, never a refusal."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from podworko.agenda.materialising import occurrences_of
from podworko.agenda.models import Event, Occurrence
from podworko.core.visibility import Reach

MOST = 5
"""Clashes that are named."""


class Clash(NamedTuple):
    """Another event in the same room."""

    event: int
    area_slug: str
    title: str
    starts: datetime
    """Local."""
    ends: datetime

    @property
    def url(self) -> str:
        """Where the other event's page stands."""
        return f"/{self.area_slug}/calendar/{self.event}/?day={self.starts:%Y-%m-%d}"

    @property
    def sentence(self) -> str:
        """Its name, day and hours."""
        return f"{self.title}, {date_format(self.starts, 'j E Y')}, {self.starts:%H:%M}–{self.ends:%H:%M}"


def clashes_of(event: Event, reach: Reach) -> list[Clash]:
    """Return what a person may see of the events that have an event's room while it takes place, from now on.

    `event` may be one that is not saved, or holds values that are not; its own occurrences are left aside.
    """
    if event.room_id is None:
        return []
    now = timezone.now()
    own = sorted(
        (row.starts, row.ends)
        for row in occurrences_of(event)
        if row.ends > now and not row.is_cancelled and not row.is_tentative
    )
    if not own:
        return []
    others = Occurrence.objects.visible_to(reach).filter(event__room=event.room_id, is_cancelled=False)
    others = others.filter(is_tentative=False, starts__lt=max(end for _start, end in own), ends__gt=own[0][0])
    rows = (
        others.exclude(event=event.pk)
        .order_by("starts", "pk")
        .values_list("event_id", "event__area__slug", "event__title", "starts", "ends", "event__zone")
    )
    return list(_overlapping(own, rows.iterator(chunk_size=500)))[:MOST]


def _overlapping(
    own: list[tuple[datetime, datetime]], rows: Iterable[tuple[int, str, str, datetime, datetime, str]]
) -> Iterable[Clash]:
    for pk, slug, title, starts, ends, zone in rows:
        if any(start < ends and end > starts for start, end in own):
            yield Clash(pk, slug, title, starts.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone)))
