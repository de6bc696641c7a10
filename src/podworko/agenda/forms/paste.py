"""The form that takes any text of an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.agenda.drafting import LONGEST_TEXT
from podworko.core.forms import CautiousForm


class PasteForm(CautiousForm):
    """What somebody wrote of an event, as it came."""

    text = forms.CharField(
        label=_("List, post albo słowa plakatu"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Wklej całość, tak jak jest. Nic się jeszcze nie zapisze."),
    )
