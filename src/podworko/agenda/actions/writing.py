"""What every action over the calendar does round its own writes: one transaction, and then whoever must know."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models, transaction

from podworko.agenda import blocks, days, finding_jobs, materialising, sign_up_lists
from podworko.agenda.harvesting.values import CORRECTABLE
from podworko.agenda.models import Event, FeedMemory
from podworko.core import consequences
from podworko.core.search import index

EVENT = Event._meta.label_lower  # noqa: SLF001


@contextmanager
def changing(event: Event) -> Iterator[None]:
    """Run a change of an event: all of it or nothing, and told to all that show it, before the change and after."""
    with transaction.atomic():
        sign_up_lists.hold([event.pk])
        # The page of what has become a part of it names it too.
        parts = Event.objects.filter(joined_into=event.pk).values_list("pk", flat=True)
        areas, given = days.areas_of([event.pk, *parts]), blocks.Given([event.pk])
        shown = {day for row in event.occurrences.all() for day in materialising.days_of(row)}
        yield
        announce([event.pk], areas, shown)
        blocks.withdraw(given)


def announce(event_ids: Collection[int], areas: Collection[int] = (), shown: Collection[date] = ()) -> None:
    """Make the occurrences of events anew, and tell calendars, search and the apps above.

    `areas`, `shown`: ids of the areas and the days on which they stood before.
    """
    refresh_all(event_ids, areas, shown)
    index.refresh_many(EVENT, event_ids)
    consequences.follow({EVENT: event_ids})


def refresh_all(event_ids: Collection[int], areas: Collection[int] = (), shown: Collection[date] = ()) -> None:
    """Make what follows from events anew: their occurrences, blocks, and the days on which they stand."""
    if not event_ids:
        return
    concerned = set(shown)
    rows = Event.objects.filter(pk__in=event_ids).select_related("organisation", "area", "kind", "location")
    for event in rows.prefetch_related("exceptions", "pictures"):
        concerned |= materialising.refresh(event)
        blocks.write(event)
    sign_up_lists.follow(event_ids)
    days.refresh({*areas, *days.areas_of(event_ids)}, concerned)
    finding_jobs.look_for(event_ids)


def corrections(event: Event, changed: Collection[str]) -> dict[str, Any]:
    """Return what to write down when a person changes an event that came from a calendar of others."""
    if event.feed_id is None:
        return {}
    return {"corrected_fields": sorted({*event.corrected_fields, *(CORRECTABLE & set(changed))})}


def remember_deletion(event: Event) -> None:
    """Keep an event that came from elsewhere from coming back as long as it is the same there."""
    if event.feed_id is not None and event.feed_key:
        said = {"match": event.feed_match, "event_hash": event.feed_hash}
        FeedMemory.objects.update_or_create(feed_id=event.feed_id, key=event.feed_key, defaults=said)


def forget_deletion(event: models.Model) -> None:
    """Undo `remember_deletion`."""
    if isinstance(event, Event) and event.feed_id is not None:
        FeedMemory.objects.filter(feed_id=event.feed_id, key=event.feed_key).delete()
