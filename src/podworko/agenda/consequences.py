"""What follows in the calendar when organisations, places and areas change."""

from collections.abc import Collection

from podworko.agenda import blocks, days, placing
from podworko.agenda.actions.writing import refresh_all
from podworko.agenda.materialising import days_of
from podworko.agenda.models import CalendarDay, Event, EventListing, EventOrganiser, Occurrence
from podworko.core import audit
from podworko.core.consequences import Changed
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area

_WIDEST_FIRST = list(Visibility)


def follow(changed: Changed) -> None:
    """Make the occurrences of events anew whose organiser or place has changed; tell the calendars of areas."""
    organisations, places = changed.get("organisations.organisation", ()), changed.get("organisations.location", ())
    if organisations or places:
        gone = _deletions(organisations, places)
        own = Event.objects.filter(organisation__in=list(organisations))
        held = Event.objects.filter(location__in=list(places))
        ids = {*own.values_list("pk", flat=True), *held.values_list("pk", flat=True), *_left_by(gone)}
        given = blocks.Given(ids)
        _place_anew(ids)
        refresh_all(ids)
        blocks.withdraw(given)
        _tell_of_helping(organisations, gone)
    if areas := changed.get("places.area"):
        _count_anew(areas)


def _deletions(organisations: Collection[int], places: Collection[int]) -> list[AuditEntry]:
    """Return what the history says of those that are there no longer: their last deletions."""
    known = {Organisation: set(organisations), Location: set(places)}
    found: dict[tuple[str, int], AuditEntry] = {}
    for model, ids in known.items():
        missing = ids - set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))  # noqa: SLF001
        if not missing:
            continue
        label = model._meta.label_lower  # noqa: SLF001
        entries = AuditEntry.objects.filter(model=label, object_id__in=missing, part_of=None).order_by("pk")
        found |= {(label, entry.object_id): entry for entry in entries if entry.after is None}
    return list(found.values())


def _left_by(gone: Collection[AuditEntry]) -> set[int]:
    """Return the ids of events that were of something deleted; what went with a hidden organiser stays as hidden."""
    visibilities = {entry.pk: (entry.before or {}).get("visibility", Visibility.PUBLIC) for entry in gone}
    parts = AuditEntry.objects.filter(part_of__in=visibilities, model=Event._meta.label_lower)  # noqa: SLF001
    ids = set()
    for part in parts:
        ids.add(part.object_id)
        if "organisation_id" in (part.before or {}) and part.part_of is not None:
            _narrow(part.object_id, Visibility(visibilities[part.part_of]))
    return ids


def _narrow(event_id: int, visibility: Visibility) -> None:
    event = Event.objects.select_for_update().filter(pk=event_id, organisation=None).first()
    if event and _WIDEST_FIRST.index(Visibility(event.visibility)) < _WIDEST_FIRST.index(visibility):
        audit.change(event, {"visibility": visibility}, verb="change_event", by=None)


def _place_anew(event_ids: Collection[int]) -> None:
    """Let the points of events go along with their places, which may have moved, or be hidden now.

    No change of the event for its history: the place has one.
    """
    for event in Event.objects.filter(pk__in=event_ids).exclude(location=None).select_related("location"):
        before = event.latitude, event.longitude, event.precision
        placing.place(event)
        if before != (event.latitude, event.longitude, event.precision):
            event.save(update_fields=["latitude", "longitude", "precision", "changed_at"])


def _tell_of_helping(organisations: Collection[int], gone: Collection[AuditEntry]) -> None:
    """Tell the pages of events that an organisation helps with, or did until now: they name it, and keep no more."""
    label = EventOrganiser._meta.label_lower  # noqa: SLF001
    parts = AuditEntry.objects.filter(part_of__in=[entry.pk for entry in gone], model=label)
    left = {(part.before or {})["event_id"] for part in parts}
    helped = EventOrganiser.objects.filter(organisation__in=list(organisations)).values_list("event", flat=True)
    if ids := {*helped, *left}:
        days.bump(Area.objects.filter(pk__in=days.areas_of(ids)))


def _count_anew(area_ids: Collection[int]) -> None:
    """Write the days anew on which something takes place in areas that have moved, wherever they were counted."""
    listed = EventListing.objects.filter(area__in=list(area_ids)).values("event")
    rows = Occurrence.objects.filter(event__in=listed)
    concerned = {day for row in rows.iterator(chunk_size=2000) for day in days_of(row)}
    counting = CalendarDay.objects.filter(day__in=concerned).values_list("area", flat=True).distinct()
    days.refresh({*counting, *days.areas_of(rows.values_list("event", flat=True).distinct())}, concerned)
