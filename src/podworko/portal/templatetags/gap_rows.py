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
    words = escape(_("terminów:")), escape(_("wyd."))
    rows = []
    for line in [*shown.lines, shown.whole]:
        cells = "".join([_cell(cell, words) for cell in [*line.cells, line.whole]])
        nothing = ' class="gap-nothing"' if line.is_nothing else ""
        rows.append(f'<tr{nothing}><th scope="row">{escape(line.name)}</th>{cells}</tr>')
    return mark_safe("".join(rows))  # noqa: S308 – parts are escaped


def _cell(cell: Cell, words: tuple[str, str]) -> str:
    parts = "".join([_part(part, words, is_alone=len(cell.parts) == 1) for part in cell.parts])
    if len(cell.parts) == 1:
        return f"<td>{parts}</td>"
    return f'<td><div class="gap-pair">{parts}<span class="gap-difference">{cell.difference}</span></div></td>'


def _part(part: Part, words: tuple[str, str], *, is_alone: bool) -> str:
    # What is seen is what is read aloud, after a name of its own for whoever goes from link to link.
    times, events = words
    count = part.number.times
    number = "–" if part.level == Level.UNKNOWN and not count else str(count)
    different = f' <span class="gap-more">{events} {part.number.events}</span>' if is_alone and count else ""
    word = f' <span class="gap-more">{escape(part.word)}</span>' if part.word else ""
    return (
        f'<a class="gap-cell{_CLASSES.get(part.level, "")}" href="{escape(part.url)}" rel="nofollow">'
        f'<span class="visually-hidden">{escape(part.name)}: {times} </span>'
        f'<span class="gap-times">{number}</span>{different}{word}</a>'
    )
