from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core.public_page import is_passer_by, kept, made_anew, public_page
from podworko.core.spatial import WORLD, Window, parse_window, within
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal import clusters, exports, filters, map_page, queries, spots
from podworko.portal.in_area import in_area
from podworko.portal.screen_map import draw_entries
from podworko.resources.hours_words import in_words
from podworko.resources.queries import hours_of


@public_page("area:{area_slug}", minutes=5)
@in_area
def area_map(request: HttpRequest, area: Area) -> HttpResponse:
    """Show who is in an area, as a list and on a map."""
    reach = reach_of(request.user)
    shown = map_page.read(request, area, reach)
    entries = shown.page.rows
    now, what = timezone.localtime(), (shown.wanted, shown.page.number)
    # Words are as many as people: what one of them asked for is not kept for the others.
    keep = made_anew if shown.wanted.words else kept
    drawn = keep(request, ("drawn", what), lambda: draw_entries(area, entries, now.date()))
    context = {
        "area": area,
        "map_page": shown,
        "hours": {pk: in_words(known, now) for pk, known in hours_of([entry.pk for entry in entries]).items()},
        "drawn": drawn,
        "has_boundary": drawn is not None and drawn.has_boundary,
        "owners": kept(request, "owners", lambda: queries.owners(area)),
        "others": kept(request, "others", lambda: map_page.others(area, reach, shown.total)),
        "script": kept(request, "script", lambda: map_page.script(shown, now.date())),
    }
    return render(request, "portal/area_map.html", context)


@public_page("area:{area_slug}", minutes=5)
@in_area
def map_geojson(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Give the entries of an area's map as GeoJSON: a feature is a place; in a window, only what a map draws of it."""
    try:
        window = parse_window(request.GET["bbox"]) if "bbox" in request.GET else None
    except ValueError:
        return _bad_window()
    reach, wanted = reach_of(request.user), filters.parse(request.GET)
    owners = kept(request, "owners", lambda: queries.owners(area))
    content_type = "application/geo+json; charset=utf-8"
    if window:
        text = spots.collection(spots.in_window(area, reach, wanted, window), attribution=owners)
        return HttpResponse(text, content_type=content_type)
    rows = queries.stream(queries.entries(area, reach, wanted).order_by("number", "sort_key", "pk"))
    whole = exports.feature_collection(rows, origin=settings.SITE.origin, attribution=owners)
    return StreamingHttpResponse(whole, content_type=content_type)


@public_page("area:{area_slug}", minutes=5)
def map_clusters(request: HttpRequest, area_slug: str) -> HttpResponseBase:
    """Give the numbers of entries per square of a window, at a zoom level of web maps."""
    try:
        window = parse_window(request.GET["bbox"]) if "bbox" in request.GET else WORLD
        zoom = clusters.usable_zoom(int(request.GET.get("zoom", "0")))
    except ValueError:
        return _bad_window()
    wanted = filters.parse(request.GET)
    if is_passer_by(request) and wanted.is_by_category_only:
        # A map of an area opens with the same window for everybody.
        asked = (window, zoom, wanted.category)
        found = kept(request, ("clusters", asked), lambda: clusters.stored(area_slug, *asked))
        if found:
            return _clusters(found)
    return _counted_clusters(request, area_slug=area_slug, window=window, zoom=zoom)


@in_area
def _counted_clusters(request: HttpRequest, area: Area, window: Window, zoom: int) -> HttpResponseBase:
    entries = queries.entries(area, reach_of(request.user), filters.parse(request.GET))
    placed = queries.points(within(entries, window))
    return _clusters(clusters.written(clusters.counted(placed, zoom)))


def _clusters(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


def _bad_window() -> HttpResponse:
    return HttpResponseBadRequest(
        _("Okno mapy podaje się jako bbox=zachód,południe,wschód,północ w stopniach, a zoom jako liczbę."),
        content_type="text/plain; charset=utf-8",
    )
