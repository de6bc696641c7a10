"""Counts of entries per square of a map, so that a window over a whole city fits in one small answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from django.db import connection

from podworko.core.grid import cell_of, cells_of
from podworko.core.reading import fetch
from podworko.core.spatial import Window
from podworko.places.models import Area
from podworko.resources.cells import E7, ZOOMS
from podworko.resources.models import Cell

Cluster = tuple[float, float, int]
"""Longitude and latitude of the middle of its entries, and how many they are."""

_MIDDLE = "cell.longitude_sum / (cell.placed * 1e7)", "cell.latitude_sum / (cell.placed * 1e7)"
# The databases write the answer: from rows, the program would take as long again as they take to find them.
_WRITTEN = {
    "sqlite": "group_concat(printf('[%%.6f,%%.6f,%%d]', {}, {}, cell.placed))",
    "postgresql": (
        "string_agg(format('[%%s,%%s,%%s]', round(({})::numeric, 6), round(({})::numeric, 6), cell.placed), ',')"
    ),
}
_STORED = """
SELECT sum(cell.placed), {}
FROM resources_cell cell JOIN places_area area ON area.id = cell.area_id
WHERE area.slug = %s AND cell.zoom = %s AND cell.category = %s
AND cell.x BETWEEN %s AND %s AND cell.y BETWEEN %s AND %s
"""


def usable_zoom(zoom: int) -> int:
    """Return the nearest zoom level for which there are cells."""
    return min(max(zoom, ZOOMS[0]), ZOOMS[-1])


def stored(area_slug: str, window: Window, zoom: int, category: str = "") -> str:
    """Return the clusters of the entries that everybody may see as JSON, or nothing if there is none.

    One query, whatever their number.
    """
    west, north, east, south = cells_of(window, zoom)
    asked: list[int | str] = [area_slug, zoom, category, west, east, north, south]
    entries, clusters = fetch(_statement(connection.vendor), asked)[0]
    return _document(entries, clusters) if entries else ""


def written(found: Sequence[Cluster]) -> str:
    """Return clusters as JSON: how many entries there are, and each cluster as longitude, latitude and number."""
    clusters = ",".join(f"[{longitude},{latitude},{number}]" for longitude, latitude, number in found)
    return _document(sum(number for *_place, number in found), clusters)


def _document(entries: int, clusters: str) -> str:
    return f'{{"entries":{entries},"clusters":[{clusters}]}}'


@cache
def _statement(vendor: str) -> str:
    return _STORED.format(_WRITTEN[vendor].format(*_MIDDLE))


def counted(points: Iterable[tuple[float, float]], zoom: int) -> list[Cluster]:
    """Return the clusters of points given as (longitude, latitude); for what the stored ones do not hold."""
    numbers: Counter[tuple[int, int]] = Counter()
    sums: dict[tuple[int, int], tuple[float, float]] = {}
    for longitude, latitude in points:
        cell = cell_of(longitude, latitude, zoom)
        numbers[cell] += 1
        east, north = sums.get(cell, (0.0, 0.0))
        sums[cell] = (east + longitude, north + latitude)
    return [
        (round(sums[cell][0] / number, 6), round(sums[cell][1] / number, 6), number)
        for cell, number in sorted(numbers.items())
    ]


def corners(area: Area) -> list[tuple[float, float]]:
    """Return the south-west and north-east corner of the stored points of an area as (latitude, longitude)."""
    cells = Cell.objects.filter(area=area, category="", zoom=ZOOMS[-1] - 4)
    middles = [
        (latitude / placed / E7, longitude / placed / E7)
        for latitude, longitude, placed in cells.values_list("latitude_sum", "longitude_sum", "placed")
    ]
    if not middles:
        return []
    latitudes, longitudes = zip(*middles, strict=True)
    return [(min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))]
