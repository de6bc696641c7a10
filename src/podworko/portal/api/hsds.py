"""The public register as HSDS 3.0: `docs/api.md`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from podworko.portal.api.answering import json_answer, moved, not_found, public_read
from podworko.portal.hsds import asked, package
from podworko.portal.hsds.items import ITEMS
from podworko.portal.hsds.lists import LISTS
from podworko.portal.hsds.moved import id_now

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/hsds/"


@public_read("areas")
def hsds(request: HttpRequest) -> HttpResponse:
    """Say which version of HSDS this is, and where it is described."""
    origin = settings.PODWORKO_URL
    return json_answer(
        {"version": VERSION, "profile": PROFILE, "openapi_url": f"{origin}/api/openapi.json"},
    )


@public_read("areas")
def hsds_list(request: HttpRequest, kind: str) -> HttpResponse:
    """Return a page of services, organisations, places of services, taxonomies or terms."""
    return json_answer(LISTS[kind](asked.read(request.GET)))


@public_read("areas")
def hsds_item(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """Return one of them with all that belongs to it."""
    found = ITEMS[kind](pk, request.GET)
    if found is None:
        now = id_now(pk)
        if now and ITEMS[kind](now, request.GET) is not None:
            raise moved(request, reverse("portal:hsds_item", args=[kind, now]))
        raise not_found()
    return json_answer(found)


@public_read("areas")
def hsds_package(request: HttpRequest) -> StreamingHttpResponse:
    """Give the public register, of one area or all, as a tabular data package."""
    area = asked.area_of(request.GET)
    name = f"{area.slug if area else settings.SITE.host}-hsds.zip"
    response = StreamingHttpResponse(package.package(area, get_language()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
