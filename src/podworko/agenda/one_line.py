"""Understands an event typed in one line: „czw 17:00 warsztaty dla seniorów, CAS Weissa”. Pure functions over values.

What is not said stays empty; what can be meant in two ways is asked about. Every piece of the line is in
`Understood.pieces`, so that a person can see what was taken for what.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import NamedTuple

from django.utils.translation import gettext as _

from podworko.agenda.said_contacts import Registration, read_registration
from podworko.agenda.said_cost import Cost, read_cost
from podworko.agenda.said_dates import read_dates
from podworko.agenda.said_days import Days, read_days
from podworko.agenda.said_edition import read_edition
from podworko.agenda.said_line import Line, Part, Piece
from podworko.agenda.said_names import Named
from podworko.agenda.said_people import Ages, read_ages, read_audiences
from podworko.agenda.said_recurrence import Recurrence, read_left_out, read_recurrence, read_workdays
from podworko.agenda.said_times import PartOfDay, Times, read_times
from podworko.agenda.said_title import read_title
from podworko.agenda.said_where import (
    Whereabouts,
    read_marked_organiser,
    read_organiser,
    read_place,
    read_said_place,
)
from podworko.agenda.said_words import DAY_WORD
from podworko.agenda.timing import Break
from podworko.resources.choices import Audience

__all__ = ["Ages", "Named", "Part", "PartOfDay", "Piece", "Understood", "understand"]

LONGEST = 1000
"""Characters of a line that are read; what follows is `rest`."""
_ANOTHER_DAY = re.compile(rf"(?<!\w){DAY_WORD}\.?,?\s+(?:o\s+)?\d{{1,2}}(?:[:.-]\d+)*")
_NO_COST, _NO_REGISTRATION = Cost(), Registration()
_SHORT_RANGE = 14
"""Days: with a range of at most so many, „pon.–pt.” says which days it has, not that it comes again."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says."""

    line: str
    """The line in Unicode's composed form, to which the pieces point."""
    title: str = ""
    day: date | None = None
    """The first day; of what recurs, the first that fits its rule."""
    last_day: date | None = None
    """Of several days in a row (and of „do 15 czerwca” without a beginning); None for one day."""
    more_days: tuple[date, ...] = ()
    """Further days, not in a row with the first."""
    start: time | None = None
    end: time | None = None
    """Before `start`: on the next day (`ends_next_day`)."""
    part_of_day: PartOfDay = PartOfDay.ANY
    """Where no hour is said: „wieczorem”."""
    is_all_day: bool = False
    rule: str = ""
    """As `Timing.rule`: RFC 5545 without „RRULE:”; an UNTIL is wall-clock, at the end of its day."""
    leaves_out: frozenset[Break] = frozenset()
    """Days on which what recurs does not take place."""
    place_id: Hashable = None
    """Of one of the places that were given."""
    place: str = ""
    """The name of that place, or what is said instead."""
    organiser_id: Hashable = None
    organiser: str = ""
    audiences: tuple[Audience, ...] = ()
    ages: tuple[Ages, ...] = ()
    """As said, in full years."""
    cost: Cost = _NO_COST
    registration: Registration = _NO_REGISTRATION
    edition: str = ""
    """As said: „III”, „5. edycja”."""
    edition_number: int | None = None
    rest: str = ""
    """What belongs to none of these."""
    pieces: tuple[Piece, ...] = ()
    """In the order of the line. Of the title, the pieces it is put together from; who it is for may be part of it."""
    unclear: tuple[str, ...] = ()
    """Questions, in plain words."""

    @property
    def ends_next_day(self) -> bool:
        """Tell whether it goes on past midnight."""
        return self.start is not None and self.end is not None and self.end < self.start

    def said(self, part: Part) -> str:
        """Return the words that a part was understood from."""
        return " … ".join(piece.text for piece in self.pieces if piece.part is part)


def understand(
    line: str,
    *,
    today: date,
    places: Sequence[Named] = (),
    organisers: Sequence[Named] = (),
) -> Understood:
    """Read a line; never raises, whatever it holds."""
    script = Line(line[:LONGEST])
    registration = read_registration(script)
    organiser = read_marked_organiser(script, organisers)
    place = read_place(script, places)
    cost = read_cost(script)
    ages = read_ages(script)
    when = _read_when(script, today)
    edition = read_edition(script)
    place = place or read_said_place(script)
    organiser = organiser or read_organiser(script, organisers) or Whereabouts(None, "")
    audiences = read_audiences(script, ages)
    title = read_title(script, has_place=bool(place))
    place = place or Whereabouts(None, title.place)
    understood = Understood(
        line=script.text + line[LONGEST:],
        title=title.title,
        place_id=place.id,
        place=place.text,
        organiser_id=organiser.id,
        organiser=organiser.text,
        audiences=audiences,
        ages=ages,
        cost=cost,
        registration=registration,
        edition=edition.said,
        edition_number=edition.number,
        rest=" ".join(filter(None, [title.rest, line[LONGEST:].strip()])),
        pieces=tuple(sorted(script.pieces, key=lambda piece: (piece.start, piece.end))),
        unclear=tuple(dict.fromkeys(script.unclear)),
    )
    return replace(understood, **when._asdict())


def _read_when(line: Line, today: date) -> "_When":
    rule = read_recurrence(line)
    if rule is None and not _has_short_range(line, today):
        rule = read_workdays(line, asks=True)
    leaves_out = read_left_out(line) if rule else frozenset[Break]()
    days = read_days(line, today)
    times = read_times(line)
    _ask_about_another(line)
    return _settled(days, times, rule, today, line)._replace(leaves_out=leaves_out)


def _has_short_range(line: Line, today: date) -> bool:
    dates = read_dates(Line(line.free), today, [])
    return bool(dates.days and (dates.days[-1] - dates.days[0]).days <= _SHORT_RANGE)


def _ask_about_another(line: Line) -> None:
    match = line.find(_ANOTHER_DAY)
    if match:
        line.unclear.append(_("„%(said)s”: czy to drugi termin?") % {"said": line.typed(*match.span())})


class _When(NamedTuple):
    """The fields of `Understood` that say when."""

    day: date | None
    last_day: date | None
    more_days: tuple[date, ...]
    is_all_day: bool
    rule: str
    start: time | None
    end: time | None
    part_of_day: PartOfDay
    leaves_out: frozenset[Break] = frozenset()


def _settled(days: Days, times: Times, rule: Recurrence | None, today: date, line: Line) -> _When:
    hours = (times.start, times.end, times.part_of_day)
    if rule is None:
        says_hours = times.start is not None or times.end is not None or times.part_of_day is not PartOfDay.ANY
        is_all_day = times.is_all_day or (days.is_range and not says_hours)
        return _When(days.first, days.last or days.until, tuple(days.more), is_all_day, "", *hours)
    until = days.last if days.is_range else days.until
    first = rule.first_from(days.first or today) or days.first
    if first is None:
        line.unclear.append(_("Wiadomo, jak często. Od którego dnia?"))
    return _When(first, None, tuple(days.more), times.is_all_day, rule.rule(until), *hours)
