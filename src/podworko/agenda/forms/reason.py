"""Why something does not take place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm


class ReasonForm(CautiousForm):
    """The reason that everybody reads who looks for what was cancelled."""

    reason = forms.CharField(
        label=_("Dlaczego"), max_length=300, help_text=_("Przeczyta to każdy, kto chciał przyjść.")
    )
