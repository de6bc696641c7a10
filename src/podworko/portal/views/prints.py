from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from podworko.core import typst
from podworko.core.map_layout import TooManyMarkersError
from podworko.core.public_page import kept, public_page
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal import entry_cards, needs_pdfs, pdfs, prints_offered
from podworko.portal.in_area import in_area
from podworko.portal.paging import page_number
from podworko.portal.print_check import problem_groups
from podworko.portal.printed import MOST_ENTRIES, TooManyEntriesError

PREVIEWS: dict[str, Callable[..., typst.Document]] = {
    "resource-map": pdfs.poster,
    "list": pdfs.large_print,
    "needs-map": needs_pdfs.document,
    "entry-cards": entry_cards.first_sheet,
}
PREVIEW_DOTS_PER_INCH = 48.0


@public_page("area:{area_slug}")
@in_area
def print_index(request: HttpRequest, area: Area) -> HttpResponse:
    """Show what can be printed of an area, and how much is wrong with it."""
    return _index(request, area)


@public_page("area:{area_slug}")
@in_area
def print_problems(request: HttpRequest, area: Area) -> HttpResponse:
    """List what is wrong before printing: to each person what they may mend, to others only how much."""
    try:
        groups = problem_groups(area, reach_of(request.user), timezone.localdate())
    except TooManyEntriesError as error:
        return _index(request, area, refused=error)
    context = {
        "area": area,
        "groups": groups,
        "count": sum(group.count for group in groups),
        "hidden": sum(group.hidden for group in groups),
    }
    return render(request, "portal/print_problems.html", context)


@public_page("area:{area_slug}")
@in_area
def print_resource_map(request: HttpRequest, area: Area) -> HttpResponse:
    """Give the poster of an area as a PDF: `?paper=A3`, `?language=uk`."""
    paper = request.GET.get("paper", "A3").upper()
    if paper not in pdfs.PAPERS:
        raise Http404
    return _pdf(request, area, pdfs.resource_map, name=f"mapa-zasobow-{paper}", paper=paper)


@public_page("area:{area_slug}")
@in_area
def print_list(request: HttpRequest, area: Area) -> HttpResponse:
    """Give the list of an area in large print as a PDF: `?language=uk`."""
    return _pdf(request, area, pdfs.large_print_list, name="lista-duzym-drukiem")


@public_page("area:{area_slug}")
@in_area
def print_entry_cards(request: HttpRequest, area: Area) -> HttpResponse:
    """Give cards with QR codes as a PDF: of all entries, `?page=2` of the next, `?entry=slug` of one."""
    slug, number = request.GET.get("entry", ""), page_number(request.GET)
    if slug and not slug_re.fullmatch(slug):
        raise Http404
    rows = entry_cards.rows_of(area, slug, number).select_related("home_area")
    if not rows:
        raise Http404
    language = language_of(request)
    pdf = kept(
        request,
        ("entry-cards", language, slug, number),
        lambda: entry_cards.entry_cards(area, rows, language=language),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{area.slug}-kartki.pdf"'
    return response


@public_page("area:{area_slug}")
@in_area
def print_preview(request: HttpRequest, area: Area, name: str) -> HttpResponse:
    """Give a small picture of a print's first page."""
    if name not in PREVIEWS:
        raise Http404
    language = language_of(request)

    def make() -> bytes:
        return typst.preview(PREVIEWS[name](area, language=language), dots_per_inch=PREVIEW_DOTS_PER_INCH)

    try:
        picture = kept(request, ("preview", name, language), make)
    except (TooManyEntriesError, TooManyMarkersError) as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/png")


def _pdf(request: HttpRequest, area: Area, make: Callable[..., bytes], *, name: str, **options: Any) -> HttpResponse:
    language = language_of(request)
    try:
        pdf = kept(request, (name, language), lambda: make(area, language=language, **options))
    except (TooManyEntriesError, TooManyMarkersError) as error:
        return _index(request, area, refused=error)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{area.slug}-{name}.pdf"'
    return response


def language_of(request: HttpRequest) -> str:
    """Return the language that a print is asked for in, or that of the page."""
    wanted = request.GET.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE


def _index(request: HttpRequest, area: Area, *, refused: Exception | None = None) -> HttpResponse:
    """Show the page of prints; `refused` is why the print that was asked for cannot be made."""
    too_many, count = refused, 0
    try:
        count = sum(group.count for group in problem_groups(area, reach_of(request.user), timezone.localdate()))
    except TooManyEntriesError as error:
        too_many = error
    needs = prints_offered.of_needs(area)
    is_too_large = isinstance(too_many, TooManyEntriesError)
    context = {
        "area": area,
        "refusal": _refusal(too_many) if too_many else "",
        "problems": count,
        "leads_nowhere": pdfs.leads_nowhere(),
        "address": pdfs.map_address(area),
        "has_needs": bool(needs),
        "may_hand_over": area.pk in reach_of(request.user).coordinator_of,
        "prints": [
            *([] if is_too_large else prints_offered.of_register(area, has_poster=too_many is None)),
            *needs,
            *prints_offered.of_calendar(area, timezone.localdate()),
        ],
    }
    # 409: the print exists, but not for an area in this state (RFC 9110, section 15.5.10).
    return render(request, "portal/print_index.html", context, status=409 if refused else 200)


def _refusal(error: Exception) -> str:
    if isinstance(error, TooManyEntriesError):
        return _(
            "Wpisów jest %(count)d, a na jednym wydruku mieści się najwyżej %(most)d. Wydrukuj mniejsze osiedle."
        ) % {"count": error.count, "most": MOST_ENTRIES}
    return _("Na arkuszu nie ma miejsca na wszystkie znaki. Wydrukuj mniejsze osiedle albo samą listę.")
