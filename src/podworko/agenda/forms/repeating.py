"""The fields of what takes place again and again, in plain choices."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from podworko.agenda.forms.days import DayField
from podworko.agenda.models import Event
from podworko.agenda.plain_rule import LAST, PlainRule, Unit, from_rule
from podworko.agenda.rule_text import RuleError
from podworko.agenda.timing import Break
from podworko.core.forms import CautiousForm
from podworko.resources.choices import Weekday

_DAYS_OF_A_WEEK = 7
_EVERY_MONTH_HAS = 4
"""Mondays, and so on; a fifth one is the last."""


class Repeats(models.TextChoices):
    """How often; what a choice leaves open, the first day says."""

    ONCE = "", _("nie, jeden raz")
    WEEKLY = "weekly", _("co tydzień")
    EVERY_OTHER_WEEK = "every_other_week", _("co dwa tygodnie")
    MONTHLY_WEEKDAY = "monthly_weekday", _("co miesiąc, w ten sam dzień tygodnia (np. drugi wtorek)")
    MONTHLY_LAST = "monthly_last", _("co miesiąc, w ostatni taki dzień tygodnia")
    MONTHLY_DAY = "monthly_day", _("co miesiąc, tego samego dnia miesiąca")
    YEARLY = "yearly", _("co rok")
    DAILY = "daily", _("codziennie")
    KEPT = "kept", _("inaczej, tak jak dotąd")


class RepeatFields(CautiousForm):
    """How an event repeats."""

    repeats = forms.ChoiceField(
        label=_("Powtarza się"),
        required=False,
        choices=[pair for pair in Repeats.choices if pair[0] != Repeats.KEPT],
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("W które dni tygodnia"),
        required=False,
        coerce=int,
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nic nie zaznaczysz: w taki dzień jak pierwszy."),
    )
    repeats_until = DayField(
        label=_("Do kiedy"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    repeats_times = forms.IntegerField(label=_("Albo ile razy"), required=False, min_value=1, max_value=1000)
    leaves_out = forms.MultipleChoiceField(
        label=_("Z wyjątkiem"),
        required=False,
        choices=[(Break.HOLIDAYS.value, _("świąt")), (Break.SCHOOL_BREAKS.value, _("przerw w szkole"))],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be repeated."""
        cleaned = super().clean() or {}
        if not cleaned.get("repeats"):
            return cleaned
        day, until = cleaned.get("day"), cleaned.get("repeats_until")
        if not day:
            self.add_error("day", _("Podaj pierwszy dzień tego, co się powtarza."))
        elif until and until < day:
            self.add_error("repeats_until", _("Koniec jest wcześniej niż pierwszy dzień."))
        if until and cleaned.get("repeats_times"):
            self.add_error("repeats_times", _("Wybierz jedno: do kiedy albo ile razy."))
        return cleaned


def repeat_values(cleaned: dict[str, Any], kept_rule: str = "") -> dict[str, Any]:
    """Return the values of an event that say how it repeats; `kept_rule`: where it stays as it was."""
    repeats, day = cleaned["repeats"], cleaned["day"]
    leaves_out = sorted(cleaned["leaves_out"]) if repeats else []
    if repeats == Repeats.KEPT:
        return {"rule": kept_rule, "leaves_out": leaves_out}
    if not repeats or day is None:
        return {"rule": "", "leaves_out": []}
    return {"rule": _plain(Repeats(repeats), day, cleaned).to_rule(), "leaves_out": leaves_out}


def repeat_initial(event: Event) -> dict[str, Any]:
    """Return what the fields show of an event."""
    if not event.rule:
        return {"repeats": Repeats.ONCE.value, "leaves_out": event.leaves_out}
    plain = from_rule(event.rule, zone=event.zone)
    day = event.starts.date() if event.starts else None
    repeats = _choice(plain) if plain else Repeats.KEPT
    if plain and day and repeats != Repeats.KEPT and not _is_same(repeats, plain, day):
        repeats = Repeats.KEPT
    shown: dict[str, Any] = {"repeats": repeats.value, "leaves_out": event.leaves_out}
    if plain and repeats != Repeats.KEPT:
        shown |= {"weekdays": list(plain.weekdays) if plain.unit == Unit.WEEKS else []}
        shown |= {"repeats_until": plain.until, "repeats_times": plain.times}
    return shown


def _plain(repeats: Repeats, day: date, cleaned: dict[str, Any]) -> PlainRule:
    common = {"until": cleaned["repeats_until"], "times": cleaned["repeats_times"]}
    weekdays = tuple(sorted(cleaned["weekdays"]))
    number = (day.day - 1) // _DAYS_OF_A_WEEK + 1
    rules = {
        Repeats.WEEKLY: lambda: PlainRule(Unit.WEEKS, weekdays=weekdays, **common),
        Repeats.EVERY_OTHER_WEEK: lambda: PlainRule(Unit.WEEKS, 2, weekdays=weekdays, **common),
        Repeats.MONTHLY_WEEKDAY: lambda: PlainRule(
            Unit.MONTHS,
            weekdays=(day.weekday(),),
            number=LAST if number > _EVERY_MONTH_HAS else number,
            **common,
        ),
        Repeats.MONTHLY_LAST: lambda: PlainRule(Unit.MONTHS, weekdays=(day.weekday(),), number=LAST, **common),
        Repeats.MONTHLY_DAY: lambda: PlainRule(Unit.MONTHS, day=day.day, **common),
        Repeats.YEARLY: lambda: PlainRule(Unit.YEARS, **common),
        Repeats.DAILY: lambda: PlainRule(Unit.DAYS, **common),
    }
    return rules[repeats]()


def _choice(plain: PlainRule) -> Repeats:
    known = {
        (Unit.DAYS, 1, False): Repeats.DAILY,
        (Unit.WEEKS, 1, False): Repeats.WEEKLY,
        (Unit.WEEKS, 2, False): Repeats.EVERY_OTHER_WEEK,
        (Unit.MONTHS, 1, True): Repeats.MONTHLY_LAST if plain.number == LAST else Repeats.MONTHLY_WEEKDAY,
        (Unit.MONTHS, 1, False): Repeats.MONTHLY_DAY,
        (Unit.YEARS, 1, False): Repeats.YEARLY,
    }
    return known.get((plain.unit, plain.every, plain.number is not None), Repeats.KEPT)


def _is_same(repeats: Repeats, plain: PlainRule, day: date) -> bool:
    """Say whether a choice and the first day give the rule back."""
    cleaned = {"repeats_until": plain.until, "repeats_times": plain.times, "weekdays": list(plain.weekdays)}
    try:
        written = from_rule(_plain(repeats, day, cleaned).to_rule())
    except RuleError:
        return False
    return written == plain or (repeats == Repeats.MONTHLY_DAY and plain.day is None)
