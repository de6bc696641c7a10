"""One import from its stored file to what each row would do now: read again, compared with the register as it is."""

import gc
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from podworko.core.tables import reading
from podworko.core.tables.sheet import Tables
from podworko.core.text import fold, squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.choices import Precision
from podworko.organisations.reach import reach_of
from podworko.places.models import Area, Street
from podworko.resources.import_models import RegisterImport
from podworko.resources.importing.columns import Columns
from podworko.resources.importing.comparing import Comparison, Outcome
from podworko.resources.importing.entries import ReadRow, Setting, read_rows
from podworko.resources.importing.known import register_of
from podworko.resources.importing.vocabulary import KINDS_OF_CATEGORIES
from podworko.resources.queries import categories_for

OPTIONS: Final[dict[str, Any]] = {
    "visibility": str(Visibility.ORGANISATION),
    "contact_visibility": str(Visibility.ORGANISATION),
    "legal_basis": "",
    "notice_date": "",
    "source": "",
    "precision": str(Precision.STREET),
    "skips_bad_cells": False,
    "categories": {},
}
"""What holds for all rows of an import; the safe answer to each question that nobody has answered."""
PROGRESS: Final = 500
"""Rows between two notes of how far it is."""


@dataclass(slots=True)
class Compared:
    """A row of the file and what it would do."""

    row: ReadRow
    outcome: Outcome


def pack(tables: Tables) -> bytes:
    """Return tables as they are stored."""
    return zlib.compress(json.dumps(reading.to_plain(tables), ensure_ascii=False).encode(), 3)


def tables_of(register_import: RegisterImport) -> Tables:
    """Return the tables of an import."""
    stored = register_import.imported_file.tables
    return reading.from_plain(json.loads(zlib.decompress(bytes(stored))))


def columns_of(register_import: RegisterImport) -> Columns:
    """Return what the columns of an import mean, as far as it is known."""
    stored = register_import.columns
    return Columns(stored["sheet"], stored["header"], tuple(stored["fields"]))


def setting_of(area: Area, options: Mapping[str, Any]) -> Setting:
    """Return what must be known to read the cells of a file for an area."""
    told = {**OPTIONS, **options}
    return Setting(
        today=timezone.localdate(),
        categories=category_words(area) | told["categories"],
        streets=list(Street.objects.filter(area=area).order_by("pk").values_list("name", flat=True)),
        precision=told["precision"],
        skips_bad_cells=told["skips_bad_cells"],
    )


def category_words(area: Area) -> dict[str, int]:
    """Return what a file may call the categories of an area, folded, and their ids."""
    found: dict[str, int] = {}
    for category in categories_for(area):
        for said in (*KINDS_OF_CATEGORIES.get(category.code, "").split(), category.code):
            found.setdefault(fold(said), category.pk)
        for said in (category.name, category.name_as_printed):
            if said:
                found[fold(squeeze(said))] = category.pk
    return found


def reach_for(register_import: RegisterImport) -> Reach | None:
    """Return what of the register is compared with: what the person who brought the file may change."""
    person = register_import.entered_by
    return None if person is None else reach_of(person)


def compared(  # noqa: PLR0913 – what an import is made of
    area: Area,
    tables: Tables,
    columns: Columns,
    options: Mapping[str, Any],
    *,
    reach: Reach | None,
    decisions: Mapping[int, str],
) -> tuple[int, Iterator[Compared]]:
    """Return how many rows there are, and each with what it would do."""
    with unswept():
        rows = read_rows(tables.sheets, columns.sheet, columns.header, columns.fields, setting_of(area, options))
    comparison = Comparison(register_of(area, reach), decisions)
    outcomes = comparison.outcomes(rows)
    return len(rows), (Compared(row, outcome) for row, outcome in zip(rows, outcomes, strict=True))


def compared_again(
    register_import: RegisterImport, decisions: Mapping[int, str], on_progress: Callable[[int], None] | None = None
) -> list[Compared]:
    """Compare the rows of a stored import with the register as it is now; tells the percent done."""
    count, each = compared(
        register_import.area,
        tables_of(register_import),
        columns_of(register_import),
        register_import.options,
        reach=reach_for(register_import),
        decisions=decisions,
    )
    found = []
    with unswept():
        for number, row in enumerate(each, start=1):
            found.append(row)
            if on_progress and number % PROGRESS == 0:
                on_progress(number * 100 // max(count, 1))
    return found


@contextmanager
def unswept() -> Iterator[None]:
    """Look for no rings among a hundred thousand values that all stay: that takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
