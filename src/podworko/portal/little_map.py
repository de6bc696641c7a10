"""A small drawn map of a few places: the area's boundary, made once for all its pages, and the places' marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from podworko.core import svg
from podworko.core.map_frame import MapFrame
from podworko.core.svg_marker import Marker, draw_marker
from podworko.places.models import Area
from podworko.portal.drawn_map import Sheet, base_of, frame_of

SHEET = Sheet(width=360, height=260, margin=18, marker_size=30, type_size=12)


@dataclass(frozen=True, slots=True)
class Ground:
    """The drawn boundaries of an area and the window that they fill; without boundaries, nothing and none."""

    text: str
    frame: MapFrame | None


@dataclass(frozen=True, slots=True)
class Pin:
    """A mark and where it belongs, in degrees."""

    marker: Marker
    longitude: float
    latitude: float


def ground_of(area: Area, day: date) -> Ground:
    """Draw what all little maps of an area share."""
    base = base_of(area, day)
    frame = frame_of(base, [], SHEET)
    if frame is None:
        return Ground("", None)
    parts = []
    for polygon in base.polygons:
        path = "".join(svg.path_of((frame.at(*point) for point in ring), is_closed=True) for ring in polygon.rings)
        kind = "home" if polygon.is_home else "neighbour"
        parts.append(svg.tag("path", class_=f"map-{kind}", d=path, fill_rule="evenodd"))
        parts.append(svg.tag("path", class_=f"map-{kind}-edge", d=path, fill="none", stroke_width=2))
    return Ground("".join(parts), frame)


def draw_pins(ground: Ground, pins: Sequence[Pin], title: str) -> str:
    """Return the little map as SVG; empty where there is nothing to show.

    A place outside the area's window, or in an area without a boundary, gets a window of its own.
    """
    if not pins:
        return ""
    frame, text = ground.frame, ground.text
    if frame is None or not all(frame.shows(pin.longitude, pin.latitude) for pin in pins):
        points = [(pin.longitude, pin.latitude) for pin in pins]
        frame = MapFrame.fit(points, width=SHEET.width, height=SHEET.height, margin=3 * SHEET.margin)
        text = ""
    marks = []
    for pin in pins:
        x, y = frame.at(pin.longitude, pin.latitude)
        marks.append(draw_marker(pin.marker, x=round(x, 1), y=round(y, 1), size=SHEET.marker_size))
    return svg.tag(
        "svg",
        svg.tag("rect", class_="map-ground", width=SHEET.width, height=SHEET.height),
        text,
        *marks,
        viewBox=f"0 0 {svg.number(SHEET.width)} {svg.number(SHEET.height)}",
        class_="drawn-map little-map",
        role="img",
        aria_label=_("Mapa: %(name)s") % {"name": title},
    )
