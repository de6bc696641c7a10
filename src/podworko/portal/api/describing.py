"""What the API can do, for programs and for people."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from podworko.accounts.choices import ApiScope
from podworko.core.public_page import public_page
from podworko.places.models import Area
from podworko.portal.api.answering import json_answer, not_found, public_read, told
from podworko.portal.hsds.asked import MOST_PER_PAGE, PER_PAGE


@public_read("areas")
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API to programs."""
    # Read when it is first asked for: pages need none of it.
    from podworko.portal.api.openapi import document

    return json_answer(document())


@public_page("areas")
def api_docs(request: HttpRequest) -> HttpResponse:
    """Describe the API to people, with examples in an area that there is."""
    from podworko.portal.api.openapi import API_VERSION

    areas = list(Area.objects.order_by("is_sample", "sort_key", "pk").filter(children=None)[:20])
    context = {
        "origin": settings.PODWORKO_URL,
        "version": API_VERSION,
        "example": areas[0] if areas else None,
        "areas": areas,
        "scopes": ApiScope.choices,
        "per_page": PER_PAGE,
        "most_per_page": MOST_PER_PAGE,
    }
    return render(request, "portal/api_docs.html", context)


@told("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
def api_unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that an address of the API names nothing."""
    raise not_found()
