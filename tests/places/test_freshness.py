from podworko.core import versions
from podworko.places.actions.areas import change_slug, rename_area
from podworko.places.actions.boundaries import correct_boundary, delete_boundary, set_boundary
from podworko.places.freshness import ALL_AREAS, area_counter, bump_area
from tests.factories import AreaFactory


def test_change_in_an_area_reaches_the_areas_round_it_and_no_other(db):
    city = AreaFactory(slug="miasto")
    estate = AreaFactory(slug="azory", parent=city)
    AreaFactory(slug="zachod", parent=city)
    AreaFactory(slug="podworze", parent=estate)
    bump_area(estate)
    assert [versions.read(area_counter(slug)) for slug in ("miasto", "azory", "zachod", "podworze")] == [1, 1, 0, 0]
    assert versions.read(ALL_AREAS) == 1


def test_new_name_of_an_area_reaches_the_areas_inside_it(db):
    city = AreaFactory(slug="miasto")
    AreaFactory(slug="azory", parent=city)
    bump_area(city, below=True)
    assert versions.read(area_counter("azory")) == 1


def test_boundary_of_an_area_is_drawn_on_the_maps_beside_it(db):
    city = AreaFactory(slug="miasto")
    estate = AreaFactory(slug="azory", parent=city)
    AreaFactory(slug="zachod", parent=city)
    AreaFactory(slug="inne")
    boundary = set_boundary(estate, values={"description": "między torami"}, by=None)
    assert versions.read(area_counter("zachod")) == 1
    correct_boundary(boundary, values={"description": "za torami"}, by=None)
    delete_boundary(boundary, by=None)
    assert versions.read(area_counter("zachod")) == 3
    rename_area(estate, name="Azory Stare", values={"starts": "2020"}, by=None)
    assert versions.read(area_counter("zachod")) == 4
    assert versions.read(area_counter("inne")) == 0


def test_new_address_of_an_area_reaches_the_pages_inside_it(db):
    city = AreaFactory(slug="miasto")
    AreaFactory(slug="azory", parent=city)
    change_slug(city, slug="nowe-miasto", by=None)
    assert versions.read(area_counter("azory")) == 1
