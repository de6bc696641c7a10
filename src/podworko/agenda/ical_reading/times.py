"""Dates, times and durations of calendars (RFC 5545, sections 3.3.4 to 3.3.9), also as programs get them wrong."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from podworko.agenda.ical_reading.lines import Property
from podworko.agenda.ical_reading.zones import Zones

FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_VALUES = 5_000
"""Of one property; the rest are left out."""

_DATE_TIME = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?)?$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$", re.IGNORECASE
)


class UnknownZoneError(ValueError):
    """A time in a zone of which nothing tells where it is."""


class Moment(NamedTuple):
    """A date, or a time in a zone."""

    wall: datetime
    zone: str | None
    """An IANA name; `None` of a floating time and of a date."""
    is_date: bool

    def in_zone(self, zone: str) -> datetime:
        """Return the wall-clock time in a zone."""
        if self.zone is None or self.zone == zone:
            return self.wall
        return self.wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


class Duration(NamedTuple):
    """A duration: days by the calendar, the rest by the clock (RFC 5545, section 3.3.6)."""

    days: timedelta
    rest: timedelta

    def after(self, start: datetime, zone: str) -> datetime:
        """Return the wall-clock time so long after another."""
        by_calendar = start + self.days
        if not self.rest:
            return by_calendar
        aware = by_calendar.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) + self.rest
        return aware.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def moment(item: Property, zones: Zones, value: str | None = None) -> Moment:
    """Return the date or time of a property, or of one value of it.

    Raises:
        ValueError: It is none.
        UnknownZoneError: Its zone is not known.
    """
    found = _DATE_TIME.match((item.value if value is None else value).strip())
    if found is None:
        raise ValueError(item.value[:100])
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(item.value[:100])
    if found[4] is None or item.parameters.get("VALUE", "").upper() == "DATE":
        return Moment(datetime(year, month, day), None, is_date=True)  # noqa: DTZ001 – wall-clock
    hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
    wall = datetime(year, month, day, 0 if hour == 24 else hour, minute, second)  # noqa: DTZ001, PLR2004 – wall-clock
    wall += timedelta(days=hour == 24)  # noqa: PLR2004 – 24:00, the end of the day
    return _zoned(wall, (found[7] or "").upper(), item, zones)


def _zoned(wall: datetime, suffix: str, item: Property, zones: Zones) -> Moment:
    if suffix == "Z":
        return Moment(wall, "UTC", is_date=False)
    if suffix:
        sign = 1 if suffix[0] == "+" else -1
        offset = sign * timedelta(hours=int(suffix[1:3]), minutes=int(suffix[-2:]))
        return Moment(wall - offset, "UTC", is_date=False)
    name = item.parameters.get("TZID")
    if not name:
        return Moment(wall, None, is_date=False)
    zone = zones.iana(name)
    if zone is None:
        raise UnknownZoneError(name)
    return Moment(wall, zone, is_date=False)


def duration(value: str) -> Duration:
    """Return the duration that a value says.

    Raises:
        ValueError: It says none.
    """
    found = _DURATION.match(value.strip())
    if found is None or not any(found.groups()[1:]):
        raise ValueError(value[:100])
    weeks, days, hours, minutes, seconds = (int(group or 0) for group in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    return Duration(
        sign * timedelta(weeks=weeks, days=days),
        sign * timedelta(hours=hours, minutes=minutes, seconds=seconds),
    )


def stamp(value: str) -> datetime | None:
    """Return a moment in UTC such as LAST-MODIFIED, aware; `None` if it is none."""
    found = _DATE_TIME.match(value.strip())
    if found is None or found[4] is None:
        return None
    try:
        read = moment(Property("", {}, value), Zones("UTC", []))
    except ValueError:
        return None
    return read.wall.replace(tzinfo=UTC)
