"""What jobs write of an import: the file read, its rows compared. Run twice, they do nothing the second time."""

from itertools import islice

from django.db import transaction

from podworko.core import bulk
from podworko.core.tables.intake import IntakeError, remarks_of, take_in
from podworko.core.tables.sheet import Sheet
from podworko.resources.import_models import ImportedFile, ImportRow, ImportState, RegisterImport, RememberedColumns
from podworko.resources.importing import columns as column_meanings
from podworko.resources.importing import reading
from podworko.resources.importing.columns import Columns
from podworko.resources.importing.comparing import Act, Verdict
from podworko.resources.importing.session import Compared, compared_again, pack

PORTION = 1_000
RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}


def read_import(register_import: RegisterImport) -> RegisterImport:
    """Read the file in a process of its own; what cannot be read is told in words."""
    if register_import.state != ImportState.READING:
        return register_import
    stored = register_import.imported_file
    try:
        tables = take_in(bytes(stored.content), read=reading.read_to_plain)
    except IntakeError as error:
        return _settle(register_import, state=ImportState.UNREADABLE, problem=str(error))
    columns, categories = remembered(register_import, tables.sheets, column_meanings.guess(tables.sheets))
    with transaction.atomic():
        ImportedFile.objects.filter(pk=stored.pk).update(content=b"", tables=pack(tables))
        found = {"sheet": columns.sheet, "header": columns.header, "fields": list(columns.fields)}
        return _settle(
            register_import,
            state=ImportState.COLUMNS,
            kind=tables.kind,
            remarks=remarks_of(tables),
            columns=found,
            options={"categories": categories},
        )


def remembered(
    register_import: RegisterImport, sheets: list[Sheet], columns: Columns
) -> tuple[Columns, dict[str, int]]:
    """Return what somebody has said of these headings before, else what they were recognised as."""
    headings = column_meanings.headings(sheets[columns.sheet], columns.header) if sheets else []
    digest = column_meanings.digest(headings)
    known = RememberedColumns.objects.filter(area=register_import.area_id, headings_digest=digest).first()
    if known is None or len(known.fields) != len(columns.fields):
        return columns, {}
    return Columns(columns.sheet, columns.header, tuple(known.fields)), known.categories


def compare_import(register_import: RegisterImport) -> RegisterImport:
    """Compare the rows with the register and keep what each would do."""
    if register_import.state != ImportState.COMPARING:
        return register_import
    rows = register_import.rows.exclude(decision="")
    decisions = dict(rows.values_list("position", "decision"))
    found = compared_again(register_import, decisions, lambda percent: _note(register_import, percent))
    counts = {str(verdict): 0 for verdict in Verdict}
    for each in found:
        counts[each.outcome.verdict] += 1
    counts["acts"] = sum(1 for each in found if each.outcome.act != Act.NOTHING)
    made = (_row(register_import, each, decisions) for each in found)
    with transaction.atomic():
        register_import.rows.all().delete()
        while portion := list(islice(made, PORTION)):
            bulk.insert(portion)
        return _settle(register_import, state=ImportState.PREVIEW, counts=counts, progress=100)


def _note(register_import: RegisterImport, percent: int) -> None:
    RegisterImport.objects.filter(pk=register_import.pk).update(progress=percent)


def _row(register_import: RegisterImport, each: Compared, decisions: dict[int, str]) -> ImportRow:
    row = each.row
    return ImportRow(
        register_import=register_import,
        position=row.position,
        rank=RANKS[each.outcome.verdict],
        verdict=each.outcome.verdict,
        decision=decisions.get(row.position, ""),
        sheet=row.sheet[:100],
        number=row.number,
        name=row.entry.name[:300],
        cells=[cell[:500] for cell in row.cells],
        faults=[{"cell": fault.cell, "field": fault.field, "reason": fault.reason} for fault in row.faults],
        remarks=row.remarks,
        outcome=each.outcome.essence(),
    )


def _settle(register_import: RegisterImport, **values: object) -> RegisterImport:
    """Note how far it is, unless somebody has taken it away meanwhile."""
    RegisterImport.objects.filter(pk=register_import.pk).update(**values)
    register_import.refresh_from_db()
    return register_import
