"""One event as a line of a printed calendar: words for its time, name, place and what is special about it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from podworko.agenda.choices import EventStatus
from podworko.agenda.models import Event
from podworko.agenda.reading import Entry
from podworko.core.text import bind_orphans, break_long_words
from podworko.resources.choices import Audience, Cost

_LONGEST_TITLE, _LONGEST_NOTE = 160, 110
_BRIEF_TITLE, _SHORT_TITLE, _BRIEF_NOTE = 80, 36, 70
"""Letters; a month has narrow columns, and one event must not take the room of many."""
_NUMBER = re.compile(r" (?=\d+\w?(?:/\w+)?(?:,|$| ·))")
"""The space before the number of a house, which is not to stand alone on the next line."""
_DAY = timedelta(days=1)
_SAID_COSTS = frozenset({Cost.FREE.value, Cost.PARTLY.value, Cost.PAID.value})


def line(entry: Entry, day: date) -> dict[str, Any]:
    """Return what a list of a day says of an entry."""
    return {
        "clock": _clock(entry, day),
        "title": _bound(entry.title, _LONGEST_TITLE),
        "cancelled": _("odwołane") if entry.is_cancelled else "",
        "is_tentative": entry.is_tentative,
        "until": _until(entry, day),
        "pencil": _bound(entry.pencil, _LONGEST_NOTE) if entry.is_tentative else "",
        "place": _bound(entry.place or entry.organiser, _LONGEST_NOTE),
        "where": _bound(_where(entry.place, entry.organiser), _LONGEST_NOTE),
        "whom": _bound(" · ".join(_whom(entry)), _LONGEST_NOTE),
    }


def brief(entry: Entry, day: date) -> dict[str, Any]:
    """Return what a month says of an entry."""
    is_begun = entry.day == day
    special, until = _special(entry, is_begun=is_begun), _until(entry, day) if is_begun else ""
    return {
        "clock": f"{entry.starts:%H:%M}" if entry.is_timed and is_begun else "",
        "title": _bound(entry.title, _BRIEF_TITLE),
        "short": _bound(entry.title, _SHORT_TITLE - (len(special) + 4 if special else 0) - len(until)),
        "special": special,
        "is_cancelled": entry.is_cancelled,
        "until": until,
        "where": _bound(entry.place, _BRIEF_NOTE),
    }


def undated_line(event: Event) -> dict[str, Any]:
    """Return what a list says of an event whose day nobody knows."""
    return {
        "clock": _("ołówkiem"),
        "title": _bound(event.title, _LONGEST_TITLE),
        "cancelled": _("odwołane") if event.status == EventStatus.CANCELLED else "",
        "is_tentative": True,
        "until": "",
        "pencil": _bound(event.pencil, _LONGEST_NOTE),
        "place": _bound(event.place_name, _LONGEST_NOTE),
        "where": _bound(event.place_name, _LONGEST_NOTE),
        "whom": "",
    }


def pencilled_once(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return a line for each event whose day is only pencilled in, however many days it may mean."""
    first: dict[int, Entry] = {}
    for entry in entries:
        if entry.is_tentative:
            first.setdefault(entry.event, entry)
    return [line(entry, entry.day) for entry in first.values()]


def _clock(entry: Entry, day: date) -> str:
    if entry.is_tentative:
        return _("ołówkiem")
    if entry.day != day:
        return _("trwa")
    if not entry.is_timed:
        return _("cały dzień")
    if not entry.has_end or not _is_short(entry):
        return f"{entry.starts:%H:%M}"
    return f"{entry.starts:%H:%M}–{entry.ends:%H:%M}"


def _is_short(entry: Entry) -> bool:
    """Say whether the clock alone tells when it ends, even if that is after midnight."""
    return entry.is_timed and entry.ends - entry.starts < _DAY


def _until(entry: Entry, day: date) -> str:
    if entry.is_tentative or entry.last_day <= day or _is_short(entry):
        return ""
    return _("do %(date)s") % {"date": date_format(entry.last_day, "j E")}


def _special(entry: Entry, *, is_begun: bool) -> str:
    if entry.is_cancelled:
        return _("odwołane")
    if entry.is_tentative:
        return _("ołówkiem")
    return "" if is_begun else _("trwa")


def _where(place: str, organiser: str) -> str:
    return " · ".join(filter(None, [place, "" if organiser in place else organiser]))


def _whom(entry: Entry) -> list[str]:
    known = set(Audience.values)
    said = [str(Audience(code).label) for code in entry.audiences if code in known]
    cost = str(Cost(entry.cost).label) if entry.cost in _SAID_COSTS else ""
    return [part for part in (", ".join(said), cost) if part]


def _bound(text: str, most: int) -> str:
    whole = bind_orphans(Truncator(text).chars(most).replace(" …", "…"))
    return break_long_words(_NUMBER.sub("\N{NO-BREAK SPACE}", whole))
