"""How far it is to something, as the crow flies. Pure functions over values."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

_EARTH = 6_371_000
"""Mean radius in metres (IUGG)."""


class Near(NamedTuple):
    """A circle: degrees, and metres."""

    latitude: float
    longitude: float
    metres: int

    def has(self, latitude: float | None, longitude: float | None) -> bool:
        """Say whether a point lies in it; what has no point may lie anywhere, so it is not left out."""
        if latitude is None or longitude is None:
            return True
        return distance(self.latitude, self.longitude, latitude, longitude) <= self.metres


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the metres between two points in degrees, by the haversine formula (R. W. Sinnott, 1984)."""
    up, across = radians(other_latitude - latitude), radians(other_longitude - longitude)
    share = sin(up / 2) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(across / 2) ** 2
    return 2 * _EARTH * asin(sqrt(share))
