"""Reads a boundary from a GeoJSON file or from typed coordinates, and says in words what it had to do.

GeoJSON: RFC 7946. Files in the wild have latitude first, plane coordinates, lines that cross
themselves and things that are no areas; what can be put right is, and said; the rest is refused
with a sentence that says what to do.
"""

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from podworko.places import geometry, projections

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_POINTS: Final = 100_000
MAX_OUTLINES: Final = 200
POLAND: Final = (13.9, 48.9, 24.3, 55.9)
"""West, south, east, north, with the territorial sea."""
_WORLD: Final = (-180.0, -90.0, 180.0, 90.0)
_PLANE: Final = (-2.1e7, -2.1e7, 2.1e7, 2.1e7)
"""Metres: no plane coordinate is larger."""
_NAME_KEYS: Final = ("nazwa", "name", "Nazwa", "NAZWA", "Name", "NAME", "JPT_NAZWA_", "label")
_SQUARE: Final = 4
"""Positions in the shortest ring: three corners and the first again."""

Bounds = tuple[float, float, float, float]
Convert = Callable[[NDArray[np.float64]], NDArray[np.float64]]


class BoundaryFileError(ValueError):
    """A file that holds no usable boundary; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FoundOutline:
    """One outline of a file: what the file calls it, its geometry, what was done to it."""

    name: str
    geometry: dict[str, Any]
    remarks: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """What a file holds, and what was done to all of it."""

    outlines: list[FoundOutline] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Raw:
    """Outlines as written, before anything is converted."""

    shapes: list[tuple[str, Polygon | MultiPolygon]] = field(default_factory=list)
    others: int = 0
    broken: int = 0


def read_geojson(content: bytes) -> Reading:
    """Read the outlines of a GeoJSON file; raise `BoundaryFileError` where there is none to use."""
    document = _decode(content)
    raw = _Raw()
    for name, node in _geometries(document, ""):
        _collect(raw, name, node)
    if not raw.shapes:
        raise BoundaryFileError(
            _("W pliku nie ma żadnego obszaru. Granica musi być wielokątem (Polygon), nie punktem ani linią.")
        )
    reading = Reading()
    if raw.others:
        reading.remarks.append(_("Pominięto obiekty, które nie są obszarami: %(count)d.") % {"count": raw.others})
    if raw.broken:
        reading.remarks.append(
            _("Pominięto linie, które mają mniej niż trzy punkty: %(count)d.") % {"count": raw.broken}
        )
    _convert_all(raw, reading, _code_of(document))
    return reading


def read_typed(text: str) -> Reading:
    """Read a boundary typed or drawn as one point in a line, latitude first: `50.0866, 19.9062`."""
    points = []
    for number, line in enumerate(text.strip().splitlines(), start=1):
        if not line.strip():
            continue
        found = re.fullmatch(r"\s*(-?\d+(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d+(?:[.,]\d+)?)\s*", line)
        if found is None:
            raise BoundaryFileError(
                _("Linia %(number)d: nie rozumiemy „%(line)s”. Jeden punkt w linii, np. 50.0866, 19.9062.")
                % {"number": number, "line": line.strip()[:60]}
            )
        latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
        points.append([longitude, latitude])
    if len({tuple(point) for point in points}) < 3:  # noqa: PLR2004 – a triangle
        raise BoundaryFileError(_("Granica potrzebuje co najmniej trzech różnych punktów."))
    raw = _Raw()
    _collect(raw, "", {"type": "Polygon", "coordinates": [[*points, points[0]]]})
    reading = Reading()
    _convert_all(raw, reading, None)
    return reading


def _decode(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise BoundaryFileError(_("Plik jest większy niż 5 MB. Uprość granicę w programie mapowym i spróbuj znowu."))
    if not content.strip():
        raise BoundaryFileError(_("Plik jest pusty."))
    if content[:2] == b"PK" or content.lstrip()[:1] == b"<" or content[:4] == b"\x00\x00\x27\x0a":
        raise BoundaryFileError(_not_geojson())
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BoundaryFileError(_not_geojson()) from error


def _not_geojson() -> str:
    return _(
        "To nie jest plik GeoJSON. W programie mapowym (np. QGIS) wybierz „Eksportuj”, format GeoJSON,"
        " układ WGS 84 (EPSG:4326)."
    )


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _geometries(node: Any, name: str, depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every simple geometry with the name of its feature."""
    if not isinstance(node, dict) or depth > 5:  # noqa: PLR2004 – collections of collections of …
        return
    kind = node.get("type")
    if kind == "Feature":
        yield from _geometries(node.get("geometry"), _name_of(node.get("properties")), depth + 1)
    elif kind in {"FeatureCollection", "GeometryCollection"}:
        members = node.get("features" if kind == "FeatureCollection" else "geometries")
        for member in members if isinstance(members, list) else []:
            yield from _geometries(member, name, depth + 1)
    elif "coordinates" in node:
        yield name, node


def _name_of(properties: Any) -> str:
    if not isinstance(properties, dict):
        return ""
    found = next((properties[key] for key in _NAME_KEYS if isinstance(properties.get(key), str)), "")
    # JSON may hold half characters and control characters, which no database keeps.
    shown = "".join(character if character.isprintable() else " " for character in found)
    return " ".join(shown.split())[:120]


def _collect(raw: _Raw, name: str, node: dict[str, Any]) -> None:
    kind, coordinates = node.get("type"), node["coordinates"]
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(coordinates, list):
        raw.others += 1
        return
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    parts = [part for part in (_polygon(raw, rings) for rings in polygons) if part is not None]
    if not parts:
        return
    raw.shapes.append((name, parts[0] if len(parts) == 1 else MultiPolygon(parts)))
    if sum(len(shapely.get_coordinates(shape)) for _name, shape in raw.shapes) > MAX_POINTS:
        raise BoundaryFileError(_("Granica ma ponad 100 000 punktów. Uprość ją w programie mapowym i spróbuj znowu."))
    if len(raw.shapes) > MAX_OUTLINES:
        raise BoundaryFileError(_("W pliku jest ponad 200 obszarów. Zapisz w nim tylko ten, o który chodzi."))


def _polygon(raw: _Raw, rings: Any) -> Polygon | None:
    if not isinstance(rings, list):
        raise BoundaryFileError(_("Współrzędne w pliku są zapisane nieprawidłowo."))
    lines = [_ring(ring) for ring in rings]
    usable = [line for line in lines if len(line) >= _SQUARE]
    raw.broken += len(lines) - len(usable)
    if not lines or len(lines[0]) < _SQUARE:
        return None
    return Polygon(usable[0], usable[1:])


def _ring(positions: Any) -> NDArray[np.float64]:
    """Return a closed line of pairs; heights are left out, an open line is closed."""
    try:
        points = np.array([[_number(part) for part in position[:2]] for position in positions], dtype=np.float64)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise BoundaryFileError(_("Współrzędne w pliku są zapisane nieprawidłowo.")) from error
    if len(points) and points.shape[1:] != (2,):
        raise BoundaryFileError(_("Współrzędne w pliku są zapisane nieprawidłowo."))
    if len(np.unique(points, axis=0)) < 3:  # noqa: PLR2004 – a triangle
        return points[:0]
    return points if (points[0] == points[-1]).all() else np.vstack([points, points[:1]])


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def _code_of(document: Any) -> int | None:
    """Return the EPSG code that a file names in the old way (GeoJSON 2008, `crs`); nothing if it names none."""
    crs = document.get("crs") if isinstance(document, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    found = re.search(r"(\d{2,6})\s*$", name) if isinstance(name, str) else None
    return int(found[1]) if found else None


def _convert_all(raw: _Raw, reading: Reading, code: int | None) -> None:
    every = shapely.total_bounds([shape for _name, shape in raw.shapes])
    convert, remarks = _conversion((every[0], every[1], every[2], every[3]), code)
    reading.remarks.extend(remarks)
    for name, shape in raw.shapes:
        try:
            repaired = geometry.repair(shapely.transform(shape, convert))
        except geometry.TangledError as error:
            raise BoundaryFileError(
                _("Linia granicy przecina samą siebie wiele razy; nie da się powiedzieć, co jest w środku.")
            ) from error
        if repaired is None:
            reading.remarks.append(_("Pominięto obszar, który nie ma powierzchni."))
            continue
        reading.outlines.append(FoundOutline(name, geometry.to_geojson(repaired.outline), repaired.remarks))
    if not reading.outlines:
        raise BoundaryFileError(_("Granica nie ma powierzchni: wszystkie punkty leżą na jednej linii."))
    _remark_on_place(reading)


def _remark_on_place(reading: Reading) -> None:
    box = shapely.box(*POLAND)
    if not any(geometry.from_geojson(found.geometry).intersects(box) for found in reading.outlines):
        reading.remarks.append(_("Uwaga: ta granica leży poza Polską. Sprawdź, czy plik jest właściwy."))


def _conversion(bounds: Bounds, code: int | None) -> tuple[Convert, list[str]]:
    """Return how to come to degrees, longitude first, and what to say about it."""
    projection = projections.BY_CODE.get(code) if code else None
    if code and projection is None and code not in projections.DEGREES:
        raise BoundaryFileError(
            _("Nie znamy układu współrzędnych EPSG:%(code)d. Zapisz plik w układzie WGS 84 (EPSG:4326).")
            % {"code": code}
        )
    # A few metres from the origin of a plane system nobody lives: such numbers are degrees, whatever a file says.
    if _inside(bounds, _WORLD):
        return _degrees(bounds)
    if _inside(_turned(bounds), _WORLD):
        return _swap, [_say_swapped()]
    if projection is None:
        middle = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
        projection = projections.guess(*middle) or projections.guess(*reversed(middle))
    if projection is None or not _inside(bounds, _PLANE):
        raise BoundaryFileError(
            _("Liczby w pliku nie są szerokością i długością geograficzną. Zapisz plik w układzie WGS 84 (EPSG:4326).")
        )
    return _plane(projection, bounds)


def _degrees(bounds: Bounds) -> tuple[Convert, list[str]]:
    if not _meets(bounds, POLAND) and _meets(_turned(bounds), POLAND):
        return _swap, [_say_swapped()]
    return _keep, []


def _plane(projection: projections.Projection, bounds: Bounds) -> tuple[Convert, list[str]]:
    def convert(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(projection.to_degrees(points[:, 0], points[:, 1]))

    said = [_("Współrzędne były w układzie %(name)s; przeliczono je na WGS 84.") % {"name": projection.name}]
    corners = np.array([[bounds[0], bounds[1]], [bounds[2], bounds[3]]])
    if not _meets(_bounds(convert(corners)), POLAND) and _meets(_bounds(convert(_swap(corners))), POLAND):
        return (lambda points: convert(_swap(points))), [*said, _say_swapped()]
    return convert, said


def _say_swapped() -> str:
    return _("Współrzędne były w złej kolejności (najpierw szerokość); zamieniono je.")


def _keep(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points


def _swap(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points[:, ::-1]


def _turned(bounds: Bounds) -> Bounds:
    return bounds[1], bounds[0], bounds[3], bounds[2]


def _bounds(points: NDArray[np.float64]) -> Bounds:
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _inside(inner: Bounds, outer: Bounds) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _meets(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]
