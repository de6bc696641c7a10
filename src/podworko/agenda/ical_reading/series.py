"""From drafts to events: one event for each UID, its exceptions with it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from podworko.agenda.ical_reading import overrides, texts, times
from podworko.agenda.ical_reading.drafts import Draft, Log
from podworko.agenda.ical_reading.lines import Component
from podworko.agenda.ical_reading.timings import Setting, position_of, timing_of, zone_of
from podworko.agenda.ical_reading.values import LONGEST_DESCRIPTION, ProblemKind, ReadEvent


@dataclass(slots=True)
class _Group:
    masters: list[Draft] = field(default_factory=list)
    overrides: list[Draft] = field(default_factory=list)


def events_of(drafts: list[Draft], setting: Setting) -> list[ReadEvent]:
    """Return the events, in the order of the file, each UID once."""
    groups: dict[str, _Group] = {}
    for draft in drafts:
        group = groups.setdefault(draft.uid, _Group())
        (group.masters if draft.original is None else group.overrides).append(draft)
    found: dict[str, ReadEvent] = {}
    for group in groups.values():
        for event in _events_of_group(group, setting):
            found.setdefault(event.uid, event)
    return list(found.values())


def _events_of_group(group: _Group, setting: Setting) -> list[ReadEvent]:
    masters = _newest(group.masters, setting.log)
    if not masters:
        # Its series lies outside of what the calendar shows.
        for draft in group.overrides:
            draft.uid = f"{draft.uid}#{draft.original.wall:%Y%m%dT%H%M%S}" if draft.original else draft.uid
        return [_event(draft, setting) for draft in group.overrides]
    first, *others = masters
    for draft in others:
        draft.uid = f"{draft.uid}#{texts.match_key(draft.title, draft.start.wall, draft.place)}"
    return [*_series(first, group.overrides, setting), *(_event(draft, setting) for draft in others)]


def _newest(masters: list[Draft], log: Log) -> list[Draft]:
    # Two of one UID are two versions if they say so, or start at once; else the program gives all the same UID.
    if len(masters) <= 1:
        return masters
    last = max(draft.sequence for draft in masters)
    by_start: dict[times.Moment, Draft] = {}
    for draft in masters:
        known = by_start.get(draft.start)
        if draft.sequence == last and (known is None or not _is_older(draft, known)):
            by_start[draft.start] = draft
    kept = list(by_start.values())
    log.add(ProblemKind.SAME_UID, kept[0].where)
    return kept


def _is_older(draft: Draft, other: Draft) -> bool:
    if draft.last_modified is None or other.last_modified is None:
        return draft.last_modified is None and other.last_modified is not None
    return draft.last_modified < other.last_modified


def _series(master: Draft, changes: list[Draft], setting: Setting) -> list[ReadEvent]:
    event = _event(master, setting)
    event = overrides.applied(event, [draft for draft in changes if not draft.is_for_future], setting.log)
    pieces = [event]
    for draft in sorted((draft for draft in changes if draft.is_for_future), key=_original_wall):
        changed = _event(draft, setting, zone=event.timing.zone)
        original = position_of(draft.original, event.timing)
        pieces += overrides.split(pieces.pop(), changed, original, setting.log)
    return pieces


def _original_wall(draft: Draft) -> datetime:
    return draft.original.wall if draft.original else draft.start.wall


def _event(draft: Draft, setting: Setting, *, zone: str = "") -> ReadEvent:
    timing = timing_of(draft, setting, zone or zone_of(draft, setting))
    if not draft.title and not draft.is_private:
        setting.log.add(ProblemKind.NO_TITLE, draft.where)
    bare = ReadEvent(
        uid=draft.uid,
        title="",
        timing=timing,
        status=draft.status,
        sequence=draft.sequence,
        last_modified=draft.last_modified,
        is_private=draft.is_private,
        is_transparent=draft.component.value("TRANSP").upper() == "TRANSPARENT",
    )
    # What is not there cannot be published by mistake.
    return bare if draft.is_private else _told(bare, draft)


def _told(bare: ReadEvent, draft: Draft) -> ReadEvent:
    component = draft.component
    latitude, longitude = _point(component.value("GEO"))
    return replace(
        bare,
        title=draft.title,
        place=draft.place,
        description=_description(component),
        latitude=latitude,
        longitude=longitude,
        url=texts.address_of(component),
        categories=texts.categories_of(component),
        organiser=texts.organiser_of(component),
        created=times.stamp(component.value("CREATED")),
    )


def _description(component: Component) -> str:
    return texts.text_of(component, "DESCRIPTION", LONGEST_DESCRIPTION, has_lines=True) or texts.text_of(
        component, "X-ALT-DESC", LONGEST_DESCRIPTION, has_lines=True
    )


def _point(geo: str) -> tuple[float | None, float | None]:
    pieces = geo.replace("\\", "").replace(",", ";").split(";")
    try:
        latitude, longitude = (float(piece) for piece in pieces)
    except ValueError:
        return None, None
    # 0;0 lies in the sea: nobody has filled it in.
    is_place = -90 <= latitude <= 90 and -180 <= longitude <= 180 and (latitude or longitude)  # noqa: PLR2004 – degrees
    return (latitude, longitude) if is_place else (None, None)
