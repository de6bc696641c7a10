"""Pages on which a coordinator brings a file into the register: file → columns → preview → written, and back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.core import spreadsheet
from podworko.core.answers import carry_out
from podworko.core.search import later
from podworko.organisations import links
from podworko.organisations.views import fetching
from podworko.places.models import Area
from podworko.resources import import_jobs
from podworko.resources.actions import import_reading, import_undoing, importing
from podworko.resources.forms.importing import ColumnsForm, UploadForm
from podworko.resources.import_models import ImportRow, ImportState, RegisterImport
from podworko.resources.importing import columns as column_meanings
from podworko.resources.importing import preview, telling
from podworko.resources.importing.session import columns_of, tables_of

SMALL_FILE = 200_000
"""Bytes that are read while the person waits: less than a second."""
SMALL_TABLE = 400
"""Rows that are compared while the person waits."""
SMALL_STEP = 100
"""Entries that are written, or taken back, while the person waits."""
PER_PAGE = 20
_PAGES = {
    ImportState.COLUMNS: "resources:import_columns",
    ImportState.PREVIEW: "resources:import_preview",
    ImportState.DONE: "resources:import_result",
    ImportState.UNDONE: "resources:import_result",
    ImportState.UNREADABLE: "resources:import_result",
}


@require_safe
def imports(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List the files that were brought, the latest first, with what became of each."""
    area = _area(request, area_slug)
    rows = area.imports.select_related("entered_by", "undone_by").defer("touched", "options", "columns")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.said = telling.made_in_words(row.made)  # type: ignore[attr-defined]
    return render(request, "resources/imports.html", {"area": area, "page": page, "desk": links.desk(area_slug)})


@fetching.show_and_save
def add_import(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Take a file or pasted cells."""
    area = _area(request, area_slug)
    form = UploadForm(fetching.posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name, content = form.brought()
        made = importing.start_import(area=area, file_name=name, content=content, by=fetching.person(request))
        if len(content) <= SMALL_FILE:
            import_reading.read_import(made)
        else:
            import_jobs.read.enqueue(made.pk)
        return _go_on(made)
    return render(request, "resources/add_import.html", {"area": area, "form": form})


@fetching.show_and_save
def import_columns(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show what was recognised in the columns, and let it be corrected."""
    found = _import(request, area_slug, pk)
    if found.state not in {ImportState.COLUMNS, ImportState.PREVIEW}:
        return _go_on(found)
    sheets = tables_of(found).sheets
    columns = _asked_columns(request, found, sheets)
    form = ColumnsForm(fetching.posted(request), register_import=found, sheets=sheets, columns=columns)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: importing.choose_columns(
                found, columns=form.chosen(), options=form.options(), by=fetching.person(request)
            ),
        )
        if saved:
            rows = len(sheets[columns.sheet].rows)
            return _carry_on(saved, rows <= SMALL_TABLE, import_reading.compare_import, import_jobs.compare)
    header = sheets[columns.sheet].numbers[columns.header] if columns.header >= 0 else 0
    context = {
        "area": found.area,
        "import": found,
        "form": form,
        "sheets": sheets,
        "columns": columns,
        "header": header,
    }
    return render(request, "resources/import_columns.html", context)


@fetching.show_and_save
def import_preview(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show what each row would do; take decisions about those that only a person can decide."""
    found = _import(request, area_slug, pk)
    if found.state != ImportState.PREVIEW:
        return _go_on(found)
    if request.method == "POST":
        decided = importing.decide_rows(
            found, decisions=preview.decisions_of(request.POST), by=fetching.person(request)
        )
        messages.success(request, _("Zapisano wybory."))
        is_small = sum(found.counts.get(name, 0) for name in telling.VERDICTS) <= SMALL_TABLE
        return _carry_on(decided, is_small, import_reading.compare_import, import_jobs.compare)
    verdict = request.GET.get("kind", "")
    page = preview.page_of(found, verdict, request.GET.get("page"))
    chips = preview.chips(found)
    context = {"area": found.area, "import": found, "page": page, "chips": chips, "kind": verdict}
    return render(request, "resources/import_preview.html", context)


@require_safe
def import_progress(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Say how far a job is; the page may be left."""
    found = _import(request, area_slug, pk)
    percent = import_jobs.percent_done(found)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"is_under_way": percent is not None, "percent": percent or 0})
    if not found.is_under_way:
        return _go_on(found)
    return render(request, "resources/import_progress.html", {"area": found.area, "import": found, "percent": percent})


@require_safe
def rejected_rows(request: HttpRequest, area_slug: str, pk: int) -> StreamingHttpResponse:
    """Return the rows that were rejected as a file, each with the cell and the reason."""
    found = _import(request, area_slug, pk)
    rows = found.rows.filter(verdict="rejected").iterator(chunk_size=500)
    answer = StreamingHttpResponse(spreadsheet.lines(_rejected(rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="odrzucone-{found.pk}.csv"'
    return answer


@require_POST
def commit_import(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write all that was shown, in one step."""
    found = _import(request, area_slug, pk)
    if found.state != ImportState.PREVIEW:
        return _go_on(found)
    person = fetching.person(request)
    RegisterImport.objects.filter(pk=found.pk, state=ImportState.PREVIEW).update(state=ImportState.WRITING, progress=0)
    found.refresh_from_db()
    if found.counts.get("acts", 0) <= SMALL_STEP:
        done = import_jobs.write_or_show_anew(found, person)
        later.catch_up_if_it_can(done.search_wave)
        return _go_on(done)
    import_jobs.write.enqueue(found.pk, person.pk)
    return _go_on(found)


@require_safe
def import_result(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Say what was written, and offer to take it back."""
    found = _import(request, area_slug, pk)
    if found.state not in {ImportState.DONE, ImportState.UNDONE, ImportState.UNREADABLE}:
        return _go_on(found)
    said = {"made": telling.made_in_words(found.made), "undone": telling.undone_in_words(found.made)}
    rejected = found.rows.filter(verdict="rejected").count()
    page = links.register(area_slug)
    context = {"area": found.area, "import": found, "rejected": rejected, "register_page": page, **said}
    context["search_percent"] = import_jobs.percent_done(found)
    return render(request, "resources/import_result.html", context)


@fetching.show_and_save
def undo_import(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask, then take back all that an import wrote."""
    found = _import(request, area_slug, pk)
    if found.state != ImportState.DONE:
        return _go_on(found)
    if request.method == "POST":
        person = fetching.person(request)
        if len(found.touched) <= SMALL_STEP:
            return _go_on(_undone(request, found))
        with transaction.atomic():
            RegisterImport.objects.filter(pk=found.pk).update(state=ImportState.UNDOING, progress=0)
            import_jobs.undo.enqueue(found.pk, person.pk)
        found.refresh_from_db()
        return _go_on(found)
    context = {"area": found.area, "import": found, "made": telling.made_in_words(found.made)}
    return render(request, "resources/undo_import.html", context)


@require_POST
def delete_import(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Forget a file that was not written."""
    found = _import(request, area_slug, pk)
    try:
        importing.delete_import(found, by=fetching.person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Skasowano plik. W spisie nic się nie zmieniło."))
    return redirect("resources:imports", found.area.slug)


def _area(request: HttpRequest, slug: str) -> Area:
    return get_object_or_404(Area, slug=slug, pk__in=fetching.reach(request).coordinator_of)


def _undone(request: HttpRequest, found: RegisterImport) -> RegisterImport:
    """Take an import back while the person waits; where it cannot be, say why."""
    try:
        undone = import_undoing.undo_import(found, by=fetching.person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return found
    later.catch_up_if_it_can(undone.search_wave)
    return undone


def _import(request: HttpRequest, area_slug: str, pk: int) -> RegisterImport:
    rows = RegisterImport.objects.select_related("area", "entered_by", "undone_by")
    return get_object_or_404(rows, area=_area(request, area_slug), pk=pk)


def _go_on(found: RegisterImport) -> HttpResponse:
    """Go to the page of the step at which an import is."""
    page = _PAGES.get(ImportState(found.state), "resources:import_progress")
    return redirect(page, found.area.slug, found.pk)


def _carry_on(found: RegisterImport, is_small: bool, work: Callable[..., Any], job: Any) -> HttpResponse:  # noqa: FBT001
    """Do the next step at once where it is small, else leave it to a job."""
    if is_small:
        return _go_on(work(found))
    job.enqueue(found.pk)
    return _go_on(found)


def _asked_columns(request: HttpRequest, found: RegisterImport, sheets: list[Any]) -> column_meanings.Columns:
    """Return the columns of the sheet and header row that the address, or the form, names; else those recognised."""
    stored = columns_of(found)
    asked = request.POST if request.method == "POST" else request.GET
    sheet, header = asked.get("sheet", ""), asked.get("row" if request.method != "POST" else "header", "")
    if not sheet.isdigit() or int(sheet) >= len(sheets):
        return stored
    index = int(sheet)
    if request.method == "POST":
        at = int(header) if header.lstrip("-").isdigit() else stored.header
        known = index == stored.sheet and at == stored.header
        return stored if known else column_meanings.in_sheet(sheets, index, at)
    numbers = sheets[index].numbers
    if header.isdigit() and int(header) in numbers:
        return column_meanings.in_sheet(sheets, index, numbers.index(int(header)))
    return column_meanings.in_sheet(sheets, index)


def _rejected(rows: Any) -> Any:
    yield [_("Wiersz"), _("Komórka"), _("Powód"), _("Co jest w wierszu")]
    row: ImportRow
    for row in rows:
        for fault in row.faults:
            yield [row.number, fault["cell"], fault["reason"], *row.cells]
