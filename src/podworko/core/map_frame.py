"""From degrees to a flat picture of a neighbourhood.

An equirectangular projection about the middle of the frame: over the ten kilometres of a district its
error stays below a marker's width (Snyder, Map Projections: A Working Manual, USGS 1987, chapter 12).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

METRES_PER_DEGREE = 111_320.0
"""Length of one degree of latitude on a sphere of the Earth's mean size."""
SMALLEST_EXTENT = 400.0
"""Metres that a map shows at least, so that one point does not become a map of one doorstep."""
_ROUND_LENGTHS = (50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)

Degrees = tuple[float, float]
"""Longitude and latitude, WGS 84, in GeoJSON's order (RFC 7946)."""


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A rectangle of the world drawn on a picture `width` × `height`, north upwards."""

    longitude: float
    latitude: float
    """Of the picture's middle."""
    width: float
    height: float
    """In the picture's own unit, e.g. millimetres."""
    metres_per_unit: float

    @classmethod
    def fit(cls, points: Iterable[Degrees], *, width: float, height: float, margin: float) -> Self:
        """Return the frame that shows all the points, `margin` units away from its edge; ValueError without any."""
        longitudes, latitudes = zip(*points, strict=True)
        west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
        latitude = (south + north) / 2
        across = max((east - west) * METRES_PER_DEGREE * math.cos(math.radians(latitude)), SMALLEST_EXTENT)
        along = max((north - south) * METRES_PER_DEGREE, SMALLEST_EXTENT)
        scale = max(across / (width - 2 * margin), along / (height - 2 * margin))
        return cls((west + east) / 2, latitude, width, height, scale)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point lies on the picture: x to the right, y downwards, from the upper left corner."""
        across = (longitude - self.longitude) * METRES_PER_DEGREE * math.cos(math.radians(self.latitude))
        along = (latitude - self.latitude) * METRES_PER_DEGREE
        return self.width / 2 + across / self.metres_per_unit, self.height / 2 - along / self.metres_per_unit

    def shows(self, longitude: float, latitude: float) -> bool:
        """Say whether a point lies on the picture."""
        x, y = self.at(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def scale_bar(self, longest: float) -> tuple[int, float]:
        """Return a round length in metres, and how long it is on the picture: at most `longest` units if it can be."""
        fitting = [metres for metres in _ROUND_LENGTHS if metres / self.metres_per_unit <= longest]
        metres = fitting[-1] if fitting else _ROUND_LENGTHS[0]
        return metres, metres / self.metres_per_unit


def is_inside(x: float, y: float, rings: Iterable[Iterable[tuple[float, float]]]) -> bool:
    """Say whether a point lies inside a polygon of rings, holes left out (even–odd rule)."""
    inside = False
    for ring in rings:
        corners = list(ring)
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside
