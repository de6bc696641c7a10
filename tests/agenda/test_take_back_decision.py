import pytest

from podworko.agenda.models import Finding, FindingDecision
from tests.agenda.deciding import decided, pair

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def both(area):
    return pair(area)


@pytest.fixture
def address(both):
    decision = decided(both, by=both.one)
    return f"{both.address}decisions/{decision.pk}/take-back/"


def test_the_finding_is_open_again(client, both, address):
    assert not Finding.objects.undecided().exists()
    client.force_login(both.one)
    page = client.post(address, follow=True).text
    assert "Cofnięto tę odpowiedź" in page
    assert Finding.objects.undecided().exists()


def test_the_other_side_cannot(client, both, address):
    client.force_login(both.other)
    assert client.post(address).status_code == 404
    assert FindingDecision.objects.exists()
    assert "/take-back/" not in client.get(both.address).text


def test_the_coordinator_can(client, area_coordinator, address):
    client.force_login(area_coordinator)
    client.post(address)
    assert not FindingDecision.objects.exists()


def test_a_second_click_is_told_that_it_is_done(client, both, address):
    client.force_login(both.one)
    client.post(address)
    assert "Ktoś już to cofnął" in client.post(address, follow=True).text


def test_looking_at_the_address_takes_nothing_back(client, both, address):
    client.force_login(both.one)
    assert client.get(address).status_code == 405
    assert FindingDecision.objects.exists()
