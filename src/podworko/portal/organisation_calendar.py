"""What the page of an organisation says of the calendar: what it does, and what is at its places, next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from podworko.agenda import reading
from podworko.agenda.models import Event, Occurrence
from podworko.agenda.wanted import Wanted
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.portal.calendar_addresses import Subscription
from podworko.portal.calendar_page import Group

COMING = 5
"""Dates that are named."""
_MOST = 500
"""Events among which they are looked for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a calendar that concerns an organisation."""

    coming: Group
    here: Subscription
    """What takes place at its places."""
    own: Subscription
    """What it organises."""


def read(organisation: Organisation, area: Area, places: Collection[int], reach: Reach, today: date) -> Shown | None:
    """Read what concerns an organisation, its visible places given by their ids; nothing where there never was any."""
    concerned = Q(organisation=organisation.pk) | Q(location__in=list(places))
    known = Event.objects.visible_to(reach).filter(concerned).order_by("-pk")
    events = list(known.values_list("pk", flat=True)[:_MOST])
    if not events:
        return None
    rows = Occurrence.objects.visible_to(reach).filter(event__in=events, last_day__gte=today)
    return Shown(
        Group("", reading.entries(rows.order_by("day", "starts", "pk")[:COMING], reach)),
        here=Subscription(area.slug, Wanted(place=organisation.slug)),
        own=Subscription(area.slug, Wanted(organiser=organisation.slug)),
    )
