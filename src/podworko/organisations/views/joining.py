"""Accepting an invitation: opening its link only shows, the button joins."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from podworko.accounts import codes
from podworko.accounts.actions import create_account
from podworko.accounts.forms import PersonForm
from podworko.accounts.models import User
from podworko.core import tokens
from podworko.organisations import links
from podworko.organisations.actions.membership import accept_invitation as accept
from podworko.organisations.models import Invitation, Organisation
from podworko.organisations.reach import reach_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join an organisation, or take a role in an area."""
    invitations = Invitation.objects.open().select_related("organisation__home_area", "area", "created_by")
    invitation = invitations.filter(token_digest=tokens.digest(token)).first()
    if invitation is None:
        return render(request, "organisations/accept_invitation.html", status=404)
    form = PersonForm(request.POST or None, initial={"email": invitation.email})
    refusal = ""
    if request.method == "POST":
        try:
            codes.limit(request, "use_link")
            if isinstance(request.user, User):
                return _join(request, invitation, request.user)
            if form.is_valid():
                return _come_in(request, invitation, form)
        except ValidationError as error:
            refusal = error.messages[0]
    context = {"invitation": invitation, "form": form, "refusal": refusal}
    return render(request, "organisations/accept_invitation.html", context)


def _join(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    accept(invitation, by=user)
    messages.success(request, _("Gotowe. Oto, co teraz możesz."))
    if invitation.organisation:
        is_editor = Organisation.objects.editable_by(reach_of(user)).filter(pk=invitation.organisation.pk).exists()
        return redirect((links.keep_page if is_editor else links.page)(invitation.organisation))
    return redirect("accounts:roles")


def _come_in(request: HttpRequest, invitation: Invitation, form: PersonForm) -> HttpResponse:
    """Let in whoever is not signed in: at once if the link itself came to their mailbox, else after a code."""
    email = form.cleaned_data["email"].lower()
    user = User.objects.filter(email=email).first()
    if user is None:
        codes.limit(request, "start_account", key=invitation.token_digest)
        has_mailbox = email == invitation.email
        user = create_account(email=email, name=form.cleaned_data["name"], by=invitation.created_by)
        if has_mailbox:
            codes.sign_in(request, user)
            return _join(request, invitation, user)
    codes.send_code(request, email)
    return redirect(_enter_code_url(request))


def _enter_code_url(request: HttpRequest) -> str:
    return f"{redirect('accounts:enter_code').url}?{urlencode({'next': request.path})}"
