"""The form by which anybody suggests an event, and the one that declines it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.agenda.forms.days import DayField
from podworko.agenda.forms.event import NOT_ASKED
from podworko.core import left
from podworko.core.forms import CautiousForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.traps import TrappedForm
from podworko.resources.choices import Audience, Cost


def has_many_links(values: Mapping[str, Any]) -> bool:
    """Say whether a suggestion holds more addresses of pages than an announcement needs."""
    names = ("title", "description", "place_name", "organiser_name")
    return left.has_many_links(*(str(values.get(name, "")) for name in names))


class SuggestionForm(TrappedForm):
    """What a person knows of an event who does not keep it."""

    title = forms.CharField(label=_("Co się będzie działo"), max_length=200)
    day = DayField(
        label=_("Dzień"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Nie wiadomo jeszcze? Napisz niżej, kiedy."),
    )
    time_from = forms.TimeField(
        label=_("Od godziny"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    time_to = forms.TimeField(
        label=_("Do godziny"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    pencil = forms.CharField(
        label=_("Kiedy, w przybliżeniu"),
        required=False,
        max_length=200,
        help_text=_("Na przykład: weekend w maju, druga połowa stycznia przed południem."),
    )
    place_name = forms.CharField(label=_("Gdzie"), max_length=300)
    organiser_name = forms.CharField(label=_("Kto organizuje"), required=False, max_length=200)
    description = forms.CharField(label=_("Opis"), required=False, widget=forms.Textarea({"rows": 4}), max_length=5000)
    contact = forms.CharField(
        label=_("Twój e-mail albo telefon"),
        required=False,
        max_length=200,
        help_text=_(
            "Tylko dla koordynatora, gdyby chciał o coś zapytać. Nie pokażemy go nikomu, a 30 dni po decyzji usuniemy."
        ),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Dla kogo"),
        required=False,
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=NOT_ASKED,
    )
    cost = forms.ChoiceField(label=_("Koszt"), required=False, choices=Cost.choices, initial=Cost.NOT_ASKED)
    cost_note = forms.CharField(label=_("Ile kosztuje"), required=False, max_length=200)

    field_groups = (FieldGroup(_("Dla kogo i za ile"), ("audiences", "cost", "cost_note")),)

    def clean_title(self) -> str:
        """Return the title without spaces that nobody sees."""
        return squeeze(self.cleaned_data["title"])

    def clean_cost(self) -> str:
        """Return what it costs; not having said is an answer too."""
        return self.cleaned_data["cost"] or Cost.NOT_ASKED.value

    def clean(self) -> dict[str, Any]:
        """Refuse dates that cannot be."""
        cleaned = self.cleaned_data
        day = cleaned.get("day")
        if not day and not cleaned.get("pencil") and "day" not in self.errors:
            self.add_error("day", _("Podaj dzień albo napisz, kiedy to będzie w przybliżeniu."))
        if day and day < timezone.localdate():
            self.add_error("day", _("Ten dzień już minął."))
        if cleaned.get("time_to") and not cleaned.get("time_from"):
            self.add_error("time_from", _("Podaj też, od której godziny."))
        return super().clean()

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        values = super().values()
        values["has_many_links"] = has_many_links(values)
        if values["day"]:
            values["pencil"] = ""
        return values


class DeclineForm(CautiousForm):
    """A word to whoever suggested it."""

    reason = forms.CharField(
        label=_("Dlaczego nie"), max_length=300, help_text=_("Przeczyta to osoba, która zaproponowała wydarzenie.")
    )
