"""The grid as files: a picture, a table for spreadsheets, a print. Made for one person, as they may read it."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.core import sheet, spreadsheet
from podworko.core.sheet import Sheet, Table
from podworko.organisations import power_grid
from podworko.organisations.power_grid import Grid
from podworko.places.models import Area

KINDS = ("svg", "csv", "pdf")


def lines(grid: Grid) -> Iterator[str]:
    """Yield the table of the grid as a CSV file."""
    return spreadsheet.lines([_columns(grid), *_rows(grid, is_whole=True)])


def pdf(grid: Grid, *, paper: str, language: str) -> bytes:
    """Return the grid with its table as a tagged PDF.

    Raises:
        PrintError: The print could not be made.
    """
    with translation.override(language):
        return sheet.render(_sheet(grid), paper=paper, language=language)


def _sheet(grid: Grid) -> Sheet:
    compared = [1.4] if grid.asked.then else []
    placed = Table(
        _("Kto gdzie stoi, kto to ocenił i kiedy"),
        _columns(grid)[:-1],
        [row[:-1] for row in _rows(grid)],
        wide=[0.4, 2.8, 1, 1.9, *compared, 1.6, 2, 1.3],
        empty=_("Nikogo jeszcze nie umieszczono na siatce."),
    )
    names = [[row.name] for row in grid.unplaced]
    unplaced = Table(_("Jeszcze nie ocenione"), [_("Nazwa")], names, empty=_("Wszyscy są na siatce."))
    return Sheet(
        area=grid.area.full_label[:1].upper() + grid.area.full_label[1:],
        headline=grid.title,
        picture=power_grid.drawn(grid),
        alternative=power_grid.describe(grid),
        tables=[placed, unplaced],
        notes=_notes(grid),
        warning=_warning(grid),
    )


def _notes(grid: Grid) -> list[str]:
    said = {"scale": grid.axes.scale}
    return [
        _("Skala: od 1 (mało) do %(scale)s (dużo). Ocena mówi, jak widzi to oceniający, nie jaka organizacja jest.")
        % said,
        _("Kreska przerywana przez środek dzieli siatkę na cztery pola."),
        *([_("Strzałka: skąd organizacja się przesunęła.")] if grid.asked.then else []),
    ]


def _warning(grid: Grid) -> str:
    said = _("Tylko dla koordynatorów: organizacje nie widzą, gdzie je umieszczono.")
    if Area.objects.above(grid.area).filter(is_sample=True).exists():
        return f"{said} {_('To osiedle nie istnieje: wszystkie wpisy są wymyślone.')}"
    return said


def _columns(grid: Grid) -> list[str]:
    then = grid.asked.then
    return [
        _("Nr"),
        _("Nazwa"),
        grid.axes.vertical_label,
        grid.axes.horizontal_label,
        *([_("Przedtem (%(date)s)") % {"date": date_format(then, "d.m.Y")}] if then else []),
        _("Nastawienie"),
        _("Kto ocenił"),
        _("Kiedy"),
        _("Dlaczego tak"),
    ]


def _rows(grid: Grid, *, is_whole: bool = False) -> list[list[str]]:
    rows = [
        [
            str(row.number),
            row.organisation.name,
            str(row.row),
            str(row.column),
            *([row.before_said] if grid.asked.then else []),
            row.stance,
            row.now.assessor,
            date_format(row.now.assessed_on, "d.m.Y"),
            row.now.note,
        ]
        for row in grid.placed
    ]
    width = len(_columns(grid)) - 2
    return [*rows, *(["", row.name, *[""] * width] for row in grid.unplaced)] if is_whole else rows
