"""A square of steps with numbered points in it: one thing grows to the right, another one upwards.

A point is told apart by its shape and its number; a table beside the picture says what the number stands for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt

from podworko.core import svg
from podworko.core.svg_marker import Marker, draw_marker
from podworko.core.svg_matrix import FONT, INK, LINE, MUTED, PAPER

_SIDE, _SMALLEST_STEP, _LARGEST_STEP = 560.0, 64.0, 130.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 76.0, 16.0, 16.0, 70.0
_TYPE = 14.0
_MARKER = 30.0


@dataclass(frozen=True, slots=True)
class Point:
    """One point; `column` and `row` are steps from 1, the row counted upwards."""

    number: int
    column: int
    row: int
    shape: str
    colour: str
    title: str
    before: tuple[int, int] | None = None
    """Where it stood on an earlier day, if elsewhere."""
    is_before: bool = False
    """It stood here once and stands nowhere now."""


@dataclass(frozen=True, slots=True)
class StepsPicture:
    """What is drawn."""

    title: str
    description: str
    horizontal: str
    vertical: str
    scale: int
    points: Sequence[Point]
    quarters: Sequence[str] = ()
    """Words for the quarters, if any: upper left, upper right, lower left, lower right."""
    legend: Sequence[tuple[str, str, str]] = ()
    """Shape, colour, words."""
    ends: tuple[str, str] = ("", "")
    """What the first and the last step are called."""
    identifier: str = "steps"


def draw(picture: StepsPicture) -> str:
    """Return the picture as SVG."""
    step = max(_SMALLEST_STEP, min(_LARGEST_STEP, _SIDE / picture.scale))
    side = step * picture.scale
    width = _LEFT + side + _RIGHT
    bottom = _TOP + side
    legend, height = _legend(picture.legend, bottom + _BOTTOM, width)
    places = dict(_places(picture, step))
    title, description = f"{picture.identifier}-title", f"{picture.identifier}-description"
    return svg.tag(
        "svg",
        svg.tag("title", svg.text(picture.title), id=title),
        svg.tag("desc", svg.text(picture.description), id=description),
        svg.tag("rect", width=width, height=height, fill=PAPER),
        *_ground(picture, step, side),
        *_axes(picture, side, bottom),
        *(part for point in picture.points for part in _move(picture, point, places, step)),
        *(_point(point, *places[point.number]) for point in picture.points),
        *legend,
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(width)} {svg.number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{title} {description}",
        font_family=FONT,
        font_size=_TYPE,
    )


def _places(picture: StepsPicture, step: float) -> Iterable[tuple[int, tuple[float, float, float]]]:
    """Yield the number of each point with its middle and its size: those of one step share its square."""
    together: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for point in picture.points:
        together[point.column, point.row].append(point)
    for (column, row), points in together.items():
        across = ceil(sqrt(len(points)))
        down = ceil(len(points) / across)
        room = step / max(across, down)
        for number, point in enumerate(sorted(points, key=lambda each: each.number)):
            x = _LEFT + step * (column - 1) + step * (number % across + 0.5) / across
            y = _TOP + step * (picture.scale - row) + step * (number // across + 0.5) / down
            yield point.number, (x, y, min(_MARKER, room * 0.92))


def _ground(picture: StepsPicture, step: float, side: float) -> Iterable[str]:
    half = side / 2
    for number, words in enumerate(picture.quarters):
        # In the corners, where the fewest points lie.
        is_right, is_low = number % 2, number // 2
        x, y = _LEFT + (side - 8 if is_right else 8), _TOP + (side - 9 if is_low else 18)
        anchor = "end" if is_right else "start"
        yield svg.tag("text", svg.text(words), x=x, y=y, text_anchor=anchor, fill=MUTED, font_size=13)
    for number in range(picture.scale + 1):
        at = step * number
        ends: dict[str, str | float] = {"stroke": LINE, "stroke_width": 1}
        yield svg.tag("path", d=f"M{svg.number(_LEFT + at)} {svg.number(_TOP)}v{svg.number(side)}", **ends)
        yield svg.tag("path", d=f"M{svg.number(_LEFT)} {svg.number(_TOP + at)}h{svg.number(side)}", **ends)
    middle: dict[str, str | float] = {"stroke": MUTED, "stroke_width": 1.5, "stroke_dasharray": "6 4"}
    yield svg.tag("path", d=f"M{svg.number(_LEFT + half)} {svg.number(_TOP)}v{svg.number(side)}", **middle)
    yield svg.tag("path", d=f"M{svg.number(_LEFT)} {svg.number(_TOP + half)}h{svg.number(side)}", **middle)


def _axes(picture: StepsPicture, side: float, bottom: float) -> Iterable[str]:
    yield svg.tag(
        "path",
        d=f"M{svg.number(_LEFT)} {svg.number(_TOP)}v{svg.number(side)}h{svg.number(side)}",
        fill="none",
        stroke=INK,
        stroke_width=2,
    )
    step = side / picture.scale
    for number in range(picture.scale):
        said = str(number + 1)
        yield svg.tag("text", said, x=_LEFT + step * (number + 0.5), y=bottom + 18, text_anchor="middle", fill=INK)
        yield svg.tag("text", said, x=_LEFT - 12, y=bottom - step * (number + 0.5) + 5, text_anchor="end", fill=INK)
    low, high = picture.ends
    strong: dict[str, str | float] = {"fill": INK, "font_weight": "700", "text_anchor": "middle", "font_size": 15}
    yield svg.tag("text", svg.text(f"{picture.horizontal} →"), x=_LEFT + side / 2, y=bottom + 44, **strong)
    turned = f"rotate(-90 22 {svg.number(_TOP + side / 2)})"
    yield svg.tag("text", svg.text(f"{picture.vertical} →"), x=22, y=_TOP + side / 2, transform=turned, **strong)
    if low and high:
        yield svg.tag("text", svg.text(low), x=_LEFT, y=bottom + 40, fill=MUTED, font_size=13)
        yield svg.tag(
            "text", svg.text(high), x=_LEFT + side, y=bottom + 40, fill=MUTED, text_anchor="end", font_size=13
        )


def _move(
    picture: StepsPicture, point: Point, places: dict[int, tuple[float, float, float]], step: float
) -> Iterable[str]:
    if point.before is None:
        return
    column, row = point.before
    x0, y0 = _LEFT + step * (column - 0.5), _TOP + step * (picture.scale - row + 0.5)
    x1, y1, size = places[point.number]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    # The arrow ends at the edge of the marker.
    x2, y2 = x1 - (x1 - x0) / length * (size / 2 + 2), y1 - (y1 - y0) / length * (size / 2 + 2)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    head = svg.path_of(
        [(x2 - 9 * ux + 5 * uy, y2 - 9 * uy - 5 * ux), (x2, y2), (x2 - 9 * ux - 5 * uy, y2 - 9 * uy + 5 * ux)]
    )
    pen: dict[str, str | float] = {"fill": "none", "stroke": INK, "stroke_width": 1.6}
    yield svg.tag("circle", cx=x0, cy=y0, r=5, fill=PAPER, stroke=INK, stroke_width=1.6, stroke_dasharray="3 2")
    yield svg.tag("path", d=svg.path_of([(x0, y0), (x2, y2)]), stroke_dasharray="5 3", **pen)
    yield svg.tag("path", d=head, **pen)


def _point(point: Point, x: float, y: float, size: float) -> str:
    marker = Marker(str(point.number), point.shape, point.colour, is_exact=not point.is_before, title=point.title)
    return draw_marker(marker, x=x, y=y, size=size)


def _legend(legend: Sequence[tuple[str, str, str]], top: float, width: float) -> tuple[list[str], float]:
    parts: list[str] = []
    across = 2 if len(legend) > 2 else 1  # noqa: PLR2004 – short ones stand under one another
    for number, (shape, colour, words) in enumerate(legend):
        x, y = 24 + (width / across) * (number % across), top + 26 * (number // across)
        parts.append(draw_marker(Marker("", shape, colour), x=x, y=y, size=20))
        parts.append(svg.tag("text", svg.text(words), x=x + 18, y=y + 5, fill=INK))
    return parts, top + 26 * ceil(len(legend) / across) + 4
