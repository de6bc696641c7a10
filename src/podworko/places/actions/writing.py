"""What all changes of places have in common: dates that make sense, and who has to hear of a change."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from podworko.core import audit, deletion
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry
from podworko.core.search import index
from podworko.core.text import squeeze
from podworko.places import validity
from podworko.places.freshness import bump_area
from podworko.places.models import Area, AreaName, Community, CommunityName, Dated

DATED_FIELDS = ("starts", "ends", "date_note", "source")


def dated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the days between which their dates lie.

    Raises:
        ValidationError: A date is no date, or the period ends before it begins.
    """
    if not {"starts", "ends"} & values.keys():
        return dict(values)
    starts, ends = squeeze(values.get("starts", "")), squeeze(values.get("ends", ""))
    try:
        days = Dated.dates(starts, ends)
    except validity.InvalidDateError as error:
        raise ValidationError(
            {"starts" if str(error) == starts else "ends": _("Wpisz datę, np. 2013, 2013-05 albo 2013-05-17.")}
        ) from error
    if not validity.is_in_order(starts, ends):
        raise ValidationError({"ends": _("Koniec jest wcześniej niż początek.")})
    return {**values, **days}


def end_before(row: Dated, starts: str, *, verb: str, by: Actor | None) -> None:
    """Let what held until now end where something new begins; what has an end already keeps it."""
    if row.ends not in {"", validity.OPEN}:
        return
    ends = validity.before(starts)
    if validity.is_in_order(row.starts, ends):
        audit.change(row, dated({"starts": row.starts, "ends": ends}), verb=verb, by=by)


def go_back_to_name(
    names: QuerySet[AreaName] | QuerySet[CommunityName], latest: str, earlier: str, *, verb: str, by: Actor | None
) -> None:
    """Take a later name back: the row of the earlier one holds as long as it did; what was corrected is put back."""
    later = names.filter(name=latest).last()
    row = names.filter(name=earlier).last()
    if row is None:
        if later is not None:
            audit.change(later, {"name": earlier}, verb=verb, by=by)
        return
    if later is not None:
        deletion.delete(later, verb=verb, by=by)
    audit.change(row, dated({"starts": row.starts, "ends": _end_once(row)}), verb=verb, by=by)


def _end_once(row: Dated) -> str:
    """Return the end that a row had before its last one was given."""
    told = (
        AuditEntry.objects.filter(
            model=row._meta.label_lower,  # noqa: SLF001
            object_id=row.pk,
            before__has_key="ends",
            after__has_key="ends",
        )
        .order_by("pk")
        .last()
    )
    return str((told.before or {})["ends"]) if told else row.ends


def raise_version(record: Area | Community) -> None:
    """Let forms over a record notice that something of it has changed, though no field of its own."""
    record.version += 1
    record.save(update_fields=["version"])


def check_known(values: Mapping[str, Any], known: tuple[str, ...]) -> None:
    """Refuse names that the action does not change: a mistake of the caller, not of a person."""
    unknown = set(values) - set(known)
    if unknown:
        raise TypeError(f"unknown values: {', '.join(sorted(unknown))}")


def announce_area(area: Area, *rows: Model, below: bool = False, beside: bool = False) -> None:
    """Tell the public pages and the search that an area, or what belongs to it, has changed; see `bump_area`."""
    bump_area(area, below=below, beside=beside)
    index.refresh(*(rows or [area]))


def announce_community(community: Community, *areas: Area) -> None:
    """Tell the public pages of a community's areas, and of `areas` which it may have left, and the search."""
    bump_area(*community.areas.all(), *areas, below=True)
    index.refresh(community)
