"""The forms by which anybody suggests an entry, a correction, or says that an organisation is no more."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core import left
from podworko.core.forms import Caution, SentOnceForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.traps import TrappedForm
from podworko.core.visibility import Reach
from podworko.organisations.address import parse_address
from podworko.organisations.duplicates import address_key
from podworko.places.models import Area
from podworko.resources import entry_values
from podworko.resources.choices import SuggestionKind
from podworko.resources.entry_values import EntryValue
from podworko.resources.forms.entry import alike_caution, alike_to
from podworko.resources.queries import categories_for

LONGEST = {"name": 240, "description": 4000, "website": 200, "address": 300, "hours": 300, "way": 200}
OF_NEW = ("name", "category", "address", "phone", "email", "hours", "website", "description")
HOURS_HINT = _("Na przykład: pn–pt 8–16; sob 9–13.")
SAYS_WHO = _(
    "Tylko dla koordynatora. Jeśli to e-mail, napiszemy, co z tego wyszło. Nie pokażemy go nikomu, a 30 dni po"
    " decyzji usuniemy."
)


class SuggestionForm(TrappedForm):
    """What all three ask: who it comes from, if that may be known."""

    note = forms.CharField(
        label=_("Uwagi"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}), help_text=""
    )
    contact = forms.CharField(
        label=_("Twój e-mail albo telefon"),
        required=False,
        max_length=200,
        # Not left behind on a computer that many people use.
        widget=forms.TextInput({"data-draft-skip": ""}),
        help_text=SAYS_WHO,
    )

    kind = ""

    def suggested(self) -> dict[str, list[str]]:
        """Return what is suggested, as `EntrySuggestion.changes` keeps it."""
        return {}

    def suggestion(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        changes, note = self.suggested(), self.cleaned_data["note"].strip()
        texts = [new for _old, new in changes.values() if new]
        return {
            "kind": self.kind,
            "changes": changes,
            "note": note,
            "contact": squeeze(self.cleaned_data["contact"]),
            "is_suspect": left.has_many_links(note, *texts),
            "language": (get_language() or "pl")[:5],
        }


class NewEntryForm(SuggestionForm):
    """What a person knows of somebody who is not in the register."""

    name = forms.CharField(label=_("Nazwa"), max_length=240, help_text=_("Tak, jak jest napisana na drzwiach."))
    category = forms.ChoiceField(label=_("Co to jest"), required=False)
    address = forms.CharField(
        label=_("Adres"),
        required=False,
        max_length=300,
        help_text=_("Na przykład: ul. Weissa 8, wejście od podwórka."),
    )
    phone = forms.CharField(label=_("Telefon tego miejsca"), required=False, max_length=60)
    email = forms.CharField(label=_("Adres e-mail tego miejsca"), required=False, max_length=200)
    hours = forms.CharField(label=_("Godziny otwarcia"), required=False, max_length=300, help_text=HOURS_HINT)
    website = forms.CharField(label=_("Strona internetowa"), required=False, max_length=200)
    description = forms.CharField(
        label=_("Czym się zajmuje"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )

    kind = SuggestionKind.NEW
    field_order = ("name", "category", "address", "phone", "note", "contact")
    field_groups = (FieldGroup(_("Więcej, jeśli wiesz"), ("email", "hours", "website", "description")),)

    def __init__(self, data: Any = None, *, area: Area, initial: dict[str, Any] | None = None) -> None:
        self.area = area
        super().__init__(data, initial=initial)
        self.fields["note"].label = _("Skąd o tym wiesz, co jeszcze warto wiedzieć")
        category = self.fields["category"]
        if isinstance(category, forms.ChoiceField):
            category.choices = [("", _("nie wiem")), *((str(one.pk), one.name) for one in categories_for(area))]

    def clean_name(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["name"])

    def suggested(self) -> dict[str, list[str]]:
        """Return what was filled in."""
        texts = {name: str(self.cleaned_data.get(name) or "").strip() for name in OF_NEW}
        return {name: ["", text] for name, text in texts.items() if text}

    def cautions(self) -> list[Caution]:
        """Return what may be the same, of what everybody may read."""
        street = parse_address(self.cleaned_data["address"])
        key = address_key(street.street, street.house)
        found = alike_to(self.cleaned_data["name"], key, self.area, Reach())
        return [alike_caution(found)] if found else []


class CorrectionForm(SuggestionForm):
    """The values of an entry as everybody reads them; what is changed is sent, and nothing else."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    """The values that the page showed, by name, as JSON."""

    kind = SuggestionKind.CORRECTION
    technical = SuggestionForm.technical | {"shown"}

    def __init__(self, data: Any = None, *, values: Mapping[str, EntryValue], area: Area) -> None:
        self.entry = values
        self.named = {name.replace(":", "_"): name for name in values}
        """Name of a field → name of a value."""
        texts = {name: values[key].text for name, key in self.named.items()}
        super().__init__(data, initial={**texts, "shown": json.dumps({key: one.text for key, one in values.items()})})
        for name, key in self.named.items():
            self.fields[name] = value_field(values[key], area)
        self.fields["note"].label = _("Co jeszcze jest nie tak")
        self.order_fields([*self.named, "note", "contact"])
        self.field_groups = self._groups()

    def clean(self) -> dict[str, Any]:
        """Refuse to send nothing."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("note", "").strip() and not self.suggested():
            raise ValidationError(_now("Nic tu się nie zmienia. Popraw coś albo napisz, co jest nie tak."))
        return cleaned

    def suggested(self) -> dict[str, list[str]]:
        """Return what was changed, with what the page had shown."""
        shown = _shown(self.cleaned_data.get("shown", ""))
        changes = {}
        for name, key in self.named.items():
            before = shown.get(key, self.entry[key].text)
            after = str(self.cleaned_data.get(name) or "").strip()
            if not entry_values.same(before, after):
                changes[key] = [before, after]
        return changes

    def _groups(self) -> tuple[FieldGroup, ...]:
        by_place: dict[str, list[str]] = {}
        for name, key in self.named.items():
            if self.entry[key].place:
                by_place.setdefault(self.entry[key].place, []).append(name)
        more = [name for name in ("website", "description", "phone", "email") if name in self.fields]
        places = [FieldGroup(place, tuple(names)) for place, names in by_place.items()]
        return (*places, FieldGroup(_("Strona, opis, jeszcze jeden kontakt"), tuple(more)))


class ClosureForm(SuggestionForm):
    """That an organisation is no more, and how one knows."""

    kind = SuggestionKind.CLOSURE
    field_order = ("note", "contact")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["note"].label = _("Skąd to wiesz")
        self.fields["note"].required = True
        self.fields["note"].help_text = _("Na przykład: na drzwiach wisi kartka, że lokal jest do wynajęcia.")


class AnswerForm(SentOnceForm):
    """The answer of whoever holds the secret address to what the coordinator asks."""

    answer = forms.CharField(label=_("Twoja odpowiedź"), max_length=1000, widget=forms.Textarea({"rows": 3}))


def value_field(value: EntryValue, area: Area) -> forms.Field:
    """Return the field in which a value is corrected; empty says that it is no longer right."""
    if value.kind == "category":
        choices = [("", _("nie wiem")), *((str(one.pk), one.name) for one in categories_for(area))]
        return forms.ChoiceField(label=value.label, required=False, choices=choices)
    options: dict[str, Any] = {"label": value.label, "required": False}
    if value.kind == "description":
        options["widget"] = forms.Textarea({"rows": 4})
    if value.kind == "name":
        options["required"] = True
    if value.kind == "hours":
        options["help_text"] = HOURS_HINT
    if value.kind == "way":
        options["help_text"] = _("Już nieaktualne? Skasuj.")
    return forms.CharField(max_length=LONGEST.get(value.kind, 200), **options)


def _shown(text: str) -> dict[str, str]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    longest = max(LONGEST.values())
    return {str(key): str(value)[:longest].encode(errors="replace").decode() for key, value in values.items()}
