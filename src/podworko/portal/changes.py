"""Which changes stand on the page of a history, and so which of them its readers may take back."""

from django.db.models import Q

from podworko.core import restoring
from podworko.core.history import Entries
from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach
from podworko.places.models import Area, Community

_OWN_MODELS = "places."
HAND_OVER = "make_hand_over"
"""That somebody has made the hand-over book, which holds contacts of others."""
_TOLD_IN = Community.areas.through._meta.label_lower  # noqa: SLF001


def of_area(area: Area) -> Entries:
    """Return the changes of an area, its names, boundaries and streets, and its deleted communities, latest first.

    Also that somebody has made its hand-over book.
    """
    gone = AuditEntry.objects.filter(model=_TOLD_IN, after__isnull=True, before__area_id=area.pk)
    own = Q(about=area.history_of, model__startswith=_OWN_MODELS)
    own |= Q(about=area.history_of, verb=HAND_OVER)
    return AuditEntry.objects.filter(own | Q(pk__in=gone.values("part_of")), part_of=None).order_by("-pk")


def may_take_back(entry: AuditEntry, area: Area, reach: Reach) -> bool:
    """Say whether going back before a change would move the area only where this person may move it.

    What is put back is all that has changed since, so an older change may bring an older place with it.
    """
    if entry.model != area._meta.label_lower or entry.before is None or entry.after is None:  # noqa: SLF001
        return True
    values = restoring.values_before(entry)
    if values.get("parent_id", area.parent_id) == area.parent_id:
        return True
    if values["parent_id"] is None:
        return reach.is_administrator
    return reach.is_administrator or Area.objects.editable_by(reach).filter(pk=values["parent_id"]).exists()


def of_community(community: Community) -> Entries:
    """Return the changes of a community, its names and extents, latest first."""
    return AuditEntry.objects.filter(about=community.history_of, part_of=None).order_by("-pk")
