import numpy as np
import pytest

from podworko.places.projections import BY_CODE, PL_1992, WEB_MERCATOR, guess

# Computed with PROJ 9 (pyproj 3.7), EPSG database.
POINTS = [
    (2180, 19.9062, 50.0866, 564808.040, 246987.331),
    (2180, 14.2, 53.9, 184816.095, 681281.286),
    (2180, 23.9, 52.3, 833931.374, 503976.952),
    (2180, 17.1, 54.75, 377749.433, 766807.005),
    (2176, 14.2, 53.9, 5447418.302, 5974622.175),
    (2178, 19.9062, 50.0866, 7421727.003, 5550625.257),
    (2178, 23.9, 52.3, 7697795.654, 5800240.349),
    (32634, 19.9062, 50.0866, 421752.287, 5548832.267),
    (32634, 14.2, 53.9, 53517.583, 5993846.030),
    (3857, 19.9062, 50.0866, 2215948.048, 6461286.965),
]


@pytest.mark.parametrize(("code", "longitude", "latitude", "east", "north"), POINTS)
def test_plane_coordinates_become_degrees_to_a_centimetre(code, longitude, latitude, east, north):
    found = BY_CODE[code].to_degrees(np.array([east]), np.array([north]))
    assert found[0][0] == pytest.approx(longitude, abs=1e-7)
    assert found[1][0] == pytest.approx(latitude, abs=1e-7)


@pytest.mark.parametrize(
    ("east", "north", "expected"),
    [
        (564808, 246987, PL_1992),
        (7421727, 5550625, BY_CODE[2178]),
        (5447418, 5974622, BY_CODE[2176]),
        (2215948, 6461286, WEB_MERCATOR),
        (421752, 5548832, None),
        (1e9, 1e9, None),
    ],
)
def test_system_is_guessed_by_the_size_of_its_numbers(east, north, expected):
    assert guess(east, north) == expected
