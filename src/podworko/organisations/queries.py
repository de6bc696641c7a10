from typing import TYPE_CHECKING

from podworko.core.visibility import Reach
from podworko.organisations.models import Activity, Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet


def openable_by(reach: Reach) -> "QuerySet[Organisation]":
    """Return the organisations whose records a person may open: all for an administrator, by area for an officer."""
    if reach.is_administrator:
        return Organisation.objects.all()
    if not reach.officer_in:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        pk__in=Activity.objects.filter(area__in=reach.officer_in).values("organisation")
    )
