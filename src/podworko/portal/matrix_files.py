"""The gap matrix as a print and as a file for spreadsheets. Public data only, whoever asks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.core import spreadsheet, typst
from podworko.core.text import bind_orphans, break_long_words
from podworko.places.models import Area
from podworko.portal import matrix_page
from podworko.portal.matrix_asked import Asked
from podworko.portal.matrix_page import Cell, Shown
from podworko.portal.matrix_words import period_said
from podworko.portal.pdfs import qr_code
from podworko.portal.printed import ANYBODY

TEMPLATE = "portal/print/gap_matrix.typ"


def pdf(area: Area, asked: Asked, *, language: str = "pl", now: datetime | None = None) -> bytes:
    """Return the matrix on sheets of A4, lying.

    Raises:
        PrintError: The print could not be made.
    """
    return typst.render(document(area, asked, language=language, now=now))


def document(area: Area, asked: Asked, *, language: str = "pl", now: datetime | None = None) -> typst.Document:
    """Return the print before it is set."""
    moment = now or timezone.now()
    with translation.override(language):
        shown = matrix_page.read(area, ANYBODY, asked)
        label = area.full_label[:1].upper() + area.full_label[1:]
        address = f"{settings.PODWORKO_URL}/{area.slug}/calendar/matrix/"
        data = {
            "content_language": settings.LANGUAGE_CODE,
            "area": bind_orphans(label),
            "headline": _("Czego brakuje, a gdzie tłoczno"),
            "tagline": shown.title,
            "further": _("%(area)s: kto, co, gdzie i dla kogo") % {"area": label},
            "stated": _("Stan na %(date)s") % {"date": date_format(timezone.localdate(moment), "j E Y")},
            "period": "; ".join(_sides(shown)),
            "filter": _filter(area, asked),
            "sample": _("To osiedle nie istnieje: wszystkie wpisy są wymyślone.") if _is_sample(area) else "",
            "corner": shown.title,
            "columns": [break_long_words(name) for name in [*shown.columns, _("razem")]],
            "rows": [
                {"name": break_long_words(line.name), "cells": [_cell(each) for each in [*line.cells, line.whole]]}
                for line in [*shown.lines, shown.whole]
            ],
            "notes": [bind_orphans(note) for note in [_frames(), *shown.notes]],
            "empty_word": _("pusto"),
            "crowded_word": _("tłoczno"),
            "page": _("strona"),
            "live_title": _("Na żywo:"),
            "address": address.split("://", 1)[1],
            "qr": qr_code(address),
            "qr_alt": _("Kod QR: %(address)s") % {"address": address},
        }
        return typst.Document(TEMPLATE, data, f"{data['further']}, {data['period']}", language, moment)


def rows(area: Area, asked: Asked) -> Iterator[str]:
    """Yield the matrix as a CSV file: a row per cell, also where nothing is."""
    shown = matrix_page.read(area, ANYBODY, asked)
    return spreadsheet.lines(_rows(shown))


def _rows(shown: Shown) -> Iterator[list[Any]]:
    yield [
        _("Miejsce"),
        _("Od dnia"),
        _("Do dnia"),
        _("Wiersz"),
        _("Kolumna"),
        _("Terminy"),
        _("Wydarzenia"),
        _("Uwaga"),
    ]
    for number, side in enumerate(shown.sides):
        place = [side.area.full_label, side.period.first, side.period.last]
        for line in [*shown.lines, shown.whole]:
            for name, cell in zip([*shown.columns, _("razem")], [*line.cells, line.whole], strict=True):
                part = cell.parts[number]
                yield [*place, line.name, name, part.number.times, part.number.events, part.word]


def _frames() -> str:
    return _("Ramka przerywana: pusto. Ramka podwójna: tłoczno. Kreska: nic, ale to nic nie znaczy.")


def _sides(shown: Shown) -> list[str]:
    if not shown.is_compared:
        return [period_said(shown.asked.period)]
    names = [side.name for side in shown.sides]
    if shown.asked.compared:
        return [_("porównanie: %(one)s i %(other)s") % {"one": names[0], "other": names[1]}]
    between = _("porównanie: %(one)s i %(other)s") % {"one": names[0], "other": names[1]}
    return [period_said(shown.asked.period), between]


def _filter(area: Area, asked: Asked) -> str:
    if not asked.is_narrowed:
        return ""
    filters = "; ".join(matrix_page.filters(area, asked))
    return bind_orphans(_("Tylko część kalendarza – %(filters)s") % {"filters": filters})


def _cell(cell: Cell) -> dict[str, Any]:
    first = cell.parts[0]
    return {
        "numbers": [str(part.number.times) for part in cell.parts],
        "events": str(first.number.events) if len(cell.parts) == 1 and first.number.times else "",
        "level": first.level.value,
        "levels": [part.level.value for part in cell.parts],
        "difference": cell.difference,
    }


def _is_sample(area: Area) -> bool:
    return Area.objects.above(area).filter(is_sample=True).exists()
