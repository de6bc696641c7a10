import pytest

from podworko.places.models import Community
from tests.factories import CommunityFactory

PATH = "/podworze/communities/pomylka/delete/"


@pytest.fixture(autouse=True)
def community(area):
    return CommunityFactory(slug="pomylka", name="Pomyłka", areas=[area])


def test_coordinator_deletes_a_community_entered_by_mistake(keeper):
    response = keeper.post(PATH, follow=True)
    assert response.redirect_chain[-1][0] == "/podworze/history/"
    assert "Usunięto: Pomyłka" in response.text
    assert not Community.objects.exists()


def test_looking_deletes_nothing(keeper):
    assert keeper.get(PATH).status_code == 405
    assert Community.objects.exists()


def test_second_click_finds_nothing(keeper):
    keeper.post(PATH)
    assert keeper.post(PATH).status_code == 404


def test_nobody_else_deletes(is_closed_to_others):
    assert is_closed_to_others(PATH)
    assert Community.objects.exists()
