"""After how long an area calls something out of date."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import VersionedForm
from podworko.needs.models import ReviewPeriod
from podworko.needs.review_models import LONGEST, SHORTEST


class ReviewPeriodForm(VersionedForm):
    """The review period of an area; until somebody has set one, that which holds."""

    months = forms.IntegerField(
        label=_("Po ilu miesiącach bez przejrzenia coś jest nieaktualne"),
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=_("Zwykle 12, czyli rok. Najmniej 1, najwięcej 60."),
    )

    def __init__(self, data: Any = None, *, row: ReviewPeriod | None, holding: int) -> None:
        """`holding`: what holds while there is no row."""
        current = {"months": row.months if row else holding}
        super().__init__(data, current=current, version=row.version if row else 0)
