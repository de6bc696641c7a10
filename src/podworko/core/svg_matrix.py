"""A table of numbers drawn as circles: the same picture for the page and for paper, in grey too.

How much a circle says by its area; that nothing is there, or very much, it says by its shape: an empty cell is a
broken ring, a crowded one has a second ring round it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from podworko.core import svg

INK = "#1E2A2B"
MUTED = "#5D6764"
GREEN = "#1F5B47"
BRICK = "#A63F28"
PAPER = "#FDFBF6"
LINE = "#CFC4AE"
FONT = "'Source Sans 3', 'Podworko Sans', sans-serif"
TYPE = 13.0
"""Size of all type; nothing is smaller."""
_LETTER = 0.56
"""Width of a letter on average, of the type's size."""
_LEADING = 16.0
_CELL_WIDTH, _CELL_HEIGHT = 96.0, 66.0
_LABELS = 190.0
_PADDING = 8.0
_LARGEST, _SMALLEST, _RING = 21.0, 3.0, 7.0
_MOST_LINES = 3


class Shape(StrEnum):
    """How a cell is drawn."""

    NONE = "none"
    """A dash: nothing, and that says nothing."""
    BLANK = "blank"
    """Nothing, beside cells that hold something."""
    EMPTY = "empty"
    """Nothing, in a row of nothing."""
    PLAIN = "plain"
    CROWDED = "crowded"


class Dot(NamedTuple):
    """A number in a cell."""

    value: int
    shape: Shape
    is_second: bool = False
    """Of the second that is compared: drawn hollow."""


@dataclass(frozen=True, slots=True)
class MatrixPicture:
    """What is drawn; a cell has one dot, or two beside one another."""

    title: str
    description: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Sequence[Dot]]]]
    legend: Sequence[tuple[Dot, str]] = ()
    identifier: str = "matrix"


def draw(picture: MatrixPicture) -> str:
    """Return the picture as SVG; its title and description are what whoever does not see it is told."""
    heads = [_wrapped(name, _CELL_WIDTH - 6) for name in picture.columns]
    head = max((len(lines) for lines in heads), default=1) * _LEADING + 2 * _PADDING
    width = max(_LABELS + _CELL_WIDTH * len(picture.columns), 420.0)
    bottom = head + _CELL_HEIGHT * len(picture.rows)
    legend, height = _legend(picture.legend, bottom + _PADDING, width)
    largest = max((dot.value for _name, cells in picture.rows for dots in cells for dot in dots), default=0)
    title, description = f"{picture.identifier}-title", f"{picture.identifier}-description"
    parts = [
        svg.tag("title", svg.text(picture.title), id=title),
        svg.tag("desc", svg.text(picture.description), id=description),
        svg.tag("rect", width=width, height=height, fill=PAPER),
        *(
            _text(lines, _LABELS + _CELL_WIDTH * (number + 0.5), head - _PADDING - _LEADING * len(lines), "middle")
            for number, lines in enumerate(heads)
        ),
        *(
            part
            for number, row in enumerate(picture.rows)
            for part in _row(row, head + _CELL_HEIGHT * number, largest, width)
        ),
        *legend,
    ]
    return svg.tag(
        "svg",
        *parts,
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(width)} {svg.number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{title} {description}",
        font_family=FONT,
        font_size=TYPE,
    )


def _row(row: tuple[str, Sequence[Sequence[Dot]]], top: float, largest: int, width: float) -> Iterable[str]:
    name, cells = row
    lines = _wrapped(name, _LABELS - 2 * _PADDING)
    yield svg.tag("path", d=f"M0 {svg.number(top)}H{svg.number(width)}", stroke=LINE, stroke_width=1)
    yield _text(lines, _PADDING, top + (_CELL_HEIGHT - _LEADING * len(lines)) / 2, "start", is_strong=True)
    for number, dots in enumerate(cells):
        middle = _LABELS + _CELL_WIDTH * (number + 0.5)
        for place, dot in enumerate(dots):
            x = middle + (place - (len(dots) - 1) / 2) * 46
            yield from _dot(dot, x, top, largest, 1.0 if len(dots) == 1 else 0.75)


def _dot(dot: Dot, x: float, top: float, largest: int, scale: float) -> Iterable[str]:
    said = "–" if dot.shape == Shape.NONE and not dot.value else str(dot.value)
    yield from _circles(dot, x, top + 26, largest, scale)
    yield _text([said], x, top + 46, "middle", is_strong=dot.shape == Shape.CROWDED)


def _circles(dot: Dot, x: float, y: float, largest: int, scale: float) -> Iterable[str]:
    if dot.shape == Shape.NONE and not dot.value:
        return
    if dot.shape == Shape.BLANK:
        yield svg.tag("circle", cx=x, cy=y, r=4 * scale, fill="none", stroke=MUTED, stroke_width=1.5)
    elif dot.shape == Shape.EMPTY or not dot.value:
        yield svg.tag(
            "circle", cx=x, cy=y, r=9 * scale, fill="none", stroke=BRICK, stroke_width=2, stroke_dasharray="4 3"
        )
    else:
        radius = max(_SMALLEST, (_LARGEST - _RING) * scale * sqrt(dot.value / largest))
        fill = {"fill": PAPER, "stroke": GREEN, "stroke_width": 2.5} if dot.is_second else {"fill": GREEN}
        yield svg.tag("circle", cx=x, cy=y, r=radius, **fill)
        if dot.shape == Shape.CROWDED:
            yield svg.tag("circle", cx=x, cy=y, r=radius + _RING * 0.7, fill="none", stroke=INK, stroke_width=2)


def _legend(legend: Sequence[tuple[Dot, str]], top: float, width: float) -> tuple[list[str], float]:
    parts: list[str] = []
    for number, (dot, words) in enumerate(legend):
        y = top + number * 52
        parts += _circles(dot, 40, y + 26, max(dot.value, 1), 1.0)
        parts.append(_text(_wrapped(words, width - 90)[:1], 80, y + 18, "start"))
    return parts, top + len(legend) * 52 + _PADDING


def _text(lines: Sequence[str], x: float, top: float, anchor: str, *, is_strong: bool = False) -> str:
    spans = [
        svg.tag("tspan", svg.text(line), x=x, y=top + _LEADING * (number + 0.8)) for number, line in enumerate(lines)
    ]
    return svg.tag("text", *spans, text_anchor=anchor, fill=INK, font_weight="600" if is_strong else None)


def _wrapped(text: str, width: float) -> list[str]:
    """Break words into lines; what is longer than a line, or than three of them, is cut with an ellipsis."""
    most = max(4, int(width / (TYPE * _LETTER)))
    lines: list[str] = []
    for word in text.split():
        cut = word if len(word) <= most else f"{word[: most - 1]}…"
        if lines and len(lines[-1]) + 1 + len(cut) <= most:
            lines[-1] += f" {cut}"
        else:
            lines.append(cut)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: most - 1]}…"]
    return lines or [""]
