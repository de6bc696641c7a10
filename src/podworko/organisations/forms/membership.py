from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.forms import EMAIL_ATTRS
from podworko.organisations.choices import MembershipRole, OpeningPurpose


class InvitationForm(forms.Form):
    """With an address the link goes there; without one it is shown, to be printed or read out."""

    field_order = ("role", "label", "email")

    label = forms.CharField(
        label=_("Dla kogo"),
        help_text=_("Na przykład: sekretariat, pani Zofia z klubu. Widzi to tylko ten, kto zaprasza."),
        max_length=120,
        required=False,
    )
    email = forms.EmailField(
        label=_("Adres e-mail"),
        help_text=_("Zostaw puste, aby dostać odnośnik i kod QR na kartkę."),
        required=False,
        widget=forms.EmailInput({**EMAIL_ATTRS, "autocomplete": "off"}),
    )


class MemberInvitationForm(InvitationForm):
    role = forms.ChoiceField(label=_("Kim będzie"), choices=MembershipRole, widget=forms.RadioSelect)


class AreaInvitationForm(InvitationForm):
    role = forms.ChoiceField(label=_("Kim będzie"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: Iterable[AreaRoleKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [(kind.value, kind.label) for kind in kinds]


class MembershipForm(forms.Form):
    role = forms.ChoiceField(choices=MembershipRole)


class OpeningForm(forms.Form):
    address = forms.CharField(
        label=_("Adres wpisu"),
        help_text=_("Skopiuj go z przeglądarki, na przykład /azory/organisations/nazwa/"),
        max_length=300,
    )
    purpose = forms.ChoiceField(label=_("Po co"), choices=OpeningPurpose, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Powód"),
        help_text=_("Zobaczą go osoby, które prowadzą wpis tej organizacji."),
        max_length=300,
        min_length=5,
    )
