from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from podworko.core.public_page import kept, public_page
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal import area_page, calendar_page, map_page, queries
from podworko.portal.in_area import in_area
from podworko.portal.screen_map import THUMBNAIL, draw_entries


@public_page("calendar:{area_slug}", "area:{area_slug}")
@in_area
def area_home(request: HttpRequest, area: Area) -> HttpResponse:
    """Say what an area is, who is there, what takes place next, and how fresh that knowledge is."""
    reach = reach_of(request.user)
    day = timezone.localdate()
    shown = kept(request, "home", lambda: map_page.first(area, reach))
    context = {
        "area": area,
        "total": shown.total,
        "categories": shown.categories,
        "checking": kept(request, "checking", lambda: area_page.checking(area, reach, day)),
        "drawn": kept(
            request, "thumbnail", lambda: draw_entries(area, shown.page.rows, day, THUMBNAIL, is_linked=False)
        ),
        "soon": kept(request, ("soon", day), lambda: calendar_page.soon(area, reach, day)),
        "owners": kept(request, "owners", lambda: queries.owners(area)),
        "around": kept(request, "around", lambda: list(Area.objects.above(area).exclude(pk=area.pk))),
        "inside": kept(request, "inside", lambda: area_page.inside(area)),
    }
    return render(request, "portal/area_home.html", context)
