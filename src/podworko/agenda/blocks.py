"""Keeps what calendars are given of each event beside the event, so that a feed is joined, not written.

Only what everybody may see; an occurrence that is narrower than its series is given away by nothing but the
series' own rule.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from podworko.agenda import links
from podworko.agenda.choices import EventStatus, ExceptionKind, PictureKind
from podworko.agenda.ical_writing import WrittenEvent, WrittenOverride, WrittenStatus, vevents
from podworko.agenda.materialising import HORIZON, timing_of
from podworko.agenda.models import Event, EventException, Withdrawn
from podworko.agenda.recurrence import left_out, said_in_full
from podworko.agenda.timing import Timing
from podworko.core.pictures import LARGE
from podworko.core.visibility import Visibility
from podworko.organisations.models import Location

REMEMBERED = timedelta(days=180)
"""How long calendars are told of what was withdrawn."""
_LATEST = 1_000_000
"""A sequence beyond that of any change."""
_STATUS = {
    EventStatus.IDEA: WrittenStatus.TENTATIVE,
    EventStatus.PLANNED: WrittenStatus.TENTATIVE,
    EventStatus.CANCELLED: WrittenStatus.CANCELLED,
}


class Given(dict[int, tuple[str, list[str]]]):
    """What calendars were given before a change: id of an event → its UID and the paths of its areas."""

    def __init__(self, event_ids: Iterable[int]) -> None:
        super().__init__()
        rows = Event.objects.filter(pk__in=list(event_ids)).exclude(block="")
        for event in rows.prefetch_related("listings__area"):
            self[event.pk] = event.uid, [listing.area.path for listing in event.listings.all()]


def write(event: Event) -> None:
    """Write the block of an event anew, inside the caller's transaction."""
    block = block_of(event)
    if block != event.block:
        Event.objects.filter(pk=event.pk).update(block=block)
    if block:
        Withdrawn.objects.filter(uid=event.uid).delete()


def block_of(event: Event) -> str:
    """Return what calendars are given of an event; nothing where not everybody may see it."""
    return vevents(_public(event)) if _is_given(event) else ""


def withdraw(given: Given) -> None:
    """Tell calendars that what they were given and is no longer there for everybody does not take place."""
    Withdrawn.objects.filter(at__lt=timezone.now() - REMEMBERED).delete()
    still = set(Event.objects.filter(pk__in=given).exclude(block="").values_list("pk", flat=True))
    for pk, (uid, paths) in given.items():
        if pk not in still:
            Withdrawn.objects.update_or_create(uid=uid, defaults={"paths": paths, "block": _gone(uid)})


def _is_given(event: Event) -> bool:
    is_owner_public = event.organisation is None or event.organisation.visibility == Visibility.PUBLIC
    is_public = event.visibility == Visibility.PUBLIC and not event.review and not event.joined_into_id
    return is_public and is_owner_public and event.starts is not None


def _public(event: Event) -> WrittenEvent:
    exceptions = [one for one in event.exceptions.all() if one.visibility == Visibility.PUBLIC]
    location = event.location if event.location and event.location.visibility == Visibility.PUBLIC else None
    return written(event, exceptions, location)


def written(
    event: Event, exceptions: list[EventException], location: Location | None, timing: Timing | None = None
) -> WrittenEvent:
    """Return what is said of an event to whoever may see these of its exceptions, and this place.

    `timing`: of one that is only pencilled in, the day that is meant.
    """
    now = timezone.now()
    timing = timing or said_in_full(timing_of(event, exceptions), now - HORIZON, now + HORIZON)
    named = [event.place_name, str(location) if location else "", location.public_address if location else ""]
    return WrittenEvent(
        uid=event.uid,
        title=event.title,
        timing=timing,
        modified=event.changed_at,
        created=event.created_at,
        sequence=event.sequence,
        description="\n".join(filter(None, [event.status_reason, event.description])),
        place=", ".join(dict.fromkeys(filter(None, named))),
        latitude=event.latitude,
        longitude=event.longitude,
        url=f"{settings.PODWORKO_URL}/{event.area.slug}/calendar/{event.pk}/",
        categories=(event.kind.name,) if event.kind else (),
        organiser=event.organisation.name if event.organisation else event.organiser_name,
        status=_STATUS.get(EventStatus(event.status), WrittenStatus.CONFIRMED),
        overrides=tuple(map(_override, exceptions)),
        left_out=tuple(left_out(timing, now - HORIZON, now + HORIZON)) if timing.leaves_out else (),
        image=_image(event),
    )


def _image(event: Event) -> str:
    shown = [one for one in event.pictures.all() if one.kind == PictureKind.POSTER and one.is_shown]
    return f"{settings.PODWORKO_URL}{links.picture(event, shown[0], LARGE)}" if shown else ""


def _override(exception: EventException) -> WrittenOverride:
    is_cancelled = exception.kind == ExceptionKind.CANCELLED
    said: dict[str, Any] = {"title": exception.title or None, "place": exception.place_name or None}
    return WrittenOverride(
        original=exception.original.astimezone(UTC).replace(tzinfo=None),
        description=exception.reason or None,
        status=WrittenStatus.CANCELLED if is_cancelled else None,
        **said,
    )


def _gone(uid: str) -> str:
    now = timezone.now()
    day = datetime.combine(now.date(), datetime.min.time())
    timing = Timing(start=day, end=day + timedelta(days=1), is_all_day=True)
    # Nothing of what it was: it may have been withdrawn because it should never have been seen.
    return vevents(
        WrittenEvent(
            uid=uid, title="–", timing=timing, modified=now, sequence=1_000_000, status=WrittenStatus.CANCELLED
        )
    )
