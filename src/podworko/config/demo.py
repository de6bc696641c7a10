"""The demo: every app that has a `demo` module loads its part, lower rows first."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import transaction

from podworko.core.search import index
from podworko.places.models import Area

AREAS = frozenset({"krakow", "pradnik-bialy", "azory", "azory-zachod", "trzepakowo"})
"""Slugs of the demo's areas."""


class OwnAreasError(Exception):
    """The instance holds areas of its own: nothing invented is mixed into them without being asked."""


def check_room(*, is_forced: bool) -> None:
    """Refuse to stand beside areas of the instance's own, unless asked, and ever to touch one of them.

    Raises:
        OwnAreasError: There are areas that are not the demo's, or one that bears a slug of the demo.
    """
    there = set(Area.objects.values_list("slug", flat=True))
    if not there >= AREAS and (there & AREAS or (there and not is_forced)):
        raise OwnAreasError


@transaction.atomic
def load() -> None:
    """Load the parts that are missing; a second call changes nothing."""
    # INSTALLED_APPS names upper rows first.
    for app in reversed(list(apps.get_app_configs())):
        if app.name.startswith("podworko.") and app.label != "config" and find_spec(f"{app.name}.demo"):
            import_module(f"{app.name}.demo").load()
    # The parts write rows, not through actions.
    index.rebuild()
