"""Forms for people without an account, kept from programs that fill in every form they find; nobody else is asked.

Two traps. A field that no person sees must stay empty. The form says, signed, when it was shown: whoever sends it
within seconds, or the same page days later, did not type it. A person who falls into one reads a sentence, keeps what
they typed, and sends it again; a program falls in again.
"""

from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import SentOnceForm

FASTEST = 3
"""Seconds: nobody types a sentence and an address sooner."""
LONGEST = 24 * 60 * 60
"""Seconds for which a page may lie open."""
_SALT = "podworko.traps"


def stamp() -> str:
    """Return the present moment, signed."""
    return signing.dumps("", salt=_SALT)


class TrapInput(forms.TextInput):
    """A field like any other, but for its class."""


class TrappedForm(SentOnceForm):
    """A form that anybody may send; see the module."""

    homepage = forms.CharField(
        label=_("Tego pola nie wypełniaj"),
        required=False,
        widget=TrapInput({"autocomplete": "off", "tabindex": "-1", "data-draft-skip": ""}),
    )
    """The name invites; the style sheet takes it out of sight (`field-trap`)."""
    shown_at = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    technical = SentOnceForm.technical | {"homepage", "shown_at"}

    def clean(self) -> dict[str, Any]:
        """Refuse what nobody has typed, with a new stamp, so that the next sending of a person passes."""
        cleaned = super().clean() or {}
        complaint = "" if self.errors else self._complaint(cleaned)
        if complaint:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("homepage")] = ""
            if complaint != "early":
                data[self.add_prefix("shown_at")] = stamp()
            self.data = data
            self.add_error(None, _("Sprawdź, co jest w formularzu, i wyślij go jeszcze raz."))
        return cleaned

    def _complaint(self, cleaned: dict[str, Any]) -> str:
        if cleaned.get("homepage"):
            return "trap"
        text = str(cleaned.get("shown_at", ""))
        try:
            signing.loads(text, salt=_SALT, max_age=LONGEST)
        except signing.BadSignature:
            return "late"
        try:
            signing.loads(text, salt=_SALT, max_age=FASTEST)
        except signing.SignatureExpired:
            return ""
        return "early"
