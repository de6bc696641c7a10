import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import typst
from PIL import Image, ImageOps

from podworko.core.colours import contrast, grey
from podworko.core.map_frame import MapFrame
from podworko.core.map_layout import TooManyMarkersError, first_collision
from podworko.core.shapes import SHAPES
from podworko.core.svg_map import GREEN, GROUND, HOME, INK, MUTED, MapPicture, PlacedMarker, Polygon, draw
from podworko.core.svg_marker import Marker, badge

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = ((19.90, 50.08), (19.92, 50.08), (19.92, 50.09), (19.90, 50.09), (19.90, 50.08))
EAST = ((19.92, 50.08), (19.93, 50.08), (19.93, 50.09), (19.92, 50.09), (19.92, 50.08))


def picture(*markers, **values):
    frame = MapFrame.fit(SQUARE, width=200, height=120, margin=8)
    values = {"polygons": [Polygon((EAST,), "Obok"), Polygon((SQUARE,), "Podwórko", is_home=True)], **values}
    return MapPicture(frame=frame, title="Mapa: <Podwórko>", description="Dwa & trzy", markers=markers, **values)


def marker(text, *, is_exact=True, at=(19.91, 50.085), **values):
    return PlacedMarker(Marker(text, "square", "#2D6A8E", is_exact=is_exact, **values), *at)


def read(drawn):
    return ET.fromstring(drawn.text)  # noqa: S314 – our own text


def parts(drawn, name):
    return [node for node in read(drawn).iter() if name in node.get("class", "").split()]


def test_picture_says_what_it_is():
    root = read(draw(picture(marker("1"))))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "map-title map-description"
    assert root.find(f"{SVG}title").text == "Mapa: <Podwórko>"
    assert root.find(f"{SVG}desc").text == "Dwa & trzy"


def test_links_inside_can_be_reached():
    drawn = draw(picture(marker("1", href="/azory/organisations/zlobek/", title="Żłobek")))
    assert read(drawn).get("role") == "group"
    (link,) = parts(drawn, "map-marker")
    assert link.get("href") == "/azory/organisations/zlobek/"
    assert link.find(f"{SVG}title").text == "Żłobek"


def test_picture_keeps_the_content_security_policy():
    text = draw(picture(marker("1", title='"><script>alert(1)</script>'))).text
    assert "style=" not in text
    assert "<script" not in text
    assert not re.search(r"\son\w+=", text)


def test_guessed_point_is_drawn_dashed_and_a_known_one_full():
    drawn = draw(picture(marker("1"), marker("2", is_exact=False, at=(19.905, 50.083))))
    known, guessed = parts(drawn, "map-marker-shape")
    assert known.get("fill") == "#2D6A8E"
    assert known.get("stroke-dasharray") is None
    assert guessed.get("fill") == "#FFFFFF"
    assert guessed.get("stroke-dasharray")


def test_leader_of_guessed_entries_ends_in_a_hollow_point():
    drawn = draw(picture(marker("1", is_exact=False), marker("2", is_exact=False)))
    assert len(parts(drawn, "map-leader")) == 2
    (point,) = parts(drawn, "map-point")
    assert point.get("fill") == HOME


def test_labels_and_markers_stand_apart():
    markers = [
        marker(str(number), at=(19.901 + number % 6 * 0.003, 50.082 + number // 6 * 0.001)) for number in range(40)
    ]
    drawn = draw(picture(*markers))
    assert len(parts(drawn, "map-marker")) == 40
    assert first_collision(drawn.boxes) is None


def test_names_of_areas_stand_on_a_map_with_room():
    labels = [node.text for node in parts(draw(picture()), "map-label")]
    assert sorted(labels) == ["Obok", "Podwórko"]


def test_both_boundaries_are_dotted():
    drawn = draw(picture())
    for name in ("map-boundary", "map-neighbour-boundary"):
        (edge,) = parts(drawn, name)
        assert edge.get("stroke-dasharray").startswith("0 ")


def test_map_without_boundary_and_label_is_drawn():
    drawn = draw(picture(marker("1"), polygons=[]))
    assert len(parts(drawn, "map-marker")) == 1
    assert not parts(drawn, "map-area")


def test_map_with_too_many_markers_refuses():
    with pytest.raises(TooManyMarkersError):
        draw(picture(*[marker(str(number)) for number in range(400)]))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [8.6, 7.9])
def test_shape_is_at_least_6_mm_wide_on_paper(shape, size):
    page = f"#set page(width: {size}mm, height: {size}mm, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: 100%)"
    picture = badge(Marker("", shape, "#000000"), size=size)
    dots = Image.open(BytesIO(typst.compile(page.encode(), format="png", ppi=508, sys_inputs={"svg": picture})))
    left, top, right, bottom = ImageOps.invert(dots.convert("L")).getbbox()
    # 508 dots per inch are 20 per millimetre.
    assert right - left >= 6 * 20
    assert bottom - top >= 6 * 20
    assert 0 < left < right < dots.width or shape in {"triangle", "diamond"}


@pytest.mark.parametrize("ink", [INK, GREEN, MUTED])
@pytest.mark.parametrize("ground", [GROUND, HOME])
def test_ink_is_readable_in_colour_and_grey(ink, ground):
    assert contrast(ink, ground) >= 4.5
    assert contrast(grey(ink), grey(ground)) >= 4.5


def test_pale_colour_of_a_category_is_darkened():
    (shape,) = parts(draw(picture(PlacedMarker(Marker("1", "circle", "#FFDD00"), 19.91, 50.085))), "map-marker-shape")
    assert contrast(shape.get("fill"), "#FFFFFF") >= 4.5


def test_scale_bar_has_a_round_length():
    frame = MapFrame.fit(SQUARE, width=200, height=120, margin=8)
    metres, length = frame.scale_bar(44)
    assert metres == 250
    assert length == pytest.approx(250 / frame.metres_per_unit)
    # 0.02° of longitude at 50.085° north are 1.43 km: WGS 84, table of degree lengths.
    west, east = frame.at(19.90, 50.085)[0], frame.at(19.92, 50.085)[0]
    assert (east - west) * frame.metres_per_unit == pytest.approx(1430, rel=0.005)
