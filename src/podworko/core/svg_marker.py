"""Markers of a map: a shape, a colour and a number or letter; told apart without colour.

A full marker stands at a known address, a dashed one somewhere near.
"""

from dataclasses import dataclass

from podworko.core import svg
from podworko.core.colours import readable_on
from podworko.core.shapes import shape

WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker; `shape` is a name in `core.shapes`, `colour` is `#RRGGBB`."""

    text: str
    shape: str
    colour: str
    is_exact: bool = True
    title: str = ""
    """What a pointer resting on the marker reads, and the name of its link."""
    href: str = ""

    @property
    def ink(self) -> str:
        """The colour in which it can be read on paper."""
        return readable_on(self.colour, WHITE)


def draw_marker(marker: Marker, *, x: float, y: float, size: float, ground: str = WHITE) -> str:
    """Return a marker centred on a point of a picture, in a square of the given side."""
    colour = readable_on(marker.colour, ground)
    outline = shape(marker.shape)
    # Shapes are drawn in a box of 32 units round (16, 16), with a line of 2 that reaches 1 unit beyond it.
    scale = size / 34
    drawn = svg.tag(
        "path",
        class_="map-marker-shape",
        d=outline.path,
        transform=f"translate({svg.number(x - 16 * scale)} {svg.number(y - 16 * scale)}) scale({scale:.4f})",
        fill=colour if marker.is_exact else WHITE,
        stroke=colour,
        stroke_width=2,
        stroke_linejoin="round",
        stroke_dasharray=None if marker.is_exact else "3.2 2.4",
    )
    letters = outline.text_size * _share(marker.text) * scale
    text = svg.tag(
        "text",
        svg.text(marker.text),
        class_="map-marker-text",
        x=x,
        # Capitals and figures of Source Sans 3 are 0.66 of the type size high.
        y=y + (outline.text_middle - 16) * scale + 0.33 * letters,
        font_size=letters,
        font_weight="700",
        text_anchor="middle",
        fill=WHITE if marker.is_exact else colour,
    )
    title = svg.tag("title", svg.text(marker.title)) if marker.title else ""
    name = f"map-marker map-marker--{'exact' if marker.is_exact else 'near'}"
    if marker.href:
        return svg.tag("a", title, drawn, text, class_=name, href=marker.href)
    return svg.tag("g", title, drawn, text, class_=name)


def badge(marker: Marker, *, size: float = 10) -> str:
    """Return a marker as a picture of its own, for a heading or a legend."""
    return svg.tag(
        "svg",
        draw_marker(marker, x=size / 2, y=size / 2, size=size),
        xmlns=svg.NAMESPACE,
        viewBox=f"0 0 {svg.number(size)} {svg.number(size)}",
        class_="marker-badge",
        aria_hidden="true",
        focusable="false",
        font_family="Source Sans 3, Podworko Sans, sans-serif",
    )


def _share(text: str) -> float:
    if len(text) > 2:  # noqa: PLR2004 – three figures need room
        return 0.74
    return 1.35 if text.isalpha() else 1.0
