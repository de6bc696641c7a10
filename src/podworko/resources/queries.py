from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from podworko.organisations.choices import Status
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources import hours
from podworko.resources.models import Category, HoursException, HoursState, OpeningHours


def listed(locations: QuerySet[Location]) -> QuerySet[Location]:
    """Keep the places that stand on a map: filed under a category, of an organisation that is not closed."""
    return locations.filter(listings__is_primary=True).exclude(organisation__status=Status.CLOSED)


def hours_of(location_ids: Iterable[int]) -> dict[int, hours.Hours]:
    """Return the opening hours of those of these places of which something is known."""
    ids = list(location_ids)
    spans = defaultdict(list)
    columns = ("location", "weekday", "opens", "closes", "valid_from", "valid_until")
    for location, *span in OpeningHours.objects.filter(location__in=ids).values_list(*columns):
        spans[location].append(hours.Span(*span))
    exceptions = defaultdict(list)
    columns = ("location", "first_day", "last_day", "opens", "closes", "reason")
    for location, *days in HoursException.objects.filter(location__in=ids).values_list(*columns):
        exceptions[location].append(hours.Exceptional(*days))
    states = {state.location_id: state for state in HoursState.objects.filter(location__in=ids)}
    return {
        pk: hours.Hours(
            tuple(spans[pk]),
            tuple(exceptions[pk]),
            hours.OnHolidays(states[pk].closed_on_holidays) if pk in states else hours.OnHolidays.NOT_ASKED,
            by_appointment=pk in states and states[pk].by_appointment,
            note=states[pk].note if pk in states else "",
        )
        for pk in {*spans, *exceptions, *states}
    }


def open_at(moment: datetime) -> set[int]:
    """Return the ids of the places that are known to be open at a moment, given with its time zone."""
    local = moment.astimezone(hours.WARSAW)
    today, now = local.date(), local.time()
    yesterday = today - timedelta(days=1)
    # Whoever may be open; the rules of seasons, exceptions and holidays decide below.
    candidates = OpeningHours.objects.filter(
        Q(weekday=today.weekday(), opens__lte=now) & (Q(closes__gt=now) | Q(closes__lte=F("opens")))
        | Q(weekday=yesterday.weekday(), closes__lte=F("opens"), closes__gt=now)
    )
    exceptional = HoursException.objects.filter(first_day__lte=today, last_day__gte=yesterday, opens__isnull=False)
    ids = {*candidates.values_list("location", flat=True), *exceptional.values_list("location", flat=True)}
    return {pk for pk, known in hours_of(ids).items() if hours.is_open(known, moment)}


def categories_for(area: Area) -> list[Category]:
    """Return the categories for the places of an area: its own, or those of the nearest area round it."""
    for pk in reversed(area.path_ids):
        own = list(Category.objects.filter(area=pk))
        if own:
            return own
    return []
