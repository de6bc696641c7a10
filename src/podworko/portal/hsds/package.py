"""The public register as a tabular data package: CSV files and their descriptor in one archive.

The cells are true data: no apostrophe before what a spreadsheet might take for a formula, since whoever reads a
package by its descriptor would take it for a part of the name (decision record 8). For spreadsheets there is
`/azory/organisations.csv`. Where the standard requires a cell and the register has nothing, it says so in words: an
empty cell would break the package.
"""

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Self

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from podworko.places.models import Area
from podworko.portal.hsds import asked, objects, terms
from podworko.portal.hsds.facts import facts_of
from podworko.portal.hsds.lists import listed_organisations
from podworko.portal.hsds.objects import Object
from podworko.portal.hsds.tables import TABLES, csv_schema

_CHUNK = 200
_PIECE = 65_536
_IN_MEMORY = 1_000_000
"""Bytes of a file up to which it is kept in memory."""


def package(area: Area | None, language: str | None) -> Iterator[bytes]:
    """Yield the archive piece by piece; what is kept of it meanwhile is bounded by the disk, not by the memory."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as archive:
        # The request is over when it is sent, and with it the choice of its language.
        with translation.override(language):
            _pack(area, archive)
        archive.seek(0)
        while piece := archive.read(_PIECE):
            yield piece


def _pack(area: Area | None, archive: IO[bytes]) -> None:
    with ExitStack() as files, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        tables = {name: files.enter_context(_Table(name)) for name in TABLES}
        for one in terms.taxonomies(None):
            tables["taxonomy"].write(one)
        for one in terms.taxonomy_terms(None):
            tables["taxonomy_term"].write(one)
        for whole in _organisations(area):
            _spread(whole, "organization", tables)
        packed.writestr("datapackage.json", json.dumps(_descriptor(area), ensure_ascii=False, indent=2))
        for name, table in tables.items():
            with packed.open(TABLES[name].file, "w") as there:
                for piece in table.pieces():
                    there.write(piece)


class _Table:
    """A file of CSV that is being written (RFC 4180); each row once, whoever names it."""

    def __init__(self, name: str) -> None:
        self.fields = TABLES[name].fields
        self.seen: set[str] = set()
        self.file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, mode="w+", encoding="utf-8", newline="")  # noqa: SIM115
        self.writer = csv.writer(self.file, lineterminator="\r\n")
        self.writer.writerow([field.name for field in self.fields])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def write(self, row: Object) -> bool:
        """Write a row unless it stands there; say whether it is new."""
        if row["id"] in self.seen:
            return False
        self.seen.add(row["id"])
        cells = [(row.get(field.name), field.is_required) for field in self.fields]
        unknown = _("brak danych")
        self.writer.writerow([unknown if needed and cell in (None, "") else cell for cell, needed in cells])
        return True

    def pieces(self) -> Iterator[bytes]:
        """Yield the file."""
        self.file.seek(0)
        while text := self.file.read(io.DEFAULT_BUFFER_SIZE):
            yield text.encode()


def _organisations(area: Area | None) -> Iterator[Object]:
    wanted = asked.read(QueryDict(f"area={area.slug}" if area else ""))
    keys = list(listed_organisations(wanted).order_by("sort_key", "pk").values_list("pk", flat=True))
    for first in range(0, len(keys), _CHUNK):
        chunk = keys[first : first + _CHUNK]
        facts = facts_of(chunk)
        for pk in filter(facts.organisations.__contains__, chunk):
            offers = objects.offers_of(facts, pk)
            yield {**objects.organization(facts, pk), "services": [objects.service(facts, offer) for offer in offers]}


def _spread(row: Object, name: str, tables: dict[str, _Table]) -> None:
    """Write an object and all that stands inside it, each into its own file."""
    if not tables[name].write(row):
        return
    table = TABLES[name]
    for field, there in table.lists.items():
        for inside in row.get(field, ()):
            _spread(inside, there, tables)
    for field, there in table.parts.items():
        if field in row:
            _spread(row[field], there, tables)
    for inside in row.get("services", ()):
        _spread(inside, "service", tables)


def _descriptor(area: Area | None) -> Object:
    where = area.full_label if area else settings.SITE.host
    return {
        "profile": "tabular-data-package",
        "name": f"hsds-{area.slug if area else 'podworko'}",
        "title": f"{_('Kto tu działa')}: {where}",
        "description": _("Publiczny rejestr organizacji i usług według Human Services Data Specification 3.0."),
        "version": "3.0.0",
        "homepage": f"{settings.PODWORKO_URL}/{f'{area.slug}/' if area else ''}",
        "created": timezone.now().isoformat(timespec="seconds"),
        "resources": [
            {
                "name": name,
                "path": table.file,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": csv_schema(name),
            }
            for name, table in TABLES.items()
        ],
    }
