import json

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole, Precision
from tests.factories import CategoryFactory, ListingFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.portal.conftest import MIDDLE

ADDRESS = "/podworze/map.geojson"


def features(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return json.loads(response.getvalue())["features"]


def names(client, address=ADDRESS):
    return [feature["properties"]["name"] for feature in features(client, address)]


def test_azory_has_25_entries_of_23_organisations_and_24_points(client, azory):
    response = client.get("/azory/map.geojson")
    assert response["Content-Type"] == "application/geo+json; charset=utf-8"
    document = json.loads(response.getvalue())
    assert document["type"] == "FeatureCollection"
    assert "Gmina Miejska Kraków" in document["attribution"]
    assert "OpenStreetMap" in document["attribution"]
    found = document["features"]
    assert len(found) == len({feature["id"] for feature in found}) == 25
    assert len({feature["properties"]["organisation_id"] for feature in found}) == 23
    assert sum(feature["geometry"] is not None for feature in found) == 24
    without = next(feature for feature in found if feature["geometry"] is None)
    assert without["properties"]["name"] == "Źródło - Przedszkole"
    assert without["properties"]["precision"] == "none"


def test_azory_shows_no_flat_number(client, azory):
    assert b"4/62" not in client.get("/azory/map.geojson").getvalue()


def test_feature_says_what_is_known_of_an_entry(client, make_entry):
    location = make_entry(number=7, precision=Precision.STREET, coordinate_error=250, **MIDDLE)
    organisation = location.organisation
    (feature,) = features(client)
    assert feature["geometry"] == {"type": "Point", "coordinates": [19.9062, 50.0866]}
    assert feature["properties"] == {
        "id": location.pk,
        "number": 7,
        "name": "Szkoła",
        "name_corrected": None,
        "organisation_id": organisation.pk,
        "organisation_slug": organisation.slug,
        "category": "edukacja",
        "letter": "E",
        "address": "Długa 1",
        "area": "podworze",
        "precision": "street",
        "coordinate_error_m": 250,
        "status": "active",
        "assured_date": None,
        "assured_by": None,
        "url": f"http://localhost:8000/podworze/organisations/{organisation.slug}/",
    }


def test_window_keeps_what_lies_inside(client, make_entry):
    make_entry("Tu", **MIDDLE)
    make_entry("Tam", latitude=50.2, longitude=19.9)
    make_entry("Nigdzie")
    assert names(client, f"{ADDRESS}?bbox=19.90,50.08,19.92,50.09") == ["Tu"]


def test_window_holds_what_a_map_draws_and_nothing_else(client, make_entry):
    location = make_entry('Szkoła „Pod "Lipą"”', name="Filia", number=7, precision=Precision.STREET, **MIDDLE)
    (feature,) = features(client, f"{ADDRESS}?bbox=19.90,50.08,19.92,50.09")
    assert feature["id"] == location.pk
    assert feature["geometry"] == {"type": "Point", "coordinates": [19.9062, 50.0866]}
    assert feature["properties"] == {
        "id": location.pk,
        "number": 7,
        "name": 'Szkoła „Pod "Lipą"” – Filia',
        "address": "Długa 1",
        "category": "edukacja",
        "letter": "E",
        "precision": "street",
        "url": f"/podworze/organisations/{location.organisation.slug}/",
    }


@pytest.mark.parametrize(("is_confirmed", "shown"), [(True, "Długa 1/62"), (False, "Długa 1")])
def test_window_shows_a_flat_only_when_its_owner_has_confirmed_it(client, make_entry, is_confirmed, shown):
    make_entry(flat_number="62", is_flat_confirmed=is_confirmed, **MIDDLE)
    (feature,) = features(client, f"{ADDRESS}?bbox=19.90,50.08,19.92,50.09")
    assert feature["properties"]["address"] == shown


@pytest.mark.parametrize("window", ["", "1,2,3", "a,b,c,d", "19.92,50.08,19.90,50.09", "nan,0,1,1", "0,0,0,99"])
def test_window_that_is_none_is_refused_in_words(client, area, window):
    response = client.get(ADDRESS, {"bbox": window})
    assert response.status_code == 400
    assert "bbox=" in response.text


def test_entry_filed_twice_stands_once_under_its_primary_category(client, area, make_entry):
    location = make_entry()
    ListingFactory(location=location, category=CategoryFactory(area=area, code="inne"), is_primary=False)
    (feature,) = features(client)
    assert feature["properties"]["category"] == "edukacja"
    assert len(features(client, f"{ADDRESS}?category=edukacja")) == 1
    assert features(client, f"{ADDRESS}?category=inne") == []


def test_entry_is_shown_to_whom_its_visibility_allows(client, make_entry):
    partners = make_entry("Dla partnerów", visibility=Visibility.PARTNERS)
    make_entry("Wewnętrzne", visibility=Visibility.ORGANISATION)
    make_entry("Ukryta", owner=Visibility.ORGANISATION)
    assert names(client) == []
    neighbour = MembershipFactory(
        user=UserFactory(), organisation=OrganisationFactory(home_area=partners.area), role=MembershipRole.MEMBER
    )
    client.force_login(neighbour.user)
    response = client.get(ADDRESS)
    assert [feature["properties"]["name"] for feature in json.loads(response.getvalue())["features"]] == [
        "Dla partnerów"
    ]
    assert "ETag" not in response


def test_area_round_it_shows_the_entries_inside(client, make_entry):
    make_entry()
    assert names(client, "/dzielnica/map.geojson") == ["Szkoła"]


def test_number_of_queries_does_not_grow_with_entries(client, make_entry, django_assert_num_queries):
    make_entry()
    with django_assert_num_queries(5):
        assert len(features(client)) == 1
    make_entry("Druga")
    make_entry("Trzecia")
    with django_assert_num_queries(5):
        assert len(features(client)) == 3


def test_unknown_area_is_not_found(client, db):
    assert client.get("/nigdzie/map.geojson").status_code == 404
