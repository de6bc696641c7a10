import pytest

from podworko.agenda.models import Event, Finding, Join
from podworko.core.visibility import Visibility
from tests.agenda.deciding import pair, proposed

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def both(area):
    return pair(area)


def values(both, **more):
    said = {"first_brings": "scena", "second_brings": "stroje", "message": "Zróbmy to razem"}
    return {"kept": both.second.pk, "side": both.first.pk, **said, **more}


def test_proposal_says_what_stays_and_who_brings_what(client, both):
    client.force_login(both.one)
    assert "Co wnosi: Biblioteka" in client.get(f"{both.address}join/").text
    answer = client.post(f"{both.address}join/", values(both))
    join = Join.objects.get()
    assert answer.url == f"/podworze/calendar/joins/{join.pk}/"
    assert (join.kept, join.absorbed, join.proposed_for) == (both.second, both.first, both.first.organisation)
    assert (join.kept_brings, join.absorbed_brings) == ("stroje", "scena")
    assert not Event.objects.exclude(joined_into=None).exists()


def test_nobody_proposes_for_the_other_side(client, both):
    client.force_login(both.one)
    assert client.post(f"{both.address}join/", values(both, side=both.second.pk)).status_code == 200
    assert not Join.objects.exists()


def test_coordinator_proposes_for_one_of_both(client, both, area_coordinator):
    client.force_login(area_coordinator)
    client.post(f"{both.address}join/", values(both, side=both.second.pk))
    join = Join.objects.get()
    assert (join.proposed_for, join.entered_by) == (both.second.organisation, area_coordinator)


def test_who_keeps_neither_finds_nothing(client, both):
    client.force_login(both.stranger)
    assert client.get(f"{both.address}join/").status_code == 404
    assert client.post(f"{both.address}join/", values(both)).status_code == 404


def test_double_click_proposes_once_and_leads_to_it(client, both):
    client.force_login(both.one)
    pages = [client.post(f"{both.address}join/", values(both)).url for _ in range(2)]
    assert pages == [f"/podworze/calendar/joins/{Join.objects.get().pk}/"] * 2


def test_the_other_side_is_led_to_what_waits(client, both):
    join = proposed(both)
    client.force_login(both.other)
    page = client.get(f"{both.address}join/", follow=True)
    assert page.redirect_chain[-1][0] == f"/podworze/calendar/joins/{join.pk}/"
    assert "Taka propozycja już jest" in page.text


def test_what_is_no_longer_so_cannot_be_proposed(client, both):
    Finding.objects.update(gone_at=both.finding.found_at)
    client.force_login(both.one)
    assert "coś się zmieniło" in client.post(f"{both.address}join/", values(both), follow=True).text
    assert not Join.objects.exists()


def test_a_room_taken_twice_is_no_reason_to_join(client, area):
    both = pair(area, kind="room")
    client.force_login(both.one)
    assert client.get(f"{both.address}join/").url == both.address


@pytest.mark.parametrize("hidden", [Visibility.PARTNERS, Visibility.ORGANISATION])
def test_what_fewer_may_read_is_not_told_to_more_by_joining(client, both, hidden):
    Event.objects.filter(pk=both.first.pk).update(visibility=hidden)
    client.force_login(both.one)
    assert "Najpierw zmień, kto je widzi" in client.post(f"{both.address}join/", values(both)).text
    assert not Join.objects.exists()
