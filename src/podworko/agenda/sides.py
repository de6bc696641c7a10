"""For whom somebody may speak about two events: for an organisation that they keep, or as the coordinator."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from podworko.agenda.actions.joining import OPEN
from podworko.agenda.choices import JoinState
from podworko.agenda.findings import ORGANISING
from podworko.agenda.models import Event, EventListing, Finding, FindingDecision, Join
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area


def kept_of(events: Collection[Event], reach: Reach) -> list[Event]:
    """Return those of some events that a person may change."""
    kept = set(Event.objects.editable_by(reach).filter(pk__in=[row.pk for row in events]).values_list("pk", flat=True))
    return [row for row in events if row.pk in kept]


def is_coordinator_of(events: Collection[Event], reach: Reach) -> bool:
    """Say whether a person coordinates an area in whose calendar one of some events stands."""
    areas = EventListing.objects.filter(event__in=[row.pk for row in events], area__in=reach.coordinator_of)
    return bool(reach.coordinator_of) and areas.exists()


def organisations_for(finding: Finding, reach: Reach) -> list[Organisation]:
    """Return the organisations for which a person may say something about a finding, in order.

    Those that they keep and that organise one of the two; a coordinator speaks for the others too, who may only have
    a telephone.
    """
    both = [finding.first, finding.second]
    own = Organisation.objects.visible_to(reach).filter(pk__in=reach.editor_of)
    found = _organising(own, both)
    kept = kept_of(both, reach)
    if is_coordinator_of(kept, reach):
        found |= _organising(Organisation.objects.visible_to(reach), kept)
    return sorted(found, key=lambda row: (row.sort_key, row.pk))


def _organising(rows: "QuerySet[Organisation]", events: Collection[Event]) -> set[Organisation]:
    ids = [row.pk for row in events]
    helping = rows.filter(co_organised__event__in=ids, co_organised__role__in=ORGANISING)
    return {*rows.filter(events__in=ids), *helping}


def speaks_as_coordinator(finding: Finding, reach: Reach) -> bool:
    """Say whether a person may say something about a finding as a coordinator."""
    return is_coordinator_of(kept_of([finding.first, finding.second], reach), reach)


def may_take_back(decision: FindingDecision, reach: Reach) -> bool:
    """Say whether a person may take back what was said."""
    finding = decision.finding
    if decision.organisation_id is None:
        return speaks_as_coordinator(finding, reach)
    return decision.organisation_id in {row.pk for row in organisations_for(finding, reach)}


def proposer_of(join: Join) -> Event | None:
    """Return the event whose side has proposed to join; nothing where neither of both did, but a coordinator."""
    for event in (join.kept, join.absorbed):
        if event.organisation_id == join.proposed_for_id:
            return event
    return None


def may_answer(join: Join, reach: Reach) -> bool:
    """Say whether a person may answer a proposal now."""
    return join.state in OPEN and could_answer(join, reach)


def could_answer(join: Join, reach: Reach) -> bool:
    """Say whether a proposal is a person's to answer: who keeps the event of the other side, or its coordinator."""
    return _answers(join, kept_of([join.kept, join.absorbed], reach))


def may_withdraw(join: Join, reach: Reach) -> bool:
    """Say whether a person may withdraw a proposal now."""
    return join.state in OPEN and could_withdraw(join, reach)


def could_withdraw(join: Join, reach: Reach) -> bool:
    """Say whether a proposal is a person's to withdraw: who keeps the event of the side that made it."""
    proposer, kept = proposer_of(join), kept_of([join.kept, join.absorbed], reach)
    return proposer in kept if proposer else bool(kept)


def waiting_for(reach: Reach, area: Area | None = None) -> list[Join]:
    """Return the proposals that wait for a person's answer, the latest first; `area`: only about its calendar."""
    rows = Join.objects.visible_to(reach).filter(state=JoinState.PROPOSED)
    if area is not None:
        listed = EventListing.objects.filter(area__path__startswith=area.path).values("event")
        rows = rows.filter(Q(kept__in=listed) | Q(absorbed__in=listed))
    found = list(rows.select_related("kept__area", "kept__organisation", "absorbed__area", "absorbed__organisation"))
    kept = kept_of([event for row in found for event in (row.kept, row.absorbed)], reach)
    return [row for row in found if _answers(row, kept)]


def _answers(join: Join, kept: Collection[Event]) -> bool:
    proposer = proposer_of(join)
    return all(event in kept for event in (join.kept, join.absorbed) if event != proposer)
