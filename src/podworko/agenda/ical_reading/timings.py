"""When a draft takes place: its zone, its rule, what is added to the rule and taken away from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from podworko.agenda import ical_rules
from podworko.agenda.ical_reading import times
from podworko.agenda.ical_reading.drafts import Draft, Log, moment_of, span
from podworko.agenda.ical_reading.lines import Component, Property
from podworko.agenda.ical_reading.times import Moment
from podworko.agenda.ical_reading.values import ProblemKind
from podworko.agenda.ical_reading.zones import Zones
from podworko.agenda.timing import Timing


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all events of a calendar."""

    zones: Zones
    has_own_zone: bool
    """The calendar names the zone in which it is looked at (X-WR-TIMEZONE)."""
    log: Log


def zone_of(draft: Draft, setting: Setting) -> str:
    """Return the IANA name of the zone in which a draft is told."""
    zone = draft.start.zone
    if zone is None:
        return setting.zones.default
    # Many programs write all in UTC; whoever looks at the calendar sees the hours of its place. A rule in UTC stays
    # what it is, unless the calendar says where it is looked at.
    if zone == "UTC" and (setting.has_own_zone or not draft.repeats):
        return setting.zones.default
    return zone


def timing_of(draft: Draft, setting: Setting, zone: str) -> Timing:
    """Return when a draft takes place, without the overrides that others make to it."""
    start, end = span(draft, zone, setting.log)
    bare = Timing(start=start, end=end, is_all_day=draft.start.is_date, zone=zone)
    extra: list[datetime] = []
    moved: dict[datetime, tuple[datetime, datetime]] = {}
    for further, length in _further(draft, setting):
        position = position_of(further, bare)
        extra.append(position)
        if length is not None and length != end - start:
            moved[position] = (position, position + length)
    removed = {position_of(moment, bare) for moment in _moments(draft, "EXDATE", setting)}
    return Timing(
        start=start,
        end=end,
        is_all_day=bare.is_all_day,
        zone=zone,
        rule=rule_of(draft, bare, setting.log),
        extra=tuple(sorted({position for position in extra if position != start})),
        removed=frozenset(removed),
        moved=moved,
    )


def position_of(moment: Moment | None, timing: Timing) -> datetime:
    """Return the wall-clock start of the occurrence that a moment names.

    Some programs name an occurrence of a whole day by a time, or one at an hour by its day alone.
    """
    if moment is None:
        return timing.start
    if moment.is_date:
        return datetime.combine(moment.wall, timing.start.time())
    wall = moment.in_zone(timing.zone)
    return datetime.combine(wall, timing.start.time()) if timing.is_all_day else wall


def _values(component: Component, name: str) -> list[tuple[Property, str]]:
    found = [
        (item, value)
        for item in component.properties.get(name, [])
        for value in item.value.split(",")
        if value.strip()
    ]
    return found[: times.MOST_VALUES]


def _moments(draft: Draft, name: str, setting: Setting) -> list[Moment]:
    found = []
    for item, value in _values(draft.component, name):
        moment = moment_of(item, setting.zones, setting.log, value)
        if moment is None:
            setting.log.add(ProblemKind.BAD_EXCEPTION, draft.where)
        else:
            found.append(moment)
    return found


def _further(draft: Draft, setting: Setting) -> list[tuple[Moment, timedelta | None]]:
    found = []
    for item, value in _values(draft.component, "RDATE"):
        begins, _slash, ends = value.partition("/")
        moment = moment_of(item, setting.zones, setting.log, begins)
        if moment is None:
            setting.log.add(ProblemKind.BAD_EXCEPTION, draft.where)
            continue
        found.append((moment, _length(moment, item, ends, setting)))
    return found


def _length(begins: Moment, item: Property, ends: str, setting: Setting) -> timedelta | None:
    # Of a PERIOD (RFC 5545, section 3.3.9).
    if not ends:
        return None
    try:
        if ends[:1] in "Pp+-":
            length = sum(times.duration(ends), timedelta())
        else:
            end = moment_of(item, setting.zones, setting.log, ends)
            length = end.wall - begins.wall if end else timedelta()
    except ValueError:
        return None
    return length if length > timedelta() else None


def rule_of(draft: Draft, timing: Timing, log: Log) -> str:
    """Return the rule, made regular; empty if there is none, or none that makes sense."""
    rules = draft.component.properties.get("RRULE", [])
    if draft.component.first("EXRULE"):
        log.add(ProblemKind.RULE_OF_EXCEPTIONS, draft.where)
    if not rules:
        return ""
    if len(rules) > 1:
        log.add(ProblemKind.MORE_RULES, draft.where)
    try:
        return ical_rules.regular(rules[0].value, start=timing.start, zone=timing.zone, is_all_day=timing.is_all_day)
    except ical_rules.TooOftenError:
        log.add(ProblemKind.TOO_OFTEN, draft.where)
    except ical_rules.RuleError:
        log.add(ProblemKind.BAD_RULE, draft.where)
    return ""
