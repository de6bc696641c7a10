"""The counter of what changes with one click: how many people something concerns.

Everything else is told to the pages of the area (`places.freshness`): maps and lists of organisations need not be
drawn anew because somebody has pressed „Mnie też to dotyczy”.
"""

from podworko.core import versions
from podworko.places.freshness import ALL_AREAS
from podworko.places.models import Area


def counter(slug: str) -> str:
    """Return the name of the counter of an area, e.g. `needs:azory`."""
    return f"needs:{slug}"


def bump_supports(area: Area) -> None:
    """Tell the problems of an area, and of the areas round it, that something concerns more people, or fewer."""
    slugs = Area.objects.filter(pk__in=area.path_ids).values_list("slug", flat=True)
    versions.bump([ALL_AREAS, *map(counter, slugs)])
