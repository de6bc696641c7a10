import pytest

from podworko.agenda.models import Join
from tests.agenda.deciding import joined, pair, proposed

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def both(area):
    return pair(area)


def withdraw(client, join):
    return client.post(f"/podworze/calendar/joins/{join.pk}/withdraw/", follow=True)


def test_who_proposed_withdraws(client, both):
    join = proposed(both)
    client.force_login(both.one)
    assert "Wycofano propozycję" in withdraw(client, join).text
    assert Join.objects.get().state == "withdrawn"
    assert "Ktoś" not in withdraw(client, join).text


def test_the_other_side_cannot(client, both):
    join = proposed(both)
    client.force_login(both.other)
    assert withdraw(client, join).status_code == 404
    assert "Wycofaj" not in client.get(f"/podworze/calendar/joins/{join.pk}/").text


def test_what_was_answered_is_not_withdrawn(client, both):
    join = joined(both)
    client.force_login(both.one)
    assert "już odpowiedziano" in withdraw(client, join).text
    assert Join.objects.get().state == "joined"


def test_it_can_be_proposed_again(client, both):
    client.force_login(both.one)
    withdraw(client, proposed(both))
    proposed(both)
    assert sorted(Join.objects.values_list("state", flat=True)) == ["proposed", "withdrawn"]
