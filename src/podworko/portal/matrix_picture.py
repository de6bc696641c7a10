"""The gap matrix as a drawn picture, for the page and for the print."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from podworko.agenda.gaps import Level
from podworko.core.svg_matrix import Dot, MatrixPicture, Shape, draw
from podworko.portal.matrix_page import Cell, Line, Shown

_SHAPES = {
    Level.EMPTY: Shape.EMPTY,
    Level.SOME: Shape.PLAIN,
    Level.CROWDED: Shape.CROWDED,
}


def drawn(shown: Shown) -> SafeString:
    """Return the picture as SVG."""
    picture = MatrixPicture(
        title=f"{shown.area.full_label}: {shown.title}",
        description=shown.summary,
        columns=shown.columns,
        rows=[(line.name, [_dots(cell, line) for cell in line.cells]) for line in shown.lines],
        legend=_legend(shown),
    )
    return mark_safe(draw(picture))  # noqa: S308 – `core.svg` escapes


def _dots(cell: Cell, line: Line) -> list[Dot]:
    return [
        Dot(part.number.times, _shape(part.level, part.number.times, line), is_second=bool(number))
        for number, part in enumerate(cell.parts)
    ]


def _shape(level: Level, times: int, line: Line) -> Shape:
    if level == Level.EMPTY and not line.is_nothing:
        return Shape.BLANK
    if level == Level.UNKNOWN:
        return Shape.PLAIN if times else Shape.NONE
    return _SHAPES[level]


def _legend(shown: Shown) -> list[tuple[Dot, str]]:
    said = [
        (Dot(0, Shape.BLANK), _("pusto: w tym czasie nic")),
        (Dot(0, Shape.EMPTY), _("nic w całym wierszu")),
        (Dot(1, Shape.PLAIN), _("im większe koło, tym więcej terminów")),
        (Dot(1, Shape.CROWDED), _("tłoczno: koło w drugim kole")),
    ]
    if shown.is_compared:
        first, second = shown.sides
        said += [(Dot(1, Shape.PLAIN), first.name), (Dot(1, Shape.PLAIN, is_second=True), second.name)]
    return said
