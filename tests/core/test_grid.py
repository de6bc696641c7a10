from hypothesis import given
from hypothesis import strategies as st

from podworko.core.grid import cell_of, cells_of
from podworko.core.spatial import Window

longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
zooms = st.integers(0, 18)


def test_cell_of_a_point_agrees_with_the_numbers_of_tiles():
    # Tile 14/9098/5550 holds the middle of Azory (19.91 E, 50.086 N).
    x, y = cell_of(19.91, 50.086, 14)
    assert (x // 4, y // 4) == (9098, 5550)


@given(longitudes, latitudes, zooms)
def test_cell_lies_in_the_world(longitude, latitude, zoom):
    x, y = cell_of(longitude, latitude, zoom)
    assert 0 <= x < 4 << zoom
    assert 0 <= y < 4 << zoom


@given(longitudes, latitudes, zooms)
def test_cell_lies_in_the_cell_of_the_zoom_above(longitude, latitude, zoom):
    x, y = cell_of(longitude, latitude, zoom + 1)
    assert (x // 2, y // 2) == cell_of(longitude, latitude, zoom)


@given(st.tuples(longitudes, longitudes), st.tuples(latitudes, latitudes), st.floats(0, 1), st.floats(0, 1), zooms)
def test_point_in_a_window_lies_in_its_cells(xs, ys, right, up, zoom):
    window = Window(min(xs), min(ys), max(xs), max(ys))
    longitude = min(window.east, window.west + right * (window.east - window.west))
    latitude = min(window.north, window.south + up * (window.north - window.south))
    west, north, east, south = cells_of(window, zoom)
    x, y = cell_of(longitude, latitude, zoom)
    assert west <= x <= east
    assert north <= y <= south
