"""What django-allauth asks of the project."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from podworko.accounts.models import User
from podworko.core import mail
from podworko.core.loopback import is_local

MAILS = {"account/email/login_code": "accounts/login_code_mail.txt"}
"""Our template for each mail of django-allauth that can be sent at all."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; our own pages say what happened, so no flash messages."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("To nie jest kod z ostatniej wiadomości. Sprawdź cyfry i wpisz jeszcze raz."),
        "email_password_mismatch": _("Adres albo hasło się nie zgadza."),
        "too_many_login_attempts": _("Za dużo prób. Poczekaj kilka minut i spróbuj jeszcze raz."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an account comes by an invitation or from the command line."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Say whether somebody may be sent there after signing in; what is no address at all is no such place."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our own mails in place of django-allauth's."""
        mail.send(MAILS[template_prefix], to=email, context=context)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Add nothing: the page that follows says it."""

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Turn back a demo account that comes from anywhere but this machine."""
        if user.is_demo and not is_local(request):
            return redirect("accounts:sign_in")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go where the person was going, in their language unless this browser already has one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Answer as if there were no such account."""
        return redirect("accounts:sign_in")
