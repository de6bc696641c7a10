"""From a VEVENT to a draft: its own values, before it is known to which series it belongs."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from podworko.agenda.ical_reading import texts, times
from podworko.agenda.ical_reading.lines import Component, Property
from podworko.agenda.ical_reading.times import Duration, Moment
from podworko.agenda.ical_reading.values import (
    LONGEST_PLACE,
    LONGEST_TITLE,
    Problem,
    ProblemKind,
    Status,
)
from podworko.agenda.ical_reading.zones import Zones

MOST_PROBLEMS = 200
_LONGEST_UID = 250
_DAY = timedelta(days=1)


class Log:
    """What was passed over, each thing once, the first two hundred of them."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    def add(self, kind: ProblemKind, where: str = "") -> None:
        """Note a problem."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems[Problem(where, kind)] = None
        else:
            self._problems[Problem("", ProblemKind.MORE_PROBLEMS)] = None

    def problems(self) -> tuple[Problem, ...]:
        """Return what was noted, in the order of the file."""
        return tuple(self._problems)


@dataclass(slots=True)
class Draft:
    """A VEVENT with its values read."""

    component: Component
    where: str
    """What to call it when something is wrong with it; no title if it is private."""
    uid: str
    title: str
    place: str
    start: Moment
    end: Moment | Duration | None
    status: Status
    is_private: bool
    sequence: int
    last_modified: datetime | None
    original: Moment | None
    """RECURRENCE-ID."""
    is_for_future: bool
    """The override holds for this occurrence and all later ones."""

    @property
    def repeats(self) -> bool:
        """Tell whether there is more than one occurrence."""
        return bool(self.component.first("RRULE") or self.component.first("RDATE"))


def draft_of(component: Component, zones: Zones, log: Log) -> Draft | None:
    """Return the draft of a VEVENT; `None`, with a problem in the log, if nothing tells when it begins."""
    title = texts.text_of(component, "SUMMARY", LONGEST_TITLE)
    place = texts.text_of(component, "LOCATION", LONGEST_PLACE)
    is_private = component.value("CLASS").upper() not in ("", "PUBLIC")
    shown = "" if is_private else title
    begins = component.first("DTSTART")
    if begins is None:
        log.add(ProblemKind.NO_START, shown)
        return None
    start = moment_of(begins, zones, log)
    if start is None:
        log.add(ProblemKind.BAD_START, shown)
        return None
    start = _whole_day(start, component)
    where = f"{shown} ({start.wall:%Y-%m-%d})".strip()
    recurrence = component.first("RECURRENCE-ID")
    return Draft(
        component=component,
        where=where,
        uid=_uid(component) or f"{texts.match_key(title, start.wall, place)}@match",
        title=title,
        place=place,
        start=start,
        end=_end(component, start, zones, log, where),
        status=_status(component),
        is_private=is_private,
        sequence=_sequence(component),
        last_modified=times.stamp(component.value("LAST-MODIFIED") or component.value("DTSTAMP")),
        original=moment_of(recurrence, zones, log) if recurrence else None,
        is_for_future=bool(recurrence and recurrence.parameters.get("RANGE", "").upper() == "THISANDFUTURE"),
    )


def moment_of(item: Property, zones: Zones, log: Log, value: str | None = None) -> Moment | None:
    """Return the date or time of a property; `None` if it is none. What is in an unknown zone counts as here."""
    try:
        return times.moment(item, zones, value)
    except times.UnknownZoneError as error:
        log.add(ProblemKind.UNKNOWN_ZONE, str(error)[:100])
        here = item._replace(parameters={name: text for name, text in item.parameters.items() if name != "TZID"})
        return times.moment(here, zones, value)
    except (ValueError, OverflowError):
        return None


def span(draft: Draft, zone: str, log: Log) -> tuple[datetime, datetime]:
    """Return the wall-clock start and end in a zone; the end never before the start."""
    start = draft.start.in_zone(zone)
    usual = start + _DAY if draft.start.is_date else start
    try:
        end = _wall_end(draft.end, start, zone)
    except (ValueError, OverflowError):
        log.add(ProblemKind.BAD_END, draft.where)
        return start, usual
    if end is None or (end == start and draft.start.is_date):
        return start, usual
    if end < start or end.year > times.LAST_YEAR:
        log.add(ProblemKind.END_BEFORE_START if end < start else ProblemKind.BAD_END, draft.where)
        return start, usual
    if draft.start.is_date and end != end.replace(hour=0, minute=0, second=0):
        end = end.replace(hour=0, minute=0, second=0) + _DAY
    return start, end


def _wall_end(end: Moment | Duration | None, start: datetime, zone: str) -> datetime | None:
    if isinstance(end, Duration):
        return end.after(start, zone)
    return None if end is None else end.in_zone(zone)


def _whole_day(start: Moment, component: Component) -> Moment:
    # Outlook writes whole days as times from midnight to midnight, and says so beside them.
    says = component.value("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    if says and not start.is_date and (start.wall.hour, start.wall.minute) == (0, 0):
        return Moment(start.wall, None, is_date=True)
    return start


def _end(component: Component, start: Moment, zones: Zones, log: Log, where: str) -> Moment | Duration | None:
    ends = component.first("DTEND")
    if ends is not None:
        end = moment_of(ends, zones, log)
        if end is None:
            log.add(ProblemKind.BAD_END, where)
        elif start.is_date:
            return Moment(end.wall, None, is_date=True)
        return end
    if not (length := component.value("DURATION")):
        return None
    try:
        return times.duration(length)
    except ValueError:
        log.add(ProblemKind.BAD_END, where)
        return None


def _uid(component: Component) -> str:
    uid = re.sub(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]", "", texts.unescaped(component.value("UID")))
    if len(uid) <= _LONGEST_UID:
        return uid
    return hashlib.sha256(uid.encode()).hexdigest()


def _status(component: Component) -> Status:
    said = component.value("STATUS").upper()
    if component.header is not None and component.header.value("METHOD").upper() == "CANCEL":
        return Status.CANCELLED
    if said == "CANCELED":
        return Status.CANCELLED
    return Status(said) if said in Status.__members__ else Status.CONFIRMED


def _sequence(component: Component) -> int:
    digits = component.value("SEQUENCE")[:9]
    return int(digits) if digits.isascii() and digits.isdecimal() else 0
