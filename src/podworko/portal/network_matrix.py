"""Who with whom as a square table: by groups that belong together, at most forty at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from podworko.portal.network import Actor, Network, Tie
from podworko.portal.network_words import laid_out

MOST = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """What joins two; `is_self`: the same organisation across and down."""

    tie: Tie | None
    other: Actor
    is_self: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with a cell for each that is shown beside it."""

    actor: Actor
    cells: Sequence[Cell]
    elsewhere: int
    """Ties to organisations that stand on another sheet."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One sheet of the table."""

    rows: Sequence[Row]
    number: int
    count: int
    alone: Sequence[Actor]
    """Those without a tie: they would be empty rows."""

    @property
    def sheets(self) -> list[int]:
        """The numbers of all sheets."""
        return list(range(1, self.count + 1))


def read(network: Network, sheet: int = 1) -> Matrix:
    """Return a sheet of the table; those that belong together stand on one as far as they fit."""
    joined = {pk for tie in network.ties for pk in (tie.first, tie.second)}
    clusters = laid_out(network)["clusters"]
    actors = [actor for actor in network.actors if actor.pk in joined]
    actors.sort(key=lambda actor: (clusters.get(str(actor.pk), 0), actor.number))
    sheets = [actors[start : start + MOST] for start in range(0, len(actors), MOST)] or [[]]
    number = min(max(sheet, 1), len(sheets))
    shown = sheets[number - 1]
    ties = {(tie.first, tie.second): tie for tie in network.ties}
    counted: dict[int, int] = {}
    for tie in network.ties:
        for pk in (tie.first, tie.second):
            counted[pk] = counted.get(pk, 0) + 1
    rows = [_row(actor, shown, ties, counted) for actor in shown]
    return Matrix(rows, number, len(sheets), [actor for actor in network.actors if actor.pk not in joined])


def _row(actor: Actor, shown: Sequence[Actor], ties: dict[tuple[int, int], Tie], counted: dict[int, int]) -> Row:
    cells = [
        Cell(ties.get((min(actor.pk, other.pk), max(actor.pk, other.pk))), other, is_self=actor.pk == other.pk)
        for other in shown
    ]
    here = sum(cell.tie is not None for cell in cells)
    return Row(actor, cells, counted.get(actor.pk, 0) - here)
