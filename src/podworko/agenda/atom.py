"""News of a calendar for readers of feeds (Atom, RFC 4287): each public event, the latest changed one first."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from podworko.agenda import feeds
from podworko.agenda.choices import EventStatus, ExceptionKind
from podworko.agenda.materialising import timing_of
from podworko.agenda.models import Event
from podworko.agenda.reading import places_named
from podworko.agenda.rule_words import in_words
from podworko.agenda.wanted import Wanted
from podworko.core.visibility import Reach, Visibility
from podworko.places.models import Area
from podworko.resources.choices import Audience, Cost

MOST: Final = 100
"""Events that a feed holds; readers keep those that they have seen."""
MOST_EXCEPTIONS: Final = 10
_TOMBSTONES: Final = "http://purl.org/atompub/tombstones/1.0"
_FORBIDDEN: Final = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])
"""Signs that XML 1.0 cannot hold, section 2.2."""


class _Feed(Atom1Feed):
    """Says also what was withdrawn (RFC 6721), and is the same however often it is written."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": _TOMBSTONES}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for name, when in self.feed["gone"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": name, "when": f"{when:%Y-%m-%dT%H:%M:%SZ}"})

    def latest_post_date(self) -> datetime:
        moments: list[datetime] = [self.feed["since"], *(item["updateddate"] for item in self.items)]
        moments += [when for _name, when in self.feed["gone"]]
        return max(moments)


def of_area(area: Area, wanted: Wanted, said: Sequence[str] = ()) -> str:
    """Return the public events of an area and the areas inside it as Atom, narrowed as the address says."""
    address, query = f"{settings.PODWORKO_URL}/{area.slug}/calendar", wanted.of_feeds.address()
    own = f"{address}.atom{query}"
    feed = _Feed(
        title=_clean(" – ".join([f"{area.name}: kalendarz", *said])),
        link=f"{address}/{query}",
        description="",
        feed_url=own,
        feed_guid=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own)}",
        language=settings.LANGUAGE_CODE,
        author_name=_clean(area.name),
        gone=[(name_of(row.uid), row.at.astimezone(UTC)) for row in feeds.withdrawn(area)],
        since=datetime(2026, 1, 1, tzinfo=UTC),
    )
    rows = feeds.given(area, wanted).select_related("area", "kind", "organisation").prefetch_related("exceptions")
    events = list(rows.order_by("-changed_at", "-pk").defer("block")[:MOST])
    places = places_named({event.location_id for event in events}, Reach())
    for event in events:
        _add(feed, event, places.get(event.location_id or 0, ""))
    return str(feed.writeString("utf-8"))


def name_of(uid: str) -> str:
    """Return the name of an event that never changes, as an address of the scheme „urn”."""
    try:
        known = uuid.UUID(uid.partition("@")[0])
    except ValueError:
        known = uuid.uuid5(uuid.NAMESPACE_URL, uid)
    return f"urn:uuid:{known}"


def _add(feed: Atom1Feed, event: Event, place: str) -> None:
    is_cancelled = event.status == EventStatus.CANCELLED
    organiser = event.organisation.name if event.organisation else event.organiser_name
    feed.add_item(
        title=_clean(_("Odwołane: %(title)s") % {"title": event.title} if is_cancelled else event.title),
        link=f"{settings.PODWORKO_URL}/{event.area.slug}/calendar/{event.pk}/",
        description=_clean(_told(event, place)),
        unique_id=name_of(event.uid),
        pubdate=event.created_at,
        updateddate=event.changed_at,
        author_name=_clean(organiser) or None,
        categories=[event.kind.code] if event.kind else [],
    )


def _told(event: Event, place: str) -> str:
    """Tell of an event in paragraphs of HTML."""
    cost = "" if event.cost == Cost.NOT_ASKED else str(Cost(event.cost).label)
    lines = [
        _("Odwołane: %(title)s") % {"title": event.status_reason} if event.status == EventStatus.CANCELLED else "",
        _when(event),
        *_exceptions(event),
        ", ".join(filter(None, [event.place_name, place])),
        ", ".join(str(Audience(code).label) for code in event.audiences if code in Audience.values),
        ": ".join(filter(None, [cost, event.cost_note])),
    ]
    paragraphs = [[line] for line in [*lines, *event.description.split("\n")] if line.strip()]
    return format_html("{}", format_html_join("", "<p>{}</p>", paragraphs))


def _when(event: Event) -> str:
    if event.starts is None or event.ends is None:
        return event.pencil
    # Their wall-clock times are kept as if they were in UTC.
    starts, ends = event.starts.astimezone(UTC).replace(tzinfo=None), event.ends.astimezone(UTC).replace(tzinfo=None)
    first = date_format(starts.date(), "l, j E Y")
    last = (ends - timedelta(microseconds=1)).date() if ends.time() == time() and ends > starts else ends.date()
    if event.has_end and last > starts.date():
        first = f"{first} – {date_format(last, 'l, j E Y')}"
    clock = "" if event.is_all_day else f"{starts:%H:%M}–{ends:%H:%M}" if event.has_end else f"{starts:%H:%M}"
    rule = in_words(timing_of(event, [])) if event.rule else ""
    return ", ".join(filter(None, [first, clock, rule]))


def _exceptions(event: Event) -> list[str]:
    """Say which days of a series are not as the others, as far as everybody may know."""
    public = [one for one in event.exceptions.all() if one.visibility == Visibility.PUBLIC]
    said = []
    for one in public[-MOST_EXCEPTIONS:]:
        is_cancelled = one.kind == ExceptionKind.CANCELLED
        moved = date_format(one.starts.astimezone(UTC), "l, j E Y, H:i") if one.starts and not is_cancelled else ""
        what = _("odwołane") if is_cancelled else ", ".join(filter(None, [one.title, moved, one.place_name]))
        day = date_format(one.original.astimezone(UTC).date(), "l, j E Y")
        said.append(f"{day}: " + " – ".join(filter(None, [what or _("inaczej niż zwykle"), one.reason])))
    return said


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN)
