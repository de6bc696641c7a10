import pytest

from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    CommunityExtentFactory,
    CommunityFactory,
    CommunityNameFactory,
)
from tests.portal.test_area_history import words


def test_rename_without_a_date_is_told_as_such(client, azory):
    said = words(client.get("/krakow/communities/pal-na-olszy/"))
    assert said.index("Celarowska od: 2013 · do: nie wiadomo") < said.index("Na Olszy od: nie wiadomo")
    assert "nazwa późniejsza, daty źródło nie podaje" in said


def test_youth_in_public_space_needs_no_boundary_and_says_so(client, azory):
    response = client.get("/krakow/history/")
    address = response.text.partition("Streetwork – skuteczny kontakt")[0].rpartition('href="')[2].partition('"')[0]
    said = words(client.get(address))
    assert "społeczność kategorialna" in said
    assert "5 osiedli południowego Krakowa" in said
    assert "nie ma granicy na mapie i nie musi jej mieć" in said


def test_extent_leads_to_its_area_and_names_its_streets(client, area):
    community = CommunityFactory(slug="sikorki", areas=[area], character="Zżyta.", source="rozmowa")
    CommunityExtentFactory(community=community, area=area, street_names=["Niska", "Długa"], source="spis")
    said = words(client.get("/podworze/communities/sikorki/"))
    assert "Ulice: Niska, Długa" in said
    assert "Zżyta." in said
    assert "nie ma granicy na mapie" not in said


def test_community_without_anything_answers(client, area):
    CommunityFactory(slug="nic", areas=[area])
    assert "Zasięgu nie zapisano" in words(client.get("/podworze/communities/nic/"))


def test_community_is_read_under_the_areas_round_and_inside_its_own(client, area):
    CommunityFactory(slug="miejska", areas=[area.parent])
    assert client.get("/podworze/communities/miejska/").status_code == 200


def test_community_of_elsewhere_is_not_read_here(client, area):
    CommunityFactory(slug="obca", areas=[AreaFactory(slug="inne")])
    assert client.get("/podworze/communities/obca/").status_code == 404
    assert client.get("/podworze/communities/zadna/").status_code == 404


def test_change_is_offered_to_the_coordinator_of_one_of_its_areas_only(client, area, people):
    other = AreaFactory(slug="inne")
    CommunityFactory(slug="wspolna", areas=[area, other])
    path, link = "/podworze/communities/wspolna/", "/communities/wspolna/change/"
    for person in people.values():
        assert link not in person.get(path).text
    client.force_login(AreaRoleFactory(area=other).user)
    assert link in client.get("/inne/communities/wspolna/").text


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, area, count, django_assert_num_queries):
    community = CommunityFactory(slug="c", areas=[area])
    for _ in range(count):
        CommunityNameFactory(community=community)
        CommunityExtentFactory(community=community, area=area)
    with django_assert_num_queries(7):
        client.get("/podworze/communities/c/")
