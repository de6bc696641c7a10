"""What actions over calendars of others share: a plan carried out, inside the caller's transaction."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import blocks, days, materialising
from podworko.agenda.actions.event import RESCHEDULING, check
from podworko.agenda.actions.following import change_following
from podworko.agenda.actions.joining import part_for_deletion
from podworko.agenda.actions.writing import announce
from podworko.agenda.choices import EventStatus, FeedTrust, Review
from podworko.agenda.harvesting import rules, values
from podworko.agenda.harvesting.comparing import Before, Known, Plan
from podworko.agenda.harvesting.reading import Found, Why
from podworko.agenda.harvesting.rules import Sorting
from podworko.agenda.ical_reading import match_key
from podworko.agenda.models import Event, EventException, EventListing, Feed, FeedMemory, Occurrence
from podworko.core import audit, deletion
from podworko.core.audit import Actor
from podworko.core.visibility import Visibility

_TRUE_ANYWAY = {"area", "organisation", "kind", "location", "room", "continues", "entered_by", "feed"}
"""Rows pointed at: checked with the feed, not with each of its events."""


def before(feed: Feed, now: datetime) -> Before:
    """Return what there is of a feed; nothing of one that is only being thought of."""
    own = Event.objects.filter(area=feed.area_id, organisation=feed.organisation_id).exclude(starts=None)
    own = own.filter(organiser_name=feed.organiser_name) if feed.organisation_id is None else own
    if feed.pk is None:
        return Before(elsewhere=frozenset(_matches(own)))
    ahead = Occurrence.objects.filter(event=OuterRef("pk"), ends__gte=now)
    columns = ("pk", "feed_key", "feed_match", "feed_hash", "review", "is_ahead", "starts", "rule")
    rows = Event.objects.filter(feed=feed).annotate(is_ahead=Exists(ahead)).values_list(*columns)
    # A calendar that was forgotten and is read anew takes up the events that it has brought before.
    orphans = own.filter(feed=None, review="").exclude(feed_key="").values_list("pk", "feed_key", "feed_match")
    deleted: dict[str, str] = {}
    for key, match, event_hash in FeedMemory.objects.filter(feed=feed).values_list("key", "match", "event_hash"):
        deleted |= {key: event_hash, match: event_hash}
    others = own.exclude(feed=feed).exclude(feed=None, feed_key__gt="")
    known = [_known(row, now) for row in rows]
    known += [
        Known(pk, key, match, "", is_waiting=False, is_dismissed=False, is_ahead=False) for pk, key, match in orphans
    ]
    return Before(known, deleted, frozenset(_matches(others)))


def carry_out(feed: Feed, plan: Plan, *, verb: str, by: Actor | None) -> None:
    """Do what a plan says, and tell whoever must know."""
    for event in Event.objects.filter(pk__in=plan.hidden).order_by("pk"):
        part_for_deletion(event, by=by)
    ids = {*(pk for pk, _found in plan.changed), *plan.gone, *plan.hidden}
    rows = {event.pk: event for event in Event.objects.select_for_update().filter(pk__in=ids)}
    areas, given = days.areas_of(ids), blocks.Given(ids)
    occurrences = Occurrence.objects.filter(event__in=ids)
    shown = {day for row in occurrences for day in materialising.days_of(row)}
    made = _make_all(feed, plan, verb=verb, by=by)
    for pk, found in list(plan.changed):
        _change(feed, rows[pk], found, plan, verb=verb, by=by)
    for pk in plan.gone:
        _fall_off(feed, rows[pk], verb=verb, by=by)
    for pk in plan.hidden:
        deletion.delete(rows[pk], verb=verb, by=by)
    announce([*made, *ids], areas, shown)
    blocks.withdraw(given)


def lost_reason(feed: Feed) -> str:
    """Return what is said of an event that fell off its calendar."""
    return _("Zniknęło z kalendarza: %(label)s.") % {"label": feed.label}


def _matches(rows: Any) -> Iterable[str]:
    for title, starts, place in rows.values_list("title", "starts", "place_name"):
        yield match_key(title, starts.astimezone(UTC), place)


def _known(row: tuple[Any, ...], now: datetime) -> Known:
    pk, key, match, event_hash, review, is_ahead, starts, rule = row
    is_waiting = review == Review.WAITING
    # What waits has no occurrences yet; wall clocks are at most a day away from any moment.
    is_ahead = is_ahead or (is_waiting and bool(rule or (starts and starts > now - timedelta(days=1))))
    return Known(pk, key, match, event_hash, is_waiting, review == Review.DISMISSED, is_ahead)


def _make_all(feed: Feed, plan: Plan, *, verb: str, by: Actor | None) -> list[int]:
    """Enter new events; return the ids of those that stand in the calendar at once."""
    kept, events = [], []
    for found in plan.new:
        event = _new(feed, found, by)
        try:
            check(event)
            event.clean_fields(exclude=_TRUE_ANYWAY)
        except ValidationError:
            plan.pass_over(Why.NOT_FITTING, found)
            continue
        kept.append(found)
        events.append(event)
    plan.new = kept
    for event, found in zip(events, kept, strict=True):
        event.save(force_insert=True)
        audit.record(event, verb=verb, before=None, after=audit.snapshot(event), by=by)
        _set_exceptions(event, {}, found.values["exceptions"], verb=verb, by=by)
    EventListing.objects.bulk_create(EventListing(event=event, area_id=event.area_id) for event in events)
    FeedMemory.objects.filter(feed=feed, key__in=[found.key for found in kept]).delete()
    return [event.pk for event in events if not event.review]


def _new(feed: Feed, found: Found, by: Actor | None) -> Event:
    usual = Sorting(feed.audiences, feed.kind_id)
    sorting = rules.sort(found.values["title"], feed.rules, usual)
    waits = feed.trust == FeedTrust.REVIEW
    return Event(
        area_id=feed.area_id,
        uid=Event.new_uid(),
        organisation_id=feed.organisation_id,
        organiser_name=feed.organiser_name,
        audiences=sorting.audiences,
        kind_id=sorting.kind_id,
        visibility=Visibility.ORGANISATION if waits else feed.event_visibility,
        review=Review.WAITING if waits else "",
        source=feed.label,
        entered_by_id=by.pk if by else None,
        **_of_feed(feed, found),
        **with_reason(feed, values.typed(found.values)),
    )


def _of_feed(feed: Feed, found: Found) -> dict[str, Any]:
    return {
        "feed_id": feed.pk,
        "feed_key": found.key,
        "feed_match": found.match,
        "feed_hash": found.event_hash,
        "feed_values": found.values,
    }


def with_reason(feed: Feed, said: dict[str, Any]) -> dict[str, Any]:
    """Return the values with why it does not take place, which calendars seldom say."""
    if "status" not in said:
        return said
    is_cancelled = said["status"] == EventStatus.CANCELLED
    reason = _("Odwołane w kalendarzu: %(label)s.") % {"label": feed.label} if is_cancelled else ""
    return said | {"status_reason": reason}


def _change(  # noqa: PLR0913 – an action's values, and where it notes what it could not do
    feed: Feed, event: Event, found: Found, plan: Plan, *, verb: str, by: Actor | None
) -> None:
    said = with_reason(feed, values.following(found.values, event.corrected_fields))
    if event.review == Review.DISMISSED:
        said["review"] = Review.WAITING
    known = event.feed_values.get("exceptions", {})
    try:
        write(event, said, verb=verb, by=by)
    except ValidationError:
        plan.changed.remove((event.pk, found))
        plan.pass_over(Why.NOT_FITTING, found)
        return
    if not event.feed_hash:
        for rest in Event.objects.filter(continues=event, feed=feed, feed_key=""):
            deletion.delete(rest, verb=verb, by=by)
    # What the source said is no change of the event: its history tells the fields themselves.
    Event.objects.filter(pk=event.pk).update(**_of_feed(feed, found))
    _set_exceptions(event, known, found.values["exceptions"], verb=verb, by=by)


def write(event: Event, said: Mapping[str, Any], *, verb: str, by: Actor | None) -> None:
    """Give an event the values of its calendar, with a new sequence if calendars must tell their readers."""
    known = audit.snapshot(event)
    trial = Event(**{**known, **said})
    check(trial)
    changed = {name for name in said if audit.plain(known[name]) != audit.plain(said[name])}
    if changed & RESCHEDULING:
        said = {**said, "sequence": event.sequence + 1}
    audit.change(event, said, verb=verb, by=by)


def _fall_off(feed: Feed, event: Event, *, verb: str, by: Actor | None) -> None:
    if event.review:
        deletion.delete(event, verb=verb, by=by)
        return
    cancelled = {"status": EventStatus.CANCELLED, "status_reason": lost_reason(feed)}
    past = event.occurrences.filter(starts__lt=timezone.now()).exists()
    ahead = event.occurrences.filter(starts__gte=timezone.now()).order_by("starts").first()
    corrected = event.corrected_fields
    if "status" in corrected:
        pass
    elif past and ahead and event.status != EventStatus.CANCELLED:
        # What has been stays as it was; what was to come becomes a series of its own, cancelled.
        rest = change_following(event, ahead.original, values=cancelled, by=by)
        Event.objects.filter(pk=rest.pk).update(feed=feed)
    elif event.status != EventStatus.CANCELLED:
        write(event, cancelled, verb=verb, by=by)
    Event.objects.filter(pk=event.pk).update(feed_hash="", corrected_fields=corrected)


def _set_exceptions(
    event: Event, known: Mapping[str, Any], wanted: Mapping[str, Any], *, verb: str, by: Actor | None
) -> None:
    """Let single occurrences follow the calendar; those that a person has changed here stay."""
    if known == wanted:
        return
    rows = {_naive(row.original): row for row in event.exceptions.all()}
    for original in sorted(known.keys() | wanted.keys()):
        was, shall, row = known.get(original), wanted.get(original), rows.get(original)
        if was == shall:
            continue
        if row is None and was is None and shall:
            made = EventException(event=event, original=_moment(original), **_typed(shall))
            audit.create(made, verb=verb, by=by)
        elif row is not None and was == _said_of(row):
            if shall:
                audit.change(row, _typed(shall), verb=verb, by=by)
            else:
                deletion.delete(row, verb=verb, by=by)


def _typed(said: Mapping[str, Any]) -> dict[str, Any]:
    times = {name: _moment(said[name]) if said[name] else None for name in ("starts", "ends")}
    return {**said, **times}


def _said_of(row: EventException) -> dict[str, Any] | None:
    if row.reason or row.visibility != Visibility.PUBLIC:
        return None
    return {
        "kind": row.kind,
        "starts": _naive(row.starts) if row.starts else None,
        "ends": _naive(row.ends) if row.ends else None,
        "title": row.title,
        "place_name": row.place_name,
    }


def _naive(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
