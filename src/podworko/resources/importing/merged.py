"""Fetches what entries said before they were merged into those of a register: a file may still know them so."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Q

from podworko.core.models import AuditEntry
from podworko.organisations.models import Location, Merge, Organisation, OrganisationIdentifier
from podworko.places.models import Area
from podworko.resources.importing.register import KnownEntry, KnownPlace
from podworko.resources.models import Listing, OpeningHours

Values = Mapping[str, Any]
_AT_ONCE: Final = 500
_OWN: Final = ("corrected_name", "sector", "description", "website", "status")
_PLACE: Final = {
    "name": "name",
    "street": "street_name",
    "house": "house_number",
    "flat": "flat_number",
    "postcode": "postcode",
    "city": "city",
    "address_note": "address_note",
    "printed": "address_as_printed",
    "latitude": "latitude",
    "longitude": "longitude",
    "precision": "precision",
    "reference": "reference",
}


def add_merged(found: Mapping[int, KnownEntry], area: Area) -> None:
    """Give entries what was merged into them and has not been taken apart since.

    Only what was kept in the register of the area itself: other names may have been for the eyes of others.
    """
    rows = Merge.objects.standing().filter(home_area__path__startswith=area.path).select_related("home_area")
    merges = [merge for merge in rows.order_by("pk") if merge.kept_id in found]
    gone = _gone({pk for merge in merges for pk in merge.deletions})
    for merge in merges:
        rows_of_merge = [values for pk in merge.deletions for values in gone.get(pk, ())]
        found[merge.kept_id].merged.append(_entry(merge, rows_of_merge))


def _gone(ids: Collection[int]) -> dict[int, list[AuditEntry]]:
    """Return what went with some deletions, by the id of the history entry of each."""
    found: defaultdict[int, list[AuditEntry]] = defaultdict(list)
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        chunk = ordered[start : start + _AT_ONCE]
        rows = AuditEntry.objects.filter(
            Q(pk__in=chunk) | Q(part_of__in=chunk), after__isnull=True, model__in=list(_LEARNT)
        )
        for row in rows.order_by("pk"):
            found[row.part_of or row.pk].append(row)
    return found


def _entry(merge: Merge, gone: Collection[AuditEntry]) -> KnownEntry:
    entry = KnownEntry(merge.merged_id, merge.merged_name, slug=merge.slug, area_slug=merge.home_area.slug)
    became = _became(merge)
    # Places before what belongs to them.
    for row in sorted(gone, key=lambda row: list(_LEARNT).index(row.model)):
        _LEARNT[row.model](entry, row.object_id, row.before or {})
    for place in entry.places:
        place.became = became.get(place.id)
    return entry


def _became(merge: Merge) -> dict[int, int]:
    """Return which place took over what belonged to one that was joined into it, as far as anything did."""
    found = {}
    for _model, _pk, values in merge.moves:
        before, after = values.get("location_id") or (None, None)
        if before and after:
            found[before] = after
    return found


def _organisation(entry: KnownEntry, _pk: int, values: Values) -> None:
    for name in _OWN:
        setattr(entry, name, values.get(name) or getattr(entry, name))
    if values.get("assured_date"):
        entry.assured_date = date.fromisoformat(values["assured_date"])


def _place(entry: KnownEntry, pk: int, values: Values) -> None:
    told = {name: values[column] for name, column in _PLACE.items() if values.get(column) is not None}
    entry.places.append(KnownPlace(pk, **told))


def _number(entry: KnownEntry, _pk: int, values: Values) -> None:
    scheme = values["scheme"]
    entry.identifiers[scheme if scheme not in entry.identifiers else f"{scheme}#{len(entry.identifiers)}"] = values[
        "value"
    ]


def _category(entry: KnownEntry, _pk: int, values: Values) -> None:
    for place in entry.places:
        if place.id == values["location_id"]:
            place.category_ids.append(values["category_id"])


def _hours(entry: KnownEntry, _pk: int, values: Values) -> None:
    for place in entry.places:
        if place.id == values["location_id"]:
            place.has_other_hours |= bool(values.get("valid_from") or values.get("valid_until"))
            place.hours.append((values["weekday"], values["opens"][:5], values["closes"][:5]))


_LEARNT: Final[dict[str, Callable[[KnownEntry, int, Values], None]]] = {
    Organisation._meta.label_lower: _organisation,  # noqa: SLF001
    Location._meta.label_lower: _place,  # noqa: SLF001
    OrganisationIdentifier._meta.label_lower: _number,  # noqa: SLF001
    Listing._meta.label_lower: _category,  # noqa: SLF001
    OpeningHours._meta.label_lower: _hours,  # noqa: SLF001
}
"""What is read of the history, in this order."""
