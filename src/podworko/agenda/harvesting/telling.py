"""What is told of calendars of others: why something was passed over, when something takes place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.agenda import ical_intake
from podworko.agenda.choices import EventStatus
from podworko.agenda.harvesting import values
from podworko.agenda.harvesting.comparing import Plan
from podworko.agenda.harvesting.reading import Why
from podworko.agenda.ical_reading import Problem, ProblemKind
from podworko.agenda.models import Event
from podworko.agenda.rule_text import RuleError
from podworko.agenda.rule_words import in_words
from podworko.agenda.timing import Timing

WHY: Final = {
    Why.PRIVATE: _("prywatne – takich nie bierzemy"),
    Why.PAST: _("już było"),
    Why.NO_TITLE: _("bez nazwy"),
    Why.NO_DATES: _("nie wiadomo, w jakie dni się powtarza"),
    Why.TOO_MANY_TIMES: _("ponad 1000 terminów w ciągu dwóch lat"),
    Why.TOO_MANY_EVENTS: _("nie mieści się: bierzemy najwyżej 5000 wydarzeń"),
    Why.DELETED_HERE: _("usunięte tutaj, a w kalendarzu bez zmian"),
    Why.ALREADY_HERE: _("już jest w naszym kalendarzu, wpisane inaczej"),
    Why.NOT_FITTING: _("czegoś w nim nie da się zapisać"),
}
SHOWN: Final = 200
"""Events that a preview shows."""


@dataclass(frozen=True)
class Line:
    """One event as a preview tells it."""

    title: str
    when: str
    place: str
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """What would come."""

    name: str
    lines: list[Line]
    count: int
    passed: list[tuple[str, int, list[str]]]
    """Why, how many, the first few titles."""
    remarks: list[str]

    @property
    def more(self) -> int:
        """How many events are not shown."""
        return self.count - len(self.lines)


def preview(name: str, plan: Plan) -> Preview:
    """Put into words what a reading would bring."""
    ordered = sorted(plan.new, key=lambda found: found.next_start)
    lines = [Line(found.values["title"], when(found.values), found.values["place_name"]) for found in ordered[:SHOWN]]
    summary = plan.summary()
    return Preview(name, lines, len(ordered), passed(summary), remarks(summary))


def passed(summary: Mapping[str, Any]) -> list[tuple[str, int, list[str]]]:
    """Return why events were passed over, how many, and the first few titles."""
    examples = summary.get("examples", {})
    return [(str(WHY[Why(why)]), count, examples.get(why, [])) for why, count in summary.get("passed", {}).items()]


def remarks(summary: Mapping[str, Any]) -> list[str]:
    """Return what was read otherwise than it is written."""
    found = [Problem(where, ProblemKind(kind)) for where, kind in summary.get("problems", [])]
    return [": ".join(filter(None, [one.where, ical_intake.sentence(one)])) for one in found]


def brought(summary: Mapping[str, Any]) -> str:
    """Return in one line what the last reading brought."""
    counts = [
        (summary.get("new", 0), _now("nowe: %(count)d")),
        (summary.get("changed", 0), _now("zmienione: %(count)d")),
        (summary.get("cancelled", 0), _now("odwołane: %(count)d")),
        (summary.get("same", 0), _now("bez zmian: %(count)d")),
        (sum(summary.get("passed", {}).values()), _now("pominięte: %(count)d")),
    ]
    said = [text % {"count": count} for count, text in counts if count]
    return ", ".join(said) or _now("nic nowego")


def when(said: Mapping[str, Any]) -> str:
    """Return when something takes place, first of all: „sobota, 5 grudnia 2026, 17:00–19:00, w soboty”."""
    start, end = datetime.fromisoformat(said["starts"]), datetime.fromisoformat(said["ends"])
    last = (end - timedelta(microseconds=1)).date() if end > start else start.date()
    days = date_format(start.date(), "l, j E Y")
    if last > start.date() and said["is_all_day"]:
        days = f"{days} – {date_format(last, 'l, j E Y')}"
    clock = "" if said["is_all_day"] else f"{start:%H:%M}" + (f"–{end:%H:%M}" if said["has_end"] else "")
    again = _again(said, start, end) if said["rule"] or said["extra_starts"] else ""
    return ", ".join(filter(None, [days, clock, again]))


def corrections(event: Event) -> list[tuple[str, str]]:
    """Return what was corrected here of an event that follows a calendar, and what that calendar says instead."""
    said, corrected = event.feed_values, set(event.corrected_fields)
    if event.feed_id is None or not said:
        return []
    told = [
        ({"title"}, _now("nazwa"), said["title"]),
        (values.WHEN_GROUP, _now("kiedy"), when(said)),
        (values.WHERE_GROUP, _now("gdzie"), said["place_name"]),
        ({"description"}, _now("opis"), said["description"]),
        ({"website"}, _now("strona internetowa"), said["website"]),
        (values.STATE_GROUP, _now("stan"), str(EventStatus(said["status"]).label)),
    ]
    return [(label, text or _now("(nic)")) for fields, label, text in told if fields & corrected]


def _again(said: Mapping[str, Any], start: datetime, end: datetime) -> str:
    further = tuple(datetime.fromisoformat(text) for text in said["extra_starts"])
    try:
        return in_words(Timing(start, end, said["is_all_day"], said["zone"], said["rule"], extra=further))
    except RuleError:
        return _now("powtarza się")
