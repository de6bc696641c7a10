"""What can be found of events."""

from collections.abc import Iterable, Iterator, Sequence

from podworko.agenda.models import Event
from podworko.core.search.documents import About, Audience, Document, Source
from podworko.core.visibility import Visibility
from podworko.organisations.models import Location, Organisation
from podworko.organisations.search import audience_of
from podworko.resources.choices import Audience as ForWhom

EVENT = "agenda.event"


def _events(ids: Sequence[int]) -> Iterator[Document]:
    rows = (
        Event.objects.filter(pk__in=ids, review="", joined_into=None)
        .select_related("organisation__home_area", "area", "kind", "location")
        .prefetch_related("listings__area", "organisation__activities__area")
    )
    for event in rows:
        owner = event.organisation
        areas = [listing.area for listing in event.listings.all()]
        own = Audience(
            event.visibility, event.organisation_id, frozenset(area.pk for area in areas), event.entered_by_id
        )
        place = event.location
        is_place_shown = place is not None and place.visibility == Visibility.PUBLIC
        for_whom = [str(ForWhom(code).label) for code in event.audiences if code in ForWhom.values]
        yield Document(
            source_id=event.pk,
            about=About(EVENT, event.pk),
            kind="event",
            title=event.title,
            label=event.kind.name if event.kind else "",
            address=event.place_name or (place.public_address if place and is_place_shown else ""),
            hidden=owner.name if owner else event.organiser_name,
            body="\n".join(filter(None, [event.description, ", ".join(for_whom)])),
            page={"area_slug": event.area.slug, "event": str(event.pk)},
            audience=own.hidden_with(audience_of(owner)) if owner else own,
            area_paths=frozenset(tuple(area.path_ids) for area in areas),
            order=3,
        )


def _organised_by(organisation: Organisation) -> Iterable[int]:
    return Event.objects.filter(organisation_id=organisation.pk).values_list("pk", flat=True)


def _held_at(location: Location) -> Iterable[int]:
    return Event.objects.filter(location_id=location.pk).values_list("pk", flat=True)


SOURCES = [Source(EVENT, _events)]
FOLLOWS = [
    ("agenda.eventlisting", EVENT, "event_id"),
    ("organisations.organisation", EVENT, _organised_by),
    ("organisations.location", EVENT, _held_at),
]
