"""The gap matrix as it is shown: its rows and columns in order, each cell with its word, sentence and address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from podworko.agenda import gaps
from podworko.agenda.gaps import NOTHING, Counted, Dimension, Keys, Level, Number
from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.portal import matrix_reading, matrix_words
from podworko.portal.filters_said import filters_said
from podworko.portal.matrix_asked import Asked, Beside, Period
from podworko.portal.matrix_reading import Read
from podworko.portal.matrix_words import Names, difference_said, number_said, period_said
from podworko.resources.choices import Audience, Weekday

MOST_ROWS, MOST_COLUMNS = 40, 14
"""Of the second no more than a sheet of A4 has room for."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared, or the only one."""

    area: Area
    period: Period
    read: Read
    counted: Counted
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a cell says of one side."""

    number: Number
    level: Level
    url: str
    name: str
    """Where it stands, for whoever does not see it."""

    @property
    def word(self) -> str:
        """What its shape means; nothing where it is neither empty nor crowded."""
        return str(matrix_words.LEVELS.get(self.level, ""))


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the table."""

    parts: tuple[Part, ...]

    @property
    def difference(self) -> str:
        """How much more there is in the second than in the first; nothing where nothing is compared."""
        if len(self.parts) == 1:
            return ""
        return difference_said(self.parts[1].number.times - self.parts[0].number.times)


class Line(NamedTuple):
    """A row of the table."""

    name: str
    cells: list[Cell]
    whole: Cell

    @property
    def is_nothing(self) -> bool:
        """Say whether all of it is empty, where something is expected."""
        levels = {part.level for cell in self.cells for part in cell.parts}
        return Level.EMPTY in levels and not any(part.number.times for cell in self.cells for part in cell.parts)


@dataclass(frozen=True, slots=True)
class Shown:
    """The matrix."""

    area: Area
    asked: Asked
    sides: tuple[Side, ...]
    columns: list[str]
    lines: list[Line]
    whole: Line
    notes: list[str]
    summary: str

    @property
    def period(self) -> str:
        """From when to when."""
        return period_said(self.asked.period)

    @property
    def is_compared(self) -> bool:
        """Say whether there are two sides."""
        return len(self.sides) > 1

    @property
    def title(self) -> str:
        """What stands against what."""
        rows, columns = matrix_words.DIMENSIONS[self.asked.rows], matrix_words.DIMENSIONS[self.asked.columns]
        return f"{rows} × {columns}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell that somebody has opened."""

    title: str
    period: str
    filters: list[str]
    number: Number
    occurrences: list[int]
    """Ids, in order of time."""
    to_find: str
    """The part of an address by which a free time like this is looked for."""

    @property
    def said(self) -> str:
        """How much there is."""
        return number_said(self.number)


class _Axes(NamedTuple):
    """Keys in order, and what they are called."""

    rows: list[str]
    columns: list[str]
    names: Names
    left_out: int


def read(area: Area, reach: Reach, asked: Asked) -> Shown:
    """Read and count what an address asks for."""
    sides = sides_of(area, reach, asked)
    axes, crowd = _axes(asked, sides), gaps.crowd_from(side.counted for side in sides)
    draw = _drawer(asked, sides, axes.names, crowd)
    lines = [
        Line(
            axes.names.of(asked.rows, row),
            [draw(row, column) for column in axes.columns],
            draw(row, ""),
        )
        for row in axes.rows
    ]
    whole = Line(_("razem"), [draw("", column) for column in axes.columns], draw("", ""))
    return Shown(
        area,
        asked,
        sides,
        [axes.names.of(asked.columns, column) for column in axes.columns],
        lines,
        whole,
        matrix_words.notes(
            asked,
            [(side.read, side.period) for side in sides],
            crowd,
            left_out=axes.left_out,
        ),
        " ".join(_summary(lines, number, side.name if len(sides) > 1 else "") for number, side in enumerate(sides)),
    )


def sides_of(area: Area, reach: Reach, asked: Asked) -> tuple[Side, ...]:
    """Return what is looked at, and what it is compared with if that exists."""
    own = _side(area, reach, asked, asked.period)
    if asked.compared:
        both = (own, _side(area, reach, asked, asked.compared))
        # In the order of time, so that a difference says what has become of it since.
        earlier, later = sorted(both, key=lambda side: (side.period.first, side.period.last))
        return _named_by_time(earlier), _named_by_time(later)
    beside = Area.objects.filter(slug=asked.other_area).first() if asked.beside == Beside.AREA else None
    return (own, _side(beside, reach, asked, asked.period)) if beside and beside != area else (own,)


def open_cell(area: Area, reach: Reach, asked: Asked, row: str, column: str) -> Opened:
    """Read what stands in a cell; with an empty row or column, in the whole of the other."""
    side = _side(area, reach, asked, asked.period)
    names = _names([side])
    said = [names.of(dimension, key) for dimension, key in ((asked.rows, row), (asked.columns, column)) if key]
    return Opened(
        ", ".join(said) or _("wszystko"),
        period_said(asked.period),
        filters(area, asked),
        _number(side.counted, row, column),
        side.read.in_cell(asked, row, column),
        _to_find(asked, row, column),
    )


def filters(area: Area, asked: Asked) -> list[str]:
    """Say what is left in, filter by filter."""
    said = filters_said(area, asked.wanted)
    if asked.weekday:
        said.append(_("dzień tygodnia: %(day)s") % {"day": Weekday(int(asked.weekday)).label})
    if asked.part:
        said.append(_("pora dnia: %(part)s") % {"part": matrix_words.part_said(asked.part)})
    return said


def _to_find(asked: Asked, row: str, column: str) -> str:
    """Return the part of an address by which a time for what is missing is looked for."""
    keys = {asked.rows: row, asked.columns: column}
    audience = keys.get(Dimension.AUDIENCE) or asked.wanted.audience
    days, _hyphen, part = keys.get(Dimension.WHEN, "").partition("-")
    part = part or keys.get(Dimension.PART, "") or asked.part
    weekdays = {"week": "01234", "weekend": "56"}.get(days, keys.get(Dimension.WEEKDAY, "") or asked.weekday)
    said: list[tuple[str, str]] = [("from", asked.period.first.isoformat()), ("to", asked.period.last.isoformat())]
    said += [("for", audience)] if audience in Audience.values else []
    said += [("weekday", each) for each in weekdays if each.isdecimal()]
    said += [("part", part)] if part in set(gaps.Part) else []
    return f"?{urlencode(said)}"


def areas_to_compare(area: Area) -> list[tuple[str, str]]:
    """Return slug and name of the areas beside an area, round it and inside it."""
    beside = Area.objects.filter(parent=area.parent_id).exclude(parent=None) | Area.objects.filter(parent=area.pk)
    rows = (beside | Area.objects.filter(pk__in=area.path_ids)).exclude(pk=area.pk)
    return [(one.slug, one.full_label) for one in rows.order_by("sort_key", "pk")[:200]]


def _side(area: Area, reach: Reach, asked: Asked, period: Period) -> Side:
    found = matrix_reading.read(area, reach, asked, period)
    return Side(area, period, found, gaps.count(found.taken(asked.rows, asked.columns)), area.full_label)


def _named_by_time(side: Side) -> Side:
    return replace(side, name=period_said(side.period))


def _names(sides: Sequence[Side]) -> Names:
    named = {key: name for side in sides for key, name in side.read.names.items()}
    return Names(matrix_reading.kinds(side.area for side in sides), named)


def _axes(asked: Asked, sides: Sequence[Side]) -> _Axes:
    rows, no_rows = gaps.axis(_always(asked.rows, sides), [each.counted.rows for each in sides], most=MOST_ROWS)
    columns, no_columns = gaps.axis(
        _always(asked.columns, sides), [each.counted.columns for each in sides], most=MOST_COLUMNS
    )
    return _Axes(rows, columns, _names(sides), no_rows + no_columns)


def _always(dimension: Dimension, sides: Sequence[Side]) -> Keys:
    """Return the keys that stand there though nothing may be in them: that is what is looked for."""
    if dimension == Dimension.AUDIENCE:
        return tuple(Audience.values)
    if dimension == Dimension.KIND:
        return tuple(matrix_reading.kinds(side.area for side in sides))
    return gaps.order_of(dimension)


def _drawer(asked: Asked, sides: tuple[Side, ...], names: Names, crowd: int) -> Callable[[str, str], Cell]:
    """Return what draws the cell of a row and a column; without one of them their sum, which is never crowded."""

    def draw(row: str, column: str) -> Cell:
        named = ((asked.rows, row), (asked.columns, column))
        where = ", ".join(names.of(dimension, key) for dimension, key in named if key) or _("razem")
        return Cell(tuple(part(side, row, column, where) for side in sides))

    def part(side: Side, row: str, column: str, where: str) -> Part:
        number = _number(side.counted, row, column)
        level = gaps.level(row, column, number.times, crowd) if row and column else Level.UNKNOWN
        name = f"{side.name}, {where}" if len(sides) > 1 else where
        return Part(number, level, address_of(asked, side, row, column), name)

    return draw


def address_of(asked: Asked, side: Side, row: str, column: str) -> str:
    """Return where the events of a cell stand."""
    alone = replace(asked, period=side.period, beside=Beside.NOTHING, other_period=None, other_area="")
    return reverse("portal:gap_matrix_cell", args=[side.area.slug]) + alone.address({"row": row, "column": column})


def _number(counted: Counted, row: str, column: str) -> Number:
    if row and column:
        return counted.at(row, column)
    sums: Mapping[str, Number] = counted.rows if row else counted.columns
    return sums.get(row or column, NOTHING) if row or column else counted.whole


def _summary(lines: Sequence[Line], number: int, name: str) -> str:
    """Say in words what the picture shows of one side."""
    parts = [cell.parts[number] for line in lines for cell in line.cells]
    said = _("Pól: %(all)d, pustych: %(empty)d, tłocznych: %(crowded)d.") % {
        "all": len(parts),
        "empty": sum(each.level == Level.EMPTY for each in parts),
        "crowded": sum(each.level == Level.CROWDED for each in parts),
    }
    most = max(parts, key=lambda each: each.number.times, default=None)
    if most is not None and most.number.times:
        said = f"{said} {_('Najwięcej:')} {most.name}: {number_said(most.number)}."
    return f"{name[:1].upper()}{name[1:]}. {said}" if name else said
