"""The prints of an area: the poster with its map and the list in large print. Public data only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

import segno
from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from podworko.core import svg, typst
from podworko.core.columns import Column, Section
from podworko.core.map_layout import TooManyMarkersError
from podworko.core.svg_map import DrawnMap
from podworko.core.svg_marker import Marker, badge
from podworko.core.text import bind_orphans, break_long_words
from podworko.organisations.choices import Status
from podworko.places.models import Area
from podworko.portal import drawn_map, poster_layout
from podworko.portal.printed import PrintedArea, PrintedEntry, collect
from podworko.portal.queries import Entry
from podworko.resources.models import Category

POSTER = "portal/print/resource_map.typ"
LARGE_PRINT = "portal/print/list.typ"


class Paper(NamedTuple):
    """A sheet in millimetres."""

    width: float
    height: float
    margin: float


PAPERS = {"A3": Paper(420, 297, 12)}
"""Sizes that a poster can have; more may follow."""
MARKER_SIZES = (9.0, 7.9)
"""Of a marker's square in millimetres: its smallest shape is 6 mm wide even in the second."""
_MAP_TYPE = 3.9
_MAP_MARGIN = 9.0


def resource_map(area: Area, *, paper: str = "A3", language: str = "pl", now: datetime | None = None) -> bytes:
    """Return the poster of an area as a PDF.

    Raises:
        TooManyEntriesError: The area has more entries than a print can hold.
        TooManyMarkersError: The sheet has no room for all markers.
        PrintError: The print could not be made.
    """
    return typst.render(poster(area, paper=paper, language=language, now=now))


def large_print_list(area: Area, *, language: str = "pl", now: datetime | None = None) -> bytes:
    """Return the same entries as a list in large print, as a PDF.

    Raises:
        TooManyEntriesError: The area has more entries than a print can hold.
        PrintError: The print could not be made.
    """
    return typst.render(large_print(area, language=language, now=now))


def poster(area: Area, *, paper: str = "A3", language: str = "pl", now: datetime | None = None) -> typst.Document:
    """Return the poster before it is set; raises what `resource_map` raises."""
    moment = now or timezone.now()
    with translation.override(language):
        today = timezone.localdate(moment)
        printed = collect(area, today)
        base = drawn_map.base_of(area, today)
        data = _poster_words(printed, base, today) | {
            "paper": PAPERS[paper]._asdict(),
            "gap": poster_layout.GAP,
            "gutter": poster_layout.GUTTER,
        }
        layout = _poster_layout(data, printed, base, PAPERS[paper], language)
        picture = _poster_map(printed, base, layout)
        data |= {"layout": _layout_data(layout), "map": _map_data(picture, layout), "mode": "print"}
        return typst.Document(POSTER, data, _title(area), language, moment)


def large_print(area: Area, *, language: str = "pl", now: datetime | None = None) -> typst.Document:
    """Return the list before it is set; raises what `large_print_list` raises."""
    moment = now or timezone.now()
    with translation.override(language):
        today = timezone.localdate(moment)
        printed = collect(area, today)
        base = drawn_map.base_of(area, today)
        data = _shared_words(printed, base, today) | {"page": _("strona")}
        return typst.Document(LARGE_PRINT, data, _title(area), language, moment)


def map_address(area: Area) -> str:
    """Return the address of the living map, as the QR code holds it."""
    # Written out, not reversed: that would load every page of the program before the first poster.
    return f"{settings.PODWORKO_URL}/{area.slug}/map/"


def leads_nowhere() -> bool:
    """Say whether the QR code of a print would lead to the reader's own telephone instead of this site."""
    return bool(settings.SITE.is_loopback)


def _title(area: Area) -> str:
    return _("%(area)s: mapa zasobów") % {"area": _capitalised(area.full_label)}


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shared_words(printed: PrintedArea, base: drawn_map.Base, today: date) -> dict[str, Any]:
    address = map_address(printed.area)
    foot = [
        *([_("Data u góry dotyczy wpisów, przy których nie ma innej.")] if _has_own_dates(printed) else []),
        _("„Kontakt niepotwierdzony”: nikt jeszcze nie potwierdził telefonu ani adresu e-mail."),
        *(_("Dane mapy: %(whose)s.") % {"whose": _without_label(whose)} for whose in base.attributions),
        _("Wydruk: %(date)s") % {"date": _long_date(today)},
    ]
    return {
        "content_language": settings.LANGUAGE_CODE,
        "area": _bound(_capitalised(printed.area.full_label)),
        "headline": _("Mapa zasobów"),
        "further": _title(printed.area),
        "tagline": bind_orphans(_("Kto tu działa, gdzie jest i jak tam trafić")),
        "sample": _("To osiedle nie istnieje: wszystkie wpisy są wymyślone.") if printed.is_sample else "",
        "checked": _checked_line(printed),
        "sections": _sections(printed, base),
        "live_title": bind_orphans(_("Mapa na żywo, z tym, co się zmieniło:")),
        "live_text": bind_orphans(_("Zeskanuj kod telefonem albo wpisz adres w przeglądarce.")),
        "address": address.split("://", 1)[1],
        "qr": qr_code(address),
        "qr_alt": _("Kod QR: %(address)s") % {"address": address},
        "foot": [_bound(line) for line in foot],
    }


def _poster_words(printed: PrintedArea, base: drawn_map.Base, today: date) -> dict[str, Any]:
    return _shared_words(printed, base, today) | {
        "mode": "measure",
        "sheet": _("arkusz"),
        "legend_title": _("Znaki:"),
        "legend": _legend(printed),
    }


def _without_label(attribution: str) -> str:
    return attribution.removeprefix("Źródło:").strip().rstrip(".")


def _long_date(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _checked_line(printed: PrintedArea) -> str:
    if printed.checked is None:
        return _("Wpisów jeszcze nie sprawdzono") if printed.entries else ""
    checked = _("Sprawdzono: %(date)s") % {"date": _long_date(printed.checked)}
    return f"{checked} ({_bound(printed.checked_by)})" if printed.checked_by else checked


def _has_own_dates(printed: PrintedArea) -> bool:
    return any(line.entry.assured_date not in {None, printed.checked} for line in printed.entries)


def _legend(printed: PrintedArea) -> list[dict[str, str]]:
    categories = [
        {"badge": badge(_category_marker(category)), "text": category.name} for category, _entries in printed.sections
    ]
    known = Marker("", "circle", "#1E2A2B")
    return [
        *categories,
        {"badge": badge(known), "text": _("znak pełny: położenie dokładne")},
        {"badge": badge(Marker("", "circle", "#1E2A2B", is_exact=False)), "text": _("przerywany: przybliżone")},
        {"badge": _leader_badge(), "text": _("kreska prowadzi do miejsca")},
    ]


def _leader_badge() -> str:
    ink = "#1E2A2B"
    return svg.tag(
        "svg",
        svg.tag("path", d="M2.6 5L9.6 5", stroke=ink, stroke_width=0.5),
        svg.tag("circle", cx=2.4, cy=5, r=1.1, fill="#FFFFFF", stroke=ink, stroke_width=0.5),
        xmlns=svg.NAMESPACE,
        viewBox="0 0 10 10",
    )


def _category_marker(category: Category) -> Marker:
    return Marker(category.letter, category.shape, category.colour)


def _sections(printed: PrintedArea, base: drawn_map.Base) -> list[dict[str, Any]]:
    drawn = {entry.pk for entry in drawn_map.on_map(base, (line.entry for line in printed.entries))}
    sections = []
    for category, lines in printed.sections:
        marker = _category_marker(category)
        sections.append(
            {
                "name": _bound(category.name),
                "again": _("%(section)s – ciąg dalszy") % {"section": _bound(category.name)},
                "colour": marker.ink,
                "badge": badge(marker),
                "again_badge": badge(replace(marker, text="")),
                "empty": _("brak wpisów"),
                "rows": [_row(line, _notes(line.entry, printed, is_drawn=line.entry.pk in drawn)) for line in lines],
            }
        )
    return sections


def _row(line: PrintedEntry, notes: Sequence[tuple[str, bool]]) -> dict[str, Any]:
    contacts = [break_long_words(contact) for contact in (*line.phones, *line.emails)]
    return {
        "number": line.number,
        "name": _bound(line.entry.title),
        "correction": _bound(_correction(line.entry)),
        "address": _bound(line.entry.address),
        "contact": contacts[0] if contacts else _("kontakt niepotwierdzony"),
        "contacts": contacts,
        "is_confirmed": bool(contacts),
        "notes": [{"text": bind_orphans(text), "is_warning": is_warning} for text, is_warning in notes],
    }


def _correction(entry: Entry) -> str:
    return _("prawdopodobnie: %(name)s") % {"name": entry.corrected_name} if entry.corrected_name else ""


def _bound(text: str) -> str:
    return break_long_words(bind_orphans(text)).replace(" nr ", " nr\N{NO-BREAK SPACE}")


def _notes(entry: Entry, printed: PrintedArea, *, is_drawn: bool) -> list[tuple[str, bool]]:
    """Return what else the reader must know of an entry, and whether it is a warning."""
    notes = []
    if entry.status == Status.UNCERTAIN:
        notes.append((_("nie wiadomo, czy działa"), True))
    if not is_drawn:
        notes.append((_("poza mapą") if drawn_map.point_of(entry) else _("bez położenia na mapie"), True))
    if entry.assured_date is None and printed.checked is not None:
        notes.append((_("jeszcze nie sprawdzono"), True))
    elif entry.assured_date is not None and entry.assured_date != printed.checked:
        checked = _("sprawdzono: %(date)s") % {"date": _long_date(entry.assured_date)}
        notes.append((f"{checked} ({_bound(entry.assured_by)})" if entry.assured_by else checked, False))
    return notes


def qr_code(address: str) -> str:
    """Return a QR code as SVG, dark on white with the quiet zone of four modules (ISO/IEC 18004:2015, 6.3.8)."""
    matrix = segno.make(address, error="m", micro=False).matrix
    size = len(matrix) + 8
    dark = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    )
    return svg.tag(
        "svg",
        svg.tag("rect", width=size, height=size, fill="#FFFFFF"),
        svg.tag("path", d=dark, fill="#000000"),
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {size} {size}",
        shape_rendering="crispEdges",
    )


def _poster_layout(
    data: dict[str, Any], printed: PrintedArea, base: drawn_map.Base, paper: Paper, language: str
) -> poster_layout.PosterLayout:
    width, height = paper.width - 2 * paper.margin, paper.height - 2 * paper.margin
    settings_ = poster_layout.settings_for(width)
    legends = poster_layout.map_widths(width)
    asked = data | {
        "choices": [{"size": setting.type_size, "width": setting.width} for setting in settings_],
        "legend_widths": legends,
    }
    # Neither title nor date is on the sheet, so they do not count here.
    heights = typst.measure(typst.Document(POSTER, asked, "", language, timezone.now()), label="heights")
    sections = {
        setting: [Section(part["heading"], part["again"], tuple(part["rows"])) for part in parts]
        for setting, parts in zip(settings_, heights["choices"], strict=True)
    }
    room = poster_layout.Room(
        width,
        height - heights["head"] - heights["foot"] - 2 * poster_layout.GAP,
        height - heights["further"],
        {round(legend): tall for legend, tall in zip(legends, heights["legends"], strict=True)},
    )
    return poster_layout.lay_out(sections, room, _drawing(printed, base))


def _drawing(printed: PrintedArea, base: drawn_map.Base) -> poster_layout.Drawing | None:
    drawn = drawn_map.on_map(base, (line.entry for line in printed.entries))
    ratio = drawn_map.ratio_of(base, [point for entry in drawn if (point := drawn_map.point_of(entry))])
    if ratio is None:
        return None
    # Markers may take a third of the map.
    surface = len(drawn) * 3 * (MARKER_SIZES[0] * 1.09) ** 2
    return poster_layout.Drawing(ratio, _MAP_MARGIN, surface)


def _poster_map(printed: PrintedArea, base: drawn_map.Base, layout: poster_layout.PosterLayout) -> DrawnMap | None:
    if not layout.map_width:
        return None
    entries = [
        (line.entry, Marker(str(line.number), category.shape, category.colour, is_exact=line.entry.is_exact))
        for category, lines in printed.sections
        for line in lines
    ]
    for size in MARKER_SIZES:
        sheet = drawn_map.Sheet(layout.map_width, layout.map_height, _MAP_MARGIN, size, _MAP_TYPE)
        try:
            return drawn_map.draw_area(printed.area, base, entries, sheet)
        except TooManyMarkersError:
            if size == MARKER_SIZES[-1]:
                raise
    return None


def _map_data(picture: DrawnMap | None, layout: poster_layout.PosterLayout) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {
        "svg": picture.text,
        "alt": picture.description,
        "width": layout.map_width,
        "height": layout.map_height,
    }


def _layout_data(layout: poster_layout.PosterLayout) -> dict[str, Any]:
    return {
        "size": layout.setting.type_size,
        "width": layout.setting.width,
        "under": _pieces(layout.under),
        "beside": _pieces(layout.beside),
        "further": [_pieces(sheet) for sheet in layout.further],
    }


def _pieces(columns: Sequence[Column]) -> list[list[dict[str, Any]]]:
    return [[piece._asdict() | {"goes_on": piece.goes_on} for piece in column] for column in columns]
