"""The forms of an import: a file or pasted cells, what the columns mean, what holds for all rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm
from podworko.core.rendering import FieldGroup
from podworko.core.tables.sheet import Sheet, column_letter
from podworko.core.text import fold, squeeze
from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalBasis, Precision
from podworko.resources.import_models import RegisterImport
from podworko.resources.importing import columns as column_meanings
from podworko.resources.importing import words
from podworko.resources.importing.columns import Columns
from podworko.resources.importing.session import OPTIONS, category_words
from podworko.resources.queries import categories_for

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_CATEGORIES: Final = 30
"""Unknown names of categories that are asked about."""
_SAMPLES: Final = 3
_ENTRY_VISIBILITIES: Final = [choice for choice in Visibility.choices if choice[0] != Visibility.PRIVATE]


class UploadForm(forms.Form):
    """A file, or cells pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("Plik"),
        required=False,
        help_text=_("XLSX, ODS, XLS, CSV, JSON, GeoJSON, mapa z uMap albo paczka HSDS. Najwyżej 20 MB."),
    )
    pasted = forms.CharField(
        label=_("Albo wklejone komórki"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Zaznacz komórki w arkuszu razem z nagłówkami, skopiuj i wklej tutaj."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > MOST_BYTES:
            self.add_error("file", _now("Ten plik ma ponad 20 MB. Podziel go na mniejsze."))
        elif file is None and not cleaned.get("pasted", "").strip() and "file" not in self.errors:
            self.add_error("file", _now("Wybierz plik albo wklej komórki."))
        return cleaned

    def brought(self) -> tuple[str, bytes]:
        """Return the name and the bytes of what was brought."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.name, file.read()
        return _now("wklejone komórki"), self.cleaned_data["pasted"].encode()


class ColumnsForm(CautiousForm):
    """What each column means, and what holds for all rows."""

    sheet = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    header = forms.IntegerField(widget=forms.HiddenInput, min_value=-1)
    visibility = forms.ChoiceField(
        label=_("Kto zobaczy nowe wpisy"),
        choices=_ENTRY_VISIBILITIES,
        widget=forms.RadioSelect,
        help_text=_(
            "„Nasza organizacja” znaczy: ta, o której jest wpis, i Ty. Mapa i lista pokazują to, co dla wszystkich."
        ),
    )
    contact_visibility = forms.ChoiceField(
        label=_("Kto zobaczy telefony i adresy e-mail"),
        choices=_ENTRY_VISIBILITIES,
        widget=forms.RadioSelect,
        help_text=_("Nazwisko osoby do kontaktu zawsze widzi tylko jej organizacja i Ty."),
    )
    legal_basis = forms.ChoiceField(
        label=_("Na jakiej podstawie"),
        required=False,
        choices=[("", _("– wybierz –")), *LegalBasis.choices],
        help_text=_("Potrzebne, gdy kontakty widzą wszyscy. Telefon sekretariatu to kontakt instytucji, nie osoby."),
    )
    notice_date = forms.DateField(
        label=_("Kiedy powiadomiono te osoby lub instytucje"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Potrzebne, gdy kontakty widzą wszyscy."),
    )
    source = forms.CharField(
        label=_("Skąd są te dane"), max_length=300, help_text=_("Stanie przy każdym nowym wpisie i kontakcie.")
    )
    precision = forms.ChoiceField(
        label=_("Jak dokładne są punkty na mapie"),
        choices=[
            (Precision.EXACT, _("dokładnie tu")),
            (Precision.STREET, _("gdzieś przy tej ulicy")),
            (Precision.AREA, _("gdzieś w okolicy")),
        ],
        help_text=_("Dla wierszy, w których plik tego nie mówi."),
    )
    skips_bad_cells = forms.BooleanField(
        label=_("Pomiń złe komórki, a resztę wiersza wczytaj"),
        required=False,
        help_text=_("Bez tego wiersz ze złym telefonem, e-mailem albo współrzędną zostaje odrzucony w całości."),
    )

    def __init__(
        self, data: Any = None, *, register_import: RegisterImport, sheets: Sequence[Sheet], columns: Columns
    ) -> None:
        self.columns, self.sheets, self.area = columns, sheets, register_import.area
        told = {**OPTIONS, "source": register_import.file_name[:300], **register_import.options}
        initial = {**told, "sheet": columns.sheet, "header": columns.header}
        super().__init__(data, initial=initial)
        names = self._add_columns()
        asked = self._add_categories(told["categories"])
        groups = [FieldGroup(_("Co jest w kolumnach"), names, is_folded=False)]
        if asked:
            hint = _("Tych nazw nie ma wśród kategorii tego osiedla. Wpis bez kategorii nie stoi na mapie.")
            groups.append(FieldGroup(_("Kategorie z pliku"), asked, hint=hint, is_folded=False))
        contacts = ("contact_visibility", "legal_basis", "notice_date")
        groups += [
            FieldGroup(_("Kto co zobaczy"), ("visibility", *contacts), is_folded=False),
            FieldGroup(_("Reszta"), ("source", "precision", "skips_bad_cells"), is_folded=False),
        ]
        self.field_groups = tuple(groups)

    def _add_columns(self) -> tuple[str, ...]:
        sheet = self.sheets[self.columns.sheet]
        meanings = [("", _("– pomiń –"))]
        meanings += [(field, words.FIELD_LABELS[field]) for field in column_meanings.FIELDS]
        names = []
        for index, heading in enumerate(column_meanings.headings(sheet, self.columns.header)):
            samples = [
                row[index] for row in sheet.rows[self.columns.header + 1 :][:200] if len(row) > index and row[index]
            ]
            shown = "; ".join(dict.fromkeys(sample[:40].replace("\n", " ") for sample in samples[:_SAMPLES]))
            name = f"column_{index}"
            letter = column_letter(index)
            self.fields[name] = forms.ChoiceField(
                label=f"{letter}: {heading[:60]}" if heading else letter,
                required=False,
                choices=meanings,
                initial=self.columns.fields[index],
                help_text=_now("Na przykład: %(cells)s") % {"cells": shown} if shown else _now("Pusta kolumna."),
            )
            names.append(name)
        return tuple(names)

    def _add_categories(self, known: Mapping[str, int]) -> tuple[str, ...]:
        """Ask about names of categories that nobody here knows."""
        self.asked: dict[str, str] = {}
        words_here = category_words(self.area)
        choices = [("", _("– bez kategorii –")), *((str(row.pk), row.name) for row in categories_for(self.area))]
        for said in self._said_categories():
            key = fold(squeeze(said))
            if key in words_here or len(self.asked) >= MOST_CATEGORIES:
                continue
            name = f"category_{len(self.asked)}"
            self.asked[name] = key
            initial = str(known.get(key, ""))
            self.fields[name] = forms.ChoiceField(label=said[:80], required=False, choices=choices, initial=initial)
        return tuple(self.asked)

    def _said_categories(self) -> list[str]:
        sheet = self.sheets[self.columns.sheet]
        places = [index for index, field in enumerate(self.columns.fields) if field == "category"]
        rows = sheet.rows[self.columns.header + 1 :]
        return list(dict.fromkeys(row[index] for row in rows for index in places if index < len(row) and row[index]))

    def clean_notice_date(self) -> date | None:
        """Refuse a day on which nobody can have been told yet."""
        day: date | None = self.cleaned_data["notice_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_now("Ten dzień jeszcze nie nadszedł."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for a name, for one meaning per column, and for what public contacts need."""
        cleaned = super().clean() or {}
        fields = [cleaned.get(name, "") for name in self.fields if name.startswith("column_")]
        if "name" not in fields:
            self.add_error(None, _now("Wskaż kolumnę z nazwą. Bez niej nie wiadomo, o kim mówi wiersz."))
        several = [field for field in dict.fromkeys(fields) if field and fields.count(field) > 1]
        for field in several:
            if field not in column_meanings.MANY:
                said = _now("Dwie kolumny mają to samo znaczenie: %(field)s. Zostaw jedną.")
                self.add_error(None, said % {"field": words.FIELD_LABELS[field]})
        if cleaned.get("contact_visibility") == Visibility.PUBLIC:
            for name in ("legal_basis", "notice_date"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _now("Tego potrzeba, żeby pokazać kontakty wszystkim."))
        return cleaned

    def chosen(self) -> Columns:
        """Return what the columns mean."""
        fields = tuple(value for name, value in self.cleaned_data.items() if name.startswith("column_"))
        return Columns(self.columns.sheet, self.columns.header, fields)

    def options(self) -> dict[str, Any]:
        """Return what holds for all rows."""
        told = {name: self.cleaned_data[name] for name in OPTIONS if name in self.cleaned_data}
        told["notice_date"] = told["notice_date"].isoformat() if told["notice_date"] else ""
        chosen = {key: self.cleaned_data[name] for name, key in self.asked.items()}
        return {**told, "categories": {key: int(value) for key, value in chosen.items() if value}}
