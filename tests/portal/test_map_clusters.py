import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import MembershipFactory
from tests.portal.conftest import MIDDLE

ADDRESS = "/podworze/map/clusters.json"
FAR = {"latitude": 50.2, "longitude": 19.5}


def test_azory_from_far_away_is_one_cluster(client, azory):
    assert client.get("/azory/map/clusters.json?zoom=5").json()["entries"] == 24


def test_entries_close_to_each_other_are_one_cluster(client, make_entry):
    make_entry("A", latitude=50.0866, longitude=19.9062)
    make_entry("B", latitude=50.0868, longitude=19.9064)
    make_entry("C", **FAR)
    answer = client.get(f"{ADDRESS}?zoom=12").json()
    assert answer == {"entries": 3, "clusters": [[19.5, 50.2, 1], [19.9063, 50.0867, 2]]}


def test_window_keeps_the_cells_that_it_touches(client, make_entry):
    make_entry("A", **MIDDLE)
    make_entry("C", **FAR)
    assert client.get(f"{ADDRESS}?zoom=12&bbox=19.90,50.08,19.92,50.09").json()["entries"] == 1


def test_clusters_can_be_of_one_category(client, make_entry):
    make_entry(**MIDDLE)
    assert client.get(f"{ADDRESS}?zoom=12&category=edukacja").json()["entries"] == 1
    assert client.get(f"{ADDRESS}?zoom=12&category=zdrowie").json()["entries"] == 0


def test_clusters_of_exact_points_are_counted_when_asked_for(client, make_entry):
    make_entry("Dokładna", **MIDDLE)
    make_entry("Przybliżona", precision="street", **MIDDLE)
    assert client.get(f"{ADDRESS}?zoom=12&exact=1").json()["clusters"] == [[19.9062, 50.0866, 1]]


def test_hidden_entry_is_counted_only_for_whom_may_see_it(client, make_entry):
    hidden = make_entry(visibility=Visibility.ORGANISATION, **MIDDLE)
    assert client.get(f"{ADDRESS}?zoom=12").json()["entries"] == 0
    member = MembershipFactory(organisation=hidden.organisation, role=MembershipRole.MEMBER)
    client.force_login(member.user)
    assert client.get(f"{ADDRESS}?zoom=12").json()["entries"] == 1


def test_stored_clusters_take_two_queries(client, make_entry, django_assert_num_queries):
    make_entry(**MIDDLE)
    with django_assert_num_queries(2):
        client.get(f"{ADDRESS}?zoom=12")


@pytest.mark.parametrize("query", ["zoom=blisko", "zoom=12&bbox=1,2", "zoom=1e9"])
def test_window_or_zoom_that_is_none_is_refused(client, area, query):
    assert client.get(f"{ADDRESS}?{query}").status_code == 400


@pytest.mark.parametrize("zoom", [-3, 0, 99, 10**6])
def test_any_zoom_is_answered(client, make_entry, zoom):
    make_entry(**MIDDLE)
    assert client.get(f"{ADDRESS}?zoom={zoom}").json()["entries"] == 1


def test_unknown_area_is_not_found(client, db):
    assert client.get("/nigdzie/map/clusters.json").status_code == 404
