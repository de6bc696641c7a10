import io
import json
import sys
import zipfile
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from podworko.config.management.commands.export import find_area
from podworko.core.search import later
from podworko.core.tables.intake import IntakeError, remarks_of, take_in
from podworko.core.tables.sheet import Tables
from podworko.core.visibility import Visibility
from podworko.organisations.choices import Precision
from podworko.places.models import Area
from podworko.resources.actions import import_reading, import_undoing, importing
from podworko.resources.importing import columns as column_meanings
from podworko.resources.importing import reading, telling
from podworko.resources.importing.columns import Columns
from podworko.resources.importing.comparing import Verdict
from podworko.resources.importing.session import OPTIONS, Compared, compared, unswept
from podworko.resources.models import RegisterImport

NOT_ALL = 3
"""Exit code when it went well, but rows were left out: rejected, or waiting for somebody's decision."""


class Command(BaseCommand):
    help = (
        "Wczytuje do spisu osiedla organizacje, miejsca, kontakty i usługi z pliku: XLSX, ODS, XLS, CSV, JSON,"
        " GeoJSON, uMap, paczka HSDS 3.0 (także jako folder). Cofnięcie: --undo NUMER. Granicę osiedla wczytuje:"
        " podworko import boundary --help. Kody wyjścia: 0 – wszystko; 1 – plik odrzucony; 2 – zły sposób użycia;"
        " 3 – wczytane, ale część wierszy została na boku."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="plik, folder z paczką HSDS albo - (ze strumienia)")
        parser.add_argument("--area", required=True, help="osiedle, jak w adresie strony, np. azory")
        parser.add_argument("--preview", action="store_true", help="pokazuje, co by się stało; niczego nie zapisuje")
        parser.add_argument("--json", action="store_true", help="mówi w JSON, każdy wiersz z osobna")
        parser.add_argument("--sheet", default="", help="nazwa arkusza, gdy jest ich kilka")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="C=phone",
            help=f"co jest w kolumnie; znane słowa: {', '.join(column_meanings.FIELDS)}",
        )
        parser.add_argument("--visibility", choices=Visibility.values, default=Visibility.ORGANISATION)
        parser.add_argument("--precision", choices=Precision.values, default=Precision.STREET)
        parser.add_argument("--source", default="", help="skąd pochodzą dane; bez tego: nazwa pliku")
        parser.add_argument(
            "--skip-bad-cells", action="store_true", help="pomija złe komórki, a resztę wiersza wczytuje"
        )
        parser.add_argument("--undo", type=int, metavar="NUMER", help="cofa wczytanie o tym numerze")

    def handle(self, *args: Any, **options: Any) -> None:
        area = find_area(options["area"])
        if options["undo"]:
            self._undo(area, options["undo"])
            return
        if options["file"] is None:
            raise CommandError("Podaj plik, który ma być wczytany.", returncode=2)
        try:
            content = _content(options["file"])
        except OSError as error:
            raise CommandError(f"Nie da się odczytać {options['file']}: {error.strerror}.") from error
        told = {**OPTIONS, "source": options["source"] or options["file"].name}
        told |= {"visibility": options["visibility"], "precision": options["precision"]}
        told["skips_bad_cells"] = options["skip_bad_cells"]
        try:
            if options["preview"]:
                self._preview(area, content, told, options)
            else:
                self._import(area, content, told, options)
        except IntakeError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _preview(self, area: Area, content: bytes, told: dict[str, Any], options: dict[str, Any]) -> None:
        tables = take_in(content, read=reading.read_to_plain)
        columns = _columns(tables, column_meanings.guess(tables.sheets), options)
        if not columns.is_enough:
            raise CommandError(_unknown_name(tables, columns))
        count, each = compared(area, tables, columns, told, reach=None, decisions={})
        with unswept():
            found = list(tqdm(each, total=count, desc="porównanie", unit="", file=self.stderr, disable=None))
        self._say(tables, columns, found, as_json=options["json"])

    def _import(self, area: Area, content: bytes, told: dict[str, Any], options: dict[str, Any]) -> None:
        made = importing.start_import(area=area, file_name=options["file"].name, content=content, by=None)
        try:
            left = self._carry_out(made, told, options)
        except (CommandError, ValidationError):
            # What was refused leaves nothing behind.
            importing.delete_import(made, by=None)
            raise
        if left:
            sys.exit(NOT_ALL)

    def _carry_out(self, made: RegisterImport, told: dict[str, Any], options: dict[str, Any]) -> int:
        made = import_reading.read_import(made)
        if made.problem:
            raise CommandError(made.problem)
        from podworko.resources.importing.session import columns_of, tables_of

        tables = tables_of(made)
        columns = _columns(tables, columns_of(made), options)
        if not columns.is_enough:
            raise CommandError(_unknown_name(tables, columns))
        told["categories"] = made.options.get("categories", {})
        importing.choose_columns(made, columns=columns, options=told, by=None)
        made.refresh_from_db()
        made = import_reading.compare_import(made)
        self.stderr.write("Zapisujemy…")
        self.stderr.flush()
        with self._bar(100, "zapis") as bar:
            done = importing.commit_import(made, by=None, tell=lambda percent: _move(bar, percent))
        self._catch_up(done)
        waiting = done.counts[Verdict.REJECTED] + done.counts[Verdict.PROBABLE]
        if options["json"]:
            answer = {"import": done.pk, "counts": done.counts, "made": done.made}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return int(waiting)
        for sentence in telling.made_in_words(done.made):
            self.stdout.write(sentence)
        self.stdout.write(f"Cofnięcie: podworko import --area {done.area.slug} --undo {done.pk}")
        return int(waiting)

    def _undo(self, area: Area, number: int) -> None:
        found = RegisterImport.objects.filter(area=area, pk=number).first()
        if found is None:
            raise CommandError(f"Nie ma wczytania o numerze {number}.")
        try:
            done = import_undoing.undo_import(found, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self._catch_up(done)
        for sentence in telling.undone_in_words(done.made):
            self.stdout.write(sentence)
        for name in done.kept:
            self.stdout.write(f"Zostawiono, bo ktoś to potem zmienił: {name}")

    def _say(self, tables: Tables, columns: Columns, found: list[Compared], *, as_json: bool) -> None:
        counts = Counter(each.outcome.verdict for each in found)
        if as_json:
            rows = [_row(each) for each in found]
            answer = {"kind": tables.kind, "counts": {str(key): counts[key] for key in Verdict}, "rows": rows}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
            return
        headings = column_meanings.headings(tables.sheets[columns.sheet], columns.header)
        known = [f"{heading} → {field}" for heading, field in zip(headings, columns.fields, strict=False) if field]
        self.stdout.write("Kolumny: " + "; ".join(known))
        for remark in remarks_of(tables):
            self.stdout.write(f"– {remark}")
        for verdict in Verdict:
            self.stdout.write(f"{telling.VERDICTS[verdict]}: {counts[verdict]}")
        for each in [each for each in found if each.row.faults][:20]:
            self.stdout.write(f"  {each.row.faults[0].cell}: {each.row.faults[0].reason}")

    def _catch_up(self, done: RegisterImport) -> None:
        """Let the search know of it; whoever ends the command here leaves that to a worker."""
        self.stderr.write("Zapisane. Wyszukiwarka dogania…")
        self.stderr.flush()
        with self._bar(len(done.touched), "wyszukiwarka") as bar:
            later.catch_up(done.search_wave, lambda count: _advance(bar, count))

    def _bar(self, total: int, what: str) -> "tqdm[Any]":
        return tqdm(total=total, desc=what, unit="", file=self.stderr, disable=None)


def _move(bar: "tqdm[Any]", to: int) -> None:
    _advance(bar, to - int(bar.n))


def _advance(bar: "tqdm[Any]", count: int) -> None:
    bar.update(count)


def _content(file: Path) -> bytes:
    """Return a file; a folder as the archive that it could have been sent as."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    if not file.is_dir():
        return file.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(file.glob("*.csv")) + sorted(file.glob("*.json")):
            archive.write(part, part.name)
    return packed.getvalue()


def _columns(tables: Tables, columns: Columns, options: dict[str, Any]) -> Columns:
    if options["sheet"]:
        names = [sheet.name for sheet in tables.sheets]
        if options["sheet"] not in names:
            raise CommandError(f"Nie ma arkusza „{options['sheet']}”. Są: {', '.join(names)}.", returncode=2)
        columns = column_meanings.in_sheet(tables.sheets, names.index(options["sheet"]))
    fields = list(columns.fields)
    for said in options["column"]:
        letter, _equals, field = said.partition("=")
        index = _index(letter.strip().upper())
        if field not in {"", *column_meanings.FIELDS} or not 0 <= index < len(fields):
            raise CommandError(f"Nie rozumiemy: --column {said}.", returncode=2)
        fields = ["" if known == field else known for known in fields]
        fields[index] = field
    return Columns(columns.sheet, columns.header, tuple(fields))


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _unknown_name(tables: Tables, columns: Columns) -> str:
    found = column_meanings.headings(tables.sheets[columns.sheet], max(columns.header, 0)) if tables.sheets else []
    return (
        "Nie wiadomo, w której kolumnie jest nazwa. Podaj na przykład: --column B=name. Nagłówki w pliku: "
        + ", ".join(heading for heading in found if heading)[:300]
    )


def _row(each: Compared) -> dict[str, Any]:
    row, outcome = each.row, each.outcome
    return {
        "sheet": row.sheet,
        "row": row.number,
        "name": row.entry.name,
        "verdict": str(outcome.verdict),
        "organisation": outcome.organisation,
        "changes": outcome.changes,
        "like": [name for _id, name in outcome.twins],
        "repeats": outcome.repeats,
        "rejected": [{"cell": fault.cell, "reason": fault.reason} for fault in row.faults],
        "remarks": row.remarks,
    }
