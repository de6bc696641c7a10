"""Names in a table of groups: who stands where on the map of all who count. SVG for the page and for paper.

An empty place is drawn with a broken frame and a word, so that it is seen as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from podworko.core import svg
from podworko.core.svg_ladder import wrapped
from podworko.core.svg_marker import Marker, draw_marker
from podworko.core.svg_matrix import BRICK, FONT, INK, LINE, MUTED, PAPER

_SIDE_WIDTH, _COLUMN, _LEADING, _PAD, _HEAD = 130.0, 205.0, 17.0, 8.0, 44.0
_TYPE = 13.0
_MOST_IN_CELL = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A group that stands beside the others, with its sign."""

    name: str
    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """What is drawn; `rows`: name, and for each column the names in it."""

    title: str
    description: str
    columns: Sequence[Column]
    rows: Sequence[tuple[str, Sequence[Sequence[str]]]]
    empty: str
    """What stands in an empty column: said once, in its first row."""
    more: str = "+"
    identifier: str = "board"


def draw(picture: BoardPicture) -> str:
    """Return the picture as SVG."""
    width = _SIDE_WIDTH + _COLUMN * len(picture.columns) + 2
    is_empty = [not any(cells[at] for _name, cells in picture.rows) for at in range(len(picture.columns))]
    parts: list[str] = [*(_head(column, at) for at, column in enumerate(picture.columns))]
    top = _HEAD
    for name, cells in picture.rows:
        lines = [_lines(names, picture.more) for names in cells]
        head = wrapped(name, _SIDE_WIDTH - 2 * _PAD)
        height = max(max((len(each) for each in lines), default=1), len(head), 1) * _LEADING + 2 * _PAD
        parts += _row(head, lines, top, width)
        top += height
    for at, nothing in enumerate(is_empty):
        if nothing:
            parts += _emptiness(picture.empty, at, top)
    height = top + 4
    title, description = f"{picture.identifier}-title", f"{picture.identifier}-description"
    return svg.tag(
        "svg",
        svg.tag("title", svg.text(picture.title), id=title),
        svg.tag("desc", svg.text(picture.description), id=description),
        svg.tag("rect", width=width, height=height, fill=PAPER),
        *parts,
        svg.tag("path", d=f"M0 {svg.number(top)}H{svg.number(width)}", stroke=LINE, stroke_width=1),
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(width)} {svg.number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{title} {description}",
        font_family=FONT,
        font_size=_TYPE,
    )


def _head(column: Column, at: int) -> str:
    x = _SIDE_WIDTH + _COLUMN * at
    sign = draw_marker(Marker("", column.shape, column.colour), x=x + 16, y=_HEAD / 2, size=22)
    words = svg.tag(
        "text", svg.text(column.name), x=x + 34, y=_HEAD / 2 + 5, fill=INK, font_weight="700", font_size=15
    )
    return sign + words


def _row(head: Sequence[str], cells: Sequence[Sequence[str]], top: float, width: float) -> list[str]:
    parts = [svg.tag("path", d=f"M0 {svg.number(top)}H{svg.number(width)}", stroke=LINE, stroke_width=1)]
    parts += [_text(line, _PAD, top, number, is_strong=True) for number, line in enumerate(head)]
    for at, lines in enumerate(cells):
        x = _SIDE_WIDTH + _COLUMN * at
        parts += [_text(line, x + _PAD, top, number) for number, line in enumerate(lines)]
    return parts


def _lines(names: Sequence[str], more: str) -> list[str]:
    found: list[str] = []
    for name in names[:_MOST_IN_CELL]:
        first, *rest = wrapped(name, _COLUMN * 1.05)
        found += [f"• {first}", *(f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{line}" for line in rest[:2])]
    if len(names) > _MOST_IN_CELL:
        found.append(f"{more} {len(names) - _MOST_IN_CELL}")
    return found


def _text(line: str, x: float, top: float, number: int, *, is_strong: bool = False) -> str:
    y = top + _PAD + _LEADING * (number + 0.8)
    return svg.tag("text", svg.text(line), x=x, y=y, fill=INK, font_weight="600" if is_strong else None)


def _emptiness(words: str, at: int, bottom: float) -> list[str]:
    x = _SIDE_WIDTH + _COLUMN * at + 5
    frame = svg.tag(
        "rect",
        x=x,
        y=_HEAD + 5,
        width=_COLUMN - 10,
        height=max(bottom - _HEAD - 10, 20),
        rx=6,
        fill="none",
        stroke=BRICK,
        stroke_width=2,
        stroke_dasharray="6 4",
    )
    said = [
        svg.tag("text", svg.text(line), x=x + 10, y=_HEAD + 28 + 17 * number, fill=MUTED, font_weight="600")
        for number, line in enumerate(wrapped(words, _COLUMN * 0.9))
    ]
    return [frame, *said]
