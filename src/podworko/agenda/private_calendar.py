"""What a private calendar gives: what its owner may read at the moment and the public one does not hold.

Nothing of it is stored, so that whoever loses a role loses what it showed with the next look of their program.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from podworko.agenda import blocks
from podworko.agenda.choices import EventStatus
from podworko.agenda.ical_writing import Cover, WrittenEvent, WrittenStatus, calendar, vevents
from podworko.agenda.models import Event, EventException, EventListing
from podworko.agenda.timing import Timing
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.models import Location
from podworko.places.models import Area

MOST: Final = 500
"""Events that it holds; of more the latest entered."""
PRIVATE: Final = "PRIVATE"
_WIDEST_FIRST = list(Visibility)


def of_person(area: Area, reach: Reach) -> str:
    """Return what is planned in an area and the areas inside it and not announced, as far as a person may read it."""
    listed = EventListing.objects.filter(area__path__startswith=area.path).values("event")
    rows = Event.objects.visible_to(reach).filter(pk__in=listed, block="", joined_into=None).order_by("-pk")
    related = rows.select_related("area", "organisation", "kind", "location__organisation")
    events = list(related.prefetch_related("exceptions", "pictures")[:MOST])
    ids = [event.pk for event in events]
    editable = set(Event.objects.editable_by(reach).filter(pk__in=ids).values_list("pk", flat=True))
    places = Location.objects.visible_to(reach).filter(pk__in=[event.location_id for event in events])
    known = set(places.values_list("pk", flat=True))
    texts = []
    for event in reversed(events):
        location = event.location if event.location_id in known else None
        exceptions = [one for one in event.exceptions.all() if event.pk in editable or _is_as_wide(one, event)]
        texts += [vevents(each) for each in _written(event, exceptions, location)]
    name = _("%(area)s: jeszcze nieogłoszone") % {"area": area.name}
    return calendar(Cover(name, page=f"{settings.PODWORKO_URL}/{area.slug}/calendar/", refresh_hours=1), texts)


def _is_as_wide(exception: EventException, event: Event) -> bool:
    return _WIDEST_FIRST.index(Visibility(exception.visibility)) <= _WIDEST_FIRST.index(Visibility(event.visibility))


def _written(event: Event, exceptions: list[EventException], location: Location | None) -> Iterator[WrittenEvent]:
    if event.starts is not None:
        # A picture of what not everybody may see asks for sign-in, which no calendar can do.
        yield replace(blocks.written(event, exceptions, location), classification=PRIVATE, image="")
        return
    for text in event.candidate_days:
        yield _candidate(event, date.fromisoformat(text), location)


def _candidate(event: Event, day: date, location: Location | None) -> WrittenEvent:
    """Return a day that a pencilled date may mean: a whole day that takes up nobody's time, with a name of its own."""
    midnight = datetime.combine(day, time())
    timing = Timing(start=midnight, end=midnight + timedelta(days=1), is_all_day=True)
    local, _at, host = event.uid.partition("@")
    is_cancelled = event.status == EventStatus.CANCELLED
    return replace(
        blocks.written(event, [], location, timing=timing),
        uid=f"{local}-{day:%Y%m%d}@{host}",
        title=_("%(title)s (ołówkiem: %(when)s)") % {"title": event.title, "when": event.pencil},
        status=WrittenStatus.CANCELLED if is_cancelled else WrittenStatus.TENTATIVE,
        is_transparent=True,
        image="",
        classification=PRIVATE,
    )
