"""Builds the reach of a person from their roles in areas and memberships in organisations."""

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole
from podworko.core.visibility import Reach
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Activity, Membership, Opening
from podworko.organisations.queries import openable_by
from podworko.places.models import Area

if TYPE_CHECKING:
    from podworko.accounts.models import User

NOBODY = Reach()


def reach_of(user: Any) -> Reach:
    """Return what a user, or the anonymous visitor, belongs to; computed once per user object."""
    if not user.is_authenticated:
        return NOBODY
    known: Reach | None = getattr(user, "_reach", None)
    if known is None:
        known = user._reach = _build(user)  # noqa: SLF001
    return known


def _build(user: "User") -> Reach:
    roles: dict[str, list[str]] = defaultdict(list)
    for kind, path in AreaRole.objects.filter(user=user).values_list("kind", "area__path"):
        roles[kind].append(path)
    memberships = list(Membership.objects.filter(user=user).values_list("organisation_id", "role"))
    member_of = frozenset(organisation for organisation, _ in memberships)
    active = Activity.objects.filter(organisation__in=member_of).values_list("area__path", flat=True)
    reach = Reach(
        user_id=user.pk,
        member_of=member_of,
        editor_of=frozenset(organisation for organisation, role in memberships if role == MembershipRole.EDITOR),
        partner_in=frozenset(pk for path in active for pk in _ids(path)),
        coordinator_of=_below(roles[AreaRoleKind.COORDINATOR]),
        analyst_in=_below([*roles[AreaRoleKind.FACILITATOR], *roles[AreaRoleKind.ANALYST]]),
        officer_in=_below(roles[AreaRoleKind.DATA_PROTECTION_OFFICER]),
        is_administrator=user.is_administrator,
    )
    return replace(reach, opened=_opened(reach)) if reach.is_administrator or reach.officer_in else reach


def _opened(reach: Reach) -> frozenset[int]:
    # What somebody opened closes with the role that let them.
    openings = Opening.objects.open().filter(user=reach.user_id, organisation__in=openable_by(reach))
    return frozenset(openings.values_list("organisation_id", flat=True))


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/")]


def _below(paths: list[str]) -> frozenset[int]:
    ids: set[int] = set()
    for path in paths:
        ids.update(Area.objects.filter(path__startswith=path).values_list("pk", flat=True))
    return frozenset(ids)
