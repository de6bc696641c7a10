"""The dates that follow from what somebody is choosing in the form of an event, before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from podworko.agenda.forms.days import DayField
from podworko.agenda.forms.repeating import RepeatFields, repeat_values
from podworko.agenda.materialising import HORIZON
from podworko.agenda.recurrence import expand, left_out
from podworko.agenda.rule_text import RuleError
from podworko.agenda.rule_words import in_words
from podworko.agenda.timing import Break, Timing

SHOWN = 6
"""Dates that are named."""


@dataclass(frozen=True, slots=True)
class NextDates:
    """What comes first of a series."""

    said: str
    """How it repeats, in words."""
    days: list[date]
    has_more: bool
    skipped: list[date]
    """Days up to the last of these that holidays and school breaks leave out."""


class SeriesForm(RepeatFields):
    """How an event repeats, and since when."""

    day = DayField()


def next_dates(chosen: Mapping[str, Any]) -> NextDates | None:
    """Return the next dates of what is chosen in a form; nothing while it does not repeat, or cannot."""
    form = SeriesForm(chosen)
    if not form.is_valid() or not form.cleaned_data["repeats"]:
        return None
    try:
        values = repeat_values(form.cleaned_data)
        return _dates(form.cleaned_data["day"], values["rule"], frozenset(map(Break, values["leaves_out"])))
    except (RuleError, OverflowError):
        return None


def _dates(first: date, rule: str, leaves_out: frozenset[Break]) -> NextDates | None:
    start = datetime.combine(first, time(0))
    timing = Timing(start, start + timedelta(days=1), is_all_day=True, rule=rule, leaves_out=leaves_out)
    since = timezone.make_aware(start)
    until = since + HORIZON
    days = [one.start.date() for one in expand(timing, since, until, most=SHOWN + 1)]
    if not days:
        # Each of them falls on a day that is left out.
        return None
    last = days[:SHOWN][-1]
    skipped = [one.date() for one in left_out(timing, since, until) if first < one.date() <= last]
    return NextDates(in_words(timing), days[:SHOWN], len(days) > SHOWN, skipped)
