import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podworko.core.map_layout import Box, Pin, TooManyMarkersError, first_collision, place

FRAME = Box(0, 0, 396, 120)
SIZE = 8.6
GAP = 0.8
SCALE_BAR = Box(4, 108, 80, 116)


def placed(pins, *, frame=FRAME, size=SIZE):
    return place(pins, frame=frame, size=size, gap=GAP, taken=[SCALE_BAR])


def pins_at(*points, exact=()):
    return [Pin(key, x, y, is_exact=key in exact) for key, (x, y) in enumerate(points)]


def test_marker_with_room_stands_on_its_point():
    (spot,) = placed(pins_at((200, 60)))
    assert (spot.x, spot.y) == (200, 60)
    assert not spot.has_leader


def test_markers_of_one_coordinate_fan_out_with_leaders_to_it():
    spots = placed(pins_at(*[(200, 60)] * 4))
    assert all(spot.has_leader for spot in spots)
    assert {(spot.pin.x, spot.pin.y) for spot in spots} == {(200, 60)}
    assert all(((spot.x - 200) ** 2 + (spot.y - 60) ** 2) ** 0.5 < 2 * SIZE for spot in spots)
    assert first_collision([spot.box for spot in spots]) is None


def test_exact_marker_keeps_the_coordinate_that_it_shares():
    spots = placed(pins_at((200, 60), (200, 60), exact={1}))
    assert spots[0].has_leader
    assert not spots[1].has_leader


def test_marker_whose_point_is_at_the_edge_stands_inside():
    (spot,) = placed(pins_at((0.5, 0.5)))
    assert FRAME.holds(spot.box)
    assert spot.has_leader


def test_leader_runs_under_no_other_marker():
    # The third point lies beside two markers that stand close together.
    spots = placed(pins_at((100, 60), (100 + SIZE + GAP, 60), (104, 61)))
    moved = spots[2]
    middle = ((moved.x + moved.pin.x) / 2, (moved.y + moved.pin.y) / 2)
    assert moved.has_leader
    assert first_collision([spot.box for spot in spots]) is None
    assert FRAME.holds(Box.around(*middle, 1))


def test_same_points_give_the_same_map():
    points = [(10 + (7 * index) % 300, 10 + (11 * index) % 100) for index in range(40)]
    assert placed(pins_at(*points)) == placed(pins_at(*points))


def test_full_frame_refuses_instead_of_overlapping():
    with pytest.raises(TooManyMarkersError) as refused:
        placed(pins_at(*[(20, 20)] * 30), frame=Box(0, 0, 40, 40))
    assert refused.value.count == 30


def test_collision_is_found():
    assert first_collision([Box(0, 0, 2, 2), Box(5, 5, 6, 6), Box(1, 1, 3, 3)]) == (0, 2)
    assert first_collision([Box(0, 0, 2, 2), Box(2, 0, 4, 2)]) is None


coordinates = st.tuples(
    st.floats(-5, 401, allow_nan=False).map(lambda value: round(value, 1)),
    st.floats(-5, 125, allow_nan=False).map(lambda value: round(value, 1)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(coordinates | st.sampled_from([(200.0, 60.0), (201.0, 60.5), (0.0, 0.0)]), max_size=200), st.data())
def test_no_two_boxes_intersect_and_all_lie_inside(points, data):
    exact = data.draw(st.sets(st.integers(0, max(len(points) - 1, 0))))
    spots = placed(pins_at(*points, exact=exact))
    boxes = [spot.box for spot in spots]
    assert len(spots) == len(points)
    assert first_collision([*boxes, SCALE_BAR]) is None
    assert all(FRAME.holds(box) for box in boxes)
    assert [spot.pin.key for spot in spots] == list(range(len(points)))


@pytest.mark.parametrize("count", [1, 25, 40, 200])
def test_all_entries_at_one_coordinate_still_fit(count):
    spots = placed(pins_at(*[(200.0, 60.0)] * count))
    assert first_collision([spot.box for spot in spots]) is None
    assert all(FRAME.holds(spot.box) for spot in spots)
