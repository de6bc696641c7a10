from datetime import date

from podworko.portal import drawn_map
from podworko.portal.drawn_map import Sheet, base_of, frame_of
from tests.factories import SQUARE, AreaFactory, BoundaryFactory

TODAY = date(2026, 11, 21)
SHEET = Sheet(width=200, height=100, margin=8, marker_size=8, type_size=4)


def names(base):
    return [(polygon.label, polygon.is_home) for polygon in base.polygons]


def test_neighbour_is_drawn_before_the_area_itself(area):
    BoundaryFactory(area=area, attribution="Gmina")
    BoundaryFactory(area=AreaFactory(name="Obok", parent=area.parent), attribution="Gmina")
    BoundaryFactory(area=AreaFactory(name="Gdzie indziej"))
    base = base_of(area, TODAY)
    assert names(base) == [("Obok", False), ("Podwórze", True)]
    assert base.attributions == ("Gmina",)


def test_boundary_that_no_longer_holds_is_not_drawn(area):
    BoundaryFactory(area=area, ends="2020-01-01")
    assert base_of(area, TODAY).home == ()


def test_latest_boundary_in_force_is_drawn(area):
    BoundaryFactory(area=area, starts="2010")
    moved = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], SQUARE["coordinates"]]}
    BoundaryFactory(area=area, starts="2020", geometry=moved)
    (home,) = base_of(area, TODAY).home
    assert len(home.rings) == 2


def test_areas_without_a_parent_are_nobodys_neighbours(db):
    first, second = AreaFactory(), AreaFactory()
    BoundaryFactory(area=first)
    BoundaryFactory(area=second)
    assert len(base_of(first, TODAY).polygons) == 1


def test_window_shows_the_boundary_and_not_a_stray_point(area):
    BoundaryFactory(area=area)
    base = base_of(area, TODAY)
    frame = frame_of(base, [(19.91, 50.085), (25.0, 54.0)], SHEET)
    assert frame.shows(19.90, 50.08)
    assert not frame.shows(25.0, 54.0)


def test_window_without_a_boundary_shows_the_points(area):
    base = base_of(area, TODAY)
    frame = frame_of(base, [(19.91, 50.085), (19.92, 50.086), (19.93, 50.08)], SHEET)
    assert frame.shows(19.93, 50.08)
    assert frame_of(base, [], SHEET) is None
    assert drawn_map.ratio_of(base, []) is None


def test_one_point_alone_still_makes_a_map(area):
    frame = frame_of(base_of(area, TODAY), [(19.91, 50.085)], SHEET)
    assert frame.at(19.91, 50.085) == (100, 50)
