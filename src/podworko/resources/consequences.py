"""What follows here when areas, organisations and places change: the counts on the map."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from podworko.core.consequences import Changed
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources import cells
from podworko.resources.models import Listing


def follow(changed: Changed) -> None:
    """Count the places anew that have changed, gone, moved with their area, or belong to a changed organisation."""
    cells.refresh(changed.get("organisations.location", ()))
    cells.refresh_organisations(changed.get("organisations.organisation", ()))
    if areas := changed.get("places.area"):
        _check_categories(areas)
        cells.refresh(Location.objects.filter(area__in=areas).values_list("pk", flat=True))


def _check_categories(areas: Collection[int]) -> None:
    """Refuse a move after which entries would stand under categories of an area that no longer lies round them."""
    used = Listing.objects.filter(location__area__in=areas).order_by()
    pairs = used.values_list("category__area", "location__area__path").distinct()
    strange = {kept_by for kept_by, path in pairs if f"/{kept_by}/" not in path}
    if strange:
        names = ", ".join(area.full_label for area in Area.objects.filter(pk__in=strange))
        raise ValidationError(
            _("Wpisy stąd stoją pod kategoriami miejsca: %(places)s. Najpierw przenieś je pod własne kategorie.")
            % {"places": names},
            code="categories_left",
        )
