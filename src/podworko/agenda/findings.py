"""Finds what events have to do with each other, and keeps it: what `coordination` decides, over rows.

Whose business a finding is, its queryset says (`Finding.objects.visible_to`); what is computed here is told to nobody.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import cos, radians
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from podworko.agenda.choices import FindingKind, OrganiserRole
from podworko.agenda.coordination.scan import check, scan
from podworko.agenda.coordination.values import Limits, Pair, Planned, codes, mask
from podworko.agenda.materialising import HORIZON, occurrences_of
from podworko.agenda.models import CoordinationLimits, Event, EventOrganiser, Finding, Occurrence
from podworko.agenda.things import THINGS, by_event
from podworko.core.visibility import Reach, Visibility
from podworko.places.models import Area

ORGANISING = (OrganiserRole.ORGANISER, OrganiserRole.CO_ORGANISER)
"""Whoever hosts, pays or promotes is not needed there in person."""
MOST_DATES = 200
"""Meetings that are kept of a finding; of more it says how many."""
_FEW_WEEKS = 8
_RESTING_ON = {FindingKind.EQUIPMENT: "equipment", FindingKind.PERSON: "helpers"}
"""Kind of finding → what of both events makes it."""
_WIDEST_FIRST = list(Visibility)
_METRES_PER_DEGREE = 111_320
"""Of latitude (IUGG mean radius)."""
_COLUMNS = (
    *("event_id", "starts", "ends", "day", "last_day", "is_tentative", "visibility", "latitude", "longitude"),
    *("event__is_all_day", "event__location_id", "event__room_id", "event__audiences", "event__kind_id"),
    *("event__organisation_id", "event__visibility", "event__organisation__visibility"),
)


def limits_of(area: Area) -> Limits:
    """Return from when on an area wants to be told: its own limits, else those of the nearest area round it."""
    known = {row.area_id: row for row in CoordinationLimits.objects.filter(area__in=area.path_ids)}
    for area_id in reversed(area.path_ids):
        if row := known.get(area_id):
            return Limits(
                join_metres=row.join_metres,
                catchment_metres=row.catchment_metres,
                walking_speed=row.walking_speed,
                crowded_from=row.crowded_from,
                empty_days=row.empty_days,
            )
    return Limits()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an event that is not saved says beside its own columns."""

    event: Event
    organisers: frozenset[int] = frozenset()
    equipment: tuple[int, ...] = ()
    helpers: tuple[int, ...] = ()


def of_draft(draft: Draft, area: Area, reach: Reach) -> list[Pair]:
    """Return what an event would have to do with others, as far as a person may read these; nothing is kept.

    Its number is that of the row it will change, else 0.
    """
    event = draft.event
    own = [
        _planned_row(event, row, draft)
        for row in occurrences_of(event)
        if not row.is_cancelled and row.ends >= timezone.now()
    ]
    if not own:
        return []
    seen = Occurrence.objects.visible_to(reach).exclude(event=event.pk or 0)
    limits = limits_of(area)
    return check(own, planned(_round(seen, own, limits)), limits)


def refresh(event_ids: Collection[int]) -> None:
    """Compute anew what events have to do with all others, inside the caller's transaction."""
    ids = sorted(set(event_ids))
    rows = Event.objects.filter(pk__in=ids).select_related("area")
    by_area: dict[int, list[Event]] = {}
    for event in rows:
        by_area.setdefault(event.area_id, []).append(event)
    found: dict[tuple[str, int, int], Pair] = {}
    for events in by_area.values():
        limits = limits_of(events[0].area)
        own_ids = [event.pk for event in events]
        own = planned(_ahead().filter(event__in=own_ids))
        if own:
            others = planned(_round(_ahead().exclude(event__in=own_ids), own, limits))
            for pair in [*scan(own, limits), *check(own, others, limits)]:
                found[str(pair.kind), pair.first, pair.second] = pair
    _keep(ids, found)


def planned(rows: "QuerySet[Occurrence]") -> list[Planned]:
    """Read occurrences as `coordination` takes them; four queries."""
    found = list(rows.values_list(*_COLUMNS))
    ids = {row[0] for row in found}
    others = _others(ids)
    things = {name: by_event(name, ids) for name in THINGS}
    return [_planned(row, others, things) for row in found if not _is_narrower(row)]


def _others(event_ids: Collection[int]) -> dict[int, set[int]]:
    rows = EventOrganiser.objects.filter(event__in=event_ids, role__in=ORGANISING)
    found: dict[int, set[int]] = {}
    for event_id, organisation_id in rows.values_list("event_id", "organisation_id"):
        found.setdefault(event_id, set()).add(organisation_id)
    return found


def _is_narrower(row: tuple[Any, ...]) -> bool:
    """Say whether one time is for fewer people than its event: then it is nobody else's business."""
    limits = [Visibility(visibility) for visibility in row[-2:] if visibility]
    return _WIDEST_FIRST.index(Visibility(row[6])) > max(map(_WIDEST_FIRST.index, limits))


def _planned(row: tuple[Any, ...], others: dict[int, set[int]], things: dict[str, dict[int, set[int]]]) -> Planned:
    event_id, starts, ends, day, last_day, is_tentative, _visibility, latitude, longitude, *rest = row
    is_all_day, place, room, audiences, kind, organisation, *_visibilities = rest
    organisers = others.get(event_id, set()) | ({organisation} if organisation else set())
    return Planned(
        event=event_id,
        starts=int(starts.timestamp()),
        ends=int(ends.timestamp()),
        first_day=day.toordinal(),
        last_day=last_day.toordinal(),
        is_timed=not (is_all_day or is_tentative),
        is_tentative=is_tentative,
        latitude=latitude,
        longitude=longitude,
        place=place,
        room=room,
        equipment=tuple(things["equipment"].get(event_id, ())),
        helpers=tuple(things["helpers"].get(event_id, ())),
        organisers=frozenset(organisers),
        audiences=mask(audiences),
        kind=kind,
    )


def _planned_row(event: Event, row: Occurrence, draft: Draft) -> Planned:
    own = {event.organisation_id} if event.organisation_id else set()
    return Planned(
        event=event.pk or 0,
        starts=int(row.starts.timestamp()),
        ends=int(row.ends.timestamp()),
        first_day=row.day.toordinal(),
        last_day=row.last_day.toordinal(),
        is_timed=not (event.is_all_day or row.is_tentative),
        is_tentative=row.is_tentative,
        latitude=row.latitude,
        longitude=row.longitude,
        place=event.location_id,
        room=event.room_id,
        equipment=draft.equipment,
        helpers=draft.helpers,
        organisers=frozenset(draft.organisers | own),
        audiences=mask(event.audiences),
        kind=event.kind_id,
    )


def _ahead() -> "QuerySet[Occurrence]":
    now = timezone.now()
    return Occurrence.objects.filter(is_cancelled=False, ends__gte=now, starts__lte=now + HORIZON)


def _round(rows: "QuerySet[Occurrence]", own: Sequence[Planned], limits: Limits) -> "QuerySet[Occurrence]":
    """Keep what can have to do with some occurrences: near in time, and in space or by who and what it needs."""
    week = timedelta(days=7)
    first, last = min(each.starts for each in own), max(each.ends for each in own)
    rows = rows.filter(
        is_cancelled=False,
        ends__gte=max(timezone.now(), datetime.fromtimestamp(first, UTC) - week),
        starts__lte=datetime.fromtimestamp(last, UTC) + week,
    )
    weeks = {each.first_day // 7 for each in own}
    if len(weeks) <= _FEW_WEEKS:
        # A single event asks for its own weeks only, which an index finds.
        near = {date.fromordinal(max(1, number * 7 + step)) for number in weeks for step in range(-7, 15)}
        rows = rows.filter(Q(day__in=near) | Q(goes_on=True))
    return rows.filter(_concerned(own, limits))


def _concerned(own: Sequence[Planned], limits: Limits) -> Q:
    organisers = _all(each.organisers for each in own)
    rooms, places = {each.room for each in own if each.room}, {each.place for each in own if each.place}
    helped = EventOrganiser.objects.filter(organisation__in=organisers, role__in=ORGANISING)
    concerned = Q(event__organisation__in=organisers) | Q(event__in=helped.values("event"))
    if rooms:
        concerned |= Q(event__room__in=rooms)
    if places:
        concerned |= Q(event__location__in=places)
    for name in THINGS:
        if needed := _all(getattr(each, name) for each in own):
            through = getattr(Event, name).through
            concerned |= Q(event__in=through.objects.filter(resource__in=needed).values("event"))
    if box := _box(own, max(limits.catchment_metres, limits.join_metres)):
        west, south, east, north = box
        concerned |= Q(latitude__range=(south, north), longitude__range=(west, east))
    return concerned


def _box(own: Sequence[Planned], metres: int) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of a box that holds all points so near; nothing where there are none."""
    latitudes = [each.latitude for each in own if each.latitude is not None]
    longitudes = [each.longitude for each in own if each.longitude is not None]
    if not latitudes or not longitudes:
        return None
    up = (metres + 1) / _METRES_PER_DEGREE
    across = up / max(0.01, cos(radians(max(map(abs, latitudes)))))
    return min(longitudes) - across, min(latitudes) - up, max(longitudes) + across, max(latitudes) + up


def _all(sets: Iterable[Iterable[int]]) -> set[int]:
    return {value for each in sets for value in each}


def _keep(event_ids: Sequence[int], found: dict[tuple[str, int, int], Pair]) -> None:
    now = timezone.now()
    concerned = Finding.objects.select_for_update().filter(Q(first__in=event_ids) | Q(second__in=event_ids))
    known = {(row.kind, row.first_id, row.second_id): row for row in concerned.order_by("pk")}
    facts = _facts({pk for _kind, *pair in found for pk in pair})
    shared = _shared_things(found)
    new = []
    for key, pair in found.items():
        values = _values(pair, facts, shared.get(key, []))
        row = known.pop(key, None)
        if row is None:
            new.append(Finding(kind=key[0], first_id=key[1], second_id=key[2], **values))
        elif row.gone_at or any(getattr(row, name) != value for name, value in values.items()):
            if row.gone_at or row.facts_hash != values["facts_hash"]:
                row.changed_at = now
            row.gone_at = None
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
    Finding.objects.bulk_create(new, ignore_conflicts=True)
    gone = [row.pk for row in known.values() if row.gone_at is None]
    Finding.objects.filter(pk__in=gone).update(gone_at=now)


def _values(pair: Pair, facts: dict[int, list[Any]], shared: list[int]) -> dict[str, Any]:
    both = [[_iso(first), _iso(second)] for first, second in pair.dates[:MOST_DATES]]
    about = [pair.kind, facts.get(pair.first), facts.get(pair.second), *shared]
    said = json.dumps(about, sort_keys=True, default=str)
    return {
        "strength": pair.strength,
        "metres": pair.metres,
        "minutes": pair.minutes,
        "audiences": [str(code) for code in codes(pair.shared)],
        "is_same_theme": pair.is_same_theme,
        "dates": both,
        "count": len(pair.dates),
        "first_at": _at(min(pair.dates[0])),
        "last_at": _at(max(pair.dates[-1])),
        "facts_hash": hashlib.sha256(said.encode()).hexdigest(),
    }


def _facts(event_ids: Collection[int]) -> dict[int, list[Any]]:
    """Return of each event what people could change about it: when, where, for whom, what kind, by whom.

    Not its dates themselves: those of a series go by, and what was decided about them still holds.
    """
    others = _others(event_ids)
    rows = Event.objects.filter(pk__in=event_ids).values_list(
        *("pk", "starts", "ends", "is_all_day", "rule", "leaves_out", "extra_starts", "removed_starts"),
        *("candidate_days", "location_id", "latitude", "longitude", "room_id", "audiences", "kind_id"),
        "organisation_id",
    )
    return {pk: [*rest, sorted(others.get(pk, ()))] for pk, *rest in rows}


def _shared_things(found: Collection[tuple[str, int, int]]) -> dict[tuple[str, int, int], list[int]]:
    """Return what both events need, for findings that rest on it: what was decided was decided about that."""
    shared: dict[tuple[str, int, int], list[int]] = {}
    for kind, name in _RESTING_ON.items():
        keys = [key for key in found if key[0] == kind]
        needed = by_event(name, {pk for _kind, *pair in keys for pk in pair}) if keys else {}
        for key in keys:
            shared[key] = sorted(needed.get(key[1], set()) & needed.get(key[2], set()))
    return shared


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _iso(seconds: int) -> str:
    return _at(seconds).isoformat()
