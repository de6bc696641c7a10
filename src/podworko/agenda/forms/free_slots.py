"""What somebody looks for who wants to know when something could be held."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import DayPart
from podworko.agenda.forms.days import DayField
from podworko.agenda.free_slot_reading import places_for, rooms_for, spots
from podworko.agenda.free_slots import Wish, spans_of
from podworko.agenda.slot_address import MOST_WEEKS
from podworko.agenda.wanted import first_of_month, next_month
from podworko.core.rendering import FieldGroup
from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.resources.choices import Audience, Weekday

LONGEST = timedelta(days=62)
"""Days that are tried for something that takes place once."""
LONGEST_OF_SERIES = timedelta(days=27)
"""Days on which a series may begin."""
MOST_OFFERED = 500
AHEAD = timedelta(days=27)
USUAL = 120
_LENGTHS = [
    (30, _("pół godziny")),
    (45, _("trzy kwadranse")),
    (60, _("godzina")),
    (90, _("półtorej godziny")),
    (120, _("2 godziny")),
    (180, _("3 godziny")),
    (240, _("4 godziny")),
    (360, _("6 godzin")),
    (480, _("8 godzin")),
]
_PARTS = {
    DayPart.MORNING.value: (time(8), time(12)),
    DayPart.AFTERNOON.value: (time(12), time(18)),
    DayPart.EVENING.value: (time(18), time(22)),
}
_MONTHS = 12


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FreeSlotsForm(forms.Form):
    """How long, for whom, when and where; sent by GET, and nothing of it must be filled in."""

    length = forms.TypedChoiceField(
        label=_("Jak długo"), choices=_LENGTHS, coerce=int, empty_value=None, required=False, initial=USUAL
    )
    month = forms.ChoiceField(label=_("W którym miesiącu"), required=False)
    to = DayField(label=_("Albo do dnia"), required=False, widget=_day(), help_text=_("Najwyżej dwa miesiące."))
    weekday = forms.TypedMultipleChoiceField(
        label=_("W które dni tygodnia"),
        required=False,
        coerce=int,
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nic nie zaznaczysz: w każdy."),
    )
    part = forms.MultipleChoiceField(
        label=_("O jakiej porze"),
        required=False,
        choices=[(part.value, part.label) for part in DayPart if part != DayPart.ANY],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nic nie zaznaczysz: od 8 do 22."),
    )
    earliest = forms.TimeField(label=_("Albo od godziny"), required=False, widget=_clock())
    latest = forms.TimeField(label=_("Albo do godziny"), required=False, widget=_clock())
    place = forms.TypedMultipleChoiceField(
        label=_("Miejsca z rejestru"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Najwyżej osiem. Nic nie wybierzesz: gdziekolwiek."),
    )
    room = forms.TypedMultipleChoiceField(
        label=_("Sale"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    outdoors = forms.BooleanField(
        label=_("Na dworze"), required=False, help_text=_("Sprawdzimy, czy będzie jeszcze jasno.")
    )
    weeks = forms.IntegerField(
        label=_("Ile tygodni z rzędu"),
        required=False,
        min_value=1,
        max_value=MOST_WEEKS,
        help_text=_("Puste: jeden raz. Najwyżej 20."),
    )
    error_title = _("Trzeba coś poprawić.")
    field_groups = (
        FieldGroup(_("Dokładniej: kiedy"), ("from", "to", "weekday", "part", "earliest", "latest", "weeks")),
        FieldGroup(_("Gdzie"), ("place", "room", "outdoors")),
    )

    def __init__(self, data: Any, *, area: Area, reach: Reach, today: date) -> None:
        super().__init__(data)
        self.area, self.reach, self.today = area, reach, today
        # Words of the language itself, so they cannot be attributes.
        self.fields["for"] = forms.MultipleChoiceField(
            label=_("Dla kogo"),
            required=False,
            choices=Audience.choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Nic nie zaznaczysz: dla wszystkich."),
        )
        self.fields["from"] = DayField(label=_("Albo od dnia"), required=False, widget=_day())
        months = [next_month(today, number) for number in range(_MONTHS)]
        named = [(f"{each:%Y-%m}", date_format(each, "F Y").lower()) for each in months]
        self._choose("month", [("", _("najbliższe cztery tygodnie")), *named])
        places = [
            (row.pk, " – ".join(filter(None, [str(row), row.public_address])))
            for row in places_for(area, reach)[:MOST_OFFERED]
        ]
        rooms = [(row.pk, f"{row.name} – {row.organisation.name}") for row in rooms_for(area, reach)[:MOST_OFFERED]]
        self._choose("place", places)
        self._choose("room", rooms)
        for name, known in (("place", places), ("room", rooms)):
            if not known:
                del self.fields[name]
        self.order_fields(["for", "length", "month", "from", "to"])

    def clean_length(self) -> int:
        """Return the minutes; not said means the usual."""
        return self.cleaned_data["length"] or USUAL

    def clean(self) -> dict[str, Any]:
        """Refuse what can be no time."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        earliest, latest = cleaned.get("earliest"), cleaned.get("latest")
        if first and last and last < first:
            self.add_error("to", _("Koniec jest wcześniej niż początek."))
        if last and last < self.today:
            self.add_error("to", _("Ten dzień już był."))
        if earliest and latest and latest <= earliest:
            self.add_error("latest", _("Koniec jest wcześniej niż początek."))
        if not self.errors and not self._has_room_for(cleaned):
            self.add_error("length", _("W tych godzinach tyle się nie zmieści."))
        return cleaned

    def wish(self, now: datetime) -> tuple[Wish, dict[Any, str]]:
        """Return what is looked for, and what its places are called."""
        cleaned = self.cleaned_data
        where, names = spots(self.area, self.reach, cleaned.get("place") or (), cleaned.get("room") or ())
        wish = Wish(
            length=timedelta(minutes=cleaned["length"]),
            days=self._days(),
            spans=_spans(cleaned),
            audiences=frozenset(cleaned["for"]),
            spots=where,
            weeks=cleaned["weeks"] or 1,
            is_outdoors=cleaned["outdoors"],
            since=now,
        )
        return wish, names

    def said(self) -> str:
        """Return in words what is looked for."""
        cleaned = self.cleaned_data
        days = [date_format(cleaned[name], "j E Y") if cleaned[name] else "" for name in ("from", "to")]
        hours = [f"{cleaned[name]:%H:%M}" if cleaned[name] else "" for name in ("earliest", "latest")]
        parts = [
            self._chosen("length"),
            self._chosen("for"),
            "–".join(days) if any(days) else self._chosen("month"),
            self._chosen("weekday"),
            "–".join(hours) if any(hours) else self._chosen("part"),
            self._chosen("place"),
            self._chosen("room"),
        ]
        return " · ".join(filter(None, parts))

    def _chosen(self, name: str) -> str:
        value, field = self.cleaned_data.get(name), self.fields.get(name)
        chosen = value if isinstance(value, list) else [value]
        choices = getattr(field, "choices", ())
        return ", ".join(str(label) for key, label in choices if key in chosen)

    def _days(self) -> list[date]:
        cleaned = self.cleaned_data
        last = cleaned["to"]
        # Nobody calls people together for this afternoon, unless they ask for today.
        first = cleaned["from"] or (self.today if last else self.today + timedelta(days=1))
        month = first_of_month(cleaned["month"]) if cleaned["month"] and not (cleaned["from"] or last) else None
        if month:
            first, last = month, next_month(month) - timedelta(days=1)
        first = max(first, self.today)
        longest = LONGEST_OF_SERIES if (cleaned["weeks"] or 1) > 1 else LONGEST
        last = min(last or first + AHEAD, first + longest)
        days = [first + timedelta(days=distance) for distance in range((last - first).days + 1)]
        return [day for day in days if not cleaned["weekday"] or day.weekday() in cleaned["weekday"]]

    def _has_room_for(self, cleaned: dict[str, Any]) -> bool:
        day, length = date(2000, 1, 1), timedelta(minutes=cleaned["length"])
        return any(
            datetime.combine(day, opens) + length <= datetime.combine(day, closes) for opens, closes in _spans(cleaned)
        )

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _spans(cleaned: dict[str, Any]) -> list[tuple[time, time]]:
    """Return the hours between which it must lie: those that were typed, else those of the parts of the day."""
    parts = spans_of(_PARTS[part] for part in cleaned["part"] or _PARTS)
    if not cleaned["earliest"] and not cleaned["latest"]:
        return parts
    return [(cleaned["earliest"] or parts[0][0], cleaned["latest"] or parts[-1][1])]
