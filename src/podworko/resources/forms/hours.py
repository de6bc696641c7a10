"""The form of opening hours: a line per day of the week, seasons, exceptions, holidays."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.organisations.forms.contact import day_input
from podworko.organisations.models import Location
from podworko.resources.actions.hours import hours_table
from podworko.resources.choices import Answer, Weekday
from podworko.resources.hours_text import InvalidHoursError, Spans, parse_day, write_day

EMPTY_EXCEPTIONS = 2


class DayField(forms.CharField):
    """The spans of one day in a line; cleans to pairs of times."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=80, **options)

    def clean(self, value: Any) -> Any:
        """Read the spans."""
        text = super().clean(value)
        try:
            return parse_day(text)
        except InvalidHoursError:
            message = _now("Wpisz godziny tak: 8:00–16:00 albo 8–12, 14–18. Puste znaczy: zamknięte.")
            raise ValidationError(message, code="hours") from None


class HoursForm(VersionedForm):
    """When a place is open."""

    by_appointment = forms.BooleanField(label=_("Po umówieniu"), required=False)
    closed_on_holidays = forms.ChoiceField(label=_("Zamknięte w święta"), choices=Answer.choices)
    note = forms.CharField(label=_("Uwaga"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, location: Location) -> None:
        self.table = hours_table(location)
        self.seasons = _seasons(self.table["spans"])
        self.exceptions = self.table["exceptions"]
        super().__init__(data, current=self._current(), version=location.version)

    def add_fields(self) -> None:
        """Add the days of the year's table, of each season and of a new one, and the exceptions."""
        groups = [self._add_week("", _("Tydzień"), is_folded=False)]
        for number, season in enumerate(self.seasons):
            first, last = (date_format(day, "j.m.Y") if day else "" for day in season)
            heading = f"{_now('Sezon')} {first} – {last}"
            groups.append(self._add_week(f"season_{number}_", heading, is_folded=False))
        groups.append(self._add_week("season_new_", _("Nowy sezon, na przykład wakacje"), is_folded=True))
        groups.extend(self._add_exception(number) for number in range(len(self.exceptions) + EMPTY_EXCEPTIONS))
        groups.append(FieldGroup(_("Święta i umawianie"), ("closed_on_holidays", "by_appointment", "note"), "", False))
        self.field_groups = tuple(groups)

    def clean(self) -> dict[str, Any]:
        """Ask for the days of a season and of an exception."""
        cleaned = super().clean() or {}
        for prefix in self._season_prefixes():
            has_days = any(cleaned.get(f"{prefix}day_{day}") for day in Weekday)
            if has_days and not (cleaned.get(f"{prefix}from") or cleaned.get(f"{prefix}until")):
                self.add_error(f"{prefix}from", _now("Podaj, od kiedy albo do kiedy trwa ten sezon."))
        for prefix in self._exception_prefixes():
            has_more = cleaned.get(f"{prefix}hours") or cleaned.get(f"{prefix}reason") or cleaned.get(f"{prefix}last")
            if has_more and not cleaned.get(f"{prefix}first"):
                self.add_error(f"{prefix}first", _now("Podaj dzień, którego dotyczy wyjątek."))
        return cleaned

    def read_table(self) -> dict[str, Any]:
        """Return the table as the action takes it."""
        cleaned = self.cleaned_data
        spans = _spans("", cleaned, None, None)
        for prefix in self._season_prefixes():
            first, last = cleaned.get(f"{prefix}from"), cleaned.get(f"{prefix}until")
            if first or last:
                spans += _spans(prefix, cleaned, first, last)
        exceptions = []
        for prefix in self._exception_prefixes():
            exceptions += _exception(prefix, cleaned)
        own = {name: cleaned[name] for name in ("by_appointment", "closed_on_holidays", "note")}
        return {"spans": spans, "exceptions": exceptions, **own}

    def _season_prefixes(self) -> list[str]:
        return [*(f"season_{number}_" for number in range(len(self.seasons))), "season_new_"]

    def _exception_prefixes(self) -> list[str]:
        return [f"exception_{number}_" for number in range(len(self.exceptions) + EMPTY_EXCEPTIONS)]

    def _add_week(self, prefix: str, heading: Any, *, is_folded: bool) -> FieldGroup:
        names = []
        if prefix:
            self.fields[f"{prefix}from"] = forms.DateField(label=_("Od dnia"), required=False, widget=day_input())
            self.fields[f"{prefix}until"] = forms.DateField(label=_("Do dnia"), required=False, widget=day_input())
            names = [f"{prefix}from", f"{prefix}until"]
        for day in Weekday:
            self.fields[f"{prefix}day_{day.value}"] = DayField(label=day.label.capitalize())
            names.append(f"{prefix}day_{day.value}")
        hint = _("Na przykład: 8:00–16:00 albo 8–12, 14–18. Puste znaczy: zamknięte. Wszystkie puste: nie wiadomo.")
        if prefix:
            hint = _("W sezonie są tylko te godziny: wpisz cały tydzień, także dni, które się nie zmieniają.")
        return FieldGroup(heading, tuple(names), hint=hint, is_folded=is_folded)

    def _add_exception(self, number: int) -> FieldGroup:
        prefix = f"exception_{number}_"
        is_new = number >= len(self.exceptions)
        fields: dict[str, forms.Field] = {
            "first": forms.DateField(label=_("Dzień"), required=False, widget=day_input()),
            "last": forms.DateField(label=_("Ostatni dzień, jeśli kilka"), required=False, widget=day_input()),
            "hours": DayField(label=_("Godziny"), help_text=_("Puste znaczy: zamknięte.")),
            "reason": forms.CharField(label=_("Dlaczego"), required=False, max_length=120),
        }
        for name, field in fields.items():
            self.fields[f"{prefix}{name}"] = field
        heading = _("Nowy wyjątek") if is_new else f"{_now('Wyjątek')} {self.exceptions[number]['first_day']}"
        return FieldGroup(heading, tuple(f"{prefix}{name}" for name in fields), is_folded=is_new)

    def _current(self) -> dict[str, Any]:
        current = {name: self.table[name] for name in ("by_appointment", "closed_on_holidays", "note")}
        current |= _week("", self.table["spans"], (None, None))
        for number, season in enumerate(self.seasons):
            prefix = f"season_{number}_"
            current |= {f"{prefix}from": season[0], f"{prefix}until": season[1]}
            current |= _week(prefix, self.table["spans"], season)
        for number, row in enumerate(self.exceptions):
            prefix = f"exception_{number}_"
            hours = write_day([(row["opens"], row["closes"])]) if row["opens"] else ""
            last = row["last_day"] if row["last_day"] != row["first_day"] else None
            current |= {f"{prefix}first": row["first_day"], f"{prefix}last": last}
            current |= {f"{prefix}hours": hours, f"{prefix}reason": row["reason"]}
        return current


def _seasons(spans: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    return list(
        dict.fromkeys(
            (row["valid_from"], row["valid_until"]) for row in spans if row["valid_from"] or row["valid_until"]
        )
    )


def _week(prefix: str, spans: list[dict[str, Any]], season: tuple[Any, Any]) -> dict[str, str]:
    days: dict[int, Spans] = defaultdict(list)
    for row in spans:
        if (row["valid_from"], row["valid_until"]) == season:
            days[row["weekday"]].append((row["opens"], row["closes"]))
    return {f"{prefix}day_{day.value}": write_day(days[day.value]) for day in Weekday}


def _spans(prefix: str, cleaned: dict[str, Any], first: Any, last: Any) -> list[dict[str, Any]]:
    found = []
    for day in Weekday:
        day_spans: Spans = cleaned.get(f"{prefix}day_{day.value}") or []
        for opens, closes in day_spans:
            row = {"weekday": day.value, "opens": opens, "closes": closes}
            found.append({**row, "valid_from": first, "valid_until": last})
    return found


def _exception(prefix: str, cleaned: dict[str, Any]) -> list[dict[str, Any]]:
    first = cleaned.get(f"{prefix}first")
    if not first:
        return []
    days = {"first_day": first, "last_day": cleaned.get(f"{prefix}last") or first}
    days["reason"] = cleaned.get(f"{prefix}reason", "")
    spans: Spans = cleaned.get(f"{prefix}hours") or []
    return [{**days, "opens": opens, "closes": closes} for opens, closes in spans] or [
        {**days, "opens": None, "closes": None}
    ]
