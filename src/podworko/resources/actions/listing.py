"""Changes of the categories under which places stand: many, one of them primary for print."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.organisations.actions.location import OWN_FIELDS, change_location
from podworko.organisations.actions.writing import changing
from podworko.organisations.models import Location
from podworko.resources.actions import accessibility, hours
from podworko.resources.models import Category, Listing

RELATIONS = ("listings", "opening_hours", "accessibility")
"""What the history of a place keeps beside its own fields, as values that the actions here take."""


def set_categories(
    location: Location,
    *,
    category_ids: Sequence[int],
    by: Actor | None,
    version: int | None = None,
    verb: str = "set_categories",
) -> Location:
    """File a place under categories of its area, the first one as primary; under none, it leaves the map."""
    with changing(location.organisation):
        fresh = audit.lock(location, version)
        wanted = list(dict.fromkeys(category_ids))
        # Categories are kept by the area of the place or by one round it.
        known = set(Category.objects.filter(pk__in=wanted, area__in=fresh.area.path_ids).values_list("pk", flat=True))
        if missing := [pk for pk in wanted if pk not in known]:
            raise ValidationError({"categories": _("Takiej kategorii nie ma na tym osiedlu.")}, params={"pk": missing})
        before = listed_under(fresh)
        fresh.listings.exclude(category__in=wanted).delete()
        # Two primary ones may not stand together for a moment.
        fresh.listings.update(is_primary=False)
        for position, pk in enumerate(wanted):
            Listing.objects.update_or_create(location=fresh, category_id=pk, defaults={"is_primary": position == 0})
        audit.change(fresh, {}, verb=verb, by=by, also={"listings": (before, listed_under(fresh))})
    return fresh


def restore_location(location: Location, *, values: Values, by: Actor | None, verb: str) -> Location:
    """Put a place back to earlier values, also of what is told as part of it."""
    own: dict[str, Any] = {name: value for name, value in values.items() if name in OWN_FIELDS}
    fresh = change_location(location, values=own, by=by, verb=verb)
    if "listings" in values:
        still_there = set(Category.objects.values_list("pk", flat=True))
        ids = [pk for pk in values["listings"] if pk in still_there]
        fresh = set_categories(fresh, category_ids=ids, by=by, verb=verb)
    if "opening_hours" in values:
        fresh = hours.set_opening_hours(fresh, table=values["opening_hours"], by=by, verb=verb)
    if "accessibility" in values:
        fresh = accessibility.set_accessibility(fresh, answers=values["accessibility"], by=by, verb=verb)
    return fresh


def listed_under(location: Location) -> list[int]:
    """Return the ids of a place's categories, the primary one first."""
    rows = location.listings.order_by("-is_primary", "category__position", "pk")
    return list(rows.values_list("category", flat=True))
