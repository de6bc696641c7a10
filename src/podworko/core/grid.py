"""The squares of web maps, in which points are counted. Pure functions over numbers.

Web Mercator (EPSG:3857) as in the numbering of map tiles: at zoom z the world is 2^z tiles of
256 px wide. A cell is a quarter of a tile's side, 64 px: x counts from the west, y from the north.
"""

import math

from podworko.core.spatial import Window

CELLS_PER_TILE = 4
HIGHEST_LATITUDE = 85.05112878
"""Where the square world of Web Mercator ends, in degrees."""


def cell_of(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """Return (x, y) of the cell in which a point lies at a zoom level."""
    side = CELLS_PER_TILE << zoom
    latitude = max(-HIGHEST_LATITUDE, min(HIGHEST_LATITUDE, latitude))
    sine = math.sin(math.radians(latitude))
    x = (longitude + 180) / 360
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return _bounded(x, side), _bounded(y, side)


def cells_of(window: Window, zoom: int) -> tuple[int, int, int, int]:
    """Return (west, north, east, south), the outermost cells that a window touches."""
    west, north = cell_of(window.west, window.north, zoom)
    east, south = cell_of(window.east, window.south, zoom)
    return west, north, east, south


def _bounded(fraction: float, side: int) -> int:
    return max(0, min(side - 1, int(fraction * side)))
