"""A drawn map of a neighbourhood as SVG: the same for the page and for paper.

`draw` takes plain values and gives the picture together with all boxes that it laid out, so that a test,
and whoever prints, can prove that nothing covers anything (`map_layout.first_collision`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from podworko.core import svg
from podworko.core.colours import readable_on
from podworko.core.map_frame import Degrees, MapFrame, is_inside
from podworko.core.map_layout import Box, Pin, Spot, place
from podworko.core.svg_marker import Marker, draw_marker

GROUND = "#F1ECE1"
HOME = "#FDFBF6"
GREEN = "#1F5B47"
MUTED = "#5D6764"
INK = "#1E2A2B"
ROAD_EDGE = "#D8CDB8"
FONT = "'Source Sans 3', 'Podworko Sans', sans-serif"
_LETTER_WIDTH = 0.58
"""Of the type size: wider than Source Sans 3 semibold on average, so that a label's box is never too small."""


@dataclass(frozen=True, slots=True)
class Polygon:
    """A boundary: closed rings in degrees, an outer one first; a multipolygon is several rings of one."""

    rings: tuple[tuple[Degrees, ...], ...]
    label: str = ""
    is_home: bool = False
    """The area that the map is about; the others are its neighbours."""


@dataclass(frozen=True, slots=True)
class Line:
    """A road or a track of a base map; `width` in the picture's unit."""

    points: tuple[Degrees, ...]
    width: float


@dataclass(frozen=True, slots=True)
class PlacedMarker:
    """A marker and where on Earth it belongs."""

    marker: Marker
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class MapPicture:
    """What a map shows. Lengths are in the frame's unit."""

    frame: MapFrame
    title: str
    description: str
    """The alternative text: what somebody who does not see the picture needs to know of it."""
    markers: Sequence[PlacedMarker] = ()
    polygons: Sequence[Polygon] = ()
    lines: Sequence[Line] = ()
    marker_size: float = 8.6
    gap: float = 0.8
    type_size: float = 3.9
    metres_word: str = "m"
    north_word: str = "N"
    identifier: str = "map"
    """Begins the ids of the picture's parts; unique on its page."""


@dataclass(slots=True)
class DrawnMap:
    """The SVG text, and what stands where."""

    text: str
    description: str
    spots: list[Spot] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    """Of all markers, then of all labels and signs: no two overlap."""


def draw(picture: MapPicture) -> DrawnMap:
    """Draw a map.

    Raises:
        TooManyMarkersError: There is no room for all markers.
    """
    unit = picture.type_size
    width, height = picture.frame.width, picture.frame.height
    scale, scale_box = _scale_bar(picture)
    north_box = Box(width - 3 * unit, 0.8 * unit, width - 0.8 * unit, 4.4 * unit)
    spots = _place(picture, [scale_box, north_box])
    boxes = [*(spot.box for spot in spots), scale_box, north_box]
    labels = []
    for polygon in sorted(picture.polygons, key=lambda polygon: not polygon.is_home):
        found = _label(picture, polygon, boxes, spots)
        if found:
            labels.append(found[0])
            boxes.append(found[1])
    content = [
        svg.tag("rect", class_="map-ground", width=width, height=height, fill=GROUND),
        *_polygons(picture),
        *_lines(picture),
        *_home_edge(picture),
        *labels,
        *_leaders(picture, spots),
        *_markers(picture, spots),
        scale,
        _north(picture, north_box),
    ]
    return DrawnMap(_frame(picture, content), picture.description, spots, boxes)


def _frame(picture: MapPicture, content: list[str]) -> str:
    name = picture.identifier
    has_links = any(placed.marker.href for placed in picture.markers)
    return svg.tag(
        "svg",
        svg.tag("title", svg.text(picture.title), id=f"{name}-title"),
        svg.tag("desc", svg.text(picture.description), id=f"{name}-description"),
        *content,
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(picture.frame.width)} {svg.number(picture.frame.height)}",
        class_="drawn-map",
        # Inside an image nothing can be reached by keyboard, so a map with links is a group.
        role="group" if has_links else "img",
        aria_labelledby=f"{name}-title {name}-description",
        font_family=FONT,
    )


def _place(picture: MapPicture, taken: list[Box]) -> list[Spot]:
    frame, size = picture.frame, picture.marker_size
    edge = size / 4
    pins = [
        Pin(index, *_rounded(frame.at(placed.longitude, placed.latitude)), is_exact=placed.marker.is_exact)
        for index, placed in enumerate(picture.markers)
    ]
    inside = Box(edge, edge, frame.width - edge, frame.height - edge)
    return place(pins, frame=inside, size=size, gap=picture.gap, taken=taken)


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 3), round(point[1], 3)


def _path(picture: MapPicture, polygon: Polygon) -> str:
    return "".join(svg.path_of((picture.frame.at(*point) for point in ring), is_closed=True) for ring in polygon.rings)


def _polygons(picture: MapPicture) -> list[str]:
    drawn = []
    for polygon in picture.polygons:
        path = _path(picture, polygon)
        kind = "area" if polygon.is_home else "neighbour"
        fill = HOME if polygon.is_home else "#F7F3EA"
        drawn.append(svg.tag("path", class_=f"map-{kind}", d=path, fill=fill, fill_rule="evenodd"))
        if not polygon.is_home:
            drawn.append(_edge(path, "map-neighbour-boundary", MUTED, picture.type_size * 0.11))
    return drawn


def _home_edge(picture: MapPicture) -> list[str]:
    drawn = []
    for polygon in picture.polygons:
        if polygon.is_home:
            path = _path(picture, polygon)
            # Paper over the neighbour's dots, which would run between those of the shared border.
            width = picture.type_size * 0.2
            drawn.append(
                svg.tag("path", class_="map-boundary-paper", d=path, fill="none", stroke=HOME, stroke_width=width)
            )
            drawn.append(_edge(path, "map-boundary", GREEN, width))
    return drawn


def _edge(path: str, name: str, colour: str, width: float) -> str:
    return svg.tag(
        "path",
        class_=name,
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=f"0 {svg.number(2.2 * width)}",
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _lines(picture: MapPicture) -> list[str]:
    drawn = []
    for name, colour, extra in (("map-road-edge", ROAD_EDGE, 0.5), ("map-road", "#FFFFFF", 0.0)):
        for line in picture.lines:
            path = svg.path_of(picture.frame.at(*point) for point in line.points)
            drawn.append(
                svg.tag(
                    "path",
                    class_=name,
                    d=path,
                    fill="none",
                    stroke=colour,
                    stroke_width=line.width + extra,
                    stroke_linecap="round",
                    stroke_linejoin="round",
                )
            )
    return drawn


def _leaders(picture: MapPicture, spots: list[Spot]) -> list[str]:
    drawn = []
    width = picture.marker_size * 0.045
    for spot in spots:
        if spot.has_leader:
            path = svg.path_of([(spot.pin.x, spot.pin.y), (spot.x, spot.y)])
            drawn.append(svg.tag("path", class_="map-leader", d=path, fill="none", stroke=INK, stroke_width=width))
    is_exact: dict[tuple[float, float], bool] = {}
    for spot in spots:
        if spot.has_leader:
            point = (spot.pin.x, spot.pin.y)
            is_exact[point] = is_exact.get(point, False) or spot.pin.is_exact
    drawn += [_point(x, y, picture.marker_size, is_exact=known) for (x, y), known in sorted(is_exact.items())]
    return drawn


def _point(x: float, y: float, size: float, *, is_exact: bool) -> str:
    # Like the markers: full for a known address, hollow for a place somewhere near.
    fill = INK if is_exact else HOME
    return svg.tag(
        "circle",
        class_=f"map-point map-point--{'exact' if is_exact else 'near'}",
        cx=x,
        cy=y,
        r=size * 0.1,
        fill=fill,
        stroke=INK,
        stroke_width=size * 0.045,
    )


def _markers(picture: MapPicture, spots: list[Spot]) -> list[str]:
    return [
        draw_marker(placed.marker, x=spot.x, y=spot.y, size=spot.size, ground=HOME)
        for placed, spot in zip(picture.markers, spots, strict=True)
    ]


def _scale_bar(picture: MapPicture) -> tuple[str, Box]:
    unit, height = picture.type_size, picture.frame.height
    metres, length = picture.frame.scale_bar(picture.frame.width * 0.22)
    words = f"{metres} {picture.metres_word}"
    left, bottom = 1.6 * unit, height - 1.4 * unit
    tick = unit * 0.35
    path = svg.path_of(
        [(left, bottom - tick), (left, bottom), (left + length, bottom), (left + length, bottom - tick)]
    )
    drawn = svg.tag(
        "g",
        svg.tag("path", d=path, fill="none", stroke=INK, stroke_width=unit * 0.12),
        svg.tag("text", words, x=left + length / 2, y=bottom - tick, font_size=unit, text_anchor="middle", fill=INK),
        class_="map-scale",
    )
    text = len(words) * _LETTER_WIDTH * unit
    half = max(length, text) / 2
    middle = left + length / 2
    box = Box(middle - half - unit * 0.2, bottom - tick - unit, middle + half + unit * 0.2, bottom + unit * 0.3)
    return drawn, box


def _north(picture: MapPicture, box: Box) -> str:
    unit = picture.type_size
    middle = (box.left + box.right) / 2
    tip, foot = box.top, box.top + 2.2 * unit
    arrow = [
        (middle, tip),
        (middle + 0.75 * unit, foot),
        (middle, foot - 0.55 * unit),
        (middle - 0.75 * unit, foot),
    ]
    return svg.tag(
        "g",
        svg.tag("path", d=svg.path_of(arrow, is_closed=True), fill=INK),
        svg.tag(
            "text",
            svg.text(picture.north_word),
            x=middle,
            y=box.bottom - 0.2 * unit,
            font_size=unit,
            font_weight="600",
            text_anchor="middle",
            fill=INK,
        ),
        class_="map-north",
    )


def _label(picture: MapPicture, polygon: Polygon, boxes: list[Box], spots: list[Spot]) -> tuple[str, Box] | None:
    """Return a polygon's name and its box where nothing else stands, preferring the middle; nothing if it is full."""
    if not polygon.label:
        return None
    size = picture.type_size * (1.25 if polygon.is_home else 1.05)
    width, height = len(polygon.label) * _LETTER_WIDTH * size * 1.06 + size * 0.4, size * 1.4
    rings = [[picture.frame.at(*point) for point in ring] for ring in polygon.rings]
    points = [(spot.pin.x, spot.pin.y) for spot in spots]
    for x, y in _middle_first(rings, picture.frame):
        box = Box.around(x, y, width, height)
        if _is_open(box, rings, picture.frame, boxes, points):
            colour = readable_on(GREEN if polygon.is_home else MUTED, GROUND)
            text = svg.tag(
                "text",
                svg.text(polygon.label),
                class_="map-label",
                x=x,
                y=y + size * 0.35,
                font_size=size,
                font_weight="600",
                letter_spacing=size * 0.06,
                text_anchor="middle",
                fill=colour,
            )
            return text, box
    return None


def _middle_first(rings: list[list[Degrees]], frame: MapFrame) -> list[tuple[float, float]]:
    corners = [corner for ring in rings for corner in ring]
    left, right = (max(0.0, min(x for x, _ in corners)), min(frame.width, max(x for x, _ in corners)))
    top, bottom = (max(0.0, min(y for _, y in corners)), min(frame.height, max(y for _, y in corners)))
    steps = 24
    spots = [
        (left + (right - left) * column / steps, top + (bottom - top) * row / steps)
        for column in range(1, steps)
        for row in range(1, steps)
    ]
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return sorted(spots, key=lambda spot: (round(abs(spot[0] - middle_x) + abs(spot[1] - middle_y), 3), spot))


def _is_open(
    box: Box, rings: list[list[Degrees]], frame: MapFrame, boxes: list[Box], points: list[tuple[float, float]]
) -> bool:
    wide = box.grown((box.bottom - box.top) * 0.25)
    if not Box(0, 0, frame.width, frame.height).holds(wide) or any(wide.overlaps(other) for other in boxes):
        return False
    if any(wide.left < x < wide.right and wide.top < y < wide.bottom for x, y in points):
        return False
    middle = (box.top + box.bottom) / 2
    checked = (box.left, (box.left + box.right) / 2, box.right)
    return all(is_inside(x, y, rings) for x in checked for y in (box.top, middle, box.bottom))
