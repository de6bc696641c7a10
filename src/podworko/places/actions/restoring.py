"""Going back: an area or a community as it was before, and what was deleted of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from podworko.core import audit, deletion
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.places.actions import areas, communities
from podworko.places.actions.writing import announce_area, announce_community, check_known, raise_version
from podworko.places.choices import AreaKind
from podworko.places.models import Area, Community

AREA_FIELDS = (*areas.OWN_FIELDS, "parent_id", "slug", "name")
COMMUNITY_FIELDS = (*communities.OWN_FIELDS, "areas", "name")


def restore_area(area: Area, *, values: Values, by: Actor | None, verb: str) -> Area:
    """Put an area back to its earlier description, place in the tree, name and address."""
    check_known(values, AREA_FIELDS)
    with transaction.atomic():
        if "slug" in values:
            areas.change_slug(area, slug=values["slug"], by=by, verb=verb)
        if "name" in values:
            areas.return_to_name(area, name=values["name"], by=by, verb=verb)
        own = {name: value for name, value in values.items() if name in areas.OWN_FIELDS}
        if "parent_id" not in values:
            return areas.change_area(area, values=own, by=by, verb=verb)
        parent = Area.objects.filter(pk=values["parent_id"]).first()
        if _is_wider(own.get("kind", area.kind), area.kind):
            areas.move_area(area, parent=parent, by=by, verb=verb)
            return areas.change_area(area, values=own, by=by, verb=verb)
        areas.change_area(area, values=own, by=by, verb=verb)
        return areas.move_area(area, parent=parent, by=by, verb=verb)


def _is_wider(kind: str, than: str) -> bool:
    """Say whether a kind is wider: one that becomes wider must first lie where it may be so."""
    kinds = list(AreaKind)
    return kinds.index(AreaKind(kind)) < kinds.index(AreaKind(than))


def restore_community(community: Community, *, values: Values, by: Actor | None, verb: str) -> Community:
    """Put a community back to its earlier description, name and areas."""
    check_known(values, COMMUNITY_FIELDS)
    with transaction.atomic():
        if "name" in values:
            communities.return_to_community_name(community, name=values["name"], by=by, verb=verb)
        own = {name: value for name, value in values.items() if name in communities.OWN_FIELDS}
        told_in = list(Area.objects.filter(pk__in=values["areas"])) if "areas" in values else None
        return communities.change_community(community, values=own, areas=told_in, by=by, verb=verb)


def bring_back_area_part(entry: AuditEntry, *, by: Actor | None, verb: str) -> models.Model:
    """Bring back a name, a boundary or a street of an area."""
    before: dict[str, Any] = entry.before or {}
    with transaction.atomic():
        area = audit.lock(Area(pk=before["area_id"]))
        if area.streets.filter(folded=before.get("folded")).exists():
            raise ValidationError(_("Ta ulica już jest na liście."), code="taken")
        row = deletion.bring_back(entry, verb=verb, by=by)
        raise_version(area)
        announce_area(area, area, row)
    return row


def bring_back_community(entry: AuditEntry, *, by: Actor | None, verb: str) -> models.Model:
    """Bring back a community with its names and extents, and tell of it where it was told of."""
    with transaction.atomic():
        deletion.bring_back(entry, verb=verb, by=by)
        community = Community.objects.get(pk=entry.object_id)
        announce_community(community)
    return community


def bring_back_community_part(entry: AuditEntry, *, by: Actor | None, verb: str) -> models.Model:
    """Bring back a name or an extent of a community."""
    before: dict[str, Any] = entry.before or {}
    with transaction.atomic():
        community = audit.lock(Community(pk=before["community_id"]))
        row = deletion.bring_back(entry, verb=verb, by=by)
        raise_version(community)
        announce_community(community)
    return row
