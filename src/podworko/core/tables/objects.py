"""JSON as a table: a list of objects, GeoJSON (RFC 7946), a map exported from uMap. An object is a row."""

import json
from collections.abc import Iterator
from typing import Any, Final

from podworko.core.tables.delimited import cell, decode
from podworko.core.tables.sheet import MOST_COLUMNS, MOST_ROWS, Problem, Sheet, TableError, Tables

LATITUDE: Final = "latitude"
LONGITUDE: Final = "longitude"
LAYER: Final = "layer"
_DEEPEST: Final = 4

Row = dict[str, Any]


def read_objects(data: bytes, *, name: str = "") -> Tables:
    """Read a JSON file of any of these kinds."""
    tables = Tables("json")
    try:
        document = json.loads(decode(data, tables), parse_constant=lambda _name: None)
    except (ValueError, RecursionError) as error:
        raise TableError(Problem.BROKEN_JSON) from error
    tables.raw = document
    kind, rows = _rows(document)
    tables.kind = kind
    tables.sheets.append(sheet_of(rows, tables, name=name))
    return tables


def sheet_of(rows: list[Row], tables: Tables, *, name: str = "") -> Sheet:
    """Return objects as a sheet whose first row holds the names of their fields."""
    if len(rows) > MOST_ROWS:
        raise TableError(Problem.TOO_MANY_ROWS)
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(key for row in flat for key in row))
    if len(names) > MOST_COLUMNS:
        raise TableError(Problem.TOO_MANY_COLUMNS)
    sheet = Sheet(name, is_named=True)
    sheet.add(0, [cell(key, tables) for key in names])
    for number, row in enumerate(flat, start=1):
        sheet.add(number, [cell(row.get(key, ""), tables) for key in names])
    return sheet


def _rows(document: Any) -> tuple[str, list[Row]]:
    if isinstance(document, dict) and isinstance(document.get("layers"), list) and document.get("type") == "umap":
        return "umap", [row for layer in document["layers"] for row in _layer(layer)]
    if isinstance(document, dict) and document.get("type") in {"FeatureCollection", "Feature"}:
        return "geojson", list(_layer(document))
    rows = next(_lists(document, 0), None)
    if rows is None:
        raise TableError(Problem.NO_OBJECTS)
    return "json", rows


def _layer(layer: Any) -> Iterator[Row]:
    if not isinstance(layer, dict):
        return
    features = [layer] if layer.get("type") == "Feature" else layer.get("features")
    options = layer.get("_umap_options") or layer.get("_storage") or {}
    heading = options.get("name") if isinstance(options, dict) else None
    for feature in features if isinstance(features, list) else []:
        if not isinstance(feature, dict):
            continue
        properties = feature.get("properties")
        row = dict(properties) if isinstance(properties, dict) else {}
        row.pop("_umap_options", None)
        if heading:
            row.setdefault(LAYER, heading)
        point = _middle(feature.get("geometry"))
        if point:
            row[LATITUDE], row[LONGITUDE] = point[1], point[0]
        yield row


def _middle(geometry: Any) -> tuple[float, float] | None:
    """Return the point of a geometry, or the middle of the box round it."""
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    pairs = list(_pairs(coordinates, 0))
    if not pairs:
        return None
    return tuple((min(part) + max(part)) / 2 for part in zip(*pairs, strict=True))


def _pairs(node: Any, depth: int) -> Iterator[tuple[float, float]]:
    if not isinstance(node, list) or depth > _DEEPEST:
        return
    numbers = [part for part in node[:2] if isinstance(part, int | float) and not isinstance(part, bool)]
    if len(numbers) == 2:  # noqa: PLR2004 – longitude and latitude
        yield float(numbers[0]), float(numbers[1])
        return
    for part in node:
        yield from _pairs(part, depth + 1)


def _lists(node: Any, depth: int) -> Iterator[list[Row]]:
    """Yield lists of objects, the outermost and longest first."""
    if isinstance(node, list):
        rows = [part for part in node if isinstance(part, dict)]
        if rows:
            yield rows
    elif isinstance(node, dict) and depth < 2:  # noqa: PLR2004 – an envelope in an envelope
        inner = [rows for part in node.values() for rows in _lists(part, depth + 1)]
        yield from sorted(inner, key=len, reverse=True)
        if depth == 0 and any(isinstance(part, str) for part in node.values()):
            yield [node]


def _flat(row: Row) -> dict[str, str]:
    """Return the fields of an object, those of an object inside it under both names: `address.street`."""
    found = {}
    for key, value in row.items():
        if isinstance(value, dict):
            found.update({f"{key}.{inner}": _words(part) for inner, part in value.items()})
        else:
            found[str(key)] = _words(value)
    return found


def _words(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, list):
        said = (part.get("name") or part.get("number") if isinstance(part, dict) else part for part in value)
        return "; ".join(str(part) for part in said if part not in {None, ""} and not isinstance(part, list))
    return str(value)
