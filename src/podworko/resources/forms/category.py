"""The form of a category."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import VersionedForm
from podworko.core.text import squeeze
from podworko.resources.choices import MarkerShape
from podworko.resources.models import Category

OWN = ("name", "letter", "shape", "colour", "name_as_printed")


class ColourField(forms.CharField):
    """A colour picked in the browser, which sends it in small letters whether or not it was touched."""

    widget = forms.ColorInput

    def prepare_value(self, value: Any) -> Any:
        """Show the colour as the browser will send it back, so that an untouched one counts as unchanged."""
        return value.lower() if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        """Keep the colour in capitals, as the shipped ones are."""
        return str(super().to_python(value)).upper()


class CategoryForm(VersionedForm):
    """A heading of the map: told by letter, shape and colour."""

    name = forms.CharField(label=_("Nazwa"), max_length=80)
    letter = forms.CharField(
        label=_("Litera"), max_length=1, help_text=_("Jedna, inna niż w pozostałych kategoriach.")
    )
    shape = forms.ChoiceField(label=_("Kształt"), choices=MarkerShape.choices)
    colour = ColourField(
        label=_("Kolor"),
        max_length=7,
        initial="#7A4A1F",
        help_text=_("Wybierz ciemny, żeby dało się go odczytać także na szarym wydruku."),
    )
    name_as_printed = forms.CharField(
        label=_("Nazwa na wydruku"), required=False, max_length=80, help_text=_("Tylko gdy ma być inna.")
    )

    def __init__(self, data: Any = None, *, category: Category | None = None) -> None:
        current = {name: getattr(category, name) for name in OWN} if category else {}
        super().__init__(data, current=current, version=category.version if category else 0)

    def clean_name(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["name"])

    def clean_letter(self) -> str:
        """Return a capital letter."""
        return str(self.cleaned_data["letter"]).upper()
