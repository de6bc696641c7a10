"""Says why a time is offered, and what speaks against it: a sentence for each reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.free_slot_reading import Named
from podworko.agenda.free_slots import Slot, Week
from podworko.agenda.slot_facts import Busy, Opening, School
from podworko.resources.hours import WARSAW

MOST_NAMED = 3
"""Events in one sentence."""
_SATURDAY = 5


class Weight(StrEnum):
    """Which way a reason counts."""

    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"


class Reason(NamedTuple):
    """One sentence."""

    weight: Weight
    text: str
    events: tuple[tuple[str, str], ...] = ()
    """Name with its hours, and address, of the events that it speaks of."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot as it is shown."""

    slot: Slot
    title: str
    """Day and hours."""
    place: str
    fits: str
    """In how many weeks, for a series."""
    reasons: list[Reason]
    address: str
    """Where the form of a new event stands, filled in with it."""

    @property
    def is_good(self) -> bool:
        """Say whether nothing that is known speaks against it."""
        return all(week.is_good for week in self.slot.weeks)


class Sayer:
    """Says the reasons of slots."""

    def __init__(self, events: Mapping[int, Named], names: Mapping[Any, str]) -> None:
        """`names`: of spots, by location and room."""
        self._events, self._names = events, names

    def offer(self, slot: Slot, address: str) -> Offer:
        """Return a slot with its reasons."""
        is_series = len(slot.weeks) > 1
        return Offer(
            slot,
            _series(slot) if is_series else _when(slot.weeks[0]),
            self._names.get((slot.spot.location, slot.spot.room), ""),
            _("Tygodni, które pasują: %(good)d z %(all)d.") % {"good": slot.good_weeks, "all": len(slot.weeks)}
            if is_series
            else "",
            self._of_series(slot) if is_series else self._of_week(slot),
            address,
        )

    def _of_week(self, slot: Slot) -> list[Reason]:
        (week,) = slot.weeks
        reasons = [
            *self._against(week),
            *([] if week.clashes else [_nothing_else()]),
            *self._near(slot),
            *self._place(slot, week),
            *_day(week),
            *_sun(week),
        ]
        return [each for each in reasons if each.weight == Weight.BAD] + [
            each for each in reasons if each.weight != Weight.BAD
        ]

    def _of_series(self, slot: Slot) -> list[Reason]:
        bad = [week for week in slot.weeks if not week.is_good]
        reasons = [self._week_against(week) for week in bad]
        if not bad:
            reasons.append(Reason(Weight.GOOD, _("W żadnym tygodniu nic nie przeszkadza.")))
        unknown = [week for week in slot.weeks if week.opening == Opening.UNKNOWN]
        if unknown:
            reasons.append(Reason(Weight.UNSURE, _("Nie wiadomo, czy miejsce jest wtedy otwarte: zapytaj.")))
        school = [week for week in slot.weeks if week.school == School.UNKNOWN and _is_school_day(week)]
        if school:
            days = ", ".join(_short(week.starts) for week in school)
            said = _("Nie ogłoszono jeszcze, czy to przerwa w szkole: %(days)s.") % {"days": days}
            reasons.append(Reason(Weight.UNSURE, said))
        return reasons + self._near(slot)

    def _week_against(self, week: Week) -> Reason:
        """Say in one line why a week does not fit."""
        found = self._against(week)
        why = [reason.text.rstrip(".") for reason in [*found, *_day(week), *_sun(week)] if reason.weight == Weight.BAD]
        if week.opening == Opening.CLOSED:
            why.append(_("miejsce zamknięte"))
        events = tuple(event for reason in found for event in reason.events)
        return Reason(Weight.BAD, f"{_short(week.starts)}: {'; '.join(why)}", events)

    def _against(self, week: Week) -> list[Reason]:
        reasons = []
        if week.clashes:
            said = _("O tej porze dla tych samych osób jest też:")
            reasons.append(Reason(Weight.BAD, said, self._named(week.clashes)))
        if week.taken:
            reasons.append(Reason(Weight.BAD, _("Salę zajmuje wtedy:"), self._named(week.taken)))
        if week.unclear:
            said = _("O tej porze jest też coś, o czym nie wiadomo, dla kogo:")
            reasons.append(Reason(Weight.UNSURE, said, self._named(week.unclear)))
        return reasons

    def _near(self, slot: Slot) -> list[Reason]:
        if not slot.near:
            return []
        return [Reason(Weight.UNSURE, _("Blisko w czasie, dla tych samych osób:"), self._named(slot.near))]

    def _place(self, slot: Slot, week: Week) -> list[Reason]:
        reasons = []
        if slot.spot.room is not None and not week.taken:
            reasons.append(Reason(Weight.GOOD, _("W kalendarzu nikt nie zajmuje wtedy tej sali.")))
        if week.beside:
            reasons.append(Reason(Weight.UNSURE, _("W tym samym miejscu jest wtedy:"), self._named(week.beside)))
        said = {
            Opening.OPEN: Reason(Weight.GOOD, _("Miejsce jest wtedy otwarte.")),
            Opening.CLOSED: Reason(Weight.BAD, _("Miejsce jest wtedy zamknięte.")),
            Opening.UNKNOWN: Reason(Weight.UNSURE, _("Nie wiadomo, czy miejsce jest wtedy otwarte: zapytaj.")),
        }
        return [*reasons, *([said[week.opening]] if week.opening in said else [])]

    def _named(self, rows: Iterable[Busy]) -> tuple[tuple[str, str], ...]:
        found = []
        for one in rows:
            event = self._events.get(one.event)
            if event is not None:
                when = _hours(one.starts, one.ends) if one.is_firm else _("cały dzień albo ołówkiem")
                found.append((f"{event.title}, {when}", event.url))
        return tuple(found[:MOST_NAMED])


def _nothing_else() -> Reason:
    return Reason(Weight.GOOD, _("O tej porze nie widać w kalendarzu nic innego dla tych osób."))


def _day(week: Week) -> list[Reason]:
    reasons = []
    if week.is_holiday:
        reasons.append(Reason(Weight.BAD, _("To święto, dzień wolny od pracy.")))
    if week.school == School.BREAK:
        reasons.append(Reason(Weight.BAD, _("To przerwa w szkole.")))
    elif week.school == School.UNKNOWN and _is_school_day(week):
        reasons.append(Reason(Weight.UNSURE, _("Nie ogłoszono jeszcze, czy to przerwa w szkole.")))
    if not week.is_holiday and week.school == School.LESSONS:
        reasons.append(Reason(Weight.GOOD, _("To nie święto ani przerwa w szkole.")))
    return reasons


def _sun(week: Week) -> list[Reason]:
    if week.sun is None:
        return []
    times = {"rises": _clock(week.sun.rises), "sets": _clock(week.sun.sets)}
    if week.is_dark:
        return [Reason(Weight.BAD, _("Będzie ciemno: słońce wschodzi o %(rises)s, zachodzi o %(sets)s.") % times)]
    return [Reason(Weight.GOOD, _("Będzie jasno: słońce wschodzi o %(rises)s, zachodzi o %(sets)s.") % times)]


def _is_school_day(week: Week) -> bool:
    return week.starts.weekday() < _SATURDAY


def _when(week: Week) -> str:
    return f"{date_format(week.starts, 'l, j E Y')}, {_hours(week.starts, week.ends)}"


def _series(slot: Slot) -> str:
    first, last = slot.weeks[0], slot.weeks[-1]
    return _("%(day)s, %(hours)s, co tydzień od %(first)s do %(last)s") % {
        "day": date_format(first.starts, "l"),
        "hours": _hours(first.starts, first.ends),
        "first": date_format(first.starts, "j E Y"),
        "last": date_format(last.starts, "j E Y"),
    }


def _short(moment: datetime) -> str:
    return date_format(moment, "j E")


def _hours(starts: datetime, ends: datetime) -> str:
    return f"{_clock(starts)}–{_clock(ends)}"


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(WARSAW):%H:%M}"
