"""Leads old addresses of merged entries to the ones that were kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from podworko.organisations.merging import successor
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of

_NOT_FOUND = 404


class _SameMethodRedirect(HttpResponsePermanentRedirect):
    """What was typed into a form that was open meanwhile goes along (RFC 9110, 308)."""

    status_code = 308


def follow_merged(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer „not found” of any page about an organisation with its new address, where it was merged into another."""

    def led(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != _NOT_FOUND:
            return response
        address = _new_address(request)
        if not address:
            return response
        kind = HttpResponsePermanentRedirect if request.method in {"GET", "HEAD"} else _SameMethodRedirect
        redirect = kind(address)
        # A merge can be taken back: no browser may remember the way for ever.
        redirect.headers["Cache-Control"] = "no-store"
        return redirect

    return led


def _new_address(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None or "/organisations/" not in match.route or not {"area_slug", "slug"} <= set(match.kwargs):
        return ""
    kept = successor(match.kwargs["area_slug"], match.kwargs["slug"])
    if kept is None or not Organisation.objects.visible_to(reach_of(request.user)).filter(pk=kept.pk).exists():
        return ""
    given = {**match.kwargs, "area_slug": kept.home_area.slug, "slug": kept.slug}
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs=given) + (f"?{query}" if query else "")
