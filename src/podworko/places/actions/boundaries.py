"""Changes of boundaries: read and waiting, confirmed, told in words or by streets, put right, deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.core import audit, deletion
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.text import squeeze
from podworko.places import geometry
from podworko.places.actions.writing import (
    DATED_FIELDS,
    announce_area,
    check_known,
    dated,
    end_before,
    raise_version,
)
from podworko.places.imports import Reading
from podworko.places.models import Area, Boundary, BoundaryDraft, Street
from podworko.places.validity import OPEN

OWN_FIELDS = ("description", "attribution", *DATED_FIELDS)


def draft_boundary(area: Area, *, reading: Reading, by: Actor, file_name: str = "") -> BoundaryDraft:
    """Keep what was read until its reader has looked at it; a new draft takes the place of their last one."""
    values = {
        "file_name": squeeze(file_name)[:200],
        "outlines": [asdict(found) for found in reading.outlines],
        "remarks": reading.remarks,
    }
    draft, _is_new = BoundaryDraft.objects.update_or_create(area=area, made_by=by.pk, defaults=values)
    return draft


def discard_draft(draft: BoundaryDraft, *, by: Actor) -> None:
    """Forget what was read; nothing had become of it."""
    BoundaryDraft.objects.filter(pk=draft.pk, made_by=by.pk).delete()


def confirm_boundary(draft: BoundaryDraft, *, chosen: Sequence[int], values: Values, by: Actor) -> Boundary:
    """Make the chosen outlines of a draft, joined, the boundary of its area; the draft goes.

    `chosen`: positions in `draft.outlines`. `values`: `OWN_FIELDS`.
    """
    with transaction.atomic():
        waiting = BoundaryDraft.objects.select_for_update().filter(pk=draft.pk, made_by=by.pk).first()
        if waiting is None:
            raise ValidationError(_("Ta granica została już zapisana albo odrzucona."), code="gone")
        outlines = [waiting.outlines[position]["geometry"] for position in chosen if position < len(waiting.outlines)]
        if not outlines:
            raise ValidationError(_("Wybierz co najmniej jeden obszar."), code="none_chosen")
        boundary = set_boundary(waiting.area, outlines=outlines, values=values, by=by)
        waiting.delete()
    return boundary


def set_boundary(
    area: Area,
    *,
    values: Values,
    by: Actor | None,
    outlines: Sequence[dict[str, Any]] = (),
    streets: Iterable[Street] = (),
) -> Boundary:
    """Give an area a boundary: an outline, a list of streets, or words alone; earlier ones stay in its history.

    `outlines`: GeoJSON geometries that are valid and will be joined.
    """
    check_known(values, OWN_FIELDS)
    listed = list(streets)
    if not outlines and not listed and not values.get("description"):
        raise ValidationError({"description": _("Opisz granice albo wybierz ulice.")}, code="empty")
    with transaction.atomic():
        fresh = audit.lock(area)
        is_current = values.get("ends", "") in {"", OPEN}
        for earlier in fresh.boundaries.all() if is_current else ():
            end_before(earlier, values.get("starts", ""), verb="set_boundary", by=by)
        boundary = Boundary(area=fresh, **_geometries(outlines), **dated(values))
        boundary.full_clean()
        boundary.save(force_insert=True)
        boundary.streets.set(listed)
        after = audit.snapshot(boundary, ("streets",))
        audit.record(boundary, verb="set_boundary", before=None, after=after, by=by)
        raise_version(fresh)
        announce_area(fresh, beside=True)
    return boundary


def correct_boundary(
    boundary: Boundary,
    *,
    values: Values,
    by: Actor | None,
    version: int | None = None,
    verb: str = "correct_boundary",
) -> Boundary:
    """Put dates, source or words of a boundary right; `version` is its area's."""
    check_known(values, OWN_FIELDS)
    with transaction.atomic():
        area = audit.lock(boundary.area, version)
        fresh = audit.lock(boundary)
        values = dated({"starts": fresh.starts, "ends": fresh.ends, **values})
        if audit.change(fresh, values, verb=verb, by=by):
            raise_version(area)
            announce_area(area, beside=True)
    return fresh


def delete_boundary(boundary: Boundary, *, by: Actor | None) -> AuditEntry:
    """Delete a boundary that was never one; what has ended is history and stays."""
    with transaction.atomic():
        area = audit.lock(boundary.area)
        entry = deletion.delete(boundary, verb="delete_boundary", by=by)
        raise_version(area)
        announce_area(area, beside=True)
    return entry


def _geometries(outlines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if not outlines:
        return {}
    shapes = [geometry.from_geojson(outline) for outline in outlines]
    whole = geometry.join(shapes) if len(shapes) > 1 else shapes[0]
    light = geometry.simplify(whole)
    return {
        "geometry": geometry.to_geojson(whole),
        "light_geometry": geometry.to_geojson(light) if light is not None else None,
    }
