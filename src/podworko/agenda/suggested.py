"""What those who coordinate an area see of what was suggested: each beside what the calendar has on its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from rapidfuzz import fuzz

from podworko.agenda import links, pencil, reading
from podworko.agenda.choices import SuggestionState
from podworko.agenda.models import Suggestion
from podworko.agenda.reading import Entry
from podworko.agenda.wanted import Wanted
from podworko.core.text import fold
from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.resources.choices import Audience, Cost

MOST = 50
"""Suggestions on one page; the oldest first, so that none is forgotten."""
_DAYS = 7
"""Candidate days of a pencilled date that are compared."""
_ALIKE = 80
"""Of 100, from which two names may mean the same."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Something in the calendar on a day of a suggestion."""

    entry: Entry
    is_alike: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion on which somebody is to decide."""

    suggestion: Suggestion
    audiences: list[str]
    cost: str
    days: list[date]
    beside: list[Beside]


@dataclass(frozen=True, slots=True)
class Decided:
    """A suggestion on which somebody has decided."""

    suggestion: Suggestion
    page: str
    """Address of the event that was made of it; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page."""

    waiting: list[Waiting]
    rest: int
    """How many more wait."""
    decided: list[Decided]


def read(area: Area, reach: Reach) -> Shown:
    """Read what waits in an area, and what was decided last."""
    rows = Suggestion.objects.editable_by(reach).filter(area=area)
    waiting = list(rows.waiting()[:MOST])
    days = {one.pk: _days(one) for one in waiting}
    found = _entries(area, reach, sorted({day for each in days.values() for day in each}))
    decided = rows.exclude(state=SuggestionState.WAITING).select_related("event__area").order_by("-decided_at", "-pk")
    return Shown(
        waiting=[_waiting(one, days[one.pk], found) for one in waiting],
        rest=max(rows.waiting().count() - MOST, 0),
        decided=[Decided(one, links.page(one.event) if one.event else "") for one in decided[:MOST]],
    )


def is_alike(title: str, other: str) -> bool:
    """Say whether two names may mean the same event, however the words are ordered."""
    return fuzz.token_set_ratio(fold(title), fold(other)) >= _ALIKE


def _days(suggestion: Suggestion) -> list[date]:
    if suggestion.day:
        return [suggestion.day]
    return list(pencil.read(suggestion.pencil, today=timezone.localdate()).days[:_DAYS])


def _entries(area: Area, reach: Reach, days: Sequence[date]) -> list[Entry]:
    if not days:
        return []
    on_them = Q()
    for day in days:
        on_them |= Q(day__lte=day, last_day__gte=day)
    rows = reading.occurrences(area, reach, Wanted()).filter(on_them).order_by("starts", "event__title", "pk")
    return reading.entries(rows[: reading.MOST], reach)


def _waiting(suggestion: Suggestion, days: list[date], found: list[Entry]) -> Waiting:
    beside = [
        Beside(entry, is_alike(suggestion.title, entry.title))
        for entry in found
        if any(entry.day <= day <= entry.last_day for day in days)
    ]
    said = "" if suggestion.cost == Cost.NOT_ASKED else str(Cost(suggestion.cost).label)
    return Waiting(
        suggestion=suggestion,
        audiences=[str(Audience(code).label) for code in suggestion.audiences if code in Audience.values],
        cost=": ".join(filter(None, [said, suggestion.cost_note])),
        days=days,
        beside=sorted(beside, key=lambda each: not each.is_alike),
    )
