"""Coordinates as people paste them: „50.08, 19.91”, „50,08 19,91”, „50°04'48"N 19°54'36"E”. Pure functions."""

import re
from dataclasses import dataclass

_DECIMAL = r"[-+]?\d{1,3}(?:[.,]\d+)?"
_PAIR = re.compile(
    rf"(?P<first>{_DECIMAL})\s*°?\s*(?P<n>[NS])?(?:\s*[,;]\s*|\s+)(?P<second>{_DECIMAL})\s*°?\s*(?P<e>[EW])?",
    re.IGNORECASE,
)
_SEXAGESIMAL = re.compile(
    r"(?P<degrees>\d{1,3})\s*°\s*(?P<minutes>\d{1,2})\s*['′’]\s*(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''))?\s*"
    r"(?P<side>[NSEW])",
    re.IGNORECASE,
)
DIGITS = 6
"""Decimal places kept: a sixth is about ten centimetres."""


class InvalidCoordinatesError(ValueError):
    """A text that names no point on the Earth."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east, WGS 84."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:.{DIGITS}f}, {self.longitude:.{DIGITS}f}"


def parse_coordinates(text: str) -> Point:
    """Read latitude and longitude in degrees, decimal or with minutes and seconds; raise InvalidCoordinatesError."""
    line = " ".join(text.strip().strip("()[]").split())
    parts = list(_SEXAGESIMAL.finditer(line))
    if len(parts) == 2:  # noqa: PLR2004 – latitude and longitude
        return _point({part["side"].upper(): _degrees(part) for part in parts})
    pair = _PAIR.fullmatch(line)
    if pair is None:
        raise InvalidCoordinatesError(text)
    first, second = (float(pair[name].replace(",", ".")) for name in ("first", "second"))
    return _point({(pair["n"] or "N").upper(): first, (pair["e"] or "E").upper(): second})


def _degrees(part: re.Match[str]) -> float:
    seconds = float((part["seconds"] or "0").replace(",", "."))
    return int(part["degrees"]) + int(part["minutes"]) / 60 + seconds / 3600


def _point(sides: dict[str, float]) -> Point:
    latitude = sides["N"] if "N" in sides else -sides.get("S", 1000)
    longitude = sides["E"] if "E" in sides else -sides.get("W", 1000)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 – the Earth
        raise InvalidCoordinatesError(str(sides))
    return Point(round(latitude, DIGITS), round(longitude, DIGITS))
