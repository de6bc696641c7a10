from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from podworko.accounts import actions, codes
from podworko.accounts.forms import NewPasswordForm
from podworko.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a password, change it, or take it away; who has one must know it."""
    user = request.user
    if not isinstance(user, User):  # the middleware asks for sign-in
        raise Http404
    form = NewPasswordForm(request.POST or None, has_password=user.has_usable_password())
    if form.is_valid():
        try:
            if user.has_usable_password():
                codes.check_password(request, user.email, form.cleaned_data["current"])
            changed = actions.change_password(user, password=form.cleaned_data["password"], by=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            # Everybody else who is signed in to this account is out; this browser stays in.
            update_session_auth_hash(request, changed)
            messages.success(request, _("Hasło zapisane.") if changed.has_usable_password() else _("Hasło usunięte."))
            return redirect("accounts:change_password")
    return render(request, "accounts/change_password.html", {"form": form})
