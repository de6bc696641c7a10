"""Which answers to proposals are yet to be told, and to whom: to the side that proposed.

Of what was taken apart again, or withdrawn, the other side is told, too.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole
from podworko.agenda import sides
from podworko.agenda.choices import JoinState
from podworko.agenda.models import Event, EventListing, Join
from podworko.core.visibility import Reach
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership
from podworko.places.models import Area

STILL_NEW = timedelta(days=7)
"""How long an answer is worth a mail, for those whom none could reach before."""
_EDITING = Membership.objects.filter(role=MembershipRole.EDITOR, user__is_active=True)
_ANSWERS = (JoinState.LATER, JoinState.DECLINED, JoinState.WITHDRAWN, JoinState.JOINED)


def answered() -> "QuerySet[Join]":
    """Return the proposals that have lately become something else."""
    since = timezone.now() - STILL_NEW
    said = Q(state__in=_ANSWERS, answered_at__gte=since)
    return Join.objects.filter(said | Q(state=JoinState.UNDONE, undone_at__gte=since))


def answered_before(rows: "QuerySet[Join]", moment: object) -> "QuerySet[Join]":
    """Keep what became so before a moment."""
    said = Q(state__in=_ANSWERS, answered_at__lt=moment)
    return rows.filter(said | Q(state=JoinState.UNDONE, undone_at__lt=moment))


def concerned(join: Join) -> set[int]:
    """Return the ids of those who should know what has become of a proposal."""
    told = _proposers(join)
    if join.state == JoinState.UNDONE:
        proposer = sides.proposer_of(join)
        told |= {pk for event in (join.kept, join.absorbed) if event != proposer for pk in _side(event)}
    if join.state == JoinState.WITHDRAWN:
        # Who was asked need think about it no more.
        told |= set(join.notices.filter(state=JoinState.PROPOSED).values_list("user", flat=True))
    return told


def whom(join: Join) -> set[int]:
    """Return the ids of those who are yet to be told what has become of a proposal."""
    return concerned(join) - set(join.notices.filter(state=join.state).values_list("user", flat=True))


def news_for(reach: Reach, rows: "QuerySet[Join]") -> list[Join]:
    """Return those of some proposals of which a person, who may read them, is yet to be told."""
    return [row for row in _readable(rows, reach) if reach.user_id in whom(row)]


def lately(reach: Reach, area: Area) -> list[Join]:
    """Return the proposals about an area's calendar that have lately become something else, for those concerned."""
    listed = EventListing.objects.filter(area__path__startswith=area.path).values("event")
    rows = answered().filter(Q(kept__in=listed) | Q(absorbed__in=listed))
    # Most answers are nobody else's business: a coordinator of a city need not have each looked at.
    organisations = ("proposed_for", "kept__organisation", "absorbed__organisation")
    mine = Q(entered_by=reach.user_id)
    for name in organisations:
        mine |= Q(**{f"{name}__in": reach.editor_of})
        if reach.coordinator_of:
            mine |= ~Q(Exists(_EDITING.filter(organisation=OuterRef(name))))
    return [row for row in _readable(rows.filter(mine), reach) if reach.user_id in concerned(row)]


def coordinators_of(event_ids: Sequence[int]) -> set[int]:
    """Return the ids of those who coordinate an area in whose calendar one of some events stands, or one round it."""
    paths = EventListing.objects.filter(event__in=event_ids).values_list("area__path", flat=True).distinct()
    above = {int(part) for path in paths for part in path.strip("/").split("/")}
    roles = AreaRole.objects.filter(kind=AreaRoleKind.COORDINATOR, area__in=above)
    return set(roles.values_list("user_id", flat=True))


def _readable(rows: "QuerySet[Join]", reach: Reach) -> "QuerySet[Join]":
    seen = rows.filter(pk__in=Join.objects.visible_to(reach).values("pk")).order_by("pk")
    return seen.select_related("kept__area", "kept__organisation", "absorbed__area", "absorbed__organisation")


def _proposers(join: Join) -> set[int]:
    """Return the editors of the organisation that proposed, or else the coordinators, and whoever wrote it down."""
    editors = _editors(join.proposed_for_id)
    wrote = {join.entered_by_id} if join.entered_by_id else set()
    return wrote | (editors or coordinators_of([join.kept_id, join.absorbed_id]))


def _side(event: Event) -> set[int]:
    return _editors(event.organisation_id) or coordinators_of([event.pk])


def _editors(organisation_id: int | None) -> set[int]:
    rows = _EDITING.filter(organisation=organisation_id)
    return set(rows.values_list("user_id", flat=True)) if organisation_id else set()
