"""Who is here, who works with whom, and whose voice is missing: read by everybody, as far as each may see."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from podworko.core.public_page import public_page
from podworko.core.sheet import PAPERS
from podworko.organisations.choices import LegalForm, LinkLevel, Sector
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal import ecosystem as ecosystems
from podworko.portal import network as networks
from podworko.portal import network_matrix as matrices
from podworko.portal import network_sheets, network_words, paging
from podworko.portal.in_area import in_area
from podworko.portal.network_sheets import Asked
from podworko.portal.views.prints import language_of

COUNTERS = ("area:{area_slug}", "calendar:{area_slug}")
MOST_ROWS = 200


@public_page(*COUNTERS)
@in_area
def network(request: HttpRequest, area: Area) -> HttpResponse:
    """Show who works with whom as a picture, a list and a few measures."""
    asked = _asked(request, area)
    shown = networks.read(area, asked.reach, asked.period)
    joining = network_words.brokers(shown)
    title = network_sheets.headline(shown)
    sources = network_words.shared_sources(shown)
    rows = network_words.rows(shown, sources)
    over_time = networks.over_time(area, asked.reach, timezone.localdate())
    context = {
        "shown": shown,
        "picture": network_words.drawn(shown, title=title, joining=joining),
        "summary": network_words.summary(shown),
        "measures": network_words.measures(shown, joining),
        "brokers": joining,
        "rows": rows[:MOST_ROWS],
        "sources": sources,
        "more": max(len(rows) - MOST_ROWS, 0),
        "over_time": [(past, each, network_words.per_cent(each.density)) for past, each in over_time],
        **_about(request, area, "network"),
    }
    return render(request, "portal/network.html", context)


@public_page(*COUNTERS)
@in_area
def network_matrix(request: HttpRequest, area: Area) -> HttpResponse:
    """Show who works with whom as a square table: `?sheet=2`."""
    asked = _asked(request, area)
    shown = networks.read(area, asked.reach, asked.period)
    sheet = request.GET.get("sheet", "")
    matrix = matrices.read(shown, int(sheet) if sheet.isdecimal() and len(sheet) < 4 else 1)  # noqa: PLR2004 – digits
    context = {"shown": shown, "matrix": matrix, "levels": _levels(), **_about(request, area, "matrix")}
    return render(request, "portal/network_matrix.html", context)


@public_page(*COUNTERS)
@in_area
def ecosystem(request: HttpRequest, area: Area) -> HttpResponse:
    """Show who is here by sector and category, and whose voice is missing."""
    reach = reach_of(request.user)
    members = ecosystems.read(area, reach)
    context = {
        "members": members,
        "board": ecosystems.board(members, area),
        "picture": ecosystems.drawn(members, area) if members else "",
        "missing": ecosystems.missing(members, reach),
        "unknown": ecosystems.unknown_sectors(members),
        **_about(request, area, "ecosystem"),
    }
    return render(request, "portal/ecosystem.html", context)


@public_page(*COUNTERS)
@in_area
def actors(request: HttpRequest, area: Area) -> HttpResponse:
    """List what every organisation has and looks for, narrowed by sector, category and form."""
    reach, filters = reach_of(request.user), _filters(request.GET)
    everybody = ecosystems.read(area, reach)
    members = ecosystems.read(area, reach, **filters) if any(filters.values()) else everybody
    number = paging.page_number(request.GET)
    start = (number - 1) * paging.PAGE
    context = {
        "members": members[start : start + paging.PAGE],
        "count": len(members),
        "is_empty": not everybody,
        "asked": filters,
        "sectors": Sector.choices,
        "forms": LegalForm.choices,
        "categories": sorted({name for each in everybody for name in each.categories}),
        "number": number,
        "next": number + 1 if len(members) > start + paging.PAGE else 0,
        "unasked": sum(not each.offers or not each.needs for each in everybody),
        **_about(request, area, "actors"),
    }
    return render(request, "portal/actors.html", context)


@public_page(*COUNTERS)
@in_area
def network_file(request: HttpRequest, area: Area, sheet: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Give a page as a picture, a table or a print, as its reader may see it: `?paper=A3`, `?language=uk`."""
    paper = request.GET.get("paper", "A4").upper()
    if sheet not in network_sheets.FILE_NAMES or kind not in network_sheets.KINDS or paper not in PAPERS:
        raise Http404
    asked = _asked(request, area)
    if kind == "csv":
        lines = network_sheets.lines(sheet, asked)
        response: Any = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    elif kind == "svg":
        picture = network_sheets.picture(sheet, asked)
        if picture is None:
            raise Http404
        response = HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
    else:
        made = network_sheets.pdf(sheet, asked, paper=paper, language=language_of(request))
        response = HttpResponse(made, content_type="application/pdf")
    disposition = "inline" if kind == "pdf" else "attachment"
    name = f"{area.slug}-{network_sheets.FILE_NAMES[sheet]}.{kind}"
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return response  # type: ignore[no-any-return]


def _asked(request: HttpRequest, area: Area) -> Asked:
    year = request.GET.get("year", "")
    known = int(year) if year.isdecimal() and year.isascii() and 1900 <= int(year[:4]) <= 2100 else None  # noqa: PLR2004 – years
    period = networks.period_of(known, timezone.localdate())
    return Asked(area, reach_of(request.user), period, _filters(request.GET))


def _filters(query: QueryDict) -> dict[str, str]:
    sector, form = query.get("sector", ""), query.get("form", "")
    return {
        "sector": sector if sector in Sector.values else "",
        "form": form if form in LegalForm.values else "",
        "category": query.get("category", "")[:80],
    }


def _levels() -> list[tuple[str, str]]:
    return [(str(number), str(LinkLevel(code).label)) for number, code in enumerate(networks.LEVELS, start=1)]


def _about(request: HttpRequest, area: Area, sheet: str) -> dict[str, Any]:
    reach = reach_of(request.user)
    return {
        "area": area,
        "sheet": sheet,
        "papers": PAPERS,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "joint": "&" if request.GET else "?",
        "is_coordinator": area.pk in reach.coordinator_of,
    }
