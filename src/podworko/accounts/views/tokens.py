"""Tokens with which programs act for a person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from podworko.accounts import actions
from podworko.accounts.forms import ApiTokenForm
from podworko.accounts.models import ApiToken, User
from podworko.core.submission import AlreadySubmittedError


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def api_tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens, and make one: its secret is shown this once, on the page that answers."""
    user = request.user
    if not isinstance(user, User):  # the middleware asks for sign-in
        raise Http404
    form, secret, made = ApiTokenForm(request.POST or None), "", None
    if form.is_valid():
        try:
            made, secret = actions.create_api_token(user=user, by=user, **form.values())
        except AlreadySubmittedError:
            messages.info(
                request, _("Ten token jest już zrobiony. Jeśli nie masz go zapisanego, wycofaj go i zrób nowy.")
            )
            return redirect("accounts:api_tokens")
        except ValidationError as error:
            form.add_refusal(error)
    if made:
        form = ApiTokenForm()
    context = {
        "api_page": reverse("portal:api_docs"),
        "form": form,
        "tokens": ApiToken.objects.filter(user=user),
        "made": made,
        "secret": secret,
    }
    return render(request, "accounts/api_tokens.html", context)


@require_POST
def revoke_api_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token of one's own."""
    user = request.user
    if not isinstance(user, User):  # the middleware asks for sign-in
        raise Http404
    actions.revoke_api_token(get_object_or_404(ApiToken, pk=pk, user=user), by=user)
    messages.success(request, _("Token wycofany. Program, który go używał, nic już nie zrobi."))
    return redirect("accounts:api_tokens")
