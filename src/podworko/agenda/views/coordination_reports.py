"""What came of coordination in a period: on screen, on paper and as a file, every number with its records."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from podworko.agenda import links
from podworko.agenda.coordination_report import Line, Report, period_of
from podworko.agenda.forms.days import DayField
from podworko.agenda.models import Event, Finding
from podworko.agenda.permissions import may_announce
from podworko.core import spreadsheet, typst
from podworko.core.text import break_long_words
from podworko.core.typst import Document
from podworko.organisations.reach import reach_of
from podworko.places.models import Area

SHOWN = 50


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """Since when and until when."""

    error_title = gettext_lazy("Trzeba coś poprawić.")

    since = DayField(label=gettext_lazy("Od dnia"), required=False, widget=_day_input())
    until = DayField(label=gettext_lazy("Do dnia"), required=False, widget=_day_input())


@require_safe
def coordination_report(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show the numbers of a period: `?since=2026-01-01&until=2026-03-31`."""
    report, form = _asked(request, area_slug)
    tables = [(table, [(line, _records_page(report, line)) for line in table.lines]) for table in report.tables()]
    return render(request, "agenda/coordination_report.html", {"tables": tables, "form": form, **_about(report)})


@require_safe
def coordination_records(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show the records of one number: `?what=pair&of=3-7`."""
    report, _form = _asked(request, area_slug)
    what, of = request.GET.get("what", ""), request.GET.get("of", "")
    found = report.records(what, of)
    page: Page[Any] = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    said = next(
        (line for table in report.tables() for line in table.lines if (line.what, line.of) == (what, of)), None
    )
    if not what or said is None:
        raise Http404
    rows = [(row, _events_of(row), _when(row), _page_of(row, report)) for row in page]
    context = {"page": page, "line": said, "rows": rows}
    return render(request, "agenda/coordination_records.html", {**context, **_about(report)})


@require_safe
def coordination_report_csv(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Give the numbers to a spreadsheet."""
    report, _form = _asked(request, area_slug)
    rows: list[list[Any]] = [[_("Część"), _("Co"), _("Ile")]]
    rows += [[table.title, line.label, line.value] for table in report.tables() for line in table.lines]
    rows.append([_("Okres"), _said(report), ""])
    response = HttpResponse("".join(spreadsheet.lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="koordynacja-{_days(report)}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def print_coordination_report(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Give the numbers as a sheet of paper."""
    report, _form = _asked(request, area_slug)
    data = {
        "content_language": "pl",
        "when": _said(report),
        "tables": [
            {
                "name": table.title,
                "note": table.note,
                "rows": [[break_long_words(line.label), line.value] for line in table.lines],
            }
            for table in report.tables()
            if table.lines
        ],
        "scope": _scope(),
        "page": _("strona"),
    }
    title = f"{report.area.name}: {_('koordynacja')}"
    sheet = Document("agenda/print/coordination.typ", data, title, get_language() or "pl", timezone.now())
    response = HttpResponse(typst.render(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="koordynacja-{_days(report)}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _events_of(row: Event | Finding) -> list[tuple[Event, str]]:
    events = [row.first, row.second] if isinstance(row, Finding) else [row]
    return [(event, links.page(event)) for event in events]


def _when(row: Event | Finding) -> datetime | None:
    return row.first_at if isinstance(row, Finding) else getattr(row, "begins", row.starts)


def _page_of(row: Event | Finding, report: Report) -> str:
    return links.finding(row, report.area.slug) if isinstance(row, Finding) else ""


def _asked(request: HttpRequest, area_slug: str) -> tuple[Report, PeriodForm]:
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    if not may_announce(area, reach) and area.pk not in reach.analyst_in:
        raise Http404
    form = PeriodForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    period = period_of(said.get("since"), said.get("until"), timezone.localdate())
    shown = {"since": period.first, "until": period.last}
    return Report(area, reach, period), form if form.errors else PeriodForm(initial=shown)


def _records_page(report: Report, line: Line) -> str:
    if not line.what:
        return f"#{line.part}" if line.part else ""
    query = urlencode({"what": line.what, "of": line.of, **_query(report)})
    return f"{reverse('agenda:coordination_records', args=[report.area.slug])}?{query}"


def _query(report: Report) -> dict[str, str]:
    return {"since": report.period.first.isoformat(), "until": report.period.last.isoformat()}


def _days(report: Report) -> str:
    return f"{report.area.slug}-{report.period.first}-{report.period.last}"


def _said(report: Report) -> str:
    return f"{date_format(report.period.first, 'j E Y')} – {date_format(report.period.last, 'j E Y')}"


def _scope() -> str:
    return _("Liczby obejmują to, co możesz zobaczyć. Wydarzenie liczy się raz, choćby odbywało się co tydzień.")


def _about(report: Report) -> dict[str, Any]:
    slug = report.area.slug
    return {
        "area": report.area,
        "said": _said(report),
        "scope": _scope(),
        "query": urlencode(_query(report)),
        "keep_page": reverse("agenda:coordination_report", args=[slug]),
        "calendar_page": links.calendar(slug),
    }
