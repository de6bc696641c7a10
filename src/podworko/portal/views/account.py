"""A person's own page: what they are called, what they are where."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from podworko.accounts.models import AreaRole, User
from podworko.agenda.actions.finding_mails import wanted_by
from podworko.needs.actions import offer_mails as about_offers
from podworko.organisations.models import Membership, Organisation
from podworko.organisations.reach import reach_of
from podworko.portal.actions import change_account
from podworko.portal.forms import AccountForm


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and change one's own account; list one's roles and organisations in words."""
    user = request.user
    if not isinstance(user, User):  # the middleware asks for sign-in
        raise Http404
    wanted = {"mails": wanted_by(user), "offer_mails": about_offers.wanted_by(user)}
    known = {"name": user.name, "language": user.language, **wanted}
    form = AccountForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            changed = change_account(user, **form.cleaned_data, by=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Zapisano."))
            response = redirect("portal:account")
            age = settings.LANGUAGE_COOKIE_AGE
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, changed.language, max_age=age, samesite="Lax")
            return response
    context = {
        "form": form,
        "roles": AreaRole.objects.filter(user=user).select_related("area").order_by("area__sort_key", "kind"),
        "memberships": Membership.of(user).order_by("organisation__sort_key"),
        "seen": set(Organisation.objects.visible_to(reach_of(user)).filter(memberships__user=user)),
    }
    return render(request, "portal/account.html", context)
