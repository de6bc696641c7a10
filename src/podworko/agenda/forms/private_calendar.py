"""What somebody calls a private calendar of theirs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm


class PrivateCalendarForm(CautiousForm):
    """A name, so that one knows later which address to revoke."""

    name = forms.CharField(
        label=_("Gdzie będzie używany"), max_length=60, help_text=_("Na przykład: telefon, komputer w sekretariacie.")
    )
