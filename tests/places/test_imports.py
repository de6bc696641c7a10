import json

import numpy as np
import pytest
import shapely
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, shape

from podworko.places import geometry
from podworko.places.demo import DATA
from podworko.places.imports import BoundaryFileError, read_geojson, read_typed

CORNERS = [[19.90, 50.08], [19.92, 50.08], [19.92, 50.09], [19.90, 50.09], [19.90, 50.08]]


@pytest.fixture(autouse=True)
def polish():
    with override("pl"):
        yield


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def read(document):
    return read_geojson(json.dumps(document).encode())


def said(reading):
    return " ".join([*reading.remarks, *(remark for found in reading.outlines for remark in found.remarks)])


def square(west, south, size):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.mark.parametrize(
    "document",
    [
        polygon(CORNERS),
        {"type": "MultiPolygon", "coordinates": [[CORNERS]]},
        feature(polygon(CORNERS)),
        collection(feature(polygon(CORNERS))),
        {"type": "GeometryCollection", "geometries": [polygon(CORNERS)]},
        polygon([[*corner, 213.5] for corner in CORNERS]),
        polygon(CORNERS[::-1]),
    ],
)
def test_every_kind_of_geojson_gives_the_same_outline_and_no_remark(document):
    reading = read(document)
    assert len(reading.outlines) == 1
    assert shape(reading.outlines[0].geometry).equals(Polygon(CORNERS))
    assert said(reading) == ""


def test_real_boundaries_of_azory_measure_what_the_city_says():
    reading = read_geojson((DATA / "azory_boundaries.geojson").read_bytes())
    areas = {found.name: geometry.area_of(shape(found.geometry)) for found in reading.outlines}
    assert areas["Azory"] == pytest.approx(1_191_986, rel=1e-4)
    assert areas["Azory Zachód"] == pytest.approx(380_900, rel=1e-4)
    assert said(reading) == ""


def test_outline_runs_against_the_clock_as_the_standard_asks():
    found = read(polygon(CORNERS[::-1])).outlines[0]
    assert shape(found.geometry).exterior.is_ccw


def test_latitude_first_is_turned_round_and_reported():
    reading = read(polygon([corner[::-1] for corner in CORNERS]))
    assert shape(reading.outlines[0].geometry).equals(Polygon(CORNERS))
    assert "w złej kolejności" in said(reading)


def test_latitude_over_ninety_is_turned_round_too():
    reading = read(polygon([[-33.0, 151.0], [-33.1, 151.0], [-33.1, 151.1], [-33.0, 151.0]]))
    assert shape(reading.outlines[0].geometry).centroid.y < 0
    assert "poza Polską" in said(reading)


PLANE = {
    2180: [[564358, 246248], [565788, 246266], [565774, 247378], [564344, 247360], [564358, 246248]],
    2178: [[7421274, 5549895], [7422704, 5549874], [7422720, 5550986], [7421290, 5551007], [7421274, 5549895]],
}


# PL-1992 with the axes swapped is another place in Poland: there the preview has to show which.
@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize(("code", "is_swapped"), [(2180, False), (2178, False), (2178, True)])
def test_plane_coordinates_of_polish_offices_are_converted_and_reported(code, is_named, is_swapped):
    ring = [corner[::-1] if is_swapped else corner for corner in PLANE[code]]
    document = collection(feature(polygon(ring)))
    if is_named:
        document["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{code}"}}
    reading = read(document)
    middle = shape(reading.outlines[0].geometry).centroid
    assert (middle.x, middle.y) == (pytest.approx(19.91, abs=0.002), pytest.approx(50.085, abs=0.002))
    assert f"EPSG:{code}" in said(reading)
    assert ("w złej kolejności" in said(reading)) == is_swapped


def test_degrees_that_claim_to_be_plane_are_taken_as_degrees():
    document = polygon(CORNERS) | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::2180"}}}
    assert shape(read(document).outlines[0].geometry).equals(Polygon(CORNERS))


def test_bow_tie_is_repaired_and_says_where():
    reading = read(polygon([[19.90, 50.08], [19.92, 50.09], [19.92, 50.08], [19.90, 50.09], [19.90, 50.08]]))
    repaired = shape(reading.outlines[0].geometry)
    assert repaired.is_valid
    assert repaired.geom_type == "MultiPolygon"
    assert "przecinała samą siebie (w pobliżu 50.0850, 19.9100)" in said(reading)
    assert "osobnych części: 2" in said(reading)


def test_parts_that_overlap_become_one():
    parts = {"type": "MultiPolygon", "coordinates": [[square(19.9, 50.0, 0.01)], [square(19.905, 50.0, 0.01)]]}
    reading = read_geojson(json.dumps(parts).encode())
    assert reading.outlines[0].geometry["type"] == "Polygon"
    assert "poprawiono" in said(reading)


def test_points_of_all_parts_are_counted():
    parts = {"type": "MultiPolygon", "coordinates": [[square(19.9, 50.0, 0.01)], [square(19.95, 50.0, 0.01)]]}
    assert geometry.count_points(shape(parts)) == 8


def test_open_line_is_closed_without_ado():
    assert shape(read(polygon(CORNERS[:-1])).outlines[0].geometry).equals(Polygon(CORNERS))


def test_hole_is_kept_and_reported():
    reading = read(polygon(CORNERS, square(19.91, 50.084, 0.002)))
    assert len(shape(reading.outlines[0].geometry).interiors) == 1
    assert "ma dziury (miejsca, które do niej nie należą): 1" in said(reading)


def test_slivers_are_left_out_and_counted():
    parts = [[CORNERS], [square(19.93, 50.08, 0.00001)], [square(19.94, 50.08, 0.00001)]]
    reading = read({"type": "MultiPolygon", "coordinates": parts})
    assert shape(reading.outlines[0].geometry).geom_type == "Polygon"
    assert "skrawki mniejsze niż 100 m²: 2" in said(reading)


def test_tiny_area_alone_is_no_sliver():
    assert read(polygon(square(19.9, 50.08, 0.00001))).outlines


def test_many_points_are_all_kept_and_a_lighter_line_is_drawn():
    turn = np.linspace(0, 2 * np.pi, 6000, endpoint=False)
    ring = np.column_stack([19.91 + 0.01 * np.cos(turn), 50.085 + 0.006 * np.sin(turn)]).tolist()
    reading = read(polygon(ring))
    whole = shape(reading.outlines[0].geometry)
    assert geometry.count_points(whole) == 6000
    assert "dużo punktów: 6\N{NO-BREAK SPACE}000" in said(reading)
    light = geometry.simplify(whole)
    assert geometry.count_points(light) <= geometry.DRAWN_POINTS
    assert geometry.area_of(light.symmetric_difference(whole)) < 0.001 * geometry.area_of(whole)


def test_light_outline_needs_no_lighter_one():
    assert geometry.simplify(Polygon(CORNERS)) is None


def test_points_and_lines_beside_the_area_are_left_out_and_counted():
    point = {"type": "Point", "coordinates": [19.9, 50.1]}
    assert "nie są obszarami: 1" in said(read(collection(feature(polygon(CORNERS)), feature(point))))


def test_name_is_text_that_can_be_kept():
    outline = feature(polygon(CORNERS)) | {"properties": {"name": "a\ud800\0b\u202e c"}}
    assert read_geojson(json.dumps(outline).encode()).outlines[0].name == "a b c"


def test_areas_keep_the_names_that_the_file_gives_them():
    document = collection(
        feature(polygon(CORNERS), nazwa="Azory"), feature(polygon(square(19.95, 50.08, 0.01)), name="Żabiniec")
    )
    assert [found.name for found in read(document).outlines] == ["Azory", "Żabiniec"]


POINT = {"type": "Point", "coordinates": [19.9, 50.1]}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Plik jest pusty"),
        (b"  \n", "Plik jest pusty"),
        (b"id;nazwa\n1;Azory", "nie jest plik GeoJSON"),
        (b"PK\x03\x04" + b"\x00" * 30, "nie jest plik GeoJSON"),
        (b'<?xml version="1.0"?><kml/>', "nie jest plik GeoJSON"),
        (b"\xff\x00\x81", "nie jest plik GeoJSON"),
        (b"[" * 100_000, "nie jest plik GeoJSON"),
        (b'{"type":"Polygon","coordinates":[[[NaN,50],[19,51],[20,51],[19,50]]]}', "nie jest plik GeoJSON"),
        (b" " * (5 * 1024 * 1024 + 1), "większy niż 5 MB"),
        (b"null", "nie ma żadnego obszaru"),
        (b"{}", "nie ma żadnego obszaru"),
        (json.dumps(POINT).encode(), "nie ma żadnego obszaru"),
        (json.dumps(collection()).encode(), "nie ma żadnego obszaru"),
        (json.dumps(feature(None)).encode(), "nie ma żadnego obszaru"),
        (json.dumps(polygon()).encode(), "nie ma żadnego obszaru"),
        (json.dumps(polygon([[19, 50], [20, 51]])).encode(), "nie ma żadnego obszaru"),
        (json.dumps(polygon([["19", "50"], ["20", "51"], ["21", "50"]])).encode(), "zapisane nieprawidłowo"),
        (json.dumps(polygon([[True, 50], [20, 51], [21, 50]])).encode(), "zapisane nieprawidłowo"),
        (json.dumps(polygon([[19], [20], [21]])).encode(), "zapisane nieprawidłowo"),
        (json.dumps(polygon([[19, 50], [20], [21, 50]])).encode(), "zapisane nieprawidłowo"),
        (json.dumps(polygon([19, 50, 20])).encode(), "zapisane nieprawidłowo"),
        (json.dumps(polygon("abc")).encode(), "zapisane nieprawidłowo"),
        (json.dumps(polygon([[1e400, 50], [20, 51], [21, 50]])).encode(), "nie jest plik GeoJSON"),
        (json.dumps(polygon([[10**400, 50], [20, 51], [21, 50]])).encode(), "zapisane nieprawidłowo"),
        (json.dumps(polygon([[1e30, 50], [20, 51], [21, 50]])).encode(), "Zapisz plik w układzie WGS 84"),
        (json.dumps(polygon(square(421752, 5548832, 500))).encode(), "Zapisz plik w układzie WGS 84"),
        (json.dumps(polygon([[19, 50], [20, 51], [21, 52], [19, 50]])).encode(), "nie ma powierzchni"),
        (json.dumps(polygon(CORNERS) | {"crs": {"properties": {"name": "EPSG:2963"}}}).encode(), "EPSG:2963"),
    ],
)
def test_file_without_a_boundary_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(BoundaryFileError, match=sentence):
        read_geojson(content)


def test_thousands_of_crossings_are_refused_at_once():
    ring = (np.random.default_rng(7).random((5000, 2)) / 50 + [19.9, 50.08]).tolist()
    with pytest.raises(BoundaryFileError, match="przecina samą siebie wiele razy"):
        read(polygon(ring))


def test_more_points_than_anybody_draws_are_refused():
    ring = [[19.9 + number / 1e7, 50.08 + number % 7 / 1e6] for number in range(100_001)]
    with pytest.raises(BoundaryFileError, match="ponad 100 000 punktów"):
        read(polygon(ring))


def test_file_of_another_alphabet_and_mark_is_read():
    text = json.dumps(collection(feature(polygon(CORNERS), nazwa="Łąka")), ensure_ascii=False)
    for content in (text.encode("utf-8-sig"), text.encode("utf-16")):
        assert read_geojson(content).outlines[0].name == "Łąka"


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_noise_is_refused_and_never_breaks(content):
    with override("pl"), pytest.raises(BoundaryFileError):
        read_geojson(content)


COORDINATE = st.floats(-200, 200, allow_nan=False) | st.integers(-10_000_000, 10_000_000)
RINGS = st.lists(st.lists(st.lists(COORDINATE, min_size=2, max_size=3), max_size=12), max_size=3)


@given(RINGS)
@example([[[0.0, 0.0], [0.0, 1.1125369292536007e-308], [1.0, 0.0]]])
@settings(max_examples=300, deadline=None)
def test_whatever_is_read_is_valid_and_in_the_world(rings):
    with override("pl"):
        try:
            reading = read(polygon(*rings))
        except BoundaryFileError:
            return
    for found in reading.outlines:
        outline = geometry.from_geojson(found.geometry)
        assert outline.is_valid
        assert outline.area > 0
        west, south, east, north = outline.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


@pytest.mark.parametrize(
    "text",
    [
        "50.08, 19.90\n50.08, 19.92\n50.09, 19.92\n50.09, 19.90",
        "50,08 19,90\n50,08 19,92\n\n50,09 19,92\n50,09 19,90\n50,08 19,90\n",
        "  50.08;19.90 \r\n50.08\t19.92\r\n50,09, 19,92\r\n50.09,19.90",
    ],
)
def test_typed_points_become_an_outline(text):
    assert shape(read_typed(text).outlines[0].geometry).equals(Polygon(CORNERS))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "co najmniej trzech różnych"),
        ("50.08, 19.90\n50.08, 19.90\n50.08, 19.90", "co najmniej trzech różnych"),
        ("50.08, 19.90\nul. Jaremy", "Linia 2: nie rozumiemy „ul. Jaremy”"),
        ("50.08\n19.90\n", "Linia 1"),
    ],
)
def test_typed_points_that_are_none_are_refused(text, sentence):
    with pytest.raises(BoundaryFileError, match=sentence):
        read_typed(text)


def test_outlines_are_joined_into_one():
    parts = [Polygon(CORNERS), Polygon(square(19.92, 50.08, 0.01))]
    joined = geometry.join(parts)
    assert joined.geom_type == "Polygon"
    assert joined.area == pytest.approx(shapely.union_all(parts).area)


def test_area_is_said_in_square_kilometres():
    assert geometry.say_area(Polygon(CORNERS)) == "1,592 km²"
