"""Counts of entries per square and zoom level, stored, so that a map of a whole city answers at once.

Only entries that everybody may see are counted. The counts are kept true by whoever changes an
entry: every action that creates, moves, hides, shows, closes or deletes a place or its
organisation, or files it under another category, calls `refresh` with the ids of the places
concerned, in its transaction, after its own writes. After a deletion the ids are still to be told.
After a change of a category's code: `rebuild`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import connection, transaction

from podworko.core import bulk
from podworko.core.grid import cell_of
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location
from podworko.resources.models import Cell, CountedEntry
from podworko.resources.queries import listed

ZOOMS = range(5, 17)
"""The zoom levels that have cells; further in, a window holds few enough points to send each."""
TOTALS = 0
"""Stands for the whole area, entries without a point included."""
E7 = 10_000_000
CHUNK = 2_000

Key = tuple[int, int, str, int, int]
"""Area, zoom, category, x, y."""


class Counted(NamedTuple):
    """What the cells hold of one entry."""

    area_ids: tuple[int, ...]
    category: str
    longitude_e7: int | None
    latitude_e7: int | None
    is_exact: bool


@transaction.atomic
def refresh(location_ids: Iterable[int]) -> None:
    """Bring the cells up to date with these places, whatever has happened to them."""
    ids = sorted(set(location_ids))
    for start in range(0, len(ids), CHUNK):
        _refresh(ids[start : start + CHUNK])


def refresh_organisations(organisation_ids: Iterable[int]) -> None:
    """Bring the cells up to date with all places of these organisations."""
    refresh(Location.objects.filter(organisation__in=list(organisation_ids)).values_list("pk", flat=True))


@transaction.atomic
def rebuild() -> None:
    """Count everything anew."""
    Cell.objects.all().delete()
    CountedEntry.objects.all().delete()
    refresh(listed(Location.objects.public()).values_list("pk", flat=True))


def _refresh(ids: list[int]) -> None:
    # Whoever else changes one of these places waits, so that nothing is counted twice.
    list(Location.objects.select_for_update().order_by("pk").filter(pk__in=ids).values_list("pk"))
    before, after = _stored(ids), _true(ids)
    changed = [pk for pk in ids if before.get(pk) != after.get(pk)]
    changes: dict[Key, list[int]] = defaultdict(lambda: [0] * 5)
    for pk in changed:
        for state, sign in ((before.get(pk), -1), (after.get(pk), 1)):
            for key, amounts in _contributions(state) if state else ():
                sums = changes[key]
                for position, amount in enumerate(amounts):
                    sums[position] += sign * amount
    _apply(changes)
    CountedEntry.objects.filter(pk__in=changed).delete()
    bulk.insert(CountedEntry(location_id=pk, **after[pk]._asdict()) for pk in changed if pk in after)


def _stored(ids: list[int]) -> dict[int, Counted]:
    rows = CountedEntry.objects.filter(pk__in=ids).values_list("pk", *Counted._fields)
    return {pk: Counted(tuple(area_ids), *rest) for pk, area_ids, *rest in rows}


def _true(ids: list[int]) -> dict[int, Counted]:
    rows = (
        listed(Location.objects.public())
        .filter(pk__in=ids)
        .values_list("pk", "area__path", "listings__category__code", "longitude", "latitude", "precision")
    )
    return {
        pk: Counted(
            tuple(int(part) for part in path.strip("/").split("/")),
            category,
            None if longitude is None else round(longitude * E7),
            None if latitude is None else round(latitude * E7),
            precision == Precision.EXACT,
        )
        for pk, path, category, longitude, latitude, precision in rows
    }


def _contributions(entry: Counted) -> Iterator[tuple[Key, tuple[int, int, int, int, int]]]:
    longitude, latitude = entry.longitude_e7, entry.latitude_e7
    is_placed = longitude is not None and latitude is not None
    amounts = (1, int(is_placed), int(entry.is_exact), longitude or 0, latitude or 0)
    squares = [(TOTALS, 0, 0)]
    if longitude is not None and latitude is not None:
        squares += ((zoom, *cell_of(longitude / E7, latitude / E7, zoom)) for zoom in ZOOMS)
    for area in entry.area_ids:
        for zoom, x, y in squares:
            for category in ("", entry.category):
                yield (area, zoom, category, x, y), amounts


def _apply(changes: dict[Key, list[int]]) -> None:
    # In one order, so that two writers cannot wait for each other.
    rows: list[Sequence[int | str]] = [(*key, *amounts) for key, amounts in sorted(changes.items()) if any(amounts)]
    lowered = [key for key, amounts in sorted(changes.items()) if amounts[0] < 0]
    sums = ("entries", "placed", "exact", "longitude_sum", "latitude_sum")
    columns = ("area_id", "zoom", "category", "x", "y", *sums)
    table = Cell._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
            " ON CONFLICT (area_id, zoom, category, x, y) DO UPDATE SET "
            + ", ".join(f"{column} = {table}.{column} + excluded.{column}" for column in sums),
            rows,
        )
        cursor.executemany(
            f"DELETE FROM {table} WHERE area_id = %s AND zoom = %s AND category = %s AND x = %s AND y = %s"
            " AND entries = 0",
            lowered,
        )
