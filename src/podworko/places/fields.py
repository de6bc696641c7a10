"""Fields of forms that speak as people do: dates as exact as their source, streets one in a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core.text import squeeze
from podworko.places import validity


class UncertainDateField(forms.CharField):
    """A date that may be a day, a month, a year, or about then; its value is the notation of `places.validity`."""

    default_error_messages = {"invalid": _("Wpisz datę, np. 2013, 05.2013, 17.05.2013 albo ok. 2013.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=30, **options)

    def to_python(self, value: Any) -> str:
        """Return the notation of a typed date."""
        try:
            return validity.read_typed(super().to_python(value) or "")
        except validity.InvalidDateError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Return a stored date as it is typed; what was just typed stays as it is."""
        try:
            return validity.write_typed(validity.read_typed(value or ""))
        except validity.InvalidDateError:
            return value


class LinesField(forms.CharField):
    """Names, one in a line; its value is a list."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Return the lines that say something, each once."""
        return list(dict.fromkeys(filter(None, map(squeeze, (super().to_python(value) or "").splitlines()))))

    def validate(self, value: Any) -> None:
        """Refuse an empty list where one is required."""
        super().validate("\n".join(value))

    def run_validators(self, value: Any) -> None:
        """Run the validators over the text."""
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        """Return a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value
