"""The forms of a calendar that is read from elsewhere."""

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import FeedTrust
from podworko.agenda.feed_models import LONGEST_ADDRESS
from podworko.agenda.harvesting.rules import MOST
from podworko.agenda.models import EventKind, Feed
from podworko.agenda.permissions import organisations_of
from podworko.core import fetching, public_network
from podworko.core.forms import CautiousForm, SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST_FILE: Final = 5 * 1024 * 1024
"""Bytes, as `core.fetching.Limits`."""
_EMPTY_RULES: Final = 2
_RULE = re.compile(r"rule_(\d)_text$")


class FeedFields(CautiousForm):
    """What becomes of the events of a calendar."""

    label = forms.CharField(
        label=_("Nazwa kalendarza"),
        max_length=120,
        required=False,
        help_text=_("Stoi przy wydarzeniach jako źródło. Puste: tak, jak kalendarz nazywa się sam."),
    )
    organisation_id = forms.TypedChoiceField(label=_("Kto organizuje"), required=False, coerce=int, empty_value=None)
    organiser_name = forms.CharField(label=_("Kto organizuje, jeśli nie ma na liście"), required=False, max_length=200)
    trust = forms.ChoiceField(
        label=_("Nowe wydarzenia"), choices=FeedTrust.choices, initial=FeedTrust.REVIEW, widget=forms.RadioSelect
    )
    event_visibility = forms.ChoiceField(
        label=_("Kto je widzi"), choices=Visibility.choices, initial=Visibility.PUBLIC, widget=forms.RadioSelect
    )
    kind_id = forms.TypedChoiceField(label=_("Rodzaj"), required=False, coerce=int, empty_value=None)
    audiences = forms.MultipleChoiceField(
        label=_("Dla kogo"), required=False, choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self, area: Area, reach: Reach, owner: Organisation | None, rules: int) -> None:
        """Offer what there is to choose for this person in an area, and room for so many rules."""
        own = organisations_of(area, reach)
        if owner is not None and owner not in own:
            own.append(owner)
        others = [("", _("ktoś spoza listy"))] if area.pk in reach.coordinator_of or not own else []
        self._choose("organisation_id", [*others, *((one.pk, one.name) for one in own)])
        rows = EventKind.objects.filter(area__in=area.path_ids).order_by("position", "pk")
        kinds = [(kind.pk, kind.name) for kind in rows]
        self._choose("kind_id", [("", _("jeszcze nie wybrano")), *kinds])
        names = [name for number in range(rules) for name in self._add_rule(number, kinds)]
        self.field_groups = (
            FieldGroup(
                _("Rodzaj i dla kogo"), ("kind_id", "audiences"), _("Dla nowych wydarzeń, jeśli nie ma reguły.")
            ),
            FieldGroup(_("Reguły"), tuple(names), _("Liczy się pierwsza, która pasuje do nazwy nowego wydarzenia.")),
        )

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _add_rule(self, number: int, kinds: list[tuple[Any, Any]]) -> list[str]:
        said = {"number": number + 1}
        text = forms.CharField(label=_("Reguła %(number)d: gdy w nazwie jest") % said, required=False, max_length=80)
        audiences = forms.MultipleChoiceField(
            label=_("Reguła %(number)d: to jest dla") % said,
            required=False,
            choices=Audience.choices,
            widget=forms.CheckboxSelectMultiple,
        )
        kind = forms.TypedChoiceField(
            label=_("Reguła %(number)d: to jest") % said,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("jak w całym kalendarzu")), *kinds],
        )
        made = {f"rule_{number}_text": text, f"rule_{number}_audiences": audiences, f"rule_{number}_kind": kind}
        self.fields.update(made)
        return list(made)

    def clean_label(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["label"])

    def clean(self) -> dict[str, Any]:
        """Refuse a calendar of nobody, and rules that say nothing."""
        cleaned = super().clean() or {}
        if not cleaned.get("organisation_id") and not cleaned.get("organiser_name"):
            self.add_error("organisation_id", _("Wybierz organizatora z listy albo wpisz jego nazwę."))
        if cleaned.get("organisation_id"):
            cleaned["organiser_name"] = ""
        for number in self._rule_numbers():
            text, audiences, kind = self._rule(number, cleaned)
            if (audiences or kind) and not text:
                self.add_error(f"rule_{number}_text", _("Napisz, jakie słowo ma stać w nazwie."))
            elif text and not (audiences or kind):
                self.add_error(f"rule_{number}_audiences", _("Zaznacz, dla kogo to jest, albo wybierz rodzaj."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the values as the actions take them."""
        cleaned = self.cleaned_data
        names = ("label", "organisation_id", "organiser_name", "trust", "event_visibility", "kind_id", "audiences")
        rules = [self._rule(number, cleaned) for number in self._rule_numbers()]
        said = [{"text": text, "audiences": audiences, "kind_id": kind} for text, audiences, kind in rules if text]
        more = {name: cleaned[name] for name in ("address", "is_active") if name in self.fields}
        return {name: cleaned[name] for name in names} | {"rules": said} | more

    def _rule_numbers(self) -> list[int]:
        return [int(found[1]) for name in self.fields if (found := _RULE.match(name))]

    @staticmethod
    def _rule(number: int, cleaned: dict[str, Any]) -> tuple[str, list[str], int | None]:
        said = [cleaned.get(f"rule_{number}_{part}") for part in ("text", "audiences", "kind")]
        return said[0] or "", said[1] or [], said[2] or None


class AddressFields(FeedFields):
    """A calendar at an address; it is shown what would come before it is saved."""

    address = forms.CharField(
        label=_("Adres kalendarza"),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Zaczyna się od https:// albo webcal://. W Kalendarzu Google: Ustawienia, Integracja kalendarza,"
            " Adres publiczny w formacie iCal."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """The address whose events the page has shown."""

    technical = CautiousForm.technical | {"seen"}
    field_order = ("address",)

    def clean_address(self) -> str:
        """Return the address as it will be asked."""
        try:
            return fetching.checked(self.cleaned_data["address"], public_network.PUBLIC.ports).geturl()
        except fetching.FetchError as error:
            raise ValidationError(str(error)) from error

    @property
    def is_seen(self) -> bool:
        """Say whether the person has been shown what would come."""
        return bool(self.cleaned_data.get("seen") == self.cleaned_data.get("address"))

    def mark_seen(self, name: str) -> None:
        """Let the page say that it has shown what would come, and offer the calendar's own name."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = self.cleaned_data["address"]
        data["label"] = self.cleaned_data["label"] or name[:120]
        self.data = data


class NewFeedForm(AddressFields, SentOnceForm):
    """A calendar that is new."""

    technical = AddressFields.technical | SentOnceForm.technical

    def __init__(self, data: Any = None, *, area: Area, reach: Reach) -> None:
        super().__init__(data)
        self.prepare(area, reach, None, _EMPTY_RULES)


class FeedForm(AddressFields, VersionedForm):
    """A calendar that is there."""

    is_active = forms.BooleanField(label=_("Pobieramy ten kalendarz"), required=False)

    technical = AddressFields.technical | VersionedForm.technical

    def __init__(self, data: Any = None, *, feed: Feed, reach: Reach) -> None:
        self.feed, self.reach = feed, reach
        super().__init__(data, current=_current(feed), version=feed.version)
        self.initial["seen"] = feed.address

    def add_fields(self) -> None:
        """Add what depends on the area and on the rules that there are."""
        rules = min(len(self.feed.rules) + _EMPTY_RULES, MOST)
        self.prepare(self.feed.area, self.reach, self.feed.organisation, rules)
        if self.feed.is_file:
            del self.fields["address"], self.fields["seen"], self.fields["is_active"]


class FileForm(forms.Form):
    """A calendar in a file."""

    file = forms.FileField(
        label=_("Plik z kalendarzem"),
        help_text=_("Plik .ics, najwyżej 5 MB. Zanim coś zapiszemy, zobaczysz, co w nim jest."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large to be read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(_("Ten plik jest za duży: ma więcej niż 5 MB."))
        return file


class ImportForm(FeedFields):
    """What becomes of the events of a file."""

    def __init__(self, data: Any = None, *, area: Area, reach: Reach, label: str) -> None:
        super().__init__(data, initial={"label": label[:120], "trust": FeedTrust.THROUGH})
        self.prepare(area, reach, None, _EMPTY_RULES)


def _current(feed: Feed) -> dict[str, Any]:
    names = ("label", "address", "organisation_id", "organiser_name", "trust", "event_visibility", "kind_id")
    values = {name: getattr(feed, name) for name in (*names, "audiences", "is_active")}
    for number, rule in enumerate(feed.rules):
        values[f"rule_{number}_text"] = rule["text"]
        values[f"rule_{number}_audiences"] = rule["audiences"]
        values[f"rule_{number}_kind"] = rule["kind_id"]
    return values
