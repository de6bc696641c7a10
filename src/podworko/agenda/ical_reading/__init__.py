"""Read calendars of others (iCalendar, RFC 5545) as they are: never a crash, but a list of what was passed over.

Needs no Django: it works in a process of its own (`agenda.ical_intake`). It takes lines apart by itself, since the
library is strict where calendars are not, and takes ten times as long; the library is asked for Windows' zone names.
"""

from typing import Any

from podworko.agenda.ical_reading import lines, texts
from podworko.agenda.ical_reading.drafts import Log, draft_of
from podworko.agenda.ical_reading.lines import Component
from podworko.agenda.ical_reading.plain import from_plain, to_plain
from podworko.agenda.ical_reading.series import events_of
from podworko.agenda.ical_reading.texts import match_key
from podworko.agenda.ical_reading.timings import Setting
from podworko.agenda.ical_reading.values import (
    Problem,
    ProblemKind,
    ReadCalendar,
    ReadEvent,
    ReadOverride,
    Status,
)
from podworko.agenda.ical_reading.zones import Zones

__all__ = [
    "Problem",
    "ProblemKind",
    "ReadCalendar",
    "ReadEvent",
    "ReadOverride",
    "Status",
    "from_plain",
    "match_key",
    "read",
    "read_to_plain",
]

USUAL_ZONE = "Europe/Warsaw"


def read(data: bytes, *, zone: str = USUAL_ZONE) -> ReadCalendar:
    """Return what a calendar holds; times without a zone are of `zone`, unless the calendar names its own."""
    contents = lines.parse(data)
    if not contents.calendars and not contents.events:
        return ReadCalendar(is_calendar=False, problems=(Problem("", ProblemKind.NOT_A_CALENDAR),))
    log = Log()
    if contents.has_odd_letters:
        log.add(ProblemKind.ENCODING)
    if contents.has_too_many:
        log.add(ProblemKind.TOO_MANY)
    elif not contents.is_closed:
        log.add(ProblemKind.CUT_OFF)
    header = contents.calendars[0] if contents.calendars else Component("VCALENDAR")
    own_zone = _own_zone(header, contents.zones, log)
    zones = Zones(own_zone or zone, contents.zones)
    drafts = [draft for component in contents.events if (draft := draft_of(component, zones, log))]
    return ReadCalendar(
        is_calendar=True,
        name=texts.text_of(header, "X-WR-CALNAME", 200) or texts.text_of(header, "NAME", 200),
        zone=own_zone,
        events=tuple(events_of(drafts, Setting(zones, bool(own_zone), log))),
        problems=log.problems(),
    )


def read_to_plain(data: bytes) -> dict[str, Any]:
    """Return what `read` makes of the data, as values that JSON knows; `from_plain` undoes it."""
    return to_plain(read(data))


def _own_zone(header: Component, components: list[Component], log: Log) -> str:
    name = header.value("X-WR-TIMEZONE")
    if not name:
        return ""
    zone = Zones("", components).iana(name)
    if zone is None:
        log.add(ProblemKind.UNKNOWN_ZONE, name[:100])
    return zone or ""
