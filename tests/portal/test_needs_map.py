from datetime import timedelta

import pytest
from django.utils import timezone

from podworko.core.visibility import Visibility
from tests.factories import AreaFactory, BoundaryFactory, LocationFactory, OrganisationFactory, ProblemFactory

ADDRESS = "/osada/problems/map/"
HERE = {"latitude": 50.085, "longitude": 19.91}


@pytest.fixture
def settlement(db):
    area = AreaFactory(slug="osada", name="Osada")
    BoundaryFactory(area=area)
    return area


def make(area, title="Ciemno", **values):
    return ProblemFactory(area=area, title=title, **values)


def test_signs_bear_the_numbers_of_the_list_and_say_what_is_approximate(client, settlement):
    make(settlement, "Ciemno", precision="exact", **HERE)
    make(settlement, "Brak ławek", kind="need", precision="area", latitude=50.087, longitude=19.915)
    make(settlement, "Samotność")
    page = client.get(ADDRESS).text
    assert "Liczba znaków: 2, w tym w miejscu dokładnym: 1, w przybliżonym: 1." in page
    assert page.count("map-marker--near") == 1
    assert page.count("map-marker--exact") == 1
    assert "położenie przybliżone" in page
    assert "Samotność" in page.partition("Bez miejsca na mapie")[2]


def test_place_of_the_register_is_drawn_only_where_it_is_seen(client, settlement):
    owner = OrganisationFactory(home_area=settlement, visibility=Visibility.PUBLIC)
    seen = LocationFactory(organisation=owner, visibility=Visibility.PUBLIC, precision="exact", **HERE)
    hidden = LocationFactory(organisation=owner, visibility=Visibility.PRIVATE, precision="exact", **HERE)
    make(settlement, "Przy wiacie", location=seen)
    make(settlement, "Przy piwnicy", location=hidden)
    page = client.get(ADDRESS).text
    assert page.count('class="map-marker ') == 1
    assert "Przy piwnicy" in page.partition("Bez miejsca na mapie")[2]


def test_map_that_nobody_has_reviewed_for_a_year_is_out_of_date(client, settlement):
    today = timezone.localdate()
    make(settlement, reviewed_on=today - timedelta(days=400))
    assert "nieaktualna" in client.get(ADDRESS).text
    make(settlement, "Hałas", reviewed_on=today - timedelta(days=300))
    assert "nieaktualna" not in client.get(ADDRESS).text


def test_solved_and_declined_are_left_out(client, settlement):
    make(settlement, "Ciemno", state="solved")
    make(settlement, "Kolej", state="declined", state_reason="nie nasze")
    page = client.get(ADDRESS).text
    assert "Nie ma tu żadnych otwartych problemów" in page
    assert "nieaktualna" not in page


def test_without_a_boundary_and_points_the_list_is_enough(client, db):
    area = AreaFactory(slug="osada")
    make(area, "Samotność")
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "Samotność" in page.text
