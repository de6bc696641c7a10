"""How a new boundary lies to those that are there: told, never forbidden."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from podworko.places import geometry
from podworko.places.geometry import Outline
from podworko.places.models import Area, Boundary

WARSAW = (52.23, 21.01)
"""Latitude and longitude where a drawing begins when nothing else is known."""
FAR = 20_000.0
"""Metres from everything known near an area: perhaps the file has its axes the other way round."""
_SMALLEST, _LARGEST = 1_000.0, 1e9
"""Square metres between which an area needs no question."""
_TOLERATED = 0.01
"""Of an outline: so much over a border is the thickness of somebody's pencil."""

_SHOWN = 40
"""Outlines that a drawing begins with at most."""


def remarks(area: Area, outline: Outline) -> list[str]:
    """Say what is unusual about an outline of an area."""
    size = geometry.area_of(outline)
    said = []
    if size < _SMALLEST:
        said.append(_("To bardzo mało. Czy na pewno o to chodzi?"))
    if size > _LARGEST:
        said.append(_("To bardzo dużo. Czy na pewno o to chodzi?"))
    said.extend(_say_far(area, outline))
    for boundary, other in _in_force(Q(area__in=area.path_ids) & ~Q(area=area)):
        outside = _share(outline.difference(other), size)
        if outside > _TOLERATED:
            said.append(
                _("Wychodzi poza granicę: %(area)s. Na zewnątrz leży %(share)s%% powierzchni.")
                % {"area": boundary.area.full_label, "share": number_format(round(100 * outside), 0)}
            )
    for boundary, other in _in_force(Q(area__parent=area.parent) & ~Q(area=area)):
        shared = _share(outline.intersection(other), size)
        if shared > _TOLERATED:
            said.append(
                _("Zachodzi na: %(area)s. Wspólne jest %(share)s%% powierzchni.")
                % {"area": boundary.area.full_label, "share": number_format(round(100 * shared), 0)}
            )
    return said


def _say_far(area: Area, outline: Outline) -> list[str]:
    near = _in_force(Q(area__in=area.path_ids) | Q(area__parent=area.parent) | Q(area__parent=area))
    measured = [(geometry.distance(outline, shape), boundary) for boundary, shape in near]
    metres, nearest = min(measured, key=lambda pair: pair[0], default=(0.0, None))
    if nearest is None or metres < FAR:
        return []
    return [
        _("Leży daleko: %(distance)s km od granicy: %(area)s. Czy współrzędne nie są zamienione?")
        % {"distance": number_format(round(metres / 1000), 0), "area": nearest.area.full_label}
    ]


def surroundings(area: Area) -> dict[str, Any]:
    """Return what a drawing begins with: the outlines that are known there, as GeoJSON, and a middle to look at."""
    near = _in_force(Q(area=area) | Q(area__parent=area.parent)) or _in_force(Q(area__in=area.path_ids))
    return {"outlines": [boundary.drawn_geometry for boundary, _shape in near], "middle": WARSAW}


def anywhere() -> dict[str, Any]:
    """Return the same for an area that is not there yet: whatever outlines are known, to draw beside them."""
    known = [boundary.drawn_geometry for boundary, _shape in _in_force(Q())]
    return {"outlines": known[:_SHOWN], "middle": WARSAW}


def _in_force(where: Q) -> list[tuple[Boundary, Outline]]:
    """Return the latest boundary with an outline of each area, and its shape."""
    rows = Boundary.objects.in_force(timezone.localdate()).filter(where).select_related("area")
    latest = {row.area_id: (row, row.geometry) for row in rows if row.geometry}
    return [(row, geometry.from_geojson(found)) for row, found in latest.values()]


def _share(shape: Any, size: float) -> float:
    return geometry.area_of(shape) / size if size else 0.0
