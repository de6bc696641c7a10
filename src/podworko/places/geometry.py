"""Outlines of areas: made valid, measured, described in words. Pure functions over shapely geometries.

Coordinates are degrees, WGS 84, longitude first (RFC 7946), unless a name says otherwise.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

GRID: Final = 1e-7
"""Coordinates are kept to about a centimetre."""
SLIVER: Final = 100.0
"""Square metres: a part or a hole smaller than that is a slip of the drawing, not a place."""
DRAWN_POINTS: Final = 2_000
"""An outline with more points is drawn simplified; the whole of it stays stored."""
_TANGLED: Final = 20
"""So many crossings per piece of line are no slip of the hand, and repairing them takes for ever."""
_SAMPLE: Final = 40

Outline = Polygon | MultiPolygon


class TangledError(ValueError):
    """A line that crosses itself so often that nobody could say what lies inside."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """An outline that is valid, and what was done to it, in sentences."""

    outline: Outline
    remarks: tuple[str, ...]


def repair(shape: Outline) -> Repaired | None:
    """Make an outline valid and say how; nothing if nothing is left of it."""
    remarks = []
    if not shape.is_valid:
        _refuse_tangle(shape)
        remarks.append(_say_fault(shapely.is_valid_reason(shape)))
        shape = _polygons(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    shape = _polygons(_on_grid(shape))
    shape, left_out = _without_slivers(shape)
    if shape.is_empty:
        return None
    if left_out:
        remarks.append(
            ngettext(
                "Pominięto skrawek mniejszy niż 100 m²: %(count)d.",
                "Pominięto skrawki mniejsze niż 100 m²: %(count)d.",
                left_out,
            )
            % {"count": left_out}
        )
    return Repaired(shapely.orient_polygons(shape), (*remarks, *_describe(shape)))


def join(outlines: list[Outline]) -> Outline:
    """Return one outline that holds them all."""
    return _polygons(_on_grid(shapely.union_all(outlines)))


def _on_grid(shape: Any) -> Any:
    # A coordinate next to nothing (1e-308) makes the arithmetic complain; what comes out is on the grid all the same.
    with np.errstate(all="ignore"):
        return shapely.set_precision(shape, GRID)


def area_of(shape: Any) -> float:
    """Return the area in square metres, within a thousandth for anything up to the size of a city."""
    if shape.is_empty:
        return 0.0
    return float(shapely.transform(shape, _to_metres(shape)).area)


def distance(one: Any, other: Any) -> float:
    """Return how far apart two shapes are, in metres: exact enough to tell a neighbour from another city."""
    convert = _to_metres(one)
    return float(shapely.distance(shapely.transform(one, convert), shapely.transform(other, convert)))


def distances(shape: Any, points: Sequence[tuple[float, float]]) -> list[float]:
    """Return how far points (longitude, latitude) lie from a shape, in metres; 0 inside it."""
    if not points:
        return []
    convert = _to_metres(shape)
    placed = shapely.points(convert(np.asarray(points)))
    return [float(each) for each in shapely.distance(shapely.transform(shape, convert), placed)]


def say_area(shape: Any) -> str:
    """Return the area in words, in km²."""
    square_kilometres = area_of(shape) / 1e6
    places = 3 if square_kilometres < 10 else 1  # noqa: PLR2004
    # Django's own formatting cuts off what it does not show.
    return _("%(number)s km²") % {"number": number_format(round(square_kilometres, places), places)}


def say_point(shape: Any) -> str:
    """Return where the middle of a shape is, as people type it into a map."""
    middle = shapely.point_on_surface(shape)
    return f"{middle.y:.4f}, {middle.x:.4f}"


def to_geojson(shape: Outline) -> dict[str, Any]:
    """Return a GeoJSON geometry with at most seven places after the point."""
    parts = [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in _parts(shape)]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def from_geojson(geometry: dict[str, Any]) -> Outline:
    """Return the shape of a stored geometry."""
    return _polygons(shapely.geometry.shape(geometry))


def count_points(shape: Any) -> int:
    """Return how many points the lines of a shape have, closing ones not counted."""
    return int(shapely.get_num_coordinates(shape)) - len(_rings(shape))


def simplify(shape: Outline) -> Outline | None:
    """Return a lighter outline to draw, or nothing where the outline is light enough.

    The deviation starts at half a metre and doubles until few enough points are left.
    """
    if count_points(shape) <= DRAWN_POINTS:
        return None
    middle = shape.centroid.y
    tolerance = 0.5 / 111_320
    lighter = shape
    while count_points(lighter) > DRAWN_POINTS and tolerance < 1:
        # Degrees east are shorter than degrees north: a tolerance in the shorter ones keeps the promise.
        lighter = _polygons(shapely.simplify(shape, tolerance * np.cos(np.radians(middle))))
        tolerance *= 2
    return lighter


def _ring(ring: Any) -> list[list[float]]:
    return [[round(x, 7), round(y, 7)] for x, y in ring.coords]


def _parts(shape: Any) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and not part.is_empty]


def _polygons(shape: Any) -> Outline:
    """Keep the polygons of whatever a repair has left."""
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    return MultiPolygon([polygon for part in shapely.get_parts(shape) for polygon in _parts(part)])


def _to_metres(shape: Any) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    # Radii of the ellipsoid (GRS 80) along and across the meridian at the middle of the shape.
    flattening, radius = 1 / 298.257222101, 6_378_137.0
    eccentricity = flattening * (2 - flattening)
    latitude = np.radians(shape.centroid.y)
    root = 1 - eccentricity * np.sin(latitude) ** 2
    across = np.radians(radius / np.sqrt(root) * np.cos(latitude))
    along = np.radians(radius * (1 - eccentricity) / root**1.5)
    return lambda points: np.asarray(points) * np.array([across, along])


def _without_slivers(shape: Outline) -> tuple[Outline, int]:
    """Leave out parts and holes too small to mean anything, never the largest part."""
    parts = sorted(_parts(shape), key=area_of, reverse=True)
    kept, left_out = [], 0
    for position, part in enumerate(parts):
        if position and area_of(part) < SLIVER:
            left_out += 1
            continue
        holes = [ring for ring in part.interiors if area_of(Polygon(ring)) >= SLIVER]
        left_out += len(part.interiors) - len(holes)
        kept.append(Polygon(part.exterior, holes))
    return (kept[0] if len(kept) == 1 else MultiPolygon(kept)), left_out


def _refuse_tangle(shape: Outline) -> None:
    pieces = np.concatenate([_pieces(ring) for ring in _rings(shape)])
    if len(pieces) < _SAMPLE:
        return
    lines: Any = shapely.linestrings(pieces)
    step = max(1, len(lines) // _SAMPLE)
    sample = lines[::step]
    touching = shapely.STRtree(lines).query(sample, predicate="crosses")
    if touching.shape[1] > _TANGLED * len(sample):
        raise TangledError


def _rings(shape: Any) -> Any:
    # shapely gives the rings of polygons only, and none of several polygons together.
    return shapely.get_rings(shapely.get_parts(shape))


def _pieces(ring: Any) -> NDArray[np.float64]:
    points = shapely.get_coordinates(ring)
    return np.stack([points[:-1], points[1:]], axis=1)


def _say_fault(reason: str) -> str:
    """Say in words what shapely found; its reasons read `Self-intersection[19.9 50.08]`."""
    words = {
        "Self-intersection": _("Linia granicy przecinała samą siebie"),
        "Ring Self-intersection": _("Linia granicy dotykała samej siebie"),
        "Hole lies outside shell": _("Dziura leżała poza granicą"),
        "Holes are nested": _("Jedna dziura leżała w drugiej"),
        "Nested shells": _("Jedna część leżała w drugiej"),
        "Duplicate Rings": _("Ta sama linia była zapisana dwa razy"),
        "Interior is disconnected": _("Dziura dzieliła obszar na części"),
    }
    fault, bracket, place = reason.partition("[")
    said = words.get(fault, _("Granica była zapisana nieprawidłowo"))
    numbers = re.findall(r"-?\d+(?:\.\d+)?", place) if bracket else []
    if len(numbers) < 2:  # noqa: PLR2004 – longitude and latitude
        return _("%(fault)s; poprawiono.") % {"fault": said}
    where = f"{float(numbers[1]):.4f}, {float(numbers[0]):.4f}"
    return _("%(fault)s (w pobliżu %(place)s); poprawiono.") % {"fault": said, "place": where}


def _describe(shape: Outline) -> list[str]:
    parts = _parts(shape)
    holes = sum(len(part.interiors) for part in parts)
    points = count_points(shape)
    said = []
    if len(parts) > 1:
        said.append(_("Granica składa się z osobnych części: %(count)d.") % {"count": len(parts)})
    if holes:
        said.append(_("Granica ma dziury (miejsca, które do niej nie należą): %(count)d.") % {"count": holes})
    if points > DRAWN_POINTS:
        said.append(
            _("Granica ma dużo punktów: %(count)s. Zapiszemy wszystkie, a na mapach pokażemy linię uproszczoną.")
            % {"count": number_format(points, use_l10n=True, force_grouping=True)}
        )
    return said
