"""Who does what, where, when and for whom: what is missing, and what is crowded."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from podworko.agenda import reading
from podworko.agenda.models import Occurrence
from podworko.agenda.permissions import may_announce
from podworko.core.public_page import kept, made_anew, public_page
from podworko.organisations.reach import reach_of
from podworko.places.freshness import ALL_AREAS
from podworko.places.models import Area
from podworko.portal import calendar_page, matrix_files, matrix_page, matrix_picture
from podworko.portal.forms import MatrixForm
from podworko.portal.in_area import in_area
from podworko.portal.matrix_asked import parse
from podworko.portal.views.prints import language_of

PER_PAGE = 50


# Two areas may be compared: whatever changes in any of them changes the page.
@public_page(ALL_AREAS)
@in_area
def gap_matrix(request: HttpRequest, area: Area) -> HttpResponse:
    """Show how much there is in each cell, as a table and as a picture."""
    reach, asked = reach_of(request.user), parse(request.GET, timezone.localdate())

    def drawn() -> str:
        shown = matrix_page.read(area, reach, asked)
        context = {"shown": shown, "picture": matrix_picture.drawn(shown), "said": matrix_page.filters(area, asked)}
        return render_to_string("portal/_gap_body.html", context, request)

    # What hardly anybody else asks for would push out of memory what many do.
    keep = kept if asked == parse({}, timezone.localdate()) else made_anew
    context = {
        "area": area,
        "form": MatrixForm(area, asked),
        "body": keep(request, ("matrix", area.pk, asked), drawn),
        "query": asked.address(),
        "may_add": may_announce(area, reach),
    }
    return render(request, "portal/gap_matrix.html", context)


@public_page(ALL_AREAS)
@in_area
def gap_matrix_cell(request: HttpRequest, area: Area) -> HttpResponse:
    """List what stands in one cell: `?row=seniors&column=week-morning` beside what the matrix was asked for."""
    reach, asked = reach_of(request.user), parse(request.GET, timezone.localdate())
    opened = matrix_page.open_cell(area, reach, asked, request.GET.get("row", ""), request.GET.get("column", ""))
    page = Paginator(opened.occurrences, PER_PAGE).get_page(request.GET.get("page"))
    found = Occurrence.objects.filter(pk__in=list(page)).order_by("day", "starts", "pk")
    context = {
        "area": area,
        "opened": opened,
        "group": calendar_page.Group("", reading.entries(found, reach)),
        "page": page,
        "query": asked.address(),
        "may_add": may_announce(area, reach),
    }
    return render(request, "portal/gap_matrix_cell.html", context)


@public_page(ALL_AREAS)
@in_area
def print_gap_matrix(request: HttpRequest, area: Area) -> HttpResponse:
    """Give the matrix on paper: what everybody may see of it, `?language=uk`."""
    made = matrix_files.pdf(area, parse(request.GET, timezone.localdate()), language=language_of(request))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{area.slug}-co-dla-kogo.pdf"'
    return response


@public_page(ALL_AREAS)
@in_area
def gap_matrix_csv(request: HttpRequest, area: Area) -> StreamingHttpResponse:
    """Give the matrix as a file for spreadsheets: what everybody may see of it."""
    text = matrix_files.rows(area, parse(request.GET, timezone.localdate()))
    response = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-co-dla-kogo.csv"'
    return response
