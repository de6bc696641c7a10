"""A mail to the address of an area becomes suggestions, on which whoever coordinates the area decides."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import drafting, ical_intake, mail_reading
from podworko.agenda.actions.suggestion import suggest_event
from podworko.agenda.choices import CameBy
from podworko.agenda.forms.suggestion import has_many_links
from podworko.agenda.ical_reading import ReadEvent, Status
from podworko.agenda.models import Suggestion
from podworko.agenda.rule_words import in_words
from podworko.core import child, tokens
from podworko.core.submission import AlreadySubmittedError
from podworko.places.models import Area

LARGEST: Final = 20_000_000
"""Bytes of a mail."""
MOST_EVENTS: Final = 20
"""Suggestions of one mail."""
MOST_WAITING: Final = 300
"""Mails of one area on which nobody has decided: with so many, no more are taken in."""
_SPACE: Final = UUID("4be0f8c8-1f0b-4c57-9d0e-6d1a5c6f3a55")


class Received(StrEnum):
    """What became of a mail."""

    WAITS = "waits"
    TWICE = "twice"
    AUTOMATIC = "automatic"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"


def receive(area: Area, data: bytes) -> Received:
    """Take in one mail (RFC 5322). The same one twice is one; what a machine has sent by itself is passed over.

    Raises:
        ChildError: Reading it failed; a defect of ours.
    """
    if len(data) > LARGEST:
        return Received.TOO_LARGE
    try:
        mail = child.run(mail_reading.read_to_plain, data)
    except child.ChildLimitError:
        return Received.UNREADABLE
    if not mail["is_readable"]:
        return Received.UNREADABLE
    if mail["is_automatic"]:
        return Received.AUTOMATIC
    if Suggestion.objects.waiting().filter(area=area, came_by=CameBy.MAIL).count() >= MOST_WAITING:
        return Received.TOO_MANY
    found = _suggestions(area, mail)
    return _keep(area, mail["message_id"], found) if found else Received.EMPTY


def _keep(area: Area, message_id: str, found: list[dict[str, Any]]) -> Received:
    kept = Received.TWICE
    with transaction.atomic():
        for number, values in enumerate(found):
            # Of the mail's own name and the instance's secret: the same mail finds its suggestion, nobody guesses it.
            token = uuid5(_SPACE, f"{area.pk}\n{message_id}\n{number}")
            if Suggestion.objects.filter(token_digest=tokens.digest(Suggestion.secret_of(token))).exists():
                continue
            try:
                suggest_event(area=area, values=values, token=token, by=None)
            except AlreadySubmittedError:
                continue
            kept = Received.WAITS
    return kept


def _suggestions(area: Area, mail: dict[str, Any]) -> list[dict[str, Any]]:
    common = {"contact": mail["sender"], "came_by": CameBy.MAIL}
    events = [event for data in mail["calendars"] for event in _events(base64.b64decode(data))]
    found = [_of_event(event, mail["text"]) for event in events[:MOST_EVENTS]]
    if len(events) > MOST_EVENTS:
        said = _("W załączonym kalendarzu jest więcej wydarzeń: %(count)s.") % {"count": len(events) - MOST_EVENTS}
        found[0]["description"] = f"{said}\n{found[0]['description']}"[: mail_reading.LONGEST_TEXT]
    if not found and (mail["text"] or mail["subject"]):
        today = timezone.localdate()
        found = [drafting.suggestion_of_text(mail["text"], area, title=mail["subject"], today=today)]
    for values in found:
        values["title"] = values.get("title") or mail["subject"] or _("List bez tematu")
    return [{**values, **common, "has_many_links": has_many_links(values)} for values in found]


def _events(data: bytes) -> Iterator[ReadEvent]:
    """Yield what a calendar announces; none where it cannot be read, for the mail has a text, too."""
    try:
        calendar = ical_intake.take_in(data)
    except child.ChildLimitError:
        return
    now = datetime.now(UTC).replace(tzinfo=None)
    for event in calendar.events:
        is_ahead = bool(event.timing.rule or event.timing.extra) or max(event.timing.start, event.timing.end) >= now
        if is_ahead and not event.is_private and event.status != Status.CANCELLED:
            yield event


def _of_event(event: ReadEvent, text: str) -> dict[str, Any]:
    timing = event.timing
    repeats = in_words(timing) if timing.rule or timing.extra else ""
    said = "\n".join(filter(None, [repeats, event.description or text, event.url]))
    is_timed = not timing.is_all_day
    ends_same_day = timing.start < timing.end and timing.end.date() == timing.start.date()
    return {
        "title": event.title,
        "day": timing.start.date(),
        "time_from": timing.start.time() if is_timed else None,
        "time_to": timing.end.time() if is_timed and ends_same_day else None,
        "place_name": event.place,
        "organiser_name": event.organiser,
        "description": said[: mail_reading.LONGEST_TEXT],
    }
