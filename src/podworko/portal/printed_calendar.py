"""What a print of a calendar holds: what everybody may see of some days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from podworko.agenda import reading
from podworko.agenda.choices import EventStatus
from podworko.agenda.models import Event, Occurrence
from podworko.agenda.reading import Entry
from podworko.agenda.wanted import Wanted
from podworko.places.models import Area
from podworko.portal.printed import ANYBODY

MOST_A_DAY = 60
"""Entries of a day that are read; no sheet has room for more, they are only counted."""


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """What takes place on a day."""

    day: date
    entries: list[Entry]
    """The first of them."""
    count: int
    """All of them."""


def days(area: Area, wanted: Wanted, shown: Sequence[date]) -> list[PrintedDay]:
    """Return what takes place on some days that follow one another, however much it is; four queries."""
    first, last = shown[0], shown[-1]
    rows = reading.occurrences(area, ANYBODY, wanted).filter(last_day__gte=first, day__lte=last)
    rows = rows.order_by("starts", "event__title", "pk")
    counts: Counter[date] = Counter()
    chosen = set()
    for pk, begins, ends in rows.values_list("pk", "day", "last_day"):
        for day in _between(max(begins, first), min(ends, last)):
            counts[day] += 1
            if counts[day] <= MOST_A_DAY:
                chosen.add(pk)
    # What was chosen for another day comes after the first of this one, so these are still the first.
    read = reading.entries(Occurrence.objects.filter(pk__in=chosen).order_by("starts", "event__title", "pk"), ANYBODY)
    found = reading.by_day(read, shown)
    return [PrintedDay(day, _in_order(found.get(day, [])[:MOST_A_DAY], day), counts[day]) for day in shown]


def undated(area: Area, wanted: Wanted) -> list[Event]:
    """Return the events to come of which nobody knows on which days they may take place."""
    return [event for event in reading.undated(area, ANYBODY, wanted) if event.status != EventStatus.HELD]


def month_of(day: date) -> list[date]:
    """Return the days of a month."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return list(_between(first, following - timedelta(days=1)))


def _in_order(entries: list[Entry], day: date) -> list[Entry]:
    """Put what begins on the day first, what is only pencilled in last: where room is short, the last goes first."""
    return sorted(entries, key=lambda entry: (entry.is_tentative, entry.day != day))


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=distance) for distance in range((last - first).days + 1)]
