import pytest

from podworko.places.actions import communities
from podworko.places.models import Community
from tests.factories import AreaFactory, CommunityFactory

PATH = "/podworze/communities/sikorki/change/"


@pytest.fixture
def community(area):
    return CommunityFactory(slug="sikorki", areas=[area])


def shown(keeper):
    form = keeper.get(PATH).context["form"]
    return {"version": form["version"].value(), "shown": form["shown"].value()}


def test_coordinator_changes_what_is_said(keeper, area, community):
    values = {**shown(keeper), "kind": "of_place", "areas": [area.pk], "character": "Zżyta."}
    assert "Zżyta." in keeper.post(PATH, values, follow=True).text
    community.refresh_from_db()
    assert (community.character, community.version) == ("Zżyta.", 2)


def test_two_people_at_once_are_asked_which_version_stays(keeper, area, community):
    opened = shown(keeper)
    communities.change_community(community, values={"description": "wersja pierwsza"}, by=None)
    values = {**opened, "kind": "of_place", "areas": [area.pk], "description": "wersja druga"}
    text = keeper.post(PATH, values).text
    assert "W tym czasie ktoś zmienił to samo" in text
    assert "wersja pierwsza" in text
    assert "wersja druga" in text
    assert Community.objects.get().description == "wersja pierwsza"
    form = keeper.post(PATH, values).context["form"]
    decided = {
        **values,
        "version": form["version"].value(),
        "shown": form["shown"].value(),
        "asked_description": "1",
        "keep_description": "mine",
    }
    keeper.post(PATH, decided)
    assert Community.objects.get().description == "wersja druga"


def test_area_in_which_the_coordinator_may_not_write_is_kept(keeper, area, community):
    other = AreaFactory(slug="inne")
    community.areas.add(other)
    values = {**shown(keeper), "kind": "of_place", "areas": [area.pk, other.pk]}
    keeper.post(PATH, values)
    assert set(community.areas.all()) == {area, other}


def test_community_of_another_area_is_not_changed_from_here(keeper, area):
    CommunityFactory(slug="obca", areas=[AreaFactory(slug="inne")])
    CommunityFactory(slug="miejska", areas=[area.parent])
    for slug in ("obca", "miejska"):
        assert keeper.get(f"/podworze/communities/{slug}/change/").status_code == 404


def test_page_is_for_who_may_change_the_area(is_closed_to_others, community):
    assert is_closed_to_others(PATH)
