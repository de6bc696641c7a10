from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from podworko.accounts.choices import ApiScope
from podworko.core.forms import SentOnceForm

EMAIL_ATTRS = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}


class SignInForm(forms.Form):
    email = forms.EmailField(label=_("Adres e-mail"), widget=forms.EmailInput(EMAIL_ATTRS))


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """Takes the digits with or without dashes and spaces."""

    field_order = ("code", "is_shared_computer")

    is_shared_computer = forms.BooleanField(
        label=_("To wspólny komputer"),
        help_text=_("Wylogujemy, gdy ktoś zamknie przeglądarkę."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Kod z wiadomości")
        code.widget = forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "maxlength": 20}
        )


class PasswordSignInForm(forms.Form):
    email = forms.EmailField(label=_("Adres e-mail"), widget=forms.EmailInput(EMAIL_ATTRS))
    password = forms.CharField(
        label=_("Hasło"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Imię i nazwisko"),
        help_text=_("Widać je przy zmianach, które wprowadzasz."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Język"), choices=settings.LANGUAGES)


class NewPasswordForm(forms.Form):
    """An empty password takes the old one away: codes by e-mail always work."""

    current = forms.CharField(
        label=_("Obecne hasło"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("Nowe hasło"),
        help_text=" ".join(password_validators_help_texts()),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("To samo hasło jeszcze raz"),
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["current"]

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("password") != data.get("repeated"):
            self.add_error("repeated", _("Oba hasła mają być takie same."))
        return data


class PersonForm(forms.Form):
    """Who somebody is, the first time they come."""

    email = forms.EmailField(label=_("Adres e-mail"), widget=forms.EmailInput(EMAIL_ATTRS))
    name = forms.CharField(
        label=_("Imię i nazwisko"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )


class ApiTokenForm(SentOnceForm):
    """A token for a program: what for, what it may do, for how long."""

    name = forms.CharField(
        label=_("Do czego"), max_length=80, help_text=_("Na przykład: strona szkoły, arkusz z wydarzeniami.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Co program może robić w moim imieniu"), choices=ApiScope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("Jak długo działa"),
        coerce=int,
        choices=[(30, _("miesiąc")), (90, _("trzy miesiące")), (365, _("rok"))],
        initial=90,
    )

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        return {**super().values(), "token": self.cleaned_data["token"]}
