"""After how many months without anybody looking an area calls something out of date."""

from django.db import transaction

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.needs.models import ReviewPeriod
from podworko.places.freshness import bump_area
from podworko.places.models import Area


@transaction.atomic
def change_review_period(area: Area, *, months: int, by: Actor | None, version: int | None = None) -> ReviewPeriod:
    """Set the period for an area, and for those inside it that have none of their own."""
    row = ReviewPeriod.objects.select_for_update().filter(area=area).first()
    if row is None:
        row = audit.create(ReviewPeriod(area=area, months=months), verb="change_review_period", by=by)
    else:
        row = audit.lock(row, version)
        audit.change(row, {"months": months}, verb="change_review_period", by=by)
    bump_area(area, below=True)
    return row
