"""Days as people type them."""

from datetime import date
from typing import Final

from django import forms
from django.core.exceptions import ValidationError

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2200
"""Beyond these a slip of the finger is likelier than an event, and calendars of others break."""


class DayField(forms.DateField):
    """A day of a year in which something may take place."""

    def validate(self, value: date | None) -> None:
        """Refuse the year 26, and the year 20261."""
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
