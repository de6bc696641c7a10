"""The calendar of an area on paper. Whoever asks gets what everybody may see."""

from dataclasses import replace
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from podworko.agenda.wanted import Wanted, first_of_month, parse
from podworko.core import typst
from podworko.core.public_page import kept, public_page
from podworko.places.models import Area
from podworko.portal import calendar_pdfs
from podworko.portal.in_area import in_area
from podworko.portal.views.prints import PREVIEW_DOTS_PER_INCH, language_of

SOON = timedelta(days=62)
_FILES = {
    calendar_pdfs.MONTH: "kalendarz-miesiac",
    calendar_pdfs.WEEK: "kalendarz-tydzien",
    calendar_pdfs.WHATS_ON: "co-sie-dzieje",
    calendar_pdfs.LEAFLET: "ulotka",
}


@public_page("calendar:{area_slug}")
@in_area
def print_month(request: HttpRequest, area: Area) -> HttpResponse:
    """Give a month of the calendar on one sheet: `?month=2026-12`, filters, `?paper=A4`, `?language=uk`."""
    wanted = parse(request.GET)
    asked = first_of_month(request.GET.get("month", ""))
    return _pdf(request, area, calendar_pdfs.MONTH, replace(wanted, day=asked or wanted.day))


@public_page("calendar:{area_slug}")
@in_area
def print_week(request: HttpRequest, area: Area) -> HttpResponse:
    """Give a week of the calendar on one sheet: `?day=2026-12-07`, filters, `?paper=A3`, `?language=uk`."""
    return _pdf(request, area, calendar_pdfs.WEEK, parse(request.GET))


@public_page("calendar:{area_slug}")
@in_area
def print_whats_on(request: HttpRequest, area: Area) -> HttpResponse:
    """Give what is on in the next thirty days in large print: `?for=seniors` and the other filters."""
    return _pdf(request, area, calendar_pdfs.WHATS_ON, parse(request.GET))


@public_page("calendar:{area_slug}")
@in_area
def print_leaflet(request: HttpRequest, area: Area) -> HttpResponse:
    """Give a leaflet of this week and the next: filters, `?paper=A3`, `?language=uk`."""
    return _pdf(request, area, calendar_pdfs.LEAFLET, parse(request.GET))


@public_page("calendar:{area_slug}")
@in_area
def print_calendar_preview(request: HttpRequest, area: Area, name: str) -> HttpResponse:
    """Give a small picture of a print's first page."""
    if name not in calendar_pdfs.PAPERS:
        raise Http404
    language = language_of(request)

    def make() -> bytes:
        made = calendar_pdfs.document(name, area, Wanted(), language=language)
        return typst.preview(made, dots_per_inch=PREVIEW_DOTS_PER_INCH)

    return HttpResponse(kept(request, ("preview", name, language), make), content_type="image/png")


def _pdf(request: HttpRequest, area: Area, name: str, wanted: Wanted) -> HttpResponse:
    language, papers = language_of(request), calendar_pdfs.PAPERS[name]
    paper = request.GET.get("paper", next(iter(papers))).upper()
    if paper not in papers:
        raise Http404

    def make() -> bytes:
        return calendar_pdfs.pdf(name, area, wanted, paper=paper, language=language)

    made = make() if _is_rare(wanted) else kept(request, (name, language, paper, wanted), make)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{area.slug}-{_FILES[name]}-{paper}.pdf"'
    return response


def _is_rare(wanted: Wanted) -> bool:
    """Say whether hardly anybody else asks for the same: it would push out of memory what many do ask for."""
    is_far = wanted.day is not None and abs(wanted.day - timezone.localdate()) > SOON
    return is_far or bool(wanted.words or wanted.organiser or wanted.place or wanted.kind)
