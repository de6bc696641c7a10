"""One-time links: opening one only shows a page, the button on it acts, so mail scanners consume nothing."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from podworko.accounts import actions, codes
from podworko.accounts.choices import LinkPurpose
from podworko.accounts.forms import PersonForm
from podworko.accounts.models import SignInLink
from podworko.accounts.views.signing_in import show_and_send
from podworko.core import tokens


@show_and_send
@login_not_required
@never_cache
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a link that an administrator made for somebody whom no mail reaches."""
    link = _open_link(token, LinkPurpose.SIGN_IN)
    error = None
    if request.method == "POST":
        try:
            codes.limit(request, "use_link")
            return codes.sign_in(request, actions.use_sign_in_link(token))
        except ValidationError as refusal:
            error = refusal.messages[0]
    context = {"link": link, "error": error}
    return render(request, "accounts/use_link.html", context, status=200 if link else 404)


@show_and_send
@login_not_required
@never_cache
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator of a new instance."""
    link = _open_link(token, LinkPurpose.FIRST_ADMINISTRATOR)
    form = PersonForm(request.POST or None)
    if link and form.is_valid():
        try:
            codes.limit(request, "use_link")
            user = actions.set_up_first_administrator(token, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return codes.sign_in(request, user)
    return render(request, "accounts/set_up.html", {"link": link, "form": form}, status=200 if link else 404)


def _open_link(token: str, purpose: LinkPurpose) -> SignInLink | None:
    links = SignInLink.objects.open().select_related("user")
    return links.filter(token_digest=tokens.digest(token), purpose=purpose).first()
