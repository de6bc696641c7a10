"""The forms of registration for an event: by anybody, by whoever keeps the event, and of who came."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.agenda.models import Event, SignUp
from podworko.agenda.registering import Time
from podworko.core.forms import CautiousForm, SentOnceForm
from podworko.core.text import squeeze
from podworko.core.traps import TrappedForm
from podworko.organisations.contact_values import normalise_phone

MOST_PEOPLE = 20
"""Who comes with more rings the organiser."""


class PartyFields(CautiousForm):
    """How many come, and what they need."""

    people = forms.IntegerField(
        label=_("Ile osób"), min_value=1, max_value=MOST_PEOPLE, initial=1, help_text=_("Razem z tą osobą.")
    )
    phone = forms.CharField(
        label=_("Telefon"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    guardian = forms.CharField(
        label=_("Rodzic albo opiekun, który się zgadza"),
        max_length=120,
        help_text=_("Biorą udział dzieci bez opiekunów: podaj imię i nazwisko dorosłego."),
    )
    note = forms.CharField(
        label=_("Czego potrzebujesz, żeby wziąć udział"),
        required=False,
        max_length=300,
        help_text=_("Na przykład: wózek, tłumacz migowy. Nie pisz o chorobach."),
    )

    def adapt(self, event: Event) -> None:
        """Ask who consents only where children take part without their parents."""
        if not event.with_minors:
            del self.fields["guardian"]

    def clean_phone(self) -> str:
        """Return the number with its country."""
        text = self.cleaned_data["phone"]
        return normalise_phone(squeeze(text)) if text.strip() else ""


class PersonFields(PartyFields):
    """Who it is, and how they are told."""

    name = forms.CharField(
        label=_("Imię i nazwisko"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        help_text=_("Napiszemy tylko o tym wydarzeniu. Bez e-maila podaj telefon."),
    )
    wants_reminder = forms.BooleanField(label=_("Przypomnij e-mailem dzień wcześniej"), required=False)

    field_order = ("original", "name", "people", "email", "phone", "guardian", "note", "wants_reminder")

    def clean_name(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Ask for a way to tell the person."""
        cleaned = super().clean() or self.cleaned_data
        wrong = {"email", "phone"} & self.errors.keys()
        if not wrong and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Podaj e-mail albo telefon, żeby można było dać znać o zmianie."))
        if cleaned.get("wants_reminder") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Przypomnienie przychodzi e-mailem: podaj adres."))
        return cleaned


class RegisterForm(PersonFields, TrappedForm):
    """Somebody who registers for one of the times that are open."""

    original = forms.ChoiceField(label=_("Termin"))

    technical = TrappedForm.technical | {"original"}

    def __init__(self, data: Any = None, *, event: Event, times: Sequence[Time], asked: str = "") -> None:
        super().__init__(data, initial={"original": asked})
        self.adapt(event)
        # An address says no seconds, which calendars of others may have.
        self.originals = {one.name: one.entry.original for one in times}
        choices = [(one.name, " – ".join(filter(None, [one.said, one.places.said]))) for one in times]
        field = self.fields["original"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        if not event.is_series:
            # There is nothing to choose.
            field.required, field.widget = False, forms.HiddenInput()
            self.only = times[0].name

    only = ""

    def original_chosen(self) -> datetime:
        """Return the time that was chosen, as `Occurrence.original`."""
        return self.originals[self.only or self.cleaned_data["original"]]


class AddRegistrationForm(PersonFields, SentOnceForm):
    """Somebody who has rung whoever keeps the event."""

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        self.adapt(event)


class RegistrationForm(PartyFields):
    """What somebody changes who is registered."""

    wants_reminder = forms.BooleanField(label=_("Przypomnij e-mailem dzień wcześniej"), required=False)

    def __init__(self, data: Any = None, *, sign_up: SignUp, event: Event) -> None:
        names = ("people", "phone", "guardian", "note", "wants_reminder")
        super().__init__(data, initial={name: getattr(sign_up, name) for name in names})
        self.adapt(event)
        self.has_email = bool(sign_up.email)
        if not self.has_email:
            del self.fields["wants_reminder"]

    def clean_phone(self) -> str:
        """Keep a way to tell the person."""
        phone = super().clean_phone()
        if not phone and not self.has_email:
            raise ValidationError(_("Zostaw numer: inaczej nikt nie da znać o zmianie."))
        return phone


class CameForm(forms.Form):
    """How many of each registration came; empty where nobody noted it."""

    def __init__(self, data: Any = None, *, rows: Iterable[SignUp]) -> None:
        super().__init__(data)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"came-{row.pk}"] = forms.IntegerField(required=False, min_value=0, max_value=1000)

    def came(self) -> dict[int, int | None]:
        """Return how many came, by id of the registration."""
        return {row.pk: self.cleaned_data[f"came-{row.pk}"] for row in self.rows}
