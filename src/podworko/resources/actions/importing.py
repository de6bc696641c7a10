"""Changes of imports: a file brought, its columns settled, its rows decided on, all of it written in one step."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry
from podworko.core.text import squeeze
from podworko.core.visibility import Visibility
from podworko.organisations import duplicate_jobs
from podworko.organisations.actions.writing import changing_many
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.actions.import_bulk import BulkWriter
from podworko.resources.actions.import_changes import write_change
from podworko.resources.import_models import ImportedFile, ImportRow, ImportState, RegisterImport, RememberedColumns
from podworko.resources.importing import columns as column_meanings
from podworko.resources.importing.columns import Columns
from podworko.resources.importing.comparing import Act
from podworko.resources.importing.session import OPTIONS, Compared, compared_again, tables_of, unswept

Tell = Callable[[int], None]
"""Is told the percent of the whole step that is done."""
CHECKED = 30
"""Percent of the step after which all rows are compared once more; what follows is written."""
_COUNTED = {"added": Act.ADD, "places": Act.JOIN, "changed": Act.CHANGE, "left": Act.NOTHING}
MOST_TOLD = 20
"""Rows named in one sentence."""


class StaleImportError(ValidationError):
    """The register has changed under rows that were shown; `numbers` are theirs in the file."""

    def __init__(self, numbers: Collection[int]) -> None:
        self.numbers = sorted(numbers)
        listed = ", ".join(map(str, self.numbers[:MOST_TOLD])) + (" …" if len(self.numbers) > MOST_TOLD else "")
        super().__init__(
            _("Od obejrzenia podglądu ktoś zmienił spis. Inaczej wyglądają teraz wiersze: %(rows)s. Obejrzyj je.")
            % {"rows": listed},
            code="stale_import",
        )


@transaction.atomic
def start_import(*, area: Area, file_name: str, content: bytes, by: Actor | None) -> RegisterImport:
    """Bring a file; it is read afterwards, see `import_reading.read_import`."""
    made = RegisterImport(area=area, file_name=squeeze(file_name)[:200], entered_by_id=by.pk if by else None)
    made.full_clean()
    made.save(force_insert=True)
    ImportedFile.objects.create(register_import=made, content=content)
    audit.record(made, verb="start_import", before=None, after={"area_id": area.pk, "state": made.state}, by=by)
    return made


@transaction.atomic
def choose_columns(
    register_import: RegisterImport, *, columns: Columns, options: Mapping[str, Any], by: Actor | None
) -> RegisterImport:
    """Say what the columns mean and what holds for all rows; the rows are compared afterwards."""
    fresh = _open(register_import)
    if not columns.is_enough:
        raise ValidationError(_("Wskaż kolumnę z nazwą. Bez niej nie wiadomo, o kim mówi wiersz."), code="no_name")
    told = {**OPTIONS, **options}
    public = told["contact_visibility"] == Visibility.PUBLIC
    if public and not (told["legal_basis"] and told["notice_date"]):
        raise ValidationError(
            _("Żeby pokazać kontakty wszystkim, podaj podstawę i dzień zawiadomienia osób lub instytucji."),
            code="public_without_basis",
        )
    sheet = tables_of(fresh).sheets[columns.sheet]
    RememberedColumns.objects.update_or_create(
        area=fresh.area,
        headings_digest=column_meanings.digest(column_meanings.headings(sheet, columns.header)),
        defaults={"fields": list(columns.fields), "categories": told["categories"]},
    )
    stored = {"sheet": columns.sheet, "header": columns.header, "fields": list(columns.fields)}
    fresh.rows.all().delete()
    values = {"columns": stored, "options": told, "state": ImportState.COMPARING, "progress": 0, "problem": ""}
    audit.change(fresh, values, verb="choose_columns", by=by)
    return fresh


@transaction.atomic
def decide_rows(register_import: RegisterImport, *, decisions: Mapping[int, str], by: Actor | None) -> RegisterImport:
    """Write down what a person says of rows, by their position; all rows are compared anew afterwards."""
    fresh = _open(register_import)
    changed = {}
    for row in fresh.rows.filter(position__in=list(decisions)):
        if row.decision != decisions[row.position]:
            changed[str(row.position)] = (row.decision, decisions[row.position])
            row.decision = decisions[row.position]
            row.save(update_fields=["decision"])
    if changed:
        before, after = ({key: pair[side] for key, pair in changed.items()} for side in (0, 1))
        values = {"state": ImportState.COMPARING, "progress": 0}
        audit.change(fresh, values, verb="decide_rows", by=by, also={"decisions": (before, after)})
    return fresh


def commit_import(register_import: RegisterImport, *, by: Actor | None, tell: Tell | None = None) -> RegisterImport:
    """Write all that was shown, in one transaction; rows that nobody has decided on are left out.

    The search catches up afterwards: `core.search.later`, under the name `RegisterImport.search_wave`.

    Raises:
        StaleImportError: The register has changed under a row since; nothing was written.
    """
    tell = tell or (lambda _percent: None)
    with unswept(), changing_many(register_import.search_wave):
        fresh = _open(register_import)
        # Of two imports into one area the second waits, and then meets what the first has written.
        Area.objects.select_for_update().get(pk=fresh.area_id)
        rows = _checked_again(fresh, tell)
        first = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        writer = BulkWriter(fresh.area, {**OPTIONS, **fresh.options}, by)
        _write(rows, writer, tell)
        duplicate_jobs.look_soon(fresh.area)
        acts = Counter(each.outcome.act for each in rows)
        touched = {row.pk for row in writer.made.values()}
        changed = (each.outcome.organisation for each in rows if each.outcome.act == Act.CHANGE)
        touched |= {pk for pk in changed if pk is not None}
        _forget_written(fresh, rows)
        values = {
            "state": ImportState.DONE,
            "progress": 100,
            "problem": "",
            "made": {name: acts[act] for name, act in _COUNTED.items()},
            "touched": sorted(touched),
            "first_entry": first,
            "last_entry": AuditEntry.objects.aggregate(last=Max("pk"))["last"] or first,
            "done_at": timezone.now(),
        }
        audit.change(fresh, values, verb="commit_import", by=by)
    return fresh


@transaction.atomic
def delete_import(register_import: RegisterImport, *, by: Actor | None) -> None:
    """Forget a file that was not written."""
    fresh = audit.lock(register_import)
    if fresh.state in {ImportState.DONE, ImportState.WRITING, ImportState.UNDOING, ImportState.UNDONE}:
        raise ValidationError(_("Ten plik jest już zapisany w spisie. Można go cofnąć."), code="written")
    before = {"area_id": fresh.area_id, "state": fresh.state}
    audit.record(fresh, verb="delete_import", before=before, after=None, by=by)
    fresh.delete()


def _open(register_import: RegisterImport) -> RegisterImport:
    fresh = audit.lock(register_import)
    if fresh.state in {ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE}:
        raise ValidationError(_("Ten plik jest już zapisany w spisie."), code="written")
    if fresh.state in {ImportState.READING, ImportState.UNREADABLE}:
        raise ValidationError(_("Tego pliku jeszcze nie odczytaliśmy."), code="unread")
    return fresh


def _checked_again(register_import: RegisterImport, tell: Tell) -> list[Compared]:
    """Compare all rows anew; refuse if any of them would do something else than was shown."""
    shown = {row.position: row for row in register_import.rows.defer("cells", "faults", "remarks")}
    if not shown:
        raise ValidationError(_("Najpierw obejrzyj podgląd."), code="no_preview")
    known = {row.outcome.get("organisation") for row in shown.values()} - {None}
    for start in range(0, len(known), 500):
        ids = sorted(known)[start : start + 500]
        list(Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    decisions = {key: row.decision for key, row in shown.items() if row.decision}
    rows = compared_again(register_import, decisions, lambda percent: tell(percent * CHECKED // 100))
    changed = [each for each in rows if _differs(each, shown.get(each.row.position))]
    if changed or len(rows) != len(shown):
        raise StaleImportError([each.row.number for each in changed])
    return rows


def _differs(each: Compared, shown: ImportRow | None) -> bool:
    return shown is None or shown.outcome != each.outcome.essence()


def _write(rows: list[Compared], writer: BulkWriter, tell: Tell) -> None:
    outcomes = [each.outcome for each in rows]
    all_of_it = sum(1 for each in outcomes if each.act != Act.NOTHING)
    written = 0

    def count(more: int) -> None:
        nonlocal written
        written += more
        tell(CHECKED + (99 - CHECKED) * written // all_of_it)

    writer.add([each for each in outcomes if each.act == Act.ADD], count)
    writer.join([each for each in outcomes if each.act == Act.JOIN], count)
    for each in outcomes:
        if each.act == Act.CHANGE:
            write_change(each, area=writer.area, options=writer.options, by=writer.by)
            count(1)


def _forget_written(register_import: RegisterImport, rows: list[Compared]) -> None:
    """Keep of the file only the rows that were left out; the others stand in the register and its history."""
    written = [each.row.position for each in rows if each.outcome.act != Act.NOTHING]
    for start in range(0, len(written), 500):
        register_import.rows.filter(position__in=written[start : start + 500]).delete()
    ImportedFile.objects.filter(register_import=register_import).delete()
