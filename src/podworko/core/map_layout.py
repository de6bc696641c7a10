"""Where markers and labels stand on a map so that none covers another.

Pure geometry in the picture's own unit, x to the right and y downwards; the same input gives the same
output. A marker stays on its point where it can; markers of one coordinate fan out round it, and every
marker that had to move keeps a leader line to its true point.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

CROWD = 24
"""Of more markers at one coordinate, leaders cannot be kept from running under markers."""


class Box(NamedTuple):
    """A rectangle with its sides along the axes; boxes that only touch do not overlap."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float | None = None) -> "Box":
        """Return the box with this centre; a square where no height is given."""
        half, tall = width / 2, (width if height is None else height) / 2
        return cls(x - half, y - tall, x + half, y + tall)

    def overlaps(self, other: "Box") -> bool:
        """Say whether the two boxes share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Say whether the other box lies wholly inside this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> "Box":
        """Return the box with a margin on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Pin:
    """A marker that wants to stand at a point."""

    key: int
    x: float
    y: float
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a marker stands: its centre, and the point it means."""

    pin: Pin
    x: float
    y: float
    size: float

    @property
    def box(self) -> Box:
        """The square that the marker takes."""
        return Box.around(self.x, self.y, self.size)

    @property
    def has_leader(self) -> bool:
        """Say whether the marker stands beside its point."""
        return (self.x, self.y) != (self.pin.x, self.pin.y)


class TooManyMarkersError(Exception):
    """There is no room for so many markers of this size."""

    def __init__(self, count: int) -> None:
        super().__init__(f"no room for {count} markers")
        self.count = count


def first_collision(boxes: Sequence[Box]) -> tuple[int, int] | None:
    """Return the indices of two boxes that overlap, or nothing: the proof that a map can be read."""
    order = sorted(range(len(boxes)), key=lambda index: boxes[index].left)
    for position, first in enumerate(order):
        for second in order[position + 1 :]:
            if boxes[second].left >= boxes[first].right:
                break
            if boxes[first].overlaps(boxes[second]):
                return first, second
    return None


def place(pins: Sequence[Pin], *, frame: Box, size: float, gap: float, taken: Iterable[Box] = ()) -> list[Spot]:
    """Find a spot for every marker, in the order of the pins.

    Args:
        pins: The markers; points outside the frame are taken too, their markers stand inside.
        frame: All markers lie inside.
        size: Side of the square that a marker takes.
        gap: Least distance between two markers.
        taken: Boxes where no marker may stand: scale bar, north arrow, labels.

    Raises:
        TooManyMarkersError: The frame is full.
    """
    board = _Board(frame, size, gap)
    for box in taken:
        board.take(box)
    for group in _in_order(pins):
        if len(group) > 1 and board.fan(group):
            continue
        for pin in group:
            if not board.settle(pin, is_crowd=len(group) > CROWD):
                raise TooManyMarkersError(len(pins))
    return [board.spots[pin.key] for pin in pins]


def _in_order(pins: Sequence[Pin]) -> Iterator[list[Pin]]:
    """Yield who is placed first: exact points, then coordinates that several share, then the rest."""
    at_point: dict[tuple[float, float], list[Pin]] = defaultdict(list)
    for pin in pins:
        at_point[pin.x, pin.y].append(pin)
    groups = list(at_point.values())
    # An exact marker keeps its point, and the approximate ones of the same coordinate stand round it.
    for group in groups:
        exact = [pin for pin in group if pin.is_exact]
        if len(exact) == 1:
            yield exact
            group.remove(exact[0])
    groups.sort(key=lambda group: -len(group))
    yield from (group for group in groups if group)


@dataclass(slots=True)
class _Board:
    frame: Box
    size: float
    gap: float
    spots: dict[int, Spot] = field(default_factory=dict)
    cells: dict[tuple[int, int], list[Box]] = field(default_factory=lambda: defaultdict(list))
    leaders: list[tuple[float, float, float, float]] = field(default_factory=list)
    full_rings: dict[tuple[float, float], int] = field(default_factory=dict)
    """Point → the ring round it from which the next marker seeks: those nearer are full."""

    def take(self, box: Box) -> None:
        for cell in self._cells(box):
            self.cells[cell].append(box)

    def fan(self, group: list[Pin]) -> bool:
        """Stand the markers of one coordinate on a ring round it; say whether there was room."""
        x, y = group[0].x, group[0].y
        count = len(group)
        step = self.size + self.gap
        # On a ring, neighbours whose centres are √2 steps apart cannot overlap at any angle.
        radius = max(0.85 * step, step * math.sqrt(2) / (2 * math.sin(math.pi / count)))
        for ring in (radius, radius * 1.2, radius * 1.4, radius * 1.6):
            for turn in range(12):
                angles = [math.tau * (place / count + turn / (12 * count)) for place in range(count)]
                spots = [(x + ring * math.cos(angle), y - ring * math.sin(angle)) for angle in angles]
                if all(self._is_free(spot, (x, y), is_strict=True) for spot in spots):
                    for pin, (spot_x, spot_y) in zip(group, self._clockwise(spots, x, y), strict=True):
                        self._stand(pin, spot_x, spot_y)
                    return True
        return False

    def settle(self, pin: Pin, *, is_crowd: bool) -> bool:
        """Stand one marker on its point or as near to it as there is room; say whether there was any."""
        point = (pin.x, pin.y)
        # Near the point leaders and markers are kept apart; farther away any room is good.
        tries = [(True, 3 * self.size), (False, self._farthest(pin))]
        for is_strict, reach in tries[is_crowd:]:
            if self._is_free(point, point, is_strict=is_strict):
                self._stand(pin, *point)
                return True
            for ring, spot in self._rings(pin, self.full_rings.get(point, 2), reach):
                if self._is_free(spot, point, is_strict=is_strict):
                    self._stand(pin, *spot)
                    if not is_strict:
                        self.full_rings[point] = ring
                    return True
        return False

    def _farthest(self, pin: Pin) -> float:
        across = max(pin.x - self.frame.left, self.frame.right - pin.x)
        along = max(pin.y - self.frame.top, self.frame.bottom - pin.y)
        return math.hypot(across, along)

    def _rings(self, pin: Pin, start: int, reach: float) -> Iterator[tuple[int, tuple[float, float]]]:
        step = self.size / 4
        for ring in range(start, math.ceil(reach / step) + 1):
            radius = ring * step
            for turn in range(count := max(8, math.ceil(math.tau * radius / (2 * step)))):
                angle = math.tau * turn / count
                yield ring, (pin.x + radius * math.cos(angle), pin.y - radius * math.sin(angle))

    def _is_free(self, spot: tuple[float, float], point: tuple[float, float], *, is_strict: bool) -> bool:
        box = Box.around(*spot, self.size)
        if not self.frame.holds(box):
            return False
        wide = box.grown(self.gap)
        if any(wide.overlaps(other) for cell in self._cells(wide) for other in self.cells.get(cell, ())):
            return False
        return not is_strict or self._is_clear(box, spot, point)

    def _is_clear(self, box: Box, spot: tuple[float, float], point: tuple[float, float]) -> bool:
        """Say whether no leader runs under the box and the box's own leader runs under no other."""
        if any(_crosses(leader, box) for leader in self.leaders):
            return False
        if spot == point:
            return True
        own = (*spot, *point)
        return not any(
            _crosses(own, other.box) for other in self.spots.values() if (other.pin.x, other.pin.y) != point
        )

    def _stand(self, pin: Pin, x: float, y: float) -> None:
        spot = Spot(pin, x, y, self.size)
        self.spots[pin.key] = spot
        self.take(spot.box)
        if spot.has_leader:
            self.leaders.append((x, y, pin.x, pin.y))

    def _cells(self, box: Box) -> Iterator[tuple[int, int]]:
        side = self.size + self.gap
        for column in range(math.floor(box.left / side), math.floor(box.right / side) + 1):
            for row in range(math.floor(box.top / side), math.floor(box.bottom / side) + 1):
                yield column, row

    @staticmethod
    def _clockwise(spots: list[tuple[float, float]], x: float, y: float) -> list[tuple[float, float]]:
        """Sort spots round a point as a clock's hand meets them, from twelve."""
        return sorted(spots, key=lambda spot: math.atan2(spot[0] - x, y - spot[1]) % math.tau)


def _crosses(line: tuple[float, float, float, float], box: Box) -> bool:
    """Say whether a line from one point to another passes through a box (Liang–Barsky clipping)."""
    x, y, to_x, to_y = line
    enters, leaves = 0.0, 1.0
    for start, move, low, high in ((x, to_x - x, box.left, box.right), (y, to_y - y, box.top, box.bottom)):
        if move == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / move, (high - start) / move))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters < leaves
