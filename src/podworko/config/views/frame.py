from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from podworko.config.forms import SpecimenForm
from podworko.config.specimens import specimens

LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
"""Seconds."""


@login_not_required
@require_safe
@never_cache
def switch_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language in a cookie and go back; by GET, so that public pages need no token."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states."""
    wrong = SpecimenForm({"name": "", "email": "sekretariat@", "kind": "", "hours": "7:00"}, auto_id="wrong_%s")
    return render(request, "config/styleguide.html", {**specimens(), "form": SpecimenForm(), "wrong": wrong})
