"""Which changes stand on the page of a history, and so which of them its readers may take back."""

from django.db.models import Q

from podworko.core.history import Entries
from podworko.core.models import AuditEntry
from podworko.places.models import Area, Community

_OWN_MODELS = "places."
_TOLD_IN = Community.areas.through._meta.label_lower  # noqa: SLF001


def of_area(area: Area) -> Entries:
    """Return the changes of an area, its names, boundaries and streets, and its deleted communities, latest first."""
    gone = AuditEntry.objects.filter(model=_TOLD_IN, after__isnull=True, before__area_id=area.pk)
    own = Q(about=area.history_of, model__startswith=_OWN_MODELS)
    return AuditEntry.objects.filter(own | Q(pk__in=gone.values("part_of")), part_of=None).order_by("-pk")


def of_community(community: Community) -> Entries:
    """Return the changes of a community, its names and extents, latest first."""
    return AuditEntry.objects.filter(about=community.history_of, part_of=None).order_by("-pk")
