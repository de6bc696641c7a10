"""„Zgadza się?”: what any passer-by may say of an entry, on the screen or by the QR code of its card."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from podworko.accounts.codes import limit
from podworko.core import tokens
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.views.fetching import show_and_save
from podworko.resources import freshness_entry, freshness_signals
from podworko.resources.actions import freshness as actions
from podworko.resources.actions.freshness import Said
from podworko.resources.choices import ReplyChannel, ReplyKind
from podworko.resources.forms.freshness import NoForm, YesForm

if TYPE_CHECKING:
    from podworko.core.traps import TrappedForm

MARK = "podworko_signals"
"""The cookie by which a browser is known again that has said „zgadza się”: random, and nothing else."""
MARK_FOR = 365 * 24 * 60 * 60
"""Seconds."""
_LONGEST_MARK = 64


@show_and_save
@login_not_required
@never_cache
def still_true(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Let anybody say in one tap that an entry is right, or in a sentence what is not."""
    rows = Organisation.objects.public().select_related("home_area")
    organisation = get_object_or_404(rows, home_area__slug=area_slug, slug=slug)
    is_yes = request.POST.get("answer") == "yes"
    is_no = request.method == "POST" and not is_yes
    yes, no = (
        YesForm(request.POST if is_yes else None, prefix="yes"),
        NoForm(request.POST if is_no else None, prefix="no"),
    )
    form = yes if is_yes else no
    if form.is_bound and form.is_valid():
        response = _yes(request, organisation, form) if is_yes else _no(request, organisation, form)
        if response:
            return response
    context = {
        "area": organisation.home_area,
        "organisation": organisation,
        "entry": freshness_entry.public(freshness_entry.read_one(organisation)),
        "public_page": links.page(organisation),
        "yes": yes,
        "no": no,
        "signals": freshness_signals.count(organisation),
    }
    return render(request, "resources/still_true.html", context)


def _yes(request: HttpRequest, organisation: Organisation, form: "TrappedForm") -> HttpResponse | None:
    mark = request.COOKIES.get(MARK, "")[:_LONGEST_MARK] or tokens.new_token()
    try:
        limit(request, "still_true")
    except ValidationError as error:
        form.add_error(None, error)
        return None
    # Nobody's account is written down with it, whoever has signed in.
    if actions.count_signal(organisation, mark=mark, by=None):
        messages.success(request, _("Dziękujemy. Policzone."))
    else:
        messages.info(request, _("Z tej przeglądarki już to policzono."))
    response = redirect(links.page(organisation))
    response.set_cookie(MARK, mark, MARK_FOR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response


def _no(request: HttpRequest, organisation: Organisation, form: "TrappedForm") -> HttpResponse | None:
    said = Said(ReplyKind.WRONG, ReplyChannel.PAGE, note=form.cleaned_data["note"])
    try:
        limit(request, "report_wrong")
        actions.record_reply(organisation, said, by=None, token=form.cleaned_data["token"])
    except AlreadySubmittedError:
        pass
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Dziękujemy. Koordynator to sprawdzi."))
    return redirect(links.page(organisation))
