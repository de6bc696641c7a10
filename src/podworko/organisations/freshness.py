"""Tells the public pages that show an organisation that it has changed."""

from collections.abc import Iterable

from podworko.organisations.models import Activity, Location, Organisation
from podworko.places.freshness import bump_paths


def bump_organisations(ids: Iterable[int]) -> None:
    """Bump the areas on whose pages these organisations stand.

    Those are the areas of their register, activity and places, and those of their parent, parts
    and operators, whose own pages name them. To be called by every action that changes an
    organisation, its places, contacts, resources, hours or listings, in its transaction; before
    *and* after a change that moves it from one area or parent to another.
    """
    concerned = _with_relatives(set(ids))
    paths: set[str] = set()
    paths.update(Organisation.objects.filter(pk__in=concerned).values_list("home_area__path", flat=True))
    paths.update(Activity.objects.filter(organisation__in=concerned).values_list("area__path", flat=True))
    paths.update(Location.objects.filter(organisation__in=concerned).values_list("area__path", flat=True))
    bump_paths(paths)


def _with_relatives(ids: set[int]) -> set[int]:
    relatives = set(ids)
    for pair in (
        Organisation.objects.filter(pk__in=ids, parent__isnull=False).values_list("parent"),
        Organisation.objects.filter(parent__in=ids).values_list("pk"),
        Location.objects.filter(organisation__in=ids, operator__isnull=False).values_list("operator"),
        Location.objects.filter(operator__in=ids).values_list("organisation"),
    ):
        relatives.update(pk for (pk,) in pair if pk)
    return relatives
