import pytest

from podworko.agenda.actions.event import change_event
from podworko.agenda.models import Event, Join
from tests.agenda.deciding import pair, proposed

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def both(area):
    return pair(area)


@pytest.fixture
def join(both):
    return proposed(both)


@pytest.fixture
def address(join):
    return f"/podworze/calendar/joins/{join.pk}/"


def test_both_sides_read_who_brings_what(client, both, address):
    for user, unnamed in ((both.one, both.other), (both.other, both.one)):
        client.force_login(user)
        page = client.get(address).text
        for word in ("Czytanie", "Teatrzyk", "scena", "stroje", "Zróbmy to razem", "Biblioteka"):
            assert word in page
        assert unnamed.name not in page


def test_nobody_else_does(client, both, address):
    client.force_login(both.stranger)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_yes_of_the_other_side_makes_one_event(client, both, address):
    client.force_login(both.other)
    page = client.post(address, {"answer": "joined", "reason": ""}, follow=True).text
    assert "Połączono" in page
    assert f'href="/podworze/calendar/{both.first.pk}/"' in page
    assert "Rozłącz" in page
    assert Event.objects.get(pk=both.second.pk).joined_into == both.first
    assert list(Event.objects.get(pk=both.first.pk).organisers.values_list("organisation__name", flat=True)) == [
        "Dom kultury"
    ]


def test_who_proposed_does_not_answer(client, both, address):
    client.force_login(both.one)
    assert "Wyślij odpowiedź" not in client.get(address).text
    assert client.post(address, {"answer": "joined"}).status_code == 404
    assert not Event.objects.exclude(joined_into=None).exists()


def test_coordinator_answers_for_the_other_side(client, both, area_coordinator, address):
    client.force_login(area_coordinator)
    client.post(address, {"answer": "joined"})
    assert Event.objects.get(pk=both.second.pk).joined_into == both.first


def test_later_keeps_it_open_and_no_needs_a_reason(client, both, join, address):
    client.force_login(both.other)
    client.post(address, {"answer": "later"})
    assert "Napisz, dlaczego nie" in client.post(address, {"answer": "declined"}).text
    client.post(address, {"answer": "declined", "reason": "inny dzień"})
    join.refresh_from_db()
    assert (join.state, join.reason) == ("declined", "inny dzień")
    client.force_login(both.one)
    assert "inny dzień" in client.get(address).text


def test_yes_twice_joins_once_and_says_so(client, both, address):
    client.force_login(both.other)
    client.post(address, {"answer": "joined"})
    assert "już odpowiedziano" in client.post(address, {"answer": "joined"}, follow=True).text
    assert Event.objects.get(pk=both.first.pk).organisers.count() == 1


def test_nobody_says_yes_to_something_that_has_changed_meanwhile(client, both, join, address):
    client.force_login(both.other)
    shown = f"{join.version}-{both.first.version}-{both.second.version}"
    change_event(both.first, values={"title": "Zupełnie co innego"}, by=None)
    page = client.post(address, {"answer": "joined", "seen": shown}).text
    assert "W tym czasie coś się zmieniło" in page
    assert Join.objects.get().state == "proposed"


def test_what_stands_in_the_way_is_said_before_the_answer(client, both, address):
    Event.objects.filter(pk=both.first.pk).update(status="cancelled")
    client.force_login(both.other)
    assert "Odwołanego wydarzenia nie da się połączyć" in client.get(address).text


def test_passers_by_read_of_both_organisers_and_nothing_of_how_it_came(client, both, address):
    client.force_login(both.other)
    client.post(address, {"answer": "joined"})
    client.logout()
    page = client.get(f"/podworze/calendar/{both.first.pk}/").text
    assert "Biblioteka" in page
    assert "Dom kultury" in page
    for word in ("Zróbmy to razem", "scena", "/joins/", "/findings/"):
        assert word not in page
