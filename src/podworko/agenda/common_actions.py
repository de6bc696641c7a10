"""Common actions: events that two organisations or more have organised together.

„Common action” needs at least two organisations; who only lends a room, pays or promotes does not count, so that the
number does not grow by being kind. An event counts once, however often it takes place.
"""

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from podworko.agenda.choices import EventStatus
from podworko.agenda.findings import ORGANISING
from podworko.agenda.models import Event


def common(events: QuerySet[Event]) -> QuerySet[Event]:
    """Keep the common actions of some events; what is cancelled, or a part of another event, is none."""
    beside = Q(organisers__role__in=ORGANISING) & ~Q(organisers__organisation=Coalesce(F("organisation"), 0))
    alive = events.filter(joined_into=None, review="").exclude(status=EventStatus.CANCELLED)
    counted = alive.annotate(beside=Count("organisers__organisation", filter=beside, distinct=True))
    return counted.filter(Q(organisation=None, beside__gte=2) | Q(organisation__isnull=False, beside__gte=1))
