"""How many entries an area has, by category: stored for passers-by, counted for whoever sees more."""

from typing import NamedTuple

from django.db.models import Count, Q

from podworko.core.visibility import Reach
from podworko.organisations.choices import Precision
from podworko.places.models import Area
from podworko.portal import queries
from podworko.resources.cells import TOTALS
from podworko.resources.models import Category, Cell

ALL = ""
"""In the place of a category's code: all categories together."""


class Counts(NamedTuple):
    """Entries, those of them that have a point, those whose point is exact."""

    entries: int = 0
    placed: int = 0
    exact: int = 0

    @property
    def approximate(self) -> int:
        """Entries whose point is a guess."""
        return self.placed - self.exact

    @property
    def unplaced(self) -> int:
        """Entries without a point."""
        return self.entries - self.placed


class CountedCategory(NamedTuple):
    """A category as its letter, shape and colour tell it, and its entries."""

    code: str
    name: str
    letter: str
    shape: str
    colour: str
    entries: int


def counts(area: Area, reach: Reach) -> dict[str, Counts]:
    """Return the numbers of entries that a person may see, by code of their primary category and under `ALL`."""
    if reach.is_anonymous:
        stored = Cell.objects.filter(area=area, zoom=TOTALS).values_list("category", "entries", "placed", "exact")
        return {category: Counts(*numbers) for category, *numbers in stored}
    counted = (
        queries.entries(area, reach)
        .values("listings__category__code")
        .annotate(
            entries=Count("pk"),
            placed=Count("pk", filter=~Q(precision=Precision.NONE)),
            exact=Count("pk", filter=Q(precision=Precision.EXACT)),
        )
        .values_list("listings__category__code", "entries", "placed", "exact")
    )
    by_category = {category: Counts(*numbers) for category, *numbers in counted}
    columns = zip(*by_category.values(), strict=True)
    return {**by_category, ALL: Counts(*(sum(column) for column in columns))}


def categories(area: Area, found: dict[str, Counts]) -> list[CountedCategory]:
    """Return the categories of an area in their order, with those inside it; the same code counts once.

    „Inne” and what is only used further out show when something is filed under them; the others
    also when nothing is: a category without entries is a fact, too.
    """
    rows = (
        Category.objects.filter(Q(area__path__startswith=area.path) | Q(area__in=area.path_ids))
        .order_by("position", "pk")
        .values_list("code", "name", "letter", "shape", "colour", "is_fallback", "area__path")
    )
    shown: dict[str, CountedCategory] = {}
    for code, name, letter, shape, colour, is_fallback, path in rows:
        number = found.get(code, Counts()).entries
        is_own = path.startswith(area.path)
        if number or (is_own and not is_fallback):
            shown.setdefault(code, CountedCategory(code, name, letter, shape, colour, number))
    return list(shown.values())
