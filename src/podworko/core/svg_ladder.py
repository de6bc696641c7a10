"""Boxes on rungs, joined by arrows from below upwards: what comes of what, as SVG for the page and for paper.

Pure drawing over values; who wants the same in words writes a list beside it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from podworko.core import svg

INK = "#1E2A2B"
GREEN = "#1F5B47"
PAPER = "#FDFBF6"
FONT = "'Source Sans 3', 'Podworko Sans', sans-serif"
BOX, GAP, RISE, MARGIN, PADDING = 210.0, 22.0, 46.0, 8.0, 10.0
"""Width of a box, the room beside it, between two rungs, round the picture, and inside a box."""
TYPE, LINE = 16.0, 20.0
_LETTER_WIDTH = 0.56
"""Of the type size: wider than Source Sans 3 on average, so that a line never leaves its box."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One box: what stands in it, and how high, 0 being the lowest."""

    key: int
    text: str
    height: int


@dataclass(frozen=True, slots=True)
class LadderPicture:
    """What is drawn; `links` lead from one key to another that stands higher."""

    title: str
    description: str
    """The alternative text."""
    rungs: Sequence[Rung]
    links: Sequence[tuple[int, int]]
    identifier: str = "ladder"
    chosen: int | None = None
    """The box that the page is about."""


@dataclass(frozen=True, slots=True)
class _Box:
    rung: Rung
    x: float
    y: float
    tall: float
    lines: tuple[str, ...]


def draw(picture: LadderPicture) -> str:
    """Return the picture as SVG text."""
    boxes, width, height = _lay_out(picture)
    name = picture.identifier
    return svg.tag(
        "svg",
        svg.tag("title", svg.text(picture.title), id=f"{name}-title"),
        svg.tag("desc", svg.text(picture.description), id=f"{name}-description"),
        *(_arrow(boxes[low], boxes[high]) for low, high in picture.links if low in boxes and high in boxes),
        *(_box(box, is_chosen=box.rung.key == picture.chosen) for box in boxes.values()),
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(width)} {svg.number(height)}",
        width=width,
        height=height,
        class_="ladder",
        role="img",
        aria_labelledby=f"{name}-title {name}-description",
        font_family=FONT,
    )


def wrapped(text: str, width: float = BOX - 2 * PADDING) -> tuple[str, ...]:
    """Return a text in lines that fit a width; a word longer than a line is cut."""
    most = max(int(width / (TYPE * _LETTER_WIDTH)), 1)
    lines: list[str] = []
    for word in text.split():
        rest = word
        if lines and len(lines[-1]) + 1 + len(rest) <= most:
            lines[-1] += f" {rest}"
            continue
        while rest:
            lines.append(rest[:most])
            rest = rest[most:]
    return tuple(lines)


def _lay_out(picture: LadderPicture) -> tuple[dict[int, _Box], float, float]:
    of_height: dict[int, list[Rung]] = defaultdict(list)
    for rung in picture.rungs:
        of_height[rung.height].append(rung)
    widest = max((len(rungs) for rungs in of_height.values()), default=1)
    width = 2 * MARGIN + widest * BOX + (widest - 1) * GAP
    boxes: dict[int, _Box] = {}
    middles: dict[int, float] = {}
    y = MARGIN
    tops: dict[int, tuple[float, float]] = {}
    for height in sorted(of_height, reverse=True):
        tall = max(len(wrapped(rung.text)) for rung in of_height[height]) * LINE + 2 * PADDING
        tops[height] = (y, tall)
        y += tall + RISE
    for height in sorted(of_height):
        rungs = _in_order(of_height[height], picture.links, middles)
        left = (width - len(rungs) * BOX - (len(rungs) - 1) * GAP) / 2
        for position, rung in enumerate(rungs):
            x = left + position * (BOX + GAP)
            middles[rung.key] = x + BOX / 2
            boxes[rung.key] = _Box(rung, x, *tops[height], wrapped(rung.text))
    return boxes, width, y - RISE + MARGIN


def _in_order(rungs: Sequence[Rung], links: Sequence[tuple[int, int]], middles: Mapping[int, float]) -> list[Rung]:
    """Put each above the middle of what it comes of, so that few arrows cross."""

    def place(rung: Rung) -> tuple[float, int]:
        below = [middles[low] for low, high in links if high == rung.key and low in middles]
        return (sum(below) / len(below) if below else float("inf"), rung.key)

    return sorted(rungs, key=place)


def _arrow(low: _Box, high: _Box) -> str:
    x1, y1 = low.x + BOX / 2, low.y
    x2, y2 = high.x + BOX / 2, high.y + high.tall
    bend = (y1 - y2) / 2
    curve = " ".join(svg.number(value) for value in (x1, y1 - bend, x2, y2 + 8 + bend, x2, y2 + 8))
    head = svg.path_of([(x2, y2), (x2 - 5, y2 + 9), (x2 + 5, y2 + 9)], is_closed=True)
    line = svg.tag(
        "path",
        class_="ladder-link",
        d=f"M{svg.number(x1)} {svg.number(y1)}C{curve}",
        fill="none",
        stroke=INK,
        stroke_width=2,
    )
    return line + svg.tag("path", class_="ladder-head", d=head, fill=INK)


def _box(box: _Box, *, is_chosen: bool) -> str:
    outline = svg.tag(
        "rect",
        class_=f"ladder-box{' ladder-box-chosen' if is_chosen else ''}",
        x=box.x,
        y=box.y,
        width=BOX,
        height=box.tall,
        rx=6,
        fill=PAPER,
        stroke=GREEN,
        stroke_width=4 if is_chosen else 2,
    )
    first = box.y + (box.tall - len(box.lines) * LINE) / 2 + LINE * 0.74
    lines = [
        svg.tag(
            "text",
            svg.text(line),
            class_="ladder-text",
            x=box.x + BOX / 2,
            y=first + number * LINE,
            font_size=TYPE,
            font_weight="700" if is_chosen else None,
            text_anchor="middle",
            fill=INK,
        )
        for number, line in enumerate(box.lines)
    ]
    return outline + "".join(lines)
