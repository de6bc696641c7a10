"""„This and the following” before anything is changed: the rest of a series, and the dates that it touches."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.materialising import timing_of
from podworko.agenda.models import Event
from podworko.agenda.plain_rule import Unit, from_rule
from podworko.agenda.rule_text import parse
from podworko.agenda.splitting import split


@dataclass(frozen=True, slots=True)
class Touched:
    """The occurrences that a change of „this and the following” is about."""

    count: int
    """As far ahead as the calendar is made."""
    first: date
    last: date
    is_endless: bool
    apart: int
    """How many of them were changed or cancelled one by one."""

    @property
    def sentence(self) -> str:
        """How many dates there are, from when until when."""
        said = {"count": self.count, "first": _long(self.first), "last": _long(self.last)}
        if self.is_endless:
            return _("Terminów: %(count)s w kalendarzu (od %(first)s), i wszystkie dalsze, bez końca.") % said
        return _("Terminów: %(count)s, od %(first)s do %(last)s.") % said

    @property
    def about_apart(self) -> str:
        """What becomes of those that were changed one by one; empty where there are none."""
        if not self.apart:
            return ""
        said = _("Zmienione albo odwołane osobno: %(count)s. Pójdą razem, jeśli w nowym układzie mają swój termin.")
        return said % {"count": self.apart}


def is_whole(event: Event, original: datetime) -> bool:
    """Say whether an occurrence and the following are the whole series."""
    return event.starts is None or original <= event.starts


def seen_from(event: Event, original: datetime) -> Event:
    """Return an event, never to be saved, as its series goes on from one of its occurrences.

    Raises:
        Http404: the series cannot be divided there.
    """
    try:
        _first, second = split(
            timing_of(event, list(event.exceptions.all())), original.astimezone(UTC).replace(tzinfo=None)
        )
    except ValueError as error:
        raise Http404 from error
    rest = copy(event)
    rest.starts, rest.ends = second.start.replace(tzinfo=UTC), second.end.replace(tzinfo=UTC)
    rest.rule = _free_of_its_day(second.rule, second.start)
    rest.extra_starts = [moment.isoformat() for moment in second.extra]
    rest.attendance, rest.count_method = None, ""
    return rest


def touched(event: Event, original: datetime) -> Touched:
    """Return what a change from an occurrence on is about."""
    days = list(event.occurrences.filter(original__gte=original).order_by("day").values_list("day", flat=True))
    rule = parse(event.rule) if event.rule else None
    return Touched(
        count=len(days),
        first=days[0],
        last=days[-1],
        is_endless=rule is not None and rule.until is None and rule.count is None,
        apart=event.exceptions.filter(original__gte=original).count(),
    )


def _free_of_its_day(rule: str, start: datetime) -> str:
    """Return a weekly rule without the day that its start says anyway: so that it follows when the start moves."""
    plain = from_rule(rule) if rule else None
    if plain is None or plain.unit is not Unit.WEEKS or plain.weekdays != (start.weekday(),):
        return rule
    return replace(plain, weekdays=()).to_rule()


def _long(day: date) -> str:
    return date_format(day, "j E Y")
