"""Brings up to date what is stored about the demo's rows."""

from podworko.core import versions
from podworko.organisations import demo_members
from podworko.places.freshness import ALL_AREAS, area_counter
from podworko.places.models import Area
from podworko.resources import cells


def load() -> None:
    """Let the demo accounts belong somewhere, count the entries of the maps, and tell the public pages."""
    demo_members.load()
    cells.rebuild()
    versions.bump([ALL_AREAS, *(area_counter(slug) for slug in Area.objects.values_list("slug", flat=True))])
