"""Public pages that explain: who may what, what is kept about people, how accessible the pages are."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from podworko.accounts.roles import ROLES


@require_safe
@login_not_required
def roles(request: HttpRequest) -> HttpResponse:
    """Say in plain words who may what."""
    return render(request, "accounts/roles.html", {"roles": ROLES})
