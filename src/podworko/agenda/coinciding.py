"""What an event that is being typed would have to do with others: shown beside its form, before it is published."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from podworko.agenda import finding_words, findings, placing
from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.sentences import Facts
from podworko.agenda.coordination.values import Limits, Pair, codes
from podworko.agenda.forms.event_times import times
from podworko.agenda.forms.repeating import repeat_values
from podworko.agenda.models import Event
from podworko.agenda.rule_text import RuleError
from podworko.agenda.things import THINGS
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.models import Resource

SHOWN = 8
"""Events that are named; of more it says how many."""
_ORDER = list(FindingKind)
_TIMES = ("day", "last_day", "time_from", "time_to", "pencil")
_REPEATS = ("repeats", "weekdays", "repeats_until", "repeats_times", "leaves_out")
_AS_THEY_STAND = ("organisation_id", "location_id", "room_id", "kind_id", "audiences")


class Beside(NamedTuple):
    """Another event, and what it has to do with the one that is being typed."""

    label: str
    kind: str
    strength: int
    title: str
    url: str
    when: str
    organiser: str
    is_unsure: bool
    """Only pencilled in, or not announced yet."""
    why: str


class Names(NamedTuple):
    """What the person who types may read of what a sentence names, by id."""

    organisations: Mapping[int, str]
    things: Mapping[int, str]


class Coinciding(NamedTuple):
    """What stands beside the form."""

    shown: Sequence[Beside] = ()
    more: int = 0
    is_asked: bool = False
    """There is enough in the form to look for anything."""


def considered(cleaned: Mapping[str, Any], event: Event) -> findings.Draft | None:
    """Return an event as a form that may be unfinished describes it, changing `event`; nothing without a day."""
    said_times = {name: cleaned.get(name) for name in _TIMES}
    if not said_times["day"] and not said_times["pencil"]:
        return None
    values = times({**said_times, "pencil": said_times["pencil"] or ""})
    repeats = {name: cleaned.get(name) for name in _REPEATS}
    try:
        values |= repeat_values({**said_times, **repeats, "weekdays": repeats["weekdays"] or []})
    except (RuleError, KeyError, TypeError, ValueError):
        # How it repeats is not said yet, or cannot be: then its first day is what there is.
        values |= {"rule": "", "leaves_out": []}
    values |= {name: cleaned[name] for name in _AS_THEY_STAND if name in cleaned}
    for name, value in values.items():
        setattr(event, name, value)
    placing.place(event)
    organisers = frozenset(cleaned.get("co_organisers") or ())
    things = {name: tuple(cleaned.get(name) or ()) for name in THINGS}
    return findings.Draft(event, organisers, **things)


def beside(draft: findings.Draft, area: Area, reach: Reach) -> Coinciding:
    """Return what a draft would have to do with others, as far as a person may read these; the surest first."""
    pairs = findings.of_draft(draft, area, reach)
    own = draft.event.pk or 0
    ordered = sorted(pairs, key=lambda pair: (-pair.strength, _ORDER.index(pair.kind), pair.dates[0]))
    ids = {pair.second if pair.first == own else pair.first for pair in ordered[:SHOWN]}
    rows = Event.objects.visible_to(reach).filter(pk__in=ids).select_related("area")
    events = {row.pk: row for row in rows.prefetch_related("organisers", *THINGS)}
    visible = dict(
        Organisation.objects.visible_to(reach)
        .filter(pk__in=_organisers(draft).union(*map(_organising, events.values())))
        .values_list("pk", "name")
    )
    things = dict(Resource.objects.visible_to(reach).filter(pk__in=_things(draft)).values_list("pk", "name"))
    limits = findings.limits_of(area)
    shown = []
    for pair in ordered[:SHOWN]:
        other = events.get(pair.second if pair.first == own else pair.first)
        if other is not None:
            shown.append(_beside(pair, other, draft, Names(visible, things), limits))
    return Coinciding(shown, more=max(0, len(ordered) - SHOWN), is_asked=True)


def _organisers(draft: findings.Draft) -> set[int]:
    own = draft.event.organisation_id
    return {*draft.organisers, *([own] if own else [])}


def _things(draft: findings.Draft) -> set[int]:
    room = draft.event.room_id
    return {*draft.equipment, *draft.helpers, *([room] if room else [])}


def _organising(event: Event) -> set[int]:
    rows = {row.organisation_id for row in event.organisers.all() if row.role in findings.ORGANISING}
    return rows | ({event.organisation_id} if event.organisation_id else set())


def _shared(needed: Iterable[Resource], own: Collection[int], names: Mapping[int, str]) -> list[str]:
    return sorted(names[row.pk] for row in needed if row.pk in own and row.pk in names)


def _beside(pair: Pair, other: Event, draft: findings.Draft, names: Names, limits: Limits) -> Beside:
    own = draft.event.pk or 0
    in_common = _organisers(draft) & _organising(other)
    place = 1 if pair.first == own else 0
    zone = ZoneInfo(other.zone)
    starts = [datetime.fromtimestamp(both[place], UTC).astimezone(zone) for both in pair.dates]
    first = starts[0]
    clock = "" if other.is_all_day or other.starts is None else f", {first:%H:%M}"
    url = f"/{other.area.slug}/calendar/{other.pk}/?day={first:%Y-%m-%d}"
    owner = names.organisations.get(other.organisation_id or 0, "") if other.organisation_id else other.organiser_name
    facts = Facts(
        kind=pair.kind,
        dates=[moment.date() for moment in starts],
        audiences=[str(code.label) for code in codes(pair.shared)],
        metres=pair.metres,
        minutes=pair.minutes,
        walk=-(-(pair.metres or 0) // limits.walking_speed),
        is_same_day=pair.is_same_day,
        is_same_theme=pair.is_same_theme,
        room=names.things.get(other.room_id or 0, "") if other.room_id == draft.event.room_id else "",
        equipment=_shared(other.equipment.all(), draft.equipment, names.things),
        helpers=_shared(other.helpers.all(), draft.helpers, names.things),
        organisers=[names.organisations[pk] for pk in sorted(in_common) if pk in names.organisations],
    )
    return Beside(
        label=str(pair.kind.label),
        kind=str(pair.kind),
        strength=pair.strength,
        title=other.title,
        url=url,
        when=f"{date_format(first, 'l, j E Y')}{clock}",
        organiser=owner,
        is_unsure=other.starts is None or other.visibility != "public",
        why=finding_words.sentence(facts),
    )
