"""What calendars of others bring: harvested, accepted, dismissed, imported from a file, undone."""

import logging
import math
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda.actions import feed_writing
from podworko.agenda.actions.feed import FIELDS, add_feed
from podworko.agenda.actions.writing import announce, changing
from podworko.agenda.choices import Review
from podworko.agenda.harvesting import arriving
from podworko.agenda.harvesting.arriving import Arrival, ArrivalError
from podworko.agenda.harvesting.comparing import Plan, compare
from podworko.agenda.harvesting.reading import Reading
from podworko.agenda.harvesting.values import typed
from podworko.agenda.models import CalendarFile, Event, Feed
from podworko.core import audit, deletion
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.public_network import Network
from podworko.core.visibility import Visibility
from podworko.organisations.actions.writing import check_known

logger = logging.getLogger(__name__)

PORTION: Final = 100
"""Events that one transaction enters or changes."""


def harvest_feed(
    feed: Feed,
    *,
    by: Actor | None,
    is_sure: bool = False,
    seconds: float | None = None,
    network: Network | None = None,
) -> Feed:
    """Fetch a calendar and let its events follow it; whatever goes wrong is written down, and nothing changes.

    `is_sure`: somebody has said that what fell off is truly gone. `seconds`: begin no further portion after so many;
    then neither `last_success` nor `last_error` says anything new, and the next harvest does the rest.
    """
    ends = math.inf if seconds is None else time.monotonic() + seconds
    try:
        arrival = _arrival(feed, is_sure=is_sure, network=network)
    except ArrivalError as error:
        _note_failure(feed, str(error))
    else:
        _apply(feed, arrival, ends, is_sure=is_sure, by=by)
    feed.refresh_from_db()
    return feed


def accept_events(events: Iterable[Event], *, by: Actor | None) -> int:
    """Put events that wait, or were dismissed, into the calendar; return how many."""
    with transaction.atomic():
        rows = Event.objects.select_for_update(of=("self",)).filter(pk__in=[event.pk for event in events])
        accepted = list(rows.exclude(review="").select_related("feed"))
        for event in accepted:
            visibility = event.feed.event_visibility if event.feed else Visibility.ORGANISATION
            audit.change(event, {"review": "", "visibility": visibility}, verb="accept_events", by=by)
        if accepted:
            announce([event.pk for event in accepted])
    return len(accepted)


def dismiss_events(events: Iterable[Event], *, by: Actor | None) -> int:
    """Keep events that wait out of the calendar, until they change at their source; return how many."""
    with transaction.atomic():
        rows = Event.objects.select_for_update().filter(pk__in=[event.pk for event in events])
        dismissed = list(rows.filter(review=Review.WAITING))
        for event in dismissed:
            audit.change(event, {"review": Review.DISMISSED}, verb="dismiss_events", by=by)
    return len(dismissed)


def follow_source(event: Event, *, by: Actor | None) -> Event:
    """Give up what was corrected of an event here: it says again what its calendar says, and follows it."""
    with changing(event):
        fresh = audit.lock(event)
        if not fresh.feed_values:
            raise ValidationError(_("To wydarzenie nie przyszło z kalendarza."))
        said = typed(fresh.feed_values) | {"corrected_fields": []}
        if fresh.feed is not None:
            said = feed_writing.with_reason(fresh.feed, said)
        feed_writing.write(fresh, said, verb="follow_source", by=by)
    return fresh


def import_calendar(file: CalendarFile, *, values: Values, by: Actor | None) -> Feed:
    """Take in what a file holds, all of it or nothing; `undo_import` takes it back in one step."""
    check_known(values, FIELDS)
    with transaction.atomic():
        kept = CalendarFile.objects.select_for_update().filter(pk=file.pk).first()
        if kept is None:
            raise ValidationError(_("Ten plik jest już wczytany."), code="gone")
        feed = add_feed(area=kept.area, values={**values, "address": "", "is_active": False}, by=by)
        plan = compare(Reading.of_plain(kept.reading), feed_writing.before(feed, timezone.now()))
        feed_writing.carry_out(feed, plan, verb="import_calendar", by=by)
        feed.brought, feed.last_success = plan.summary(), timezone.now()
        feed.save(update_fields=["brought", "last_success"])
        kept.delete()
    return feed


def undo_import(feed: Feed, *, by: Actor | None) -> AuditEntry:
    """Take back all that came with a file."""
    with transaction.atomic():
        fresh = audit.lock(feed)
        if not fresh.is_file:
            raise ValidationError(_("To kalendarz spod adresu, nie z pliku."))
        all_of_it = Plan(hidden=list(Event.objects.filter(feed=fresh).values_list("pk", flat=True)))
        feed_writing.carry_out(fresh, all_of_it, verb="undo_import", by=by)
        return deletion.delete(fresh, verb="undo_import", by=by)


def _arrival(feed: Feed, *, is_sure: bool, network: Network | None) -> Arrival:
    if feed.has_nobody:
        raise ArrivalError(_("Organizacji, do której należał ten kalendarz, już tu nie ma. Wybierz organizatora."))
    return arriving.fetched(feed.address, timezone.now(), known=None if is_sure else feed, network=network)


def _apply(feed: Feed, arrival: Arrival, ends: float, *, is_sure: bool, by: Actor | None) -> None:
    """Let the events of a feed follow a reading, in portions: other writers wait for one, not for all of them.

    A portion is whole or not there at all; whatever stops this half-way, the next reading finds what is left.
    """
    if arrival.reading is None:
        _note_success(feed, arrival)
        return
    so_far = Counter[str]()
    done: set[str] = set()
    is_more = True
    while is_more and not (done and time.monotonic() > ends):
        with transaction.atomic():
            fresh = audit.lock(feed)
            # Whoever was faster has applied the same; a reading that is older must not undo a newer one.
            if (fresh.last_success, fresh.address) != (feed.last_success, feed.address):
                return
            plan = compare(arrival.reading, feed_writing.before(fresh, timezone.now()), is_sure=is_sure)
            plan.same -= so_far.total()
            is_more = plan.portion(PORTION, done)
            done |= {found.key for found in (*plan.new, *(found for _pk, found in plan.changed))}
            feed_writing.carry_out(fresh, plan, verb="harvest_feed", by=by)
            so_far.update(new=len(plan.new), changed=len(plan.changed))
            if not is_more:
                _note_success(feed, arrival, brought=plan.summary() | so_far, missing=plan.missing)


def _note_success(feed: Feed, arrival: Arrival, **brought: Any) -> None:
    """Write down that a calendar was read; not if somebody was faster, or it is read from elsewhere by now."""
    now = timezone.now()
    answer = {name: getattr(arrival, name) for name in ("etag", "last_modified", "content_hash")}
    went_well = {"last_tried": now, "last_success": now, "last_error": "", "failures": 0}
    as_it_was = Feed.objects.filter(pk=feed.pk, last_success=feed.last_success, address=feed.address)
    as_it_was.update(**answer, **went_well, **brought)


def _note_failure(feed: Feed, sentence: str) -> None:
    logger.warning("a calendar could not be harvested", extra={"feed": feed.pk})
    Feed.objects.filter(pk=feed.pk).update(
        last_tried=timezone.now(), last_error=sentence[:300], failures=F("failures") + 1
    )
