"""The little drawn map on which a place is pinned: the outline of an area and how to get from it to degrees."""

from dataclasses import dataclass

from django.utils import timezone
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from podworko.core.map_frame import MapFrame
from podworko.organisations.choices import Precision
from podworko.organisations.coordinates import Point
from podworko.organisations.models import Location
from podworko.places.models import Area, Boundary

WIDTH, HEIGHT, MARGIN = 720, 480, 24
OTHERS = 200
"""How many places are drawn to find one's way by."""


@dataclass(frozen=True)
class PinMap:
    """An area's outline on a picture of 720 × 480."""

    frame: MapFrame
    outline: str
    """As the `d` of an SVG path."""
    label: str
    others: tuple[tuple[str, float, float], ...]
    """Places whose point is exact and that everybody sees, to find one's way by: name, x, y."""


def outline_of(area: Area) -> BaseGeometry | None:
    """Return the boundary of an area that holds today, or nothing."""
    today = timezone.localdate()
    drawn = Boundary.objects.filter(area=area, geometry__isnull=False).order_by("starts_earliest", "pk")
    in_force = [each for each in drawn if each.ends_latest is None or each.ends_latest >= today]
    geometry = in_force[-1].geometry if in_force else None
    return shape(geometry) if geometry else None


def pin_map(area: Area) -> PinMap | None:
    """Return the map of an area; nothing where no boundary has been drawn."""
    outline = outline_of(area)
    if outline is None:
        return None
    rings = [list(part.exterior.coords) for part in getattr(outline, "geoms", [outline])]
    corners = [(corner[0], corner[1]) for ring in rings for corner in ring]
    frame = MapFrame.fit(corners, width=WIDTH, height=HEIGHT, margin=MARGIN)
    paths = []
    for ring in rings:
        drawn = (frame.at(corner[0], corner[1]) for corner in ring)
        paths.append("M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in drawn) + "Z")
    return PinMap(frame, "".join(paths), area.full_label, _others(area, frame))


def _others(area: Area, frame: MapFrame) -> tuple[tuple[str, float, float], ...]:
    rows = Location.objects.public().filter(area=area, precision=Precision.EXACT).select_related("organisation")
    found = []
    for row in rows[:OTHERS]:
        x, y = frame.at(row.longitude or 0, row.latitude or 0)
        found.append((str(row), round(x, 1), round(y, 1)))
    return tuple(found)


def is_outside(point: Point, area: Area) -> bool:
    """Say whether a point surely lies outside an area; where no boundary has been drawn, nobody knows."""
    outline = outline_of(area)
    return outline is not None and not outline.covers(ShapelyPoint(point.longitude, point.latitude))
