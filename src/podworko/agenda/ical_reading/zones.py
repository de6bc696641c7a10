"""From the names that programs give to time zones to names of the IANA database.

Known: IANA names and their links, such names at the end of a vendor's path (/mozilla.org/20050126_1/Europe/Warsaw),
Windows names (Unicode CLDR, windowsZones.xml), the display names of Outlook. Any other name is read by the rules of
its VTIMEZONE: the zone whose clocks stand and change alike.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from podworko.agenda.ical_reading.lines import Component

_ALIASES = {"poland": "Europe/Warsaw", "cet": "Europe/Warsaw", "cest": "Europe/Warsaw", "met": "Europe/Warsaw"} | {
    "western/central europe": "Europe/Warsaw",
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
    "zulu": "UTC",
    "etc/utc": "UTC",
    "etc/gmt": "UTC",
    "coordinated universal time": "UTC",
}
_CITIES = {"warsaw": "Europe/Warsaw", "warszawa": "Europe/Warsaw", "berlin": "Europe/Berlin", "paris": "Europe/Paris"}
_LIKELY = (
    "Europe/Warsaw",
    "Europe/London",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Europe/Moscow",
    "UTC",
    "Atlantic/Azores",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Asia/Tokyo",
)
"""One zone for each way of the clocks; the first that fits is taken."""
_PATH = re.compile(r"(?:^|/)([A-Z][A-Za-z]+/(?:[A-Z][A-Za-z_]+/)?[A-Z][A-Za-z_+\-0-9]+)$")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(\d{2})?$")
_LONGEST_NAME = 200
_YEAR = 2025
"""Whose clocks are compared."""


class _Clock(NamedTuple):
    winter: timedelta
    """Offset from UTC in January."""
    summer: timedelta
    """Offset from UTC in July."""
    changes: frozenset[int]
    """Months in which the clocks change."""


class Zones:
    """The zone names of one calendar."""

    def __init__(self, default: str, components: list[Component]) -> None:
        self.default = default
        self._own = {component.value("TZID"): component for component in components}
        self._known: dict[str, str | None] = {}

    def iana(self, name: str) -> str | None:
        """Return the IANA name of the zone that the calendar calls so; `None` if nothing tells which it is."""
        if name not in self._known:
            self._known[name] = iana_name(name) or self._of_own(name)
        return self._known[name]

    def _of_own(self, name: str) -> str | None:
        component = self._own.get(name)
        if component is None:
            return None
        location = component.value("X-LIC-LOCATION")
        return (iana_name(location) if location else None) or _by_clock(component)


def iana_name(name: str) -> str | None:
    """Return the IANA name that a name of a zone stands for by itself."""
    name = name.strip().strip('"')[:_LONGEST_NAME]
    lowered = name.lower()
    if lowered in _ALIASES:
        return _ALIASES[lowered]
    if is_zone(name):
        return name
    if (path := _PATH.search(name)) and is_zone(path[1]):
        return path[1]
    for city, zone in _CITIES.items():
        if city in lowered:
            return zone
    return _of_windows(name)


@cache
def is_zone(name: str) -> bool:
    """Tell whether the IANA database has a zone of this name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return bool(name)


def _of_windows(name: str) -> str | None:
    # Costs 0.2 s of importing, and most calendars do without.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    if name.removesuffix(" 1") == "Central European Standard Time":
        return "Europe/Warsaw"
    return WINDOWS_TO_OLSON.get(name) or WINDOWS_TO_OLSON.get(name.replace("Daylight", "Standard"))


def _by_clock(component: Component) -> str | None:
    clock = _clock_of(component)
    if clock is None:
        return None
    for zone in _LIKELY:
        if clock == _clock(zone):
            return zone
    hours, rest = divmod(clock.winter, timedelta(hours=1))
    # Right for half of the year at least. The signs of these names are the other way round (tzdata, file etcetera).
    name = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return name if not rest and is_zone(name) else None


def _clock_of(component: Component) -> _Clock | None:
    standard = _last(part for part in component.parts if part.name == "STANDARD")
    daylight = _last(part for part in component.parts if part.name == "DAYLIGHT")
    winter = _offset(standard or daylight)
    if winter is None:
        return None
    summer = _offset(daylight) if daylight and standard else None
    if summer is None or daylight is None or standard is None:
        return _Clock(winter, winter, frozenset())
    months = frozenset(month for part in (standard, daylight) if (month := _month(part)))
    return _Clock(winter, summer, months)


def _last(parts: Iterator[Component]) -> Component | None:
    return max(parts, key=lambda part: part.value("DTSTART"), default=None)


def _offset(part: Component | None) -> timedelta | None:
    found = _OFFSET.match(part.value("TZOFFSETTO")) if part else None
    if found is None:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -size if found[1] == "-" else size


def _month(part: Component) -> int:
    rule = re.search(r"BYMONTH=(\d{1,2})", part.value("RRULE"))
    digits = rule[1] if rule else part.value("DTSTART")[4:6]
    return int(digits) if digits.isdecimal() else 0


@cache
def _clock(zone: str) -> _Clock:
    info = ZoneInfo(zone)
    offsets = [datetime(_YEAR, month, 1, tzinfo=UTC).astimezone(info).utcoffset() for month in range(1, 13)]
    offsets.append(offsets[0])
    changes = frozenset(month for month in range(1, 13) if offsets[month - 1] != offsets[month])
    return _Clock(offsets[0] or timedelta(), offsets[6] or timedelta(), changes)
