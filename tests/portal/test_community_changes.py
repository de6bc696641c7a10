import pytest

from podworko.places.actions import communities
from tests.factories import CommunityExtentFactory, CommunityFactory, CommunityNameFactory

PATH = "/podworze/communities/sasiedzi/changes/"


@pytest.fixture(autouse=True)
def community(area):
    made = CommunityFactory(slug="sasiedzi", name="Sąsiedzi", areas=[area])
    CommunityNameFactory(community=made)
    return made


def test_nothing_has_changed_yet(keeper):
    assert "Jeszcze nic nie zmieniono" in keeper.get(PATH).text


def test_who_when_what_before_and_after_in_words(keeper, community, area):
    communities.change_community(community, values={"description": "Wszyscy."}, areas=[area, area.parent], by=None)
    communities.delete_community_part(CommunityExtentFactory(community=community), by=None)
    gone, change = keeper.get(PATH).context["items"]
    assert gone.verb == "usunięcie nazwy lub zasięgu"
    assert {(each.label, each.before, each.after) for each in change.changes} == {
        ("kogo obejmuje", "", "Wszyscy."),
        ("gdzie o niej piszemy", "Podwórze", "Dzielnica, Podwórze"),
    }


def test_pages_where_it_is_changed_lead_here(keeper):
    for page in ("/podworze/communities/sasiedzi/", "/podworze/communities/sasiedzi/change/"):
        assert f'href="{PATH}"' in keeper.get(page).text


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
