import pytest
from django.utils import timezone

from podworko.agenda.models import EventKind
from tests.factories import FollowerFactory, LocationFactory


@pytest.fixture
def follower(azory):
    EventKind.objects.create(area=azory, code="koncert", name="Koncert")
    return FollowerFactory(area=azory, confirmed_at=timezone.now(), audiences=["seniors"], kinds=["koncert"])


@pytest.fixture
def address(follower):
    return f"/azory/calendar/follow/{follower.key}/"


def test_it_shows_what_is_chosen(client, address, follower):
    page = client.get(address)
    assert follower.email in page.text
    for chosen in ('value="seniors"', 'value="koncert"'):
        assert "checked" in page.text.partition(chosen)[2].partition(">")[0]
    assert "no-store" in page["Cache-Control"]


def test_choices_are_changed(client, address, follower):
    assert client.post(address, {"audiences": ["carers", "families"], "language": "en"}).url == address
    follower.refresh_from_db()
    assert (set(follower.audiences), follower.kinds, follower.language) == ({"carers", "families"}, [], "en")


@pytest.mark.parametrize("wrong", [{"audiences": ["nikt"]}, {"kinds": ["nic"]}, {"language": "xx"}])
def test_what_is_not_offered_is_refused(client, address, follower, wrong):
    assert client.post(address, {"language": "pl", **wrong}).status_code == 200
    follower.refresh_from_db()
    assert follower.audiences == ["seniors"]


def test_another_key_opens_nothing(client, follower):
    for wrong in (follower.key_digest, str(follower.seed), "x"):
        page = client.get(f"/azory/calendar/follow/{wrong}/")
        assert page.status_code == 404
        assert follower.email not in page.text


def test_the_way_to_leave_stands_there(client, address):
    assert f'href="{address}leave/"' in client.get(address).text


def test_a_place_and_a_distance_are_kept_together(client, azory, address, follower):
    place = LocationFactory(
        organisation__home_area=azory,
        organisation__visibility="public",
        visibility="public",
        latitude=50.085,
        longitude=19.91,
    )
    hidden = LocationFactory(organisation=place.organisation, latitude=50.086, longitude=19.91)
    client.post(address, {"language": "pl", "near_id": place.pk, "within": "1000"})
    follower.refresh_from_db()
    assert (follower.near, follower.within) == (place, 1000)
    client.post(address, {"language": "pl", "near_id": place.pk, "within": ""})
    follower.refresh_from_db()
    assert (follower.near, follower.within) == (place, 500)
    assert "od jakiego miejsca" in client.post(address, {"language": "pl", "within": "300"}).text
    assert client.post(address, {"language": "pl", "near_id": hidden.pk}).status_code == 200
    client.post(address, {"language": "pl"})
    follower.refresh_from_db()
    assert (follower.near, follower.within) == (None, 0)
