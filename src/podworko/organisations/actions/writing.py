"""What every action over the register does round its own writes: one transaction, and then whoever must know."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import transaction

from podworko.core import consequences
from podworko.core.audit import Values
from podworko.core.search import index
from podworko.organisations.freshness import bump_organisations
from podworko.organisations.models import Location, Organisation

ORGANISATION = Organisation._meta.label_lower  # noqa: SLF001
LOCATION = Location._meta.label_lower  # noqa: SLF001


@contextmanager
def changing(*organisations: Organisation) -> Iterator[None]:
    """Run a change of what belongs to these organisations: all of it or nothing, and told to all that show them."""
    ids = [organisation.pk for organisation in organisations]
    with transaction.atomic():
        places = set(Location.objects.filter(organisation__in=ids).values_list("pk", flat=True))
        # Before as well: the change may take them away from an area, or from a parent.
        bump_organisations(ids)
        yield
        announce(ids, places)


def announce(organisation_ids: Collection[int], location_ids: Collection[int] = ()) -> None:
    """Tell the pages, the search and the apps above that organisations, or what belongs to them, have changed.

    `location_ids`: places that belonged to them before and may be gone.
    """
    bump_organisations(organisation_ids)
    index.refresh_many(ORGANISATION, organisation_ids)
    consequences.follow({ORGANISATION: organisation_ids, LOCATION: location_ids})


def check_known(values: Values, allowed: Collection[str]) -> None:
    """Refuse values that an action does not take: a mistake of the caller, not of a person."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(sorted(unknown))
