from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from podworko.core.public_page import public_page
from podworko.organisations.reach import reach_of
from podworko.places import geometry
from podworko.places.forms import CoverageForm
from podworko.places.models import Area, Boundary, Community, oldest_first
from podworko.places.queries import what_covered
from podworko.portal.drawn_boundary import draw_outlines
from podworko.portal.in_area import in_area
from podworko.portal.kept_area import is_kept_by


@public_page("area:{area_slug}")
@in_area
def area_history(request: HttpRequest, area: Area) -> HttpResponse:
    """Tell an area's names, boundaries, place in the tree and communities, and what covered a street on a day."""
    is_asked = "street" in request.GET or "date" in request.GET
    form = CoverageForm(request.GET if is_asked else None)
    answer = what_covered(area, form.cleaned_data["street"], form.cleaned_data["date"]) if form.is_valid() else None
    inside = Community.objects.filter(areas__path__startswith=area.path).distinct()
    wider = Area.objects.above(area).exclude(pk=area.pk)
    context = {
        "area": area,
        "form": form,
        "answer": answer,
        "names": oldest_first(area.names.all()),
        "boundaries": _boundaries(area),
        "above": wider,
        "below": area.children.order_by("sort_key"),
        "communities": inside.prefetch_related("names", "extents", "areas"),
        "wider": wider.filter(communities__isnull=False).distinct(),
        "may_change": is_kept_by(area, reach_of(request.user)),
    }
    return render(request, "portal/area_history.html", context)


def _boundaries(area: Area) -> list[dict[str, Any]]:
    rows = oldest_first(area.boundaries.prefetch_related("streets"))
    return [{"row": row, **_drawn(row, area)} for row in rows]


def _drawn(row: Boundary, area: Area) -> dict[str, Any]:
    if row.geometry is None:
        return {}
    picture = draw_outlines(
        [(area.name, row.drawn_geometry or row.geometry)],
        title=_("Granica: %(area)s") % {"area": area.full_label},
        identifier=f"boundary-{row.pk}",
    )
    return {"picture": picture, "size": geometry.say_area(geometry.from_geojson(row.geometry))}
