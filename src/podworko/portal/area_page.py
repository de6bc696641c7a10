"""What the first page of an area says: how fresh the knowledge is, and which areas lie inside."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q

from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.portal import queries
from podworko.portal.organisation_page import OLD_AFTER
from podworko.resources.cells import TOTALS
from podworko.resources.models import Cell


class Checking(NamedTuple):
    """How many organisations of an area there are, and when they were checked."""

    organisations: int
    oldest: date | None
    newest: date | None
    fresh: int
    """Checked within a year."""
    unchecked: int
    """Never checked."""
    uncertain: int
    """Nobody knows whether they are still there."""

    @property
    def old(self) -> int:
        """Checked longer ago than a year."""
        return self.organisations - self.fresh - self.unchecked


class Inside(NamedTuple):
    """An area inside another, and its entries that everybody may see."""

    slug: str
    label: str
    kind: str
    entries: int


def checking(area: Area, reach: Reach, day: date) -> Checking:
    """Count the organisations that a person may see by when they were checked."""
    found = queries.organisations(area, reach).aggregate(
        organisations=Count("pk"),
        oldest=Min("assured_date"),
        newest=Max("assured_date"),
        fresh=Count("pk", filter=Q(assured_date__gte=day - timedelta(days=OLD_AFTER))),
        unchecked=Count("pk", filter=Q(assured_date=None)),
        uncertain=Count("pk", filter=Q(status="uncertain")),
    )
    return Checking(**found)


def inside(area: Area) -> list[Inside]:
    """Return the areas directly inside an area, in the order of the alphabet."""
    counted = dict(Cell.objects.filter(area__parent=area, zoom=TOTALS, category="").values_list("area", "entries"))
    return [
        Inside(each.slug, each.full_label, str(each.get_kind_display()), counted.get(each.pk, 0))
        for each in Area.objects.filter(parent=area).order_by("sort_key", "pk")
    ]
