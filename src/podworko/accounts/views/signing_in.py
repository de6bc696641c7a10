"""Signing in and out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from podworko.accounts import codes, demo
from podworko.accounts.forms import CodeForm, PasswordSignInForm, SignInForm
from podworko.accounts.models import User
from podworko.core.loopback import is_local

show_and_send = require_http_methods(["GET", "HEAD", "POST"])


@show_and_send
@login_not_required
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an e-mail address and send a code to it, whether or not it has an account."""
    next_url = _next(request)
    if request.user.is_authenticated and request.method != "POST":
        return redirect(next_url or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        try:
            codes.send_code(request, form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _redirect("accounts:enter_code", next_url)
    accounts = demo.accounts() if demo.is_offered(request) else ()
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_url, "demo_accounts": accounts})


@show_and_send
@login_not_required
@never_cache
@sensitive_post_parameters("code")
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code; after three wrong ones, or a quarter of an hour, a new one is needed."""
    next_url = _next(request)
    process = codes.pending(request)
    if process is None:
        messages.info(request, _("Kod już nie działa. Poproś o nowy."))
        return _redirect("accounts:sign_in", next_url)
    form = CodeForm(request.POST or None, code=process.code)
    if request.method == "POST":
        try:
            codes.limit(request, "enter_code")
        except ValidationError as error:
            form.add_error(None, error)
        if form.is_valid():
            shared = form.cleaned_data["is_shared_computer"]
            return codes.finish(request, process, next_url=next_url or None, is_shared_computer=shared)
        if not process.record_invalid_attempt():
            messages.error(request, _("Kod się nie zgadza, a prób było za dużo. Poproś o nowy kod."))
            return _redirect("accounts:sign_in", next_url)
    return render(
        request, "accounts/enter_code.html", {"form": form, "next": next_url, "email": process.state.get("email")}
    )


@show_and_send
@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in_with_password(request: HttpRequest) -> HttpResponse:
    """Let in whoever has chosen to have a password."""
    next_url = _next(request)
    form = PasswordSignInForm(request.POST or None)
    if form.is_valid():
        try:
            user = codes.check_password(request, form.cleaned_data["email"], form.cleaned_data["password"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return codes.sign_in_with_password(request, user, next_url=next_url or None)
    return render(request, "accounts/sign_in_with_password.html", {"form": form, "next": next_url})


@require_POST
@login_not_required
def sign_in_as_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo account with one click; only on this machine."""
    if not is_local(request):
        raise Http404
    user = get_object_or_404(User, email=request.POST.get("email", ""), is_demo=True, is_active=True)
    return codes.sign_in(request, user, next_url=_next(request) or None)


@show_and_send
@login_not_required
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, and sign out when told so: a link that somebody else planted signs nobody out."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html", {"next": _next(request)})
    logout(request)
    return redirect(_next(request) or "/")


def _next(request: HttpRequest) -> str:
    """Return where the person was going, if it is a page of ours; anything else is dropped."""
    url = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe else ""


def _redirect(name: str, next_url: str) -> HttpResponse:
    response = redirect(name)
    if next_url:
        response["Location"] += "?" + urlencode({"next": next_url})
    return response
