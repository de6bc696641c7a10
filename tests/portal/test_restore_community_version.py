import pytest

from podworko.core.models import AuditEntry
from podworko.places.actions import communities
from tests.factories import AreaFactory, CommunityExtentFactory, CommunityFactory, CommunityNameFactory
from tests.register import messages_on


@pytest.fixture(autouse=True)
def community(area):
    made = CommunityFactory(slug="sasiedzi", name="Sąsiedzi", areas=[area])
    CommunityNameFactory(community=made)
    return made


def address(entry):
    return f"/podworze/communities/sasiedzi/changes/{entry.pk}/restore/"


def latest(**values):
    return AuditEntry.objects.filter(**values).latest("pk")


def test_description_and_areas_come_back(keeper, community, area):
    other = AreaFactory(name="Obok", parent=area)
    communities.change_community(community, values={"description": "Wszyscy."}, areas=[other], by=None)
    entry = latest()
    shown = keeper.get(address(entry)).context["changes"]
    assert ("gdzie o niej piszemy", "Obok", "Podwórze") in {(one.label, one.before, one.after) for one in shown}
    response = keeper.post(address(entry), follow=True)
    community.refresh_from_db()
    assert (community.description, list(community.areas.all())) == ("", [area])
    assert any("Przywrócono" in said for said in messages_on(response))
    assert (latest().verb, latest().actor_label) == ("restore_version", "Koordynatorka")


def test_later_name_goes_as_if_it_had_never_been_given(keeper, community):
    communities.add_community_name(community, values={"name": "Nasi", "starts": "2020"}, by=None)
    keeper.post(address(latest(model="places.community")))
    community.refresh_from_db()
    assert community.name == "Sąsiedzi"
    assert [(row.name, row.ends) for row in community.names.all()] == [("Sąsiedzi", "")]


def test_corrected_extent_goes_back_and_a_deleted_one_returns(keeper, community):
    extent = CommunityExtentFactory(community=community, description="dwa bloki")
    communities.correct_community_part(extent, values={"description": "trzy bloki"}, by=None)
    keeper.post(address(latest(model="places.communityextent")))
    assert community.extents.get().description == "dwa bloki"
    gone = communities.delete_community_part(extent, by=None)
    keeper.post(address(gone))
    assert community.extents.get().description == "dwa bloki"


def test_change_of_another_community_is_not_found(keeper, area):
    communities.change_community(CommunityFactory(areas=[area]), values={"description": "inni"}, by=None)
    assert keeper.get(address(latest())).status_code == 404


def test_beginning_cannot_be_undone_here(keeper, community):
    communities.add_extent(community, values={"description": "blok"}, by=None)
    response = keeper.get(address(latest()), follow=True)
    assert response.redirect_chain[-1][0] == "/podworze/communities/sasiedzi/changes/"
    assert messages_on(response) == ["Przed tą zmianą nic tu nie było."]


def test_page_is_for_who_may_change_the_area(is_closed_to_others, community):
    communities.change_community(community, values={"description": "inni"}, by=None)
    assert is_closed_to_others(address(latest()))
    community.refresh_from_db()
    assert community.description == "inni"
