"""How the days of a calendar stand on one sheet: pure arithmetic over heights in millimetres, measured before.

Type is set as large as the sheet allows and never smaller than 8 points. What has no room even then is left out
evenly, on the busiest days first, and counted, so that the sheet says how much more there is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from podworko.core.columns import Column, Piece, Section, balance, fill

SMALLEST_TYPE = 8.0
"""Points."""
_LINE = 0.4
"""Millimetres that a line of one point takes at least."""
_STEPS = 50
_ROUNDING = 1e-3


class Setting(NamedTuple):
    """One way to set a calendar."""

    size: float
    """Points."""
    columns: int = 1
    brevity: int = 0
    """0: all that is known of an event; 1 and 2: less and less, as the template says it."""


class Day(NamedTuple):
    """Heights of a day's heading and of its rows, and of how many entries no row was made."""

    heading: float
    rows: tuple[float, ...]
    left_out: int = 0
    again: float = 0.0
    """Height of the heading where the day goes on in the next column."""

    def height(self, more: float) -> float:
        """Return the height of all of it; `more`: of the line that says how much is left out."""
        return self.heading + sum(self.rows) + (more if self.left_out else 0)


Weeks = Sequence[Sequence[Day]]


@dataclass(frozen=True, slots=True)
class MonthLayout:
    """The chosen setting, the height of each week, and of each day how it is set and how many rows are shown."""

    setting: int
    heights: list[float]
    days: list[list[int]]
    """Number of a setting of the same size: a quiet day has room to say more of an event than a busy one."""
    shown: list[list[int]]


@dataclass(frozen=True, slots=True)
class DaysLayout:
    """The chosen setting, what stands in each column, and how many rows of each day are shown."""

    setting: int
    columns: list[Column]
    shown: list[int]


def worth_measuring(settings: Sequence[Setting], lines: int, room: float) -> list[Setting]:
    """Leave out settings in which so many lines, the least there can be, have no room; those of the last size stay.

    To measure a row costs far more than all that is done here.
    """
    last = settings[-1].size
    return [each for each in settings if each.size == last or lines * each.size * _LINE <= room * each.columns]


def lay_out_month(
    choices: Sequence[Weeks], settings: Sequence[Setting], mores: Sequence[float], room: float
) -> MonthLayout:
    """Choose among settings, the best first, each with the weeks and their days as they would be in it.

    `mores`: for each setting, the height of the line that says how much is left out. `room`: of all weeks together.
    """
    number, heights = _chosen(choices, mores, room)
    more = mores[number]
    of_one_size = [other for other in range(len(settings)) if settings[other].size == settings[number].size]
    alike = sorted(of_one_size, key=lambda other: settings[other].brevity)
    days, shown = [], []
    for place, height in enumerate(heights):
        known = {other: choices[other][place] for other in alike}
        best = [
            next((other for other in alike if _fits(known[other][day], height, more)), number)
            for day in range(len(choices[number][place]))
        ]
        days.append(best)
        shown.append([_shown(known[other][day], height, more) for day, other in enumerate(best)])
    return MonthLayout(number, heights, days, shown)


def _chosen(choices: Sequence[Weeks], mores: Sequence[float], room: float) -> tuple[int, list[float]]:
    """Return the number of the first setting in which everything fits, or of the last, and the weeks' heights."""
    needs: list[float] = []
    for number, (weeks, more) in enumerate(zip(choices, mores, strict=True)):
        needs = [max(day.height(more) for day in week) for week in weeks]
        if sum(needs) <= room:
            return number, _raised(needs, room)
    return len(choices) - 1, _lowered(needs, room)


def _raised(needs: Sequence[float], room: float) -> list[float]:
    """Return heights that fill the room, the lowest raised first."""
    level = _level(lambda level: sum(max(need, level) for need in needs), room)
    return [max(need, level) for need in needs]


def _lowered(needs: Sequence[float], room: float) -> list[float]:
    """Return heights that fit into the room, the highest lowered first."""
    level = _level(lambda level: sum(min(need, level) for need in needs), room)
    return [min(need, level) for need in needs]


def _fits(day: Day, height: float, more: float) -> bool:
    return day.height(more) <= height + _ROUNDING


def _level(total: Callable[[float], float], room: float) -> float:
    """Return the highest level at which a total, which grows with it, still fits."""
    low, high = 0.0, room
    for _step in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) <= room else (low, middle)
    return low


def _shown(day: Day, height: float, more: float) -> int:
    """Return how many rows of a day fit into a height, with the line that says how much is left out."""
    if _fits(day, height, more):
        return len(day.rows)
    left = height + _ROUNDING - day.heading - more
    shown = 0
    for row in day.rows:
        left -= row
        if left < 0:
            break
        shown += 1
    return shown


def lay_out_days(
    choices: Sequence[Sequence[Day]], settings: Sequence[Setting], mores: Sequence[float], room: float
) -> DaysLayout:
    """Choose among settings, the largest first, each with the days as they would be in it; `room` of a column."""
    for number, (days, setting, more) in enumerate(zip(choices, settings, mores, strict=True)):
        everything = [len(day.rows) for day in days]
        columns = _columns(days, everything, setting.columns, more, room)
        if columns is not None:
            return DaysLayout(number, columns, everything)
    shown = _shared_out(days, setting.columns, more, room)
    return DaysLayout(number, _columns(days, shown, setting.columns, more, room) or [], shown)


def _shared_out(days: Sequence[Day], count: int, more: float, room: float) -> list[int]:
    """Return how many rows of each day are shown, where there is no room for all: in turns, one each."""
    shown = [0] * len(days)
    growing = {number for number, day in enumerate(days) if day.rows}
    while growing:
        for number in sorted(growing):
            shown[number] += 1
            if _filled([_section(*each, more) for each in zip(days, shown, strict=True)], count, room) is None:
                shown[number] -= 1
                growing.discard(number)
            elif shown[number] == len(days[number].rows):
                growing.discard(number)
    return shown


def _columns(days: Sequence[Day], shown: Sequence[int], count: int, more: float, room: float) -> list[Column] | None:
    """Return the columns, as even as they can be; None where they are too short."""
    sections = [_section(day, rows, more) for day, rows in zip(days, shown, strict=True)]
    filled = _filled(sections, count, room)
    if filled is None:
        return None
    columns, height = balance(sections, count)
    return columns if height <= room + _ROUNDING else filled


def _filled(sections: Sequence[Section], count: int, room: float) -> list[Column] | None:
    """Return columns filled one after the other; None where they are too short."""
    columns, fits = fill(sections, [room] * count)
    is_held = all(
        sum(_height(sections[piece.section], piece) for piece in column) <= room + _ROUNDING for column in columns
    )
    return columns if fits and is_held else None


def _height(section: Section, piece: Piece) -> float:
    heading = section.again if piece.goes_on else section.heading
    return heading + sum(section.rows[piece.first : piece.last])


def _section(day: Day, shown: int, more: float) -> Section:
    is_cut = day.left_out or shown < len(day.rows)
    return Section(day.heading, day.again, (*day.rows[:shown], *((more,) if is_cut else ())))
