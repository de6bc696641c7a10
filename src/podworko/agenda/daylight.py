"""When the sun rises and sets at a place. Pure arithmetic.

The equations are those of the NOAA Solar Calculator (https://gml.noaa.gov/grad/solcalc/calcdetails.html), after
J. Meeus, „Astronomical Algorithms”; the sun counts as risen when its centre is 0.833° below the horizon, which allows
for its size and for the air. They hold to a minute below the 72nd parallel; hills and houses are not known to them.
"""

from datetime import UTC, date, datetime, time, timedelta
from math import acos, asin, cos, degrees, radians, sin, tan
from typing import NamedTuple

_HORIZON = 90.833
"""Degrees between zenith and the sun's centre when it rises."""
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_DAYS_OF_A_CENTURY = 36525
_MINUTES_PER_DEGREE = 4
_NOON = 720
"""Minutes."""
_ROUNDS = 3
"""How often the moment found is used to find it more exactly."""


class Daylight(NamedTuple):
    """From when to when there is sun; both UTC."""

    rises: datetime
    sets: datetime

    def covers(self, starts: datetime, ends: datetime) -> bool:
        """Say whether all of a time is by day."""
        return self.rises <= starts and ends <= self.sets


def daylight(day: date, latitude: float, longitude: float) -> Daylight | None:
    """Return when the sun rises and sets on a day; nothing where it does not, near the poles."""
    rises, sets = (_moment(day, latitude, longitude, side) for side in (1, -1))
    return Daylight(rises, sets) if rises and sets else None


def _moment(day: date, latitude: float, longitude: float, side: int) -> datetime | None:
    """Return when the sun passes the horizon; `side` is 1 for its rise and −1 for its setting."""
    midnight = datetime.combine(day, time(), UTC)
    minutes = _NOON - _MINUTES_PER_DEGREE * longitude
    for _round in range(_ROUNDS):
        century = (midnight + timedelta(minutes=minutes) - _J2000) / timedelta(days=_DAYS_OF_A_CENTURY)
        declination, equation = _sun(century)
        angle = cos(radians(_HORIZON)) / (cos(radians(latitude)) * cos(declination))
        angle -= tan(radians(latitude)) * tan(declination)
        if not -1 <= angle <= 1:
            return None
        away = degrees(acos(angle))
        minutes = _NOON - _MINUTES_PER_DEGREE * (longitude + side * away) - equation
    return midnight + timedelta(minutes=minutes)


def _sun(century: float) -> tuple[float, float]:
    """Return the sun's declination in radians and the equation of time in minutes; `century` since J2000.0."""
    mean_longitude = radians((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360)
    anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    longitude = radians(degrees(mean_longitude) + centre - 0.00569 - 0.00478 * sin(node))
    mean_obliquity = 23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60
    obliquity = radians(mean_obliquity + 0.00256 * cos(node))
    declination = asin(sin(obliquity) * sin(longitude))
    half = tan(obliquity / 2) ** 2
    equation = (
        half * sin(2 * mean_longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * half * sin(anomaly) * cos(2 * mean_longitude)
        - half**2 / 2 * sin(4 * mean_longitude)
        - 1.25 * eccentricity**2 * sin(2 * anomaly)
    )
    return declination, _MINUTES_PER_DEGREE * degrees(equation)
