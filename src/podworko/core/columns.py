"""Sharing an index out over columns and pages: pure arithmetic over heights measured before.

An index is a row of sections, each a heading and its rows, read in order. A section that goes on in the
next column gets its heading again, shorter. A heading never stands alone at the foot of a column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

WHOLE_SECTIONS_MAY_COST = 1.12
"""How much taller an index may become so that no section is cut."""
_STEPS = 24
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Section:
    """Heights of a heading, of the same heading where the section goes on, and of the rows; any unit."""

    heading: float
    again: float
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        """The height of the whole section."""
        return self.heading + sum(self.rows)


class Piece(NamedTuple):
    """The rows `first` to `last` (not included) of a section, in one column."""

    section: int
    first: int
    last: int

    @property
    def goes_on(self) -> bool:
        """Say whether the section began in an earlier column."""
        return self.first > 0


Column = list[Piece]


def fill(sections: Sequence[Section], heights: Sequence[float]) -> tuple[list[Column], bool]:
    """Fill columns of given heights one after the other; also say whether everything found room.

    A row higher than a whole column is put there all the same, so that nothing is ever lost.
    """
    columns: list[Column] = []
    section, row = 0, 0
    for height in heights:
        column: Column = []
        left = height + _ROUNDING
        while section < len(sections):
            taken, room = _take(sections[section], row, left, is_first=not column)
            if column and (room > left or (sections[section].rows and not taken)):
                break
            column.append(Piece(section, row, row + taken))
            left -= room
            row += taken
            if row < len(sections[section].rows):
                break
            section, row = section + 1, 0
        columns.append(column)
        if section == len(sections):
            return columns, True
    return columns, False


def balance(sections: Sequence[Section], count: int, then: Sequence[float] = ()) -> tuple[list[Column], float]:
    """Share sections over `count` columns as evenly as they allow, and over columns of fixed heights after them.

    Returns the columns, and the least height that the first `count` of them need.
    """
    if not sections:
        return [], 0.0
    cut, cut_height = _lowest(sections, count, then)
    whole, whole_height = _lowest([Section(section.height, 0.0, ()) for section in sections], count, then)
    if whole_height <= cut_height * WHOLE_SECTIONS_MAY_COST:
        rows = [len(section.rows) for section in sections]
        return [[Piece(piece.section, 0, rows[piece.section]) for piece in column] for column in whole], whole_height
    return cut, cut_height


def _lowest(sections: Sequence[Section], count: int, then: Sequence[float]) -> tuple[list[Column], float]:
    fixed, fits = fill(sections, then)
    if fits and _is_held(sections, fixed, then):
        return [*([] for _column in range(count)), *fixed], 0.0
    low, high = 0.0, sum(section.height for section in sections)
    best, _fits = fill(sections, [high] * count)
    for _step in range(_STEPS):
        middle = (low + high) / 2
        heights = [*([middle] * count), *then]
        columns, fits = fill(sections, heights)
        if fits and _is_held(sections, columns, heights):
            best, high = columns, middle
        else:
            low = middle
    return best, max(_height(sections, column) for column in best[:count])


def _is_held(sections: Sequence[Section], columns: Sequence[Column], heights: Sequence[float]) -> bool:
    return all(
        _height(sections, column) <= height + _ROUNDING for column, height in zip(columns, heights, strict=False)
    )


def _height(sections: Sequence[Section], column: Column) -> float:
    return sum(
        (sections[piece.section].again if piece.goes_on else sections[piece.section].heading)
        + sum(sections[piece.section].rows[piece.first : piece.last])
        for piece in column
    )


def _take(section: Section, row: int, left: float, *, is_first: bool) -> tuple[int, float]:
    """Return how many rows from `row` on fit into the height left, and the height they take with their heading."""
    height = section.again if row else section.heading
    taken = 0
    for one in section.rows[row:]:
        if height + one > left and not (is_first and taken == 0):
            break
        height += one
        taken += 1
    rest = len(section.rows) - row - taken
    # One row alone under a heading, or alone in the next column, is easily overlooked.
    if rest and taken == 1 and not is_first:
        return 0, 0.0
    if rest == 1 and taken > 2:  # noqa: PLR2004 – two rows stay
        return taken - 1, height - section.rows[row + taken - 1]
    return taken, height
