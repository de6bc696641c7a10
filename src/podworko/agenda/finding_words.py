"""Findings in words: why something is shown, how sure that is, and on which days."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.sentences import Facts, said
from podworko.agenda.findings import ORGANISING, limits_of
from podworko.agenda.models import EventOrganiser, Finding
from podworko.agenda.things import THINGS, by_event
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience
from podworko.resources.models import Resource

NAMED = 3
"""Days that a sentence names; of more it says how many."""


@dataclass(frozen=True)
class Names:
    """What a person may read of the things that findings are about, by id."""

    things: dict[int, str] = field(default_factory=dict)
    """Rooms, equipment and skills."""
    needed: dict[str, dict[int, set[int]]] = field(default_factory=dict)
    """By relation and event: what it needs."""
    organisers: dict[int, set[int]] = field(default_factory=dict)
    """By event: who organises it."""
    organisations: dict[int, str] = field(default_factory=dict)
    metres_a_minute: int = 75


def names_for(found: Collection[Finding], area: Area, reach: Reach) -> Names:
    """Read what sentences about some findings name; the number of queries does not grow with them."""
    events = {row.pk: row for each in found for row in (each.first, each.second)}
    needed = {name: by_event(name, events) for name in THINGS}
    organisers = {row.pk: {row.organisation_id} - {None} for row in events.values()}
    others = EventOrganiser.objects.filter(event__in=events, role__in=ORGANISING)
    for event_id, organisation_id in others.values_list("event_id", "organisation_id"):
        organisers[event_id].add(organisation_id)
    rooms = {row.room_id for row in events.values() if row.room_id}
    wanted = rooms.union(*(ids for each in needed.values() for ids in each.values()))
    things = dict(Resource.objects.visible_to(reach).filter(pk__in=wanted).values_list("pk", "name"))
    known = Organisation.objects.visible_to(reach).filter(pk__in=set().union(*organisers.values()))
    return Names(
        things=things,
        needed=needed,
        organisers={pk: {each for each in ids if each is not None} for pk, ids in organisers.items()},
        organisations=dict(known.values_list("pk", "name")),
        metres_a_minute=limits_of(area).walking_speed,
    )


def why(finding: Finding, names: Names) -> str:
    """Return one sentence that says why a finding is shown, with the facts it rests on."""
    facts = Facts(
        kind=FindingKind(finding.kind),
        audiences=[str(Audience(code).label) for code in finding.audiences if code in Audience.values],
        metres=finding.metres,
        minutes=finding.minutes,
        walk=-(-(finding.metres or 0) // names.metres_a_minute),
        is_same_day=not finding.is_same_theme or _is_on_one_day(finding),
        is_same_theme=finding.is_same_theme,
        room=names.things.get(finding.first.room_id or 0, ""),
        equipment=_shared(finding, names.needed.get("equipment", {}), names.things),
        helpers=_shared(finding, names.needed.get("helpers", {}), names.things),
        organisers=_shared(finding, names.organisers, names.organisations),
    )
    return sentence(facts)


def sentence(facts: Facts) -> str:
    """Return the sentence of some facts; one without names where the reader may not see what it would name."""
    if facts.kind == FindingKind.ROOM and not facts.room:
        return _("W tym samym czasie ta sama sala.")
    if facts.kind == FindingKind.EQUIPMENT and not facts.equipment:
        return _("W tym samym czasie ten sam sprzęt.")
    if facts.kind == FindingKind.NEEDED and not facts.organisers:
        return _("Za mało czasu, żeby być na obu, a organizują te same osoby.")
    if facts.kind == FindingKind.PERSON and not facts.helpers:
        return _("Za mało czasu, żeby być na obu, a potrzebna jest ta sama osoba.")
    return said(facts)


def _is_on_one_day(finding: Finding) -> bool:
    return any(one.date() == other.date() for one, other in meetings(finding))


def _shared(finding: Finding, by_event: dict[int, set[int]], names: dict[int, str]) -> list[str]:
    both = by_event.get(finding.first_id, set()) & by_event.get(finding.second_id, set())
    return sorted(names[pk] for pk in both if pk in names)


def strength(finding: Finding) -> str:
    """Say how sure it is that a finding matters."""
    if finding.kind == FindingKind.JOIN:
        words = (_("może pasować"), _("pasuje"), _("bardzo pasuje"))
    else:
        words = (_("być może"), _("raczej tak"), _("na pewno"))
    return words[min(max(finding.strength, 1), len(words)) - 1]


def meetings(finding: Finding) -> list[tuple[datetime, datetime]]:
    """Return when both begin each time that they meet, local."""
    return [(_local(one), _local(other)) for one, other in finding.dates]


def dates(finding: Finding) -> str:
    """Return the next days on which both take place, and how many there are."""
    today = timezone.localdate()
    days = sorted({min(both).date() for both in meetings(finding)})
    coming = [day for day in days if day >= today] or days[-1:]
    days_said = ", ".join(date_format(day, "j E Y") for day in coming[:NAMED])
    if finding.count <= NAMED:
        return days_said
    return _("%(days)s i dalej, wszystkich terminów: %(count)s") % {"days": days_said, "count": finding.count}


def _local(text: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(text))
