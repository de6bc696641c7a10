"""Who may write down a problem of an area."""

from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area


def organisations_of(area: Area, reach: Reach) -> list[Organisation]:
    """Return the organisations active in an area to which a person belongs, in order."""
    own = Organisation.objects.visible_to(reach).filter(pk__in=reach.member_of)
    return list(own.active_in(area).order_by("sort_key", "pk"))


def may_enter(area: Area, reach: Reach) -> bool:
    """Say whether a person may write a problem down without waiting for anybody."""
    if reach.is_anonymous:
        return False
    return area.pk in reach.coordinator_of or bool(reach.member_of and organisations_of(area, reach))
