"""The map of needs on paper. Public data only."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from podworko.core import typst
from podworko.core.svg_marker import Marker, badge
from podworko.core.text import bind_orphans, break_long_words
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal import needs_map
from podworko.portal.drawn_map import Sheet
from podworko.portal.needs_map import Marked, NeedsMap
from podworko.portal.pdfs import Paper, qr_code

TEMPLATE = "portal/print/needs_map.typ"
PAPERS = {"A4": Paper(210, 297, 14), "A3": Paper(297, 420, 16)}
_MAP_SHARE = 0.44
"""Of the paper's height."""


def needs_map_pdf(area: Area, *, paper: str = "A4", language: str = "pl", now: datetime | None = None) -> bytes:
    """Return the map of needs of an area as a PDF.

    Raises:
        PrintError: The print could not be made.
    """
    return typst.render(document(area, paper=paper, language=language, now=now))


def document(area: Area, *, paper: str = "A4", language: str = "pl", now: datetime | None = None) -> typst.Document:
    """Return the print before it is set."""
    moment = now or timezone.now()
    with translation.override(language):
        today = timezone.localdate(moment)
        shown = needs_map.read(area, NOBODY, today)
        size = PAPERS[paper]
        name = area.full_label[:1].upper() + area.full_label[1:]
        title = _("%(area)s: mapa potrzeb") % {"area": name}
        address = f"{settings.PODWORKO_URL}/{area.slug}/problems/map/"
        data = {
            "content_language": settings.LANGUAGE_CODE,
            "paper": size._asdict(),
            "area": _bound(name),
            "headline": _("Mapa potrzeb"),
            "further": title,
            "page": _("strona"),
            "sample": _("To osiedle nie istnieje: wszystkie wpisy są wymyślone.") if _is_sample(area) else "",
            "map": _map(shown, size),
            "legend": _legend(),
            "sections": _sections(shown),
            "address": address.split("://", 1)[1],
            "qr": qr_code(address),
            "qr_alt": _("Kod QR: %(address)s") % {"address": address},
            "live_title": bind_orphans(_("Mapa na żywo, z tym, co się zmieniło:")),
            **_dates(shown, moment),
        }
        return typst.Document(TEMPLATE, data, title, language, moment)


def _dates(shown: NeedsMap, moment: datetime) -> dict[str, Any]:
    stated = formats.date_format(shown.stated, "DATE_FORMAT") if shown.stated else _("jeszcze nie")
    today = formats.date_format(timezone.localdate(moment), "DATE_FORMAT")
    return {
        "stated": _("Ostatnio przejrzano: %(date)s") % {"date": stated},
        "old": _("nieaktualna") if shown.is_old else "",
        "old_text": shown.old,
        "foot": [_("Dane mapy: %(whose)s") % {"whose": whose} for whose in shown.base.attributions]
        + [_("Wydruk: %(date)s") % {"date": today}],
    }


def _map(shown: NeedsMap, paper: Paper) -> dict[str, Any] | None:
    width, height = paper.width - 2 * paper.margin, paper.height * _MAP_SHARE
    sheet = Sheet(width, height, margin=9, marker_size=8.4, type_size=3.9)
    svg = needs_map.picture_of(shown, sheet, is_linked=False)
    return {"svg": svg, "alt": needs_map.describe(shown.placed), "width": width, "height": height} if svg else None


def _legend() -> list[dict[str, str]]:
    signs = [(kind.label, Marker("", shape, colour)) for kind, (shape, colour) in needs_map.SIGNS.items()]
    near = Marker("", "circle", "#1E2A2B", is_exact=False)
    return [
        *({"text": str(label), "badge": badge(marker)} for label, marker in signs),
        {"text": _("przerywany: przybliżone"), "badge": badge(near)},
    ]


def _sections(shown: NeedsMap) -> list[dict[str, Any]]:
    parts = ((_("Na mapie"), shown.placed), (_("Bez miejsca na mapie"), shown.unplaced))
    return [{"name": name, "empty": _("nic"), "rows": [_row(one) for one in rows]} for name, rows in parts]


def _row(one: Marked) -> dict[str, Any]:
    problem = one.problem
    marks = [str(problem.get_kind_display()), str(problem.get_state_display())]
    if problem.is_own_judgement:
        marks.append(_("ocena autora"))
    if not one.is_answered:
        marks.append(one.problem.unanswered_label)
    return {
        "number": one.number,
        "title": _bound(problem.title),
        "place": _bound(problem.place_name),
        "marks": " · ".join(marks),
        "sources": [_bound(source) for source in one.sources],
        "answers": _("Odpowiada: %(names)s") % {"names": _bound(", ".join(one.answers))} if one.answers else "",
        "uncovered": _("Bez odpowiedzi zostaje: %(what)s") % {"what": _bound(problem.uncovered)}
        if problem.uncovered
        else "",
    }


def _bound(text: str) -> str:
    return break_long_words(bind_orphans(text))


def _is_sample(area: Area) -> bool:
    return Area.objects.above(area).filter(is_sample=True).exists()
