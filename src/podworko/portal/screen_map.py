"""The drawn map on a page: it stands there without a script, and the list beside it says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from podworko.core.map_layout import TooManyMarkersError
from podworko.core.svg_map import MapPicture, PlacedMarker, draw
from podworko.core.svg_marker import Marker
from podworko.places.models import Area
from podworko.portal.drawn_map import Sheet, base_of, frame_of
from podworko.portal.queries import Entry

PAGE = Sheet(width=660, height=620, margin=40, marker_size=34, type_size=14)
THUMBNAIL = Sheet(width=520, height=430, margin=30, marker_size=25, type_size=12, identifier="thumbnail")
ONE_PLACE = Sheet(width=420, height=320, margin=30, marker_size=30, type_size=12, identifier="places")


@dataclass(frozen=True, slots=True)
class ScreenMap:
    """An SVG picture, whether it shows the area's own boundary, and how many entries with a point lie outside it."""

    svg: str
    has_boundary: bool
    outside: int


def draw_entries(
    area: Area, entries: Sequence[Entry], day: date, sheet: Sheet = PAGE, *, is_linked: bool = True
) -> ScreenMap | None:
    """Draw an area with some entries; nothing if neither its boundary nor a point is known.

    `is_linked`: each mark leads to its row of the list on the same page.
    """
    base = base_of(area, day)
    placed = [(entry, (entry.longitude, entry.latitude)) for entry in entries if entry.longitude and entry.latitude]
    frame = frame_of(base, [point for _entry, point in placed], sheet)
    if frame is None:
        return None
    shown = [(entry, point) for entry, point in placed if frame.shows(*point)]
    picture = MapPicture(
        frame=frame,
        title=_("Mapa: %(area)s") % {"area": area.full_label},
        description=_describe([entry for entry, _point in shown], is_linked=is_linked),
        markers=[PlacedMarker(_marker(entry, is_linked=is_linked), *point) for entry, point in shown],
        polygons=base.polygons,
        marker_size=sheet.marker_size,
        gap=sheet.marker_size * 0.09,
        type_size=sheet.type_size,
        metres_word=pgettext("metry", "m"),
        north_word=pgettext("kierunek: północ", "N"),
        identifier=sheet.identifier,
    )
    try:
        drawn = draw(picture)
    except TooManyMarkersError:
        return None
    return ScreenMap(drawn.text, has_boundary=bool(base.home), outside=len(placed) - len(shown))


def _marker(entry: Entry, *, is_linked: bool) -> Marker:
    return Marker(
        text=str(entry.number or entry.letter),
        shape=entry.shape,
        colour=entry.colour,
        is_exact=entry.is_exact,
        title=entry.title,
        href=f"#entry-{entry.pk}" if is_linked else "",
    )


def _describe(shown: Sequence[Entry], *, is_linked: bool) -> str:
    exact = sum(entry.is_exact for entry in shown)
    said = _(
        "Granice i znaki. Liczba znaków: %(count)d, w miejscu dokładnym: %(exact)d, w przybliżonym: %(near)d."
    ) % {
        "count": len(shown),
        "exact": exact,
        "near": len(shown) - exact,
    }
    return f"{said} {_('Każdy znak prowadzi do swojego wpisu na liście.')}" if is_linked else said
