"""What organisations have that an event may take or need, as far as a person may see it."""

from typing import Any

from django.db.models import Q

from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import ResourceKind
from podworko.resources.models import Resource

MOST = 500


def offered(kind: ResourceKind, area: Area, reach: Reach) -> list[tuple[Any, Any]]:
    """Return what there is of a kind for a person to choose, as pairs of id and name."""
    here = Q(organisation__in=Organisation.objects.active_in(area)) | Q(location__area__path__startswith=area.path)
    rows = Resource.objects.visible_to(reach).filter(here, kind=kind).select_related("organisation")
    ordered = rows.order_by("organisation__sort_key", "sort_key", "pk")[:MOST]
    return [(one.pk, f"{one.name} – {one.organisation.name}") for one in ordered]
