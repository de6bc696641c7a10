"""A stretch of time in which occurrences are looked for, and what clocks on walls mean in it. Pure functions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from podworko.agenda.timing import Happening

FIRST, LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
"""Beyond these the calendar itself ends."""
_DAY = timedelta(days=1)


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return a wall-clock time as a moment in UTC.

    RFC 5545, section 3.3.5: a time that the clocks skip is read with the offset before the change, one that comes
    twice is the first of the two.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clock on the wall shows at a moment."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


class Window:
    """All moments from `since`, until `until`."""

    def __init__(self, zone: ZoneInfo, since: datetime, until: datetime) -> None:
        """Set the bounds, both with a zone."""
        self.zone = zone
        self.since = max(since.astimezone(UTC), FIRST)
        self.until = max(self.since, min(until.astimezone(UTC), LAST))
        self.earliest, self._surely_in = _bounds(self.since, zone)
        self._surely_before, self.latest = _bounds(self.until, zone)

    def happening(self, original: datetime, start: datetime, end: datetime) -> Happening | None:
        """Return an occurrence, its times given by the wall clock, if it overlaps the window."""
        zone = self.zone
        is_inside = self._surely_in <= start < self._surely_before and end > start
        if is_inside and not self.is_changing(start) and not self.is_changing(end):
            return Happening(original, start.replace(tzinfo=zone), end.replace(tzinfo=zone))
        begins, ends = moment(start, zone), moment(end, zone)
        if ends <= begins:  # only where the clocks skip the start but not the end, or where it has no length
            ends = begins + max(end - start, timedelta())
        if begins >= self.until or (ends <= self.since and not begins == ends == self.since):
            return None
        return Happening(original, begins.astimezone(zone), ends.astimezone(zone))

    def is_changing(self, at: datetime) -> bool:
        """Say whether the clocks may change within a day of a wall-clock time."""
        return self.zone.utcoffset(at - _DAY) != self.zone.utcoffset(at + _DAY)


def _bounds(at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return between which wall-clock times a moment lies, whatever is done to the clocks in the days around it."""
    shown, in_utc = wall(at, zone), at.replace(tzinfo=None)
    around = [in_utc + (zone.utcoffset(shown + shift) or timedelta()) for shift in (-_DAY, _DAY)]
    return min(shown, *around), max(shown, *around)
