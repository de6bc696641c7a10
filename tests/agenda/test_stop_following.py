import pytest
from django.test import Client
from django.utils import timezone

from podworko.agenda.models import Follower
from podworko.core.models import AuditEntry
from tests.factories import FollowerFactory


@pytest.fixture
def follower(azory):
    return FollowerFactory(area=azory, confirmed_at=timezone.now())


@pytest.fixture
def address(follower):
    return f"/azory/calendar/follow/{follower.key}/leave/"


def test_opening_it_only_asks(client, address, follower):
    for method in (client.get, client.head, client.get):
        assert method(address).status_code == 200
    assert follower.email in client.get(address).text
    assert Follower.objects.exists()


def test_the_button_forgets_the_address(client, address, follower):
    page = client.post(address)
    assert page.status_code == 200
    assert "Nic już nie wysyłamy" in page.text
    assert not Follower.objects.exists()
    kept = str(list(AuditEntry.objects.values()))
    assert "stop_following" in kept
    assert follower.email not in kept


def test_a_mailbox_leaves_in_one_click_without_cookie_or_token(address):
    # RFC 8058, section 3.2.
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Follower.objects.exists()


def test_a_second_click_is_well_too(client, address):
    assert [client.post(address).status_code for _ in range(2)] == [200, 200]
    assert client.get(address).status_code == 404


def test_it_concerns_nobody_else(client, azory, address):
    other = FollowerFactory(area=azory, confirmed_at=timezone.now())
    client.post(address)
    assert list(Follower.objects.all()) == [other]
