"""The map of needs, on screen and on paper."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from podworko.core.public_page import kept, public_page
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal import needs_map as maps
from podworko.portal import needs_pdfs
from podworko.portal.in_area import in_area
from podworko.portal.views.prints import language_of


@public_page("area:{area_slug}")
@in_area
def needs_map(request: HttpRequest, area: Area) -> HttpResponse:
    """Show the open problems of an area on a drawn map, and the same as a list with the same numbers."""
    shown = maps.read(area, reach_of(request.user), timezone.localdate())
    context = {
        "area": area,
        "shown": shown,
        "picture": maps.picture_of(shown),
        "owners": shown.base.attributions,
        "papers": list(needs_pdfs.PAPERS),
        "script": maps.script(shown) if shown.placed else None,
    }
    return render(request, "portal/needs_map.html", context)


@public_page("area:{area_slug}")
@in_area
def needs_map_geojson(request: HttpRequest, area: Area) -> JsonResponse:
    """Give the open problems of an area that have a place as GeoJSON."""
    shown = maps.read(area, reach_of(request.user), timezone.localdate())
    options = {"ensure_ascii": False}
    return JsonResponse(
        maps.geojson(shown), json_dumps_params=options, content_type="application/geo+json; charset=utf-8"
    )


@public_page("area:{area_slug}")
@in_area
def print_needs_map(request: HttpRequest, area: Area) -> HttpResponse:
    """Give the map of needs as a PDF: `?paper=A3`, `?language=uk`."""
    paper = request.GET.get("paper", "A4").upper()
    if paper not in needs_pdfs.PAPERS:
        raise Http404
    language = language_of(request)
    pdf = kept(
        request,
        ("needs-map", paper, language),
        lambda: needs_pdfs.needs_map_pdf(area, paper=paper, language=language),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{area.slug}-mapa-potrzeb-{paper}.pdf"'
    return response
