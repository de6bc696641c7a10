"""Forms that take in a network from a file; they validate and never save."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm
from podworko.core.visibility import Visibility
from podworko.organisations.forms.link import SEEN_BY
from podworko.organisations.network_words import LARGEST, LEAVE, NEW, Match

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ACCEPT = ".xlsx,.ods,.csv,.txt"


class NetworkFileForm(forms.Form):
    """A workbook with two sheets, or two CSV files."""

    file = forms.FileField(
        label=_("Plik z powiązaniami"),
        help_text=_("XLSX albo ODS z dwoma arkuszami, na przykład z Kumu, albo CSV z kolumnami „From” i „To”."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )
    elements = forms.FileField(
        label=_("Drugi plik CSV, z listą organizacji"),
        required=False,
        help_text=_("Tylko jeśli powiązania są w CSV. Kolumna „Label” albo „Nazwa”. Może go nie być."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse what is too large to be read."""
        cleaned = super().clean() or {}
        for name in ("file", "elements"):
            file: UploadedFile[Any] | None = cleaned.get(name)
            if file and (file.size or 0) > LARGEST:
                self.add_error(name, ValidationError(_("Ten plik jest za duży: ma więcej niż 5 MB.")))
        return cleaned


class Row(NamedTuple):
    """A name of the file with the select that says what becomes of it."""

    match: Match
    field: forms.BoundField


class ConfirmNetworkForm(CautiousForm):
    """What becomes of each name of a file."""

    visibility = forms.ChoiceField(label=_("Kto widzi te powiązania"), choices=SEEN_BY, initial=Visibility.PARTNERS)
    technical = CautiousForm.technical | {"visibility"}

    def __init__(
        self, data: Any = None, *, found: Sequence[Match], others: Sequence[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.found = found
        end = [(LEAVE, _now("pomiń")), (NEW, _now("dodaj jako nową organizację"))]
        for number, match in enumerate(found):
            likely = [(str(pk), name) for pk, name in match.candidates]
            rest = [(str(pk), name) for pk, name in others if str(pk) not in dict(likely)]
            # A list of all for each of two thousand names would be megabytes of page.
            choices: list[Any] = [*likely, *end, *([(_now("inna organizacja"), rest)] if not match.is_exact else [])]
            select = forms.Select(
                attrs={"class": "input", "aria-label": _now("Co zrobić: %(name)s") % {"name": match.name}}
            )
            self.fields[f"n{number}"] = forms.ChoiceField(
                label=match.name, choices=choices, initial=match.choice, widget=select
            )

    def rows(self) -> list[Row]:
        """Return the names with their selects."""
        return [Row(match, self[f"n{number}"]) for number, match in enumerate(self.found)]

    def chosen(self) -> dict[str, str]:
        """Return what becomes of each name."""
        return {match.name: self.cleaned_data[f"n{number}"] for number, match in enumerate(self.found)}
