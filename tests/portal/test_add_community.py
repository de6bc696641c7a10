from podworko.places.models import Community
from tests.factories import AreaFactory

PATH = "/podworze/communities/new/"
VALUES = {
    "name": "Ogrodnicy",
    "kind": "of_interest",
    "starts": "ok. 2013",
    "source": "rozmowa",
    "description": "działki",
}


def test_coordinator_enters_a_community_without_any_boundary(keeper, area):
    response = keeper.post(PATH, {**VALUES, "areas": [area.pk]}, follow=True)
    assert "Zapisano" in response.text
    community = Community.objects.get()
    assert (community.slug, community.kind, list(community.areas.all())) == ("ogrodnicy", "of_interest", [area])
    assert (community.names.get().starts, community.names.get().source) == ("2013~", "rozmowa")


def test_form_sent_twice_makes_one_community(keeper, area):
    token = "5f0c7a52-6f0f-4f7e-9d0f-0d0a5c3b1a11"
    for _ in range(2):
        response = keeper.post(PATH, {**VALUES, "areas": [area.pk], "token": token})
        assert response["Location"] == "/podworze/communities/ogrodnicy/"
    assert Community.objects.count() == 1


def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(keeper, area):
    text = keeper.post(PATH, {"kind": "of_place", "starts": "wiosną", "description": "działki"}).text
    assert "Wpisz datę, np. 2013" in text
    assert "działki" in text
    assert not Community.objects.exists()


def test_community_cannot_be_told_of_where_the_coordinator_may_not_write(keeper, area):
    elsewhere = AreaFactory(slug="inne")
    keeper.post(PATH, {**VALUES, "areas": [elsewhere.pk]})
    assert not Community.objects.exists()


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
