"""Outlines of the shapes by which marks are told apart without colour, in a box of 32 × 32 units round (16, 16)."""

from math import cos, radians, sin
from typing import NamedTuple

Point = tuple[float, float]


class Shape(NamedTuple):
    """An SVG path, and where the middle of a text of one or two signs stands inside it."""

    path: str
    text_middle: float
    """Vertical middle of the text, in units from the top."""
    text_size: float
    """Size of type in which two digits fit inside."""


def _path(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _regular(corners: int, radius: float, *, middle: float = 16, turn: float = -90) -> list[Point]:
    angles = (radians(turn + 360 * index / corners) for index in range(corners))
    return [(round(16 + radius * cos(angle), 2), round(middle + radius * sin(angle), 2)) for angle in angles]


def _star() -> list[Point]:
    outer, inner = _regular(5, 15.5, middle=17), _regular(5, 9.5, middle=17, turn=-54)
    return [point for pair in zip(outer, inner, strict=True) for point in pair]


_CROSS: list[Point] = [
    *((9.5, 2), (22.5, 2), (22.5, 9.5), (30, 9.5), (30, 22.5), (22.5, 22.5)),
    *((22.5, 30), (9.5, 30), (9.5, 22.5), (2, 22.5), (2, 9.5), (9.5, 9.5)),
]

SHAPES = {
    "circle": Shape("M16 2.5A13.5 13.5 0 1 1 16 29.5A13.5 13.5 0 1 1 16 2.5Z", 16, 14),
    "square": Shape("M7 4H25A3 3 0 0 1 28 7V25A3 3 0 0 1 25 28H7A3 3 0 0 1 4 25V7A3 3 0 0 1 7 4Z", 16, 14),
    "diamond": Shape(_path([(16, 1), (31, 16), (16, 31), (1, 16)]), 16, 13),
    "triangle": Shape(_path([(16, 2), (31.5, 29), (0.5, 29)]), 20.5, 12),
    "hexagon": Shape(_path(_regular(6, 14.5)), 16, 14),
    "pentagon": Shape(_path(_regular(5, 15, middle=17)), 17, 13),
    "star": Shape(_path(_star()), 17.5, 11),
    "cross": Shape(_path(_CROSS), 16, 13),
}


def shape(name: str) -> Shape:
    """Return a shape by name; an unknown name gives the circle."""
    return SHAPES.get(name, SHAPES["circle"])
