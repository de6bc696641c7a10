"""The drawn map of an area, for the page and for the poster: its boundary, its neighbours', its entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from podworko.core.map_frame import Degrees, MapFrame
from podworko.core.spatial import Window
from podworko.core.svg_map import DrawnMap, MapPicture, PlacedMarker, Polygon, draw
from podworko.core.svg_marker import Marker
from podworko.places.models import Area, Boundary
from podworko.portal import queries
from podworko.portal.queries import Entry

NEAR_ENOUGH = 0.25
"""Of the boundary's own extent: how far outside it a point still belongs on the map."""
_STRAY_DEGREES = 0.3
"""Without a boundary, a point farther than this from the middle of the others is taken for a mistake."""


@dataclass(frozen=True, slots=True)
class Base:
    """What is drawn under the markers: the area's boundary, its neighbours', and whose data they are."""

    polygons: tuple[Polygon, ...]
    attributions: tuple[str, ...]

    @property
    def home(self) -> tuple[Polygon, ...]:
        """The area's own boundary, if it has one."""
        return tuple(polygon for polygon in self.polygons if polygon.is_home)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a picture in its own unit, and of what stands on it."""

    width: float
    height: float
    margin: float
    marker_size: float
    type_size: float
    identifier: str = "map"


def base_of(area: Area, day: date) -> Base:
    """Return the boundaries in force on a day, of an area and of those beside it."""
    boundaries = (
        Boundary.objects.in_force(day)
        .filter(Q(area=area) | Q(area__parent=area.parent_id, area__parent__isnull=False))
        .exclude(geometry=None)
        .select_related("area")
    )
    latest = {boundary.area_id: boundary for boundary in boundaries}
    shown = sorted(latest.values(), key=lambda boundary: (boundary.area_id == area.pk, boundary.area.path))
    owners = [*queries.owners(area), *(boundary.attribution for boundary in shown if boundary.attribution)]
    return Base(
        tuple(
            Polygon(rings_of(boundary.drawn_geometry), boundary.area.name, is_home=boundary.area_id == area.pk)
            for boundary in shown
        ),
        tuple(dict.fromkeys(owners)),
    )


def rings_of(geometry: Any) -> tuple[tuple[Degrees, ...], ...]:
    """Return all rings of a GeoJSON Polygon or MultiPolygon."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(
        tuple((float(point[0]), float(point[1])) for point in ring) for polygon in polygons for ring in polygon
    )


def on_map(base: Base, entries: Iterable[Entry]) -> list[Entry]:
    """Keep the places that a map of the area shows: with a point, and not far from all the rest.

    One stray point, a typing error perhaps, must not shrink the map of all others.
    """
    with_point = [(entry, point) for entry in entries if (point := point_of(entry))]
    limits = _limits(base, [point for _entry, point in with_point])
    return [entry for entry, point in with_point if _is_within(point, limits)]


def frame_of(base: Base, points: Sequence[Degrees], sheet: Sheet) -> MapFrame | None:
    """Return the window that shows an area and the points near it; nothing when neither is known."""
    shown = _shown(base, points)
    if not shown:
        return None
    return MapFrame.fit(shown, width=sheet.width, height=sheet.height, margin=sheet.margin)


def ratio_of(base: Base, points: Sequence[Degrees]) -> float | None:
    """Return the width of what a map shows by its height; nothing when there is nothing to show."""
    shown = _shown(base, points)
    if not shown:
        return None
    lying = MapFrame.fit(shown, width=1_000_000, height=1, margin=0)
    standing = MapFrame.fit(shown, width=1, height=1_000_000, margin=0)
    return standing.metres_per_unit / lying.metres_per_unit


def draw_area(area: Area, base: Base, entries: Sequence[tuple[Entry, Marker]], sheet: Sheet) -> DrawnMap | None:
    """Draw an area with its entries; nothing when neither a boundary nor a point is known.

    Raises:
        TooManyMarkersError: There is no room for all markers.
    """
    kept = {entry.pk for entry in on_map(base, (entry for entry, _marker in entries))}
    shown = [(entry, marker, point) for entry, marker in entries if entry.pk in kept and (point := point_of(entry))]
    frame = frame_of(base, [point for _entry, _marker, point in shown], sheet)
    if frame is None:
        return None
    return draw(
        MapPicture(
            frame=frame,
            title=_("Mapa: %(area)s") % {"area": area.full_label},
            description=describe([entry for entry, _marker, _point in shown]),
            markers=[PlacedMarker(marker, *point) for _entry, marker, point in shown],
            polygons=base.polygons,
            marker_size=sheet.marker_size,
            gap=sheet.marker_size * 0.09,
            type_size=sheet.type_size,
            metres_word=pgettext("metry", "m"),
            north_word=pgettext("kierunek: północ", "N"),
            identifier=sheet.identifier,
        )
    )


def describe(shown: Sequence[Entry]) -> str:
    """Return in words what the map shows, for whoever does not see it."""
    exact = sum(entry.is_exact for entry in shown)
    return _(
        "Granice i znaki z numerami. Liczba znaków: %(count)d, w tym w miejscu dokładnym: %(exact)d,"
        " w przybliżonym: %(near)d. Wszystkie wpisy są też na liście, z tymi samymi numerami."
    ) % {"count": len(shown), "exact": exact, "near": len(shown) - exact}


def point_of(entry: Entry) -> Degrees | None:
    """Return where an entry lies, if that is known at all."""
    if entry.longitude is None or entry.latitude is None:
        return None
    return entry.longitude, entry.latitude


def _shown(base: Base, points: Sequence[Degrees]) -> list[Degrees]:
    limits = _limits(base, points)
    return [*_edges(base), *(point for point in points if _is_within(point, limits))]


def _edges(base: Base) -> list[Degrees]:
    return [corner for polygon in base.home for ring in polygon.rings for corner in ring]


def _limits(base: Base, points: Sequence[Degrees]) -> Window:
    """Return how far round the boundary, or round most of the points, a map may reach."""
    edges = _edges(base)
    if edges:
        longitudes, latitudes = zip(*edges, strict=True)
        west, south, east, north = min(longitudes), min(latitudes), max(longitudes), max(latitudes)
        across, along = (east - west) * NEAR_ENOUGH, (north - south) * NEAR_ENOUGH
        return Window(west - across, south - along, east + across, north + along)
    x, y = (median(values) for values in zip(*points, strict=True)) if points else (0.0, 0.0)
    return Window(x - _STRAY_DEGREES, y - _STRAY_DEGREES, x + _STRAY_DEGREES, y + _STRAY_DEGREES)


def _is_within(point: Degrees, limits: Window) -> bool:
    return limits.west <= point[0] <= limits.east and limits.south <= point[1] <= limits.north
