"""Which counters of `core.versions` stand for an area: `area:azory` for all public pages under `/azory/`.

The counter is keyed by slug, so that a page can be answered as unchanged before anything else
is read. `areas` stands for the pages above all areas. Whatever action changes what a public page
of an area shows calls `bump_area` (or `organisations.freshness.bump_organisations`) in its
transaction; an action that moves something calls it before and after the move.
"""

from collections.abc import Iterable

from podworko.core import versions
from podworko.places.models import Area

ALL_AREAS = "areas"


def area_counter(slug: str) -> str:
    """Return the name of the counter of an area, e.g. `area:azory`."""
    return f"area:{slug}"


def bump_area(*areas: Area, below: bool = False, beside: bool = False) -> None:
    """Tell the pages of these areas, and of all areas round them, that what they show has changed.

    `below`: also those of the areas inside, as after a new name, slug or place in the tree.
    `beside`: also those of the areas under the same one, whose maps draw this area's boundary and name.
    After a change of slug, the old one is bumped with `versions.bump([area_counter(old)])`.
    """
    paths = [area.path for area in areas]
    if beside:
        parents = {area.parent_id for area in areas if area.parent_id}
        paths += Area.objects.filter(parent__in=parents).values_list("path", flat=True)
    bump_paths(paths, below=below)


def bump_paths(paths: Iterable[str], *, below: bool = False) -> None:
    """Do the same for areas given by their `path`."""
    known = list(paths)
    ids = {int(part) for path in known for part in path.strip("/").split("/") if part}
    slugs = set(Area.objects.filter(pk__in=ids).values_list("slug", flat=True))
    if below:
        for path in known:
            slugs.update(Area.objects.filter(path__startswith=path).values_list("slug", flat=True))
    versions.bump([ALL_AREAS, *map(area_counter, slugs)])
