"""Points and the lines between them: who has to do with whom. SVG for the page and for paper.

How close two are is told by the kind of line, what a point is by its shape; a name that would cover another one is
left out, and a table beside the picture says what each number stands for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from podworko.core import svg
from podworko.core.svg_marker import Marker, draw_marker
from podworko.core.svg_matrix import FONT, GREEN, INK, MUTED, PAPER

_WIDTH, _MARGIN, _TYPE = 960.0, 40.0, 13.0
_LETTER = 0.53
_LONGEST_NAME, _LONGEST_ALONE = 32, 25
_MOST_NAMES = 60

PENS: Mapping[str, Mapping[str, str | float]] = {
    "derived": {"stroke": MUTED, "stroke_width": 1.4, "stroke_dasharray": "9 4 2 4"},
    "1": {"stroke": INK, "stroke_width": 1.3, "stroke_dasharray": "1.5 4", "stroke_linecap": "round"},
    "2": {"stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "7 4"},
    "3": {"stroke": GREEN, "stroke_width": 2.2},
    "4": {"stroke": GREEN, "stroke_width": 4.4},
}
"""Name of a kind of line → how it is drawn; told apart in grey as well."""


@dataclass(frozen=True, slots=True)
class Node:
    """A point."""

    key: int
    number: int
    name: str
    shape: str
    colour: str
    is_strong: bool = False
    """Much leads through it: it has a ring."""


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """What is drawn; `groups` as `network_work.lay_out` gives them."""

    title: str
    description: str
    nodes: Sequence[Node]
    edges: Sequence[tuple[int, int, str]]
    """Key, key, one of `PENS`."""
    groups: Sequence[Mapping[str, Sequence[float]]]
    alone: str = ""
    """The heading over those without a line."""
    legend: Sequence[tuple[str, str]] = ()
    """One of `PENS`, words."""
    signs: Sequence[tuple[str, str, str]] = ()
    """Shape, colour, words."""
    identifier: str = "network"


Places = dict[int, tuple[float, float]]


def draw(picture: NetworkPicture) -> str:
    """Return the picture as SVG."""
    places, bottom = _place(picture.groups)
    alone = [node for node in picture.nodes if node.key not in places]
    heading_at = bottom + 16
    if alone:
        bottom = _place_alone(alone, places, heading_at + 34)
    legend, height = _legend(picture, bottom + 30)
    size = 26.0 if len(picture.nodes) <= 80 else 20.0  # noqa: PLR2004 – beyond, points would cover lines
    by_key = {node.key: node for node in picture.nodes}
    names = list(_names(picture, places, {node.key for node in alone}, size))
    title, description = f"{picture.identifier}-title", f"{picture.identifier}-description"
    parts = [
        svg.tag("title", svg.text(picture.title), id=title),
        svg.tag("desc", svg.text(picture.description), id=description),
        svg.tag("rect", width=_WIDTH, height=height, fill=PAPER),
        *(_edge(places, *edge) for edge in picture.edges if edge[0] in places and edge[1] in places),
        *(_node(by_key[key], *place, size) for key, place in places.items() if key in by_key),
        *names,
    ]
    if alone and picture.alone:
        parts.append(
            svg.tag("text", svg.text(picture.alone), x=_MARGIN, y=heading_at + 6, fill=INK, font_weight="700")
        )
    return svg.tag(
        "svg",
        *parts,
        *legend,
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(_WIDTH)} {svg.number(height)}",
        width=_WIDTH,
        height=height,
        role="img",
        aria_labelledby=f"{title} {description}",
        font_family=FONT,
        font_size=_TYPE,
    )


def _place(groups: Sequence[Mapping[str, Sequence[float]]]) -> tuple[Places, float]:
    """Put the groups beside and under one another, each in a box as large as its points need."""
    places: Places = {}
    x, y, row = _MARGIN, _MARGIN, 0.0
    for group in groups:
        width = min(_WIDTH - 2 * _MARGIN, 150 + 150 * sqrt(len(group)))
        height = min(760.0, 60 + 105 * sqrt(len(group))) if len(group) > 2 else 70.0  # noqa: PLR2004 – a line
        if x + width > _WIDTH - _MARGIN + 1 and x > _MARGIN:
            x, y, row = _MARGIN, y + row + 30, 0.0
        for key, (across, down) in group.items():
            places[int(key)] = (x + 70 + across * (width - 140), y + 20 + down * (height - 40))
        x, row = x + width + 10, max(row, height)
    return places, y + row


def _place_alone(alone: Sequence[Node], places: Places, top: float) -> float:
    across = 4 if len(alone) <= 60 else 12  # noqa: PLR2004 – of more, only numbers are drawn
    step = (_WIDTH - 2 * _MARGIN) / across
    for number, node in enumerate(alone):
        places[node.key] = (_MARGIN + 14 + step * (number % across), top + 32 * (number // across))
    return top + 32 * (ceil(len(alone) / across) - 1) + 20


def _edge(places: Places, one: int, other: int, pen: str) -> str:
    return svg.tag("path", d=svg.path_of([places[one], places[other]]), fill="none", **PENS[pen])


def _node(node: Node, x: float, y: float, size: float) -> str:
    marker = Marker(str(node.number), node.shape, node.colour, title=node.name)
    ring = (
        svg.tag("circle", cx=x, cy=y, r=size * 0.72, fill="none", stroke=INK, stroke_width=2) if node.is_strong else ""
    )
    # Its own paper beneath, so that no line runs through a shape.
    ground = svg.tag("circle", cx=x, cy=y, r=size * 0.56, fill=PAPER)
    return ground + ring + draw_marker(marker, x=x, y=y, size=size)


def _names(picture: NetworkPicture, places: Places, alone: set[int], size: float) -> Iterable[str]:
    """Yield the names that find room beside their point, without covering a point or another name."""
    taken = [(x - size / 2, y - size / 2, x + size / 2, y + size / 2) for x, y in places.values()]
    if len(picture.nodes) > _MOST_NAMES * 2:
        return
    for node in picture.nodes:
        if node.key not in places:
            continue
        x, y = places[node.key]
        name = _short(node.name, _LONGEST_ALONE if node.key in alone else _LONGEST_NAME)
        width, gap = len(name) * _TYPE * _LETTER, size * (0.85 if node.is_strong else 0.62)
        tries = [(x + gap, "start", x + gap), (x - gap, "end", x - gap - width)]
        spots = [(at, y + 4.5, anchor, left) for at, anchor, left in tries]
        if node.key not in alone:
            spots += [(x, y + size + 3, "middle", x - width / 2), (x, y - size * 0.75, "middle", x - width / 2)]
        for at, base, anchor, left in spots:
            box = (left, base - 11, left + width, base + 3)
            fits = box[0] >= 4 and box[2] <= _WIDTH - 4  # noqa: PLR2004 – the edge
            if fits and not any(_covers(box, other) for other in taken):
                taken.append(box)
                halo: dict[str, str | float] = {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round"}
                said = svg.text(name)
                # Twice: first its halo, which print has no `paint-order` for.
                yield svg.tag("text", said, x=at, y=base, text_anchor=anchor, fill=PAPER, aria_hidden="true", **halo)
                yield svg.tag("text", said, x=at, y=base, text_anchor=anchor, fill=INK)
                break


def _covers(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _short(name: str, most: int) -> str:
    if len(name) <= most:
        return name
    head = name[:most].rpartition(" ")[0]
    return f"{head if len(head) > most / 2 else name[: most - 1]}…"


def _legend(picture: NetworkPicture, top: float) -> tuple[list[str], float]:
    parts: list[str] = []
    for number, (pen, words) in enumerate(picture.legend):
        y = top + 24 * number
        parts.append(svg.tag("path", d=f"M{svg.number(_MARGIN)} {svg.number(y)}h60", fill="none", **PENS[pen]))
        parts.append(svg.tag("text", svg.text(words), x=_MARGIN + 72, y=y + 5, fill=INK))
    for number, (shape, colour, words) in enumerate(picture.signs):
        y = top + 24 * number
        parts.append(draw_marker(Marker("", shape, colour), x=_WIDTH / 2 + 20, y=y, size=18))
        parts.append(svg.tag("text", svg.text(words), x=_WIDTH / 2 + 40, y=y + 5, fill=INK))
    return parts, top + 24 * max(len(picture.legend), len(picture.signs)) + 6
