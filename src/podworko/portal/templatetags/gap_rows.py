"""Rows of the gap matrix, built in one go: a template per cell would cost more than counting what is in it."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from podworko.agenda.gaps import Level
from podworko.portal.matrix_page import Cell, Part, Shown

register = template.Library()
_CLASSES = {Level.EMPTY: " gap-cell-empty", Level.CROWDED: " gap-cell-crowded"}


@register.simple_tag
def gap_rows(shown: Shown) -> SafeString:
    """Draw each row with its name, its cells and its sum; every cell leads to its events."""
    events = _("wyd.")
    rows = []
    for line in [*shown.lines, shown.whole]:
        cells = "".join([_cell(cell, events) for cell in [*line.cells, line.whole]])
        rows.append(f'<tr><th scope="row">{escape(line.name)}</th>{cells}</tr>')
    return mark_safe("".join(rows))  # noqa: S308 – parts are escaped


def _cell(cell: Cell, events: str) -> str:
    parts = "".join([_part(part, events, is_alone=len(cell.parts) == 1) for part in cell.parts])
    if len(cell.parts) == 1:
        return f"<td>{parts}</td>"
    return f'<td><div class="gap-pair">{parts}<span class="gap-difference">{cell.difference}</span></div></td>'


def _part(part: Part, events: str, *, is_alone: bool) -> str:
    word = f'<span class="gap-more">{escape(part.word)}</span>' if part.word else ""
    times = part.number.times
    number = "–" if part.level == Level.UNKNOWN and not times else str(times)
    different = f'<span class="gap-more">{events} {part.number.events}</span>' if is_alone and times else ""
    look = f"gap-cell{_CLASSES.get(part.level, '')}"
    return (
        f'<a class="{look}" href="{escape(part.url)}" aria-label="{escape(part.said)}">'
        f'<span class="gap-times">{number}</span>{different}{word}</a>'
    )
