"""Boxes on rungs, joined by arrows from below upwards: what comes of what, as SVG for the page and for paper.

Pure drawing over values; who wants the same in words writes a list beside it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
class _Slot:
    """A place on a rung: for a box, or for an arrow that goes past it."""

    name: tuple[int, ...]
    """The key of a box; of an arrow both its keys and the height."""
    width: float


@dataclass(frozen=True, slots=True)
class _Box:
    rung: Rung
    x: float
    y: float
    tall: float
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Layout:
    boxes: dict[int, _Box]
    middles: dict[tuple[int, ...], float]
    """Of every slot, from the left."""
    bands: dict[int, tuple[float, float]]
    """Height of a rung → top of its boxes, and how tall they are."""
    width: float
    height: float


def draw(picture: LadderPicture) -> str:
    """Return the picture as SVG text."""
    laid = _lay_out(picture)
    name, boxes = picture.identifier, laid.boxes
    return svg.tag(
        "svg",
        svg.tag("title", svg.text(picture.title), id=f"{name}-title"),
        svg.tag("desc", svg.text(picture.description), id=f"{name}-description"),
        *(_arrow(laid, low, high) for low, high in picture.links if low in boxes and high in boxes),
        *(_box(box, is_chosen=box.rung.key == picture.chosen) for box in boxes.values()),
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(laid.width)} {svg.number(laid.height)}",
        width=laid.width,
        height=laid.height,
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


def _lay_out(picture: LadderPicture) -> _Layout:
    slots, below = _slots(picture)
    of_height: dict[int, list[Rung]] = defaultdict(list)
    for rung in picture.rungs:
        of_height[rung.height].append(rung)
    width = 2 * MARGIN + max((_width(row) for row in slots.values()), default=BOX)
    laid = _Layout({}, {}, {}, width, MARGIN)
    for height in sorted(of_height, reverse=True):
        tall = max(len(wrapped(rung.text)) for rung in of_height[height]) * LINE + 2 * PADDING
        laid.bands[height] = (laid.height, tall)
        laid.height += tall + RISE
    laid.height += MARGIN - RISE
    rungs = {rung.key: rung for rung in picture.rungs}
    for height in sorted(of_height):
        x = (width - _width(slots[height])) / 2
        for slot in _in_order(slots[height], below, laid.middles):
            laid.middles[slot.name] = x + slot.width / 2
            if len(slot.name) == 1:
                rung = rungs[slot.name[0]]
                laid.boxes[rung.key] = _Box(rung, x, *laid.bands[height], wrapped(rung.text))
            x += slot.width + GAP
    return laid


def _slots(picture: LadderPicture) -> tuple[dict[int, list[_Slot]], dict[tuple[int, ...], list[tuple[int, ...]]]]:
    """Return what stands on each rung, and for each slot the slots below it from which an arrow comes."""
    heights = {rung.key: rung.height for rung in picture.rungs}
    slots: dict[int, list[_Slot]] = defaultdict(list)
    below: dict[tuple[int, ...], list[tuple[int, ...]]] = defaultdict(list)
    for rung in picture.rungs:
        slots[rung.height].append(_Slot((rung.key,), BOX))
    for low, high in picture.links:
        if low not in heights or high not in heights:
            continue
        way = _way(low, high, heights[low], heights[high])
        for height, name in enumerate(way[1:-1], start=heights[low] + 1):
            slots[height].append(_Slot(name, 0))
        for lower, upper in pairwise(way):
            below[upper].append(lower)
    return slots, below


def _way(low: int, high: int, lowest: int, highest: int) -> list[tuple[int, ...]]:
    """Return the names of the slots through which an arrow goes."""
    return [(low,), *((low, high, height) for height in range(lowest + 1, highest)), (high,)]


def _width(row: Sequence[_Slot]) -> float:
    return sum(slot.width for slot in row) + GAP * (len(row) - 1)


def _in_order(
    row: Sequence[_Slot],
    below: Mapping[tuple[int, ...], Sequence[tuple[int, ...]]],
    middles: Mapping[tuple[int, ...], float],
) -> list[_Slot]:
    """Put each above the middle of what it comes of, so that few arrows cross."""

    def place(slot: _Slot) -> tuple[float, tuple[int, ...]]:
        known = [middles[name] for name in below.get(slot.name, ())]
        return (sum(known) / len(known) if known else float("inf"), slot.name)

    return sorted(row, key=place)


def _arrow(laid: _Layout, low: int, high: int) -> str:
    start, end = laid.boxes[low], laid.boxes[high]
    x, y = laid.middles[low,], start.y
    path = f"M{svg.number(x)} {svg.number(y)}"
    for name in _way(low, high, start.rung.height, end.rung.height)[1:]:
        top, tall = laid.bands[name[2] if len(name) > 1 else end.rung.height]
        across, foot = laid.middles[name], top + tall + (0 if len(name) > 1 else 8)
        bend = (y - foot) / 2
        path += f"C{' '.join(svg.number(value) for value in (x, y - bend, across, foot + bend, across, foot))}"
        if len(name) > 1:
            path += f"V{svg.number(top)}"
        x, y = across, top
    tip = end.y + end.tall
    head = svg.path_of([(x, tip), (x - 5, tip + 9), (x + 5, tip + 9)], is_closed=True)
    line = svg.tag("path", class_="ladder-link", d=path, fill="none", stroke=INK, stroke_width=2)
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
