from podworko.core import versions
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
