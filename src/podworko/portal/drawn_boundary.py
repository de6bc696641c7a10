"""One boundary, drawn alone: in the history of an area, and before it is saved."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from podworko.core.map_frame import MapFrame
from podworko.core.svg_map import MapPicture, Polygon, draw
from podworko.places import geometry
from podworko.portal.drawn_map import rings_of

WIDTH, HEIGHT, MARGIN = 720.0, 440.0, 26.0


def draw_outlines(
    outlines: Sequence[tuple[str, dict[str, Any]]], *, title: str, identifier: str, beside: Sequence[Polygon] = ()
) -> SafeString:
    """Draw named GeoJSON geometries as one picture; `beside`: what lies round them and need not fit in.

    `identifier` begins the ids of the picture's parts and must be unique on its page.
    """
    shapes = [(name, geometry.from_geojson(outline)) for name, outline in outlines]
    drawn = [(name, geometry.simplify(shape) or shape) for name, shape in shapes]
    polygons = [Polygon(rings_of(geometry.to_geojson(shape)), name, is_home=True) for name, shape in drawn]
    corners = [corner for polygon in polygons for ring in polygon.rings for corner in ring]
    picture = MapPicture(
        frame=MapFrame.fit(corners, width=WIDTH, height=HEIGHT, margin=MARGIN),
        title=title,
        description=_("Rysunek granicy. Powierzchnia: %(area)s. Środek: %(middle)s.")
        % {
            "area": ", ".join(geometry.say_area(shape) for _name, shape in shapes),
            "middle": geometry.say_point(shapes[0][1]),
        },
        polygons=[*beside, *polygons],
        type_size=15,
        metres_word=pgettext("metry", "m"),
        north_word=pgettext("kierunek: północ", "N"),
        identifier=identifier,
    )
    # The renderer escapes every text that it is given.
    return mark_safe(draw(picture).text)  # noqa: S308
