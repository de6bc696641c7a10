"""Sign-in by a code sent by e-mail: the only module that knows django-allauth's inner flows."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse

from podworko.accounts import mails
from podworko.accounts.models import User
from podworko.core.loopback import is_local


def limit(request: HttpRequest, action: str, *, key: str | None = None) -> None:
    """Count one attempt; raise ValidationError if there were too many (`ACCOUNT_RATE_LIMITS` in the settings)."""
    if not consume(request, action=action, key=key):
        raise get_adapter().validation_error("too_many_login_attempts")


def send_code(request: HttpRequest, email: str) -> None:
    """Send a code, or a mail that there is no account; what the browser gets is the same.

    Raise ValidationError after too many requests, or if the mail could not be sent.
    """
    email = email.lower()
    limit(request, "request_login_code", key=email)
    user = User.objects.filter(email=email, is_active=True).first()
    if user and user.is_demo and not is_local(request):
        user = None
    clear_login(request)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    if user is None:
        mails.send_no_account(email)


def pending(request: HttpRequest) -> Any:
    """Return the sign-in that waits for its code, or nothing if there is none or it has run out."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return LoginCodeVerificationProcess.resume(stage) if stage else None


def finish(request: HttpRequest, process: Any, *, next_url: str | None, is_shared_computer: bool) -> HttpResponse:
    """Sign in whoever typed the right code and go on; on a shared computer until the browser is closed."""
    response: HttpResponse = process.finish(next_url)
    if is_shared_computer and request.user.is_authenticated:
        request.session.set_expiry(0)
    return response


def check_password(request: HttpRequest, email: str, password: str) -> User:
    """Return whose address and password these are; raise ValidationError if nobody's, or after too many tries."""
    user: User | None = get_adapter(request).authenticate(request, email=email.lower(), password=password)
    if user is None or not user.is_active:
        raise get_adapter().validation_error("email_password_mismatch")
    return user


def sign_in_with_password(request: HttpRequest, user: User, *, next_url: str | None) -> HttpResponse:
    """Sign in somebody whose password was checked."""
    login = Login(user=user, email=user.email, redirect_url=next_url)
    response: HttpResponse = perform_password_login(request, {"email": user.email}, login)
    return response


def sign_in(request: HttpRequest, user: User, *, next_url: str | None = None) -> HttpResponse:
    """Sign in somebody who has shown in another way who they are: by a one-time link, or as a demo account."""
    response: HttpResponse = perform_login(request, Login(user=user, email=user.email, redirect_url=next_url))
    return response
