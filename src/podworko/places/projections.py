"""From the plane coordinates of Polish offices to degrees. Pure functions over numbers.

Transverse Mercator backwards by Krüger's series to the fourth power of the third flattening
(L. Krüger, „Konforme Abbildung des Erdellipsoids in der Ebene”, 1912; C. F. F. Karney, „Transverse
Mercator with an accuracy of a few nanometers”, 2011, eq. 11, 26–36): better than a millimetre here.
Systems: rozporządzenie Rady Ministrów z 15 października 2012 r. w sprawie państwowego systemu
odniesień przestrzennych (PL-1992, PL-2000). ETRS89 and WGS 84 differ by less than a metre.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_RADIUS: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257222101
_N: Final = _FLATTENING / (2 - _FLATTENING)
_RECTIFYING: Final = _RADIUS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA: Final = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
_DELTA: Final = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3 + 116 * _N**4 / 45,
    7 * _N**2 / 3 - 8 * _N**3 / 5 - 227 * _N**4 / 45,
    56 * _N**3 / 15 - 136 * _N**4 / 35,
    4279 * _N**4 / 630,
)


@dataclass(frozen=True, slots=True)
class TransverseMercator:
    """A plane system: eastings and northings in metres, easting first."""

    name: str
    meridian: float
    """Degrees east."""
    scale: float
    false_easting: float
    false_northing: float

    def to_degrees(self, east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
        """Return longitude and latitude in degrees."""
        northing = (north - self.false_northing) / (self.scale * _RECTIFYING)
        easting = (east - self.false_easting) / (self.scale * _RECTIFYING)
        xi, eta = northing.copy(), easting.copy()
        for order, beta in enumerate(_BETA, start=1):
            xi -= beta * np.sin(2 * order * northing) * np.cosh(2 * order * easting)
            eta -= beta * np.cos(2 * order * northing) * np.sinh(2 * order * easting)
        conformal = np.arcsin(np.sin(xi) / np.cosh(eta))
        latitude = conformal.copy()
        for order, delta in enumerate(_DELTA, start=1):
            latitude += delta * np.sin(2 * order * conformal)
        longitude = np.arctan2(np.sinh(eta), np.cos(xi))
        return self.meridian + np.degrees(longitude), np.degrees(latitude)


@dataclass(frozen=True, slots=True)
class WebMercator:
    """The square map of the web: spherical, in metres."""

    name: str

    def to_degrees(self, east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
        """Return longitude and latitude in degrees."""
        return np.degrees(east / _RADIUS), np.degrees(np.arctan(np.sinh(north / _RADIUS)))


Projection = TransverseMercator | WebMercator

PL_1992: Final = TransverseMercator("PL-1992 (EPSG:2180)", 19, 0.9993, 500_000, -5_300_000)
WEB_MERCATOR: Final = WebMercator("Web Mercator (EPSG:3857)")
_PL_2000: Final = {
    zone: TransverseMercator(f"PL-2000 (EPSG:{2171 + zone})", 3 * zone, 0.999923, zone * 1_000_000 + 500_000, 0)
    for zone in (5, 6, 7, 8)
}
BY_CODE: Final[dict[int, Projection]] = {
    2180: PL_1992,
    **{2171 + zone: projection for zone, projection in _PL_2000.items()},
    32633: TransverseMercator("UTM 33N (EPSG:32633)", 15, 0.9996, 500_000, 0),
    32634: TransverseMercator("UTM 34N (EPSG:32634)", 21, 0.9996, 500_000, 0),
    25833: TransverseMercator("UTM 33N (EPSG:25833)", 15, 0.9996, 500_000, 0),
    25834: TransverseMercator("UTM 34N (EPSG:25834)", 21, 0.9996, 500_000, 0),
    3857: WEB_MERCATOR,
    900913: WEB_MERCATOR,
}
"""By EPSG code."""

DEGREES: Final = frozenset({4326, 4258, 84})
"""Codes of systems in degrees; 84 is the end of `CRS84`."""


def guess(east: float, north: float) -> Projection | None:
    """Say in which system a point in Poland is written, by the size of its numbers; nothing if none fits.

    The same numbers may be meant in PL-1992 and in UTM; PL-1992 is far more usual, and whoever
    imports sees the place drawn with its coordinates before confirming.
    """
    if 120_000 <= east <= 900_000 and 80_000 <= north <= 900_000:  # noqa: PLR2004 – extent of the system
        return PL_1992
    if 5_200_000 <= east < 9_000_000 and 5_400_000 <= north <= 6_150_000:  # noqa: PLR2004
        return _PL_2000.get(int(east // 1_000_000))
    if 1_500_000 <= east <= 2_750_000 and 6_200_000 <= north <= 7_400_000:  # noqa: PLR2004
        return WEB_MERCATOR
    return None
