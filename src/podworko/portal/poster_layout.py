"""How the map and the index share a poster's first sheet: pure arithmetic in millimetres.

A sheet has four or five columns. The map stands at the upper left over some or all of them; under it, and
beside it to the foot of the sheet, runs the index. Of all such ways the one is taken that draws the area
largest and sets the index largest; type is never smaller than 9 points, what does not fit goes on further
sheets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from podworko.core.columns import Column, Section, balance, fill

TYPE_SIZES = (11.0, 10.0, 9.0)
"""Of the index, in points; nothing on a poster is smaller than the last."""
COLUMN_COUNTS = (4, 5)
GUTTER = 7.0
GAP = 4.0
"""Between the map, its legend and the index."""
SMALLEST_MAP = (120.0, 70.0)
SLACK = 1.2
"""How much higher than the area needs a map may be."""
SHORTEST_INDEX = 40.0
"""Less room than this under a map is not worth beginning an index in."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set the index: type in points, columns and their width in millimetres."""

    type_size: float
    count: int
    width: float

    def span(self, columns: int) -> float:
        """Return the width of so many columns with the gutters between them."""
        return columns * self.width + (columns - 1) * GUTTER


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the map needs: the area's width to height, the margin inside the frame, and room for the markers."""

    ratio: float
    margin: float
    least_surface: float
    """Square millimetres."""

    def height_in(self, width: float, height: float) -> float:
        """Return how high the area itself is drawn in a frame of this size."""
        return min((width - 2 * self.margin) / self.ratio, height - 2 * self.margin)

    def tallest(self, width: float) -> float:
        """Return the height of a frame that is not mostly empty."""
        return max((width - 2 * self.margin) / self.ratio * SLACK + 2 * self.margin, self.least_surface / width)


@dataclass(frozen=True, slots=True)
class Room:
    """What title and foot leave of the sheets, in millimetres."""

    width: float
    height: float
    further_height: float
    """Of a column on a further sheet."""
    legends: Mapping[int, float]
    """Height of the legend for each rounded width of a map."""

    def legend(self, width: float) -> float:
        """Return the height of the legend under a map, with the gaps round it."""
        return self.legends[round(width)] + 2 * GAP


@dataclass(frozen=True, slots=True)
class PosterLayout:
    """The chosen way: the map's size, the columns under it, beside it, and on each further sheet."""

    setting: Setting
    map_width: float
    map_height: float
    under: list[Column]
    beside: list[Column]
    further: list[list[Column]]


def settings_for(width: float) -> list[Setting]:
    """Return all ways to set an index on a sheet of this width, large type first."""
    return [
        Setting(size, count, (width - (count - 1) * GUTTER) / count) for size in TYPE_SIZES for count in COLUMN_COUNTS
    ]


def map_widths(width: float) -> list[float]:
    """Return all widths that a map can have, each once."""
    widths = {round(setting.span(span)): setting.span(span) for setting, span in _spans(settings_for(width))}
    return list(widths.values())


def lay_out(sections: Mapping[Setting, Sequence[Section]], room: Room, drawing: Drawing | None) -> PosterLayout:
    """Choose how to set the index, and the map's size; `drawing` is None where nothing can be drawn."""
    if drawing is None:
        return _without_map(sections, room)
    best: tuple[float, PosterLayout] | None = None
    for setting, span in _spans(sections):
        layout = _with_map(setting, span, sections[setting], room, drawing)
        if layout is None:
            continue
        score = drawing.height_in(layout.map_width, layout.map_height) * setting.type_size
        if best is None or score > best[0]:
            best = score, layout
    return best[1] if best else _spread(sections, room, drawing)


def _spans(settings: Mapping[Setting, object] | Sequence[Setting]) -> Iterator[tuple[Setting, int]]:
    for setting in settings:
        for span in range(2, setting.count + 1):
            yield setting, span


def _with_map(
    setting: Setting, span: int, sections: Sequence[Section], room: Room, drawing: Drawing
) -> PosterLayout | None:
    map_width = setting.span(span)
    beside = [room.height] * (setting.count - span)
    columns, under = balance(sections, span, beside)
    if len(columns) < setting.count and beside:
        # A column beside the map would stay empty: the map can be wider.
        return None
    map_height = min(room.height - room.legend(map_width) - under, drawing.tallest(map_width))
    if map_width < SMALLEST_MAP[0] or map_height < SMALLEST_MAP[1]:
        return None
    if map_width * map_height < drawing.least_surface:
        return None
    return PosterLayout(setting, map_width, map_height, columns[:span], columns[span:], [])


def _without_map(sections: Mapping[Setting, Sequence[Section]], room: Room) -> PosterLayout:
    for setting, measured in sections.items():
        columns, height = balance(measured, setting.count)
        if height <= room.height:
            return PosterLayout(setting, 0, 0, columns, [], [])
    setting, columns, further = _fewest_sheets(sections, room.height, room)
    return PosterLayout(setting, 0, 0, columns, [], further)


def _spread(sections: Mapping[Setting, Sequence[Section]], room: Room, drawing: Drawing) -> PosterLayout:
    """Give the map the room it needs over the whole width, and let the index go on over further sheets."""
    most = room.height - room.legend(room.width)
    map_height = min(most, max(SMALLEST_MAP[1], drawing.tallest(room.width)))
    left = most - map_height
    if left < SHORTEST_INDEX:
        map_height, left = most, 0.0
    setting, under, further = _fewest_sheets(sections, left, room)
    return PosterLayout(setting, room.width, map_height, under, [], further)


def _fewest_sheets(
    sections: Mapping[Setting, Sequence[Section]], first: float, room: Room
) -> tuple[Setting, list[Column], list[list[Column]]]:
    """Return the largest type among those that need the fewest sheets; `first` is what the first sheet has left."""
    poured = {setting: _pour(measured, setting, first, room) for setting, measured in sections.items()}
    fewest = min(len(further) for _under, further in poured.values())
    setting = next(setting for setting, (_under, further) in poured.items() if len(further) == fewest)
    return setting, *poured[setting]


def _pour(
    sections: Sequence[Section], setting: Setting, first: float, room: Room
) -> tuple[list[Column], list[list[Column]]]:
    here = [first] * setting.count if first else []
    sheet = [room.further_height] * setting.count
    count, fits = 0, False
    columns: list[Column] = []
    while not fits:
        count += 1
        columns, fits = fill(sections, [*here, *sheet * count])
    # The last sheet is filled evenly, not one column after the other.
    low, high = 0.0, room.further_height
    for _step in range(12):
        middle = (low + high) / 2
        tried, fits = fill(sections, [*here, *sheet * (count - 1), *[middle] * setting.count])
        if fits:
            columns, high = tried, middle
        else:
            low = middle
    rest = columns[len(here) :]
    sheets = [rest[start : start + setting.count] for start in range(0, len(rest), setting.count)]
    return columns[: len(here)], sheets
