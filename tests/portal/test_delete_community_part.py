import pytest

from tests.factories import CommunityExtentFactory, CommunityFactory, CommunityNameFactory


@pytest.fixture
def community(area):
    return CommunityFactory(slug="sikorki", name="Sikorki", areas=[area])


def path(row, part):
    return f"/podworze/communities/sikorki/{part}/{row.pk}/delete/"


def test_coordinator_deletes_an_extent_entered_by_mistake(keeper, community):
    row = CommunityExtentFactory(community=community)
    assert "Usunięto" in keeper.post(path(row, "extents"), follow=True).text
    assert not community.extents.exists()


def test_name_in_force_stays_and_the_page_says_why(keeper, community):
    row = CommunityNameFactory(community=community, name="Sikorki")
    assert "Obecnej nazwy nie można usunąć" in keeper.post(path(row, "names"), follow=True).text
    assert community.names.exists()


def test_looking_deletes_nothing(keeper, community):
    assert keeper.get(path(CommunityExtentFactory(community=community), "extents")).status_code == 405


def test_nobody_else_deletes(is_closed_to_others, community):
    assert is_closed_to_others(path(CommunityExtentFactory(community=community), "extents"))
    assert community.extents.exists()
