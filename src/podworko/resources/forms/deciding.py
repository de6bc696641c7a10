"""The forms by which somebody decides on a suggestion: value by value, in words, or with a question."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm
from podworko.core.text import squeeze
from podworko.organisations.choices import ContactKind
from podworko.organisations.contact_values import normalise
from podworko.organisations.forms.place import ReadPlace
from podworko.organisations.models import ContactField, Location
from podworko.places.models import Area
from podworko.resources import entry_values
from podworko.resources.actions.correcting import Correction
from podworko.resources.entry_values import EntryValue
from podworko.resources.forms.moved_point import MovedPoint, PointRow
from podworko.resources.forms.suggesting import value_field
from podworko.resources.hours_text import InvalidHoursError
from podworko.resources.models import EntrySuggestion
from podworko.resources.week_text import parse_week

ACCEPT, LEAVE = "accept", "leave"
_KINDS = {"phone": ContactKind.PHONE, "email": ContactKind.EMAIL, "website": ContactKind.WEBSITE}
_POINT = ("latitude", "longitude", "precision")


@dataclass(frozen=True, slots=True)
class Row:
    """One value: what stands there now, what is suggested, what becomes of it."""

    value: EntryValue
    now: str
    was: str
    """What the page showed when this was suggested; empty unless it says something else by now."""
    suggested: str
    is_there: bool
    """The entry says already what is suggested."""
    answer: BoundField
    field: BoundField
    point: PointRow | None
    """Of an address: where its point is to stand."""


class DecideForm(CautiousForm):
    """Accepts or leaves each value that a suggestion wants changed; what is accepted can be mended first."""

    seen = forms.CharField(widget=forms.HiddenInput)
    is_for_all = forms.BooleanField(
        label=_("Dodany telefon albo e-mail należy do instytucji i można go pokazać wszystkim"),
        required=False,
        help_text=_("Jeśli nie zaznaczysz, zobaczy go tylko organizacja i koordynator."),
    )

    technical = CautiousForm.technical | {"seen", "is_for_all"}

    def __init__(
        self, data: Any = None, *, suggestion: EntrySuggestion, values: Mapping[str, EntryValue], area: Area
    ) -> None:
        self.suggestion, self.entry, self.area = suggestion, values, area
        self.named = {key.replace(":", "_"): key for key in suggestion.changes if key in values}
        self.lost = [
            entry_values.said(key, new) for key, (_old, new) in suggestion.changes.items() if key not in values
        ]
        """What is suggested of things that everybody reads no longer."""
        self.points = self._points()
        super().__init__(data, initial=self._initial())
        for name, key in self.named.items():
            self.fields[f"take_{name}"] = forms.ChoiceField(
                label=_("Co z tym zrobić"),
                choices=[(ACCEPT, _("przyjmij")), (LEAVE, _("zostaw, jak jest"))],
                widget=forms.RadioSelect,
            )
            field = value_field(values[key], area)
            # Of what is left alone nothing is asked.
            field.required, field.help_text = False, ""
            self.fields[name] = field
        for moved in self.points.values():
            self.fields.update(moved.fields())
        if not any(key in suggestion.changes for key in entry_values.NEW_WAYS):
            del self.fields["is_for_all"]

    def rows(self) -> list[Row]:
        """Return what the page shows side by side."""
        return [self._row(name, key) for name, key in self.named.items()]

    def seen_values(self) -> dict[str, str]:
        """Return what the entry said when the page was opened, of the values that are decided on."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except (ValueError, RecursionError):
            seen = None
        taken = self._taken()
        if not isinstance(seen, dict) or set(seen) - set(self.entry):
            # What cannot be compared counts as changed.
            return dict.fromkeys(taken.values(), "\0")
        return {key: str(seen.get(key, "")) for key in taken.values()}

    def show_anew(self) -> None:
        """Let the page carry what the entry says now, so that the next sending is compared with that."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("seen")] = self._initial()["seen"]
        self.data = data

    def clean(self) -> dict[str, Any]:
        """Read what is accepted as the actions take it, and say beside the field what cannot be read."""
        cleaned = super().clean() or {}
        self.parts: dict[str, dict[Any, Any]] = {name: {} for name in ("own", "addresses", "categories", "weeks")}
        self.parts |= {"ways": {}, "new_ways": {}}
        for name, key in self._taken().items():
            try:
                self._read(self.entry[key], str(cleaned.get(name) or "").strip())
            except ValidationError as error:
                self.add_error(None if hasattr(error, "error_dict") else name, error)
        return cleaned

    def correction(self) -> Correction:
        """Return what was accepted."""
        return Correction(**self.parts, is_for_all=bool(self.cleaned_data.get("is_for_all")))

    def leaves_a_point(self) -> bool:
        """Say whether an address was accepted and its point on the map stays where it was."""
        return any("precision" not in values for values in self.parts["addresses"].values())

    def _points(self) -> dict[int, MovedPoint]:
        """Return, by id of their place, the points whose addresses are to change."""
        wanted = {self.entry[key].row: key for key in self.named.values() if self.entry[key].kind == "address"}
        places = Location.objects.filter(pk__in=wanted).in_bulk()
        return {
            pk: MovedPoint(place, self.suggestion.changes[wanted[pk]][1], self.area) for pk, place in places.items()
        }

    def _initial(self) -> dict[str, Any]:
        seen = json.dumps({key: self.entry[key].text for key in self.named.values()})
        initial: dict[str, Any] = {"seen": seen}
        for name, key in self.named.items():
            was, new = self.suggestion.changes[key]
            initial[name] = new
            is_as_seen = entry_values.same(self.entry[key].text, was)
            initial[f"take_{name}"] = ACCEPT if is_as_seen else LEAVE
        for moved in self.points.values():
            initial |= moved.initial()
        return initial

    def _row(self, name: str, key: str) -> Row:
        value, (was, new) = self.entry[key], self.suggestion.changes[key]
        return Row(
            value=value,
            now=entry_values.said(key, value.text),
            was="" if entry_values.same(value.text, was) else entry_values.said(key, was) or _now("nic"),
            suggested=entry_values.said(key, new),
            is_there=entry_values.same(value.text, new),
            answer=self[f"take_{name}"],
            field=self[name],
            point=self.points[value.row].row(self) if value.kind == "address" and value.row in self.points else None,
        )

    def _taken(self) -> dict[str, str]:
        cleaned = self.cleaned_data
        return {name: key for name, key in self.named.items() if cleaned.get(f"take_{name}") == ACCEPT}

    def _read(self, value: EntryValue, text: str) -> None:
        match value.kind:
            case "name" | "description" | "website":
                self.parts["own"][value.name] = self._own(value.name, text)
            case "address":
                moved = self.points.get(value.row)
                point = moved.values(self.cleaned_data) if moved and text else {}
                self.parts["addresses"][value.row] = self._address(text) | point
            case "category":
                if not text:
                    raise ValidationError(_now("Wybierz kategorię albo zostaw, jak jest."))
                self.parts["categories"][value.row] = int(text)
            case "hours":
                self.parts["weeks"][value.row] = _week(text)
            case "way":
                self.parts["ways"][value.row] = self._way(value.row, text)
            case "phone" | "email" if text:
                self.parts["new_ways"][_KINDS[value.kind]] = normalise(_KINDS[value.kind], text)

    def _own(self, name: str, text: str) -> str:
        if name == "name" and not text:
            raise ValidationError(_now("Wpis musi mieć nazwę."))
        if name == "website" and text:
            return normalise(ContactKind.WEBSITE, text)
        return text if name == "description" else squeeze(text)

    def _address(self, text: str) -> dict[str, Any]:
        read = ReadPlace({"address": text}, self.area, "").values()
        return {name: each for name, each in read.items() if name not in (*_POINT, "address_note")}

    def _way(self, pk: int, text: str) -> str:
        way = ContactField.objects.filter(pk=pk).first()
        return normalise(way.kind, text) if way and text else ""


class DeclineForm(CautiousForm):
    """Why a suggestion is declined."""

    reason = forms.CharField(
        label=_("Dlaczego nie"), max_length=300, help_text=_("Przeczyta to ten, kto przysłał propozycję.")
    )


class QuestionForm(CautiousForm):
    """What is asked of whoever suggested something."""

    question = forms.CharField(
        label=_("Pytanie"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Przeczyta je ten, kto przysłał propozycję."),
    )


class ClosureReasonForm(CautiousForm):
    """How it is known that an organisation is no more."""

    reason = forms.CharField(
        label=_("Skąd wiadomo, że już nie działa"), max_length=300, help_text=_("Przeczyta to każdy przy wpisie.")
    )


def _week(text: str) -> list[Any]:
    try:
        return [dict(span) for span in parse_week(text)]
    except InvalidHoursError:
        raise ValidationError(_now("Tych godzin nie umiemy odczytać. Wpisz tak: pn–pt 8–16; sob 9–13.")) from None
