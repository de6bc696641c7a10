from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from podworko.agenda.actions import cancel_event, change_event, change_occurrence
from podworko.agenda.models import SignUp
from tests.factories import MembershipFactory, SignUpFactory

pytestmark = pytest.mark.usefixtures("december")

SECOND = datetime(2026, 12, 15, 17, tzinfo=UTC)


@pytest.fixture
def kept(client, editor):
    client.force_login(editor)
    return client


def page(client, event, query=""):
    return client.get(f"/podworze/calendar/{event.pk}/registrations/{query}").text.replace("\N{NO-BREAK SPACE}", " ")


def test_it_shows_who_has_a_place_and_who_waits(kept, workshop, sign_up):
    sign_up(people=2, note="wózek", guardian="Anna Nowak")
    sign_up("Jan Kowal", people=2, email="", phone="+48 12 633 12 34")
    listed, _heading, waiting = page(kept, workshop).partition("Lista rezerwowa")
    for part in ("2 z 3", "Ewa Nowak", "wózek", "Anna Nowak"):
        assert part in listed
    assert "Jan Kowal" not in listed
    assert 'href="tel:+48126331234"' in waiting


def test_nobody_yet(kept, workshop):
    assert "Nikt się jeszcze nie zapisał" in page(kept, workshop)


def test_of_a_series_each_day_has_its_list(kept, course, sign_up):
    sign_up("Pierwsza", event=course)
    sign_up("Druga", event=course, original=SECOND)
    first, second = page(kept, course), page(kept, course, "?date=20261215T1700")
    assert "Pierwsza" in first
    assert "Druga" not in first
    assert "Druga" in second
    assert "wtorek, 8 grudnia, 17:00 (1)" in second


@pytest.mark.parametrize("asked", ["?date=20261209T1700", "?date=nic", "?date="])
def test_a_day_that_there_is_not_shows_the_next(kept, course, asked):
    assert "Kurs, wtorek, 8 grudnia, 17:00" in page(kept, course, asked)


def test_who_left_only_a_telephone_is_to_be_rung(kept, workshop, sign_up):
    sign_up("Ma pocztę")
    row = sign_up("Bez poczty", email="", phone="+48 12 633 12 34")
    assert "Do nich trzeba zadzwonić" not in page(kept, workshop)
    cancel_event(workshop, reason="zalało salę", by=None)
    ringing = page(kept, workshop).partition("Do nich trzeba zadzwonić")[2].partition("<table")[0]
    assert "Bez poczty" in ringing
    assert "Odwołane." in ringing
    assert "Ma pocztę" not in ringing
    kept.post(f"/podworze/calendar/{workshop.pk}/registrations/{row.pk}/told/")
    assert "Do nich trzeba zadzwonić" not in page(kept, workshop)


def test_the_desk_leads_to_whom_one_must_ring(kept, workshop, sign_up):
    row = sign_up("Bez poczty", email="", phone="+48 12 633 12 34")
    sign_up("Ma pocztę")
    desk = "/podworze/desk/"
    assert "trzeba zadzwonić" not in kept.get(desk).text
    cancel_event(workshop, reason="zalało salę", by=None)
    address = f'href="/podworze/calendar/{workshop.pk}/registrations/?date=20261212T1000"'
    assert address in kept.get(desk).text
    kept.post(f"/podworze/calendar/{workshop.pk}/registrations/{row.pk}/told/")
    assert "trzeba zadzwonić" not in kept.get(desk).text


def test_nobody_is_rung_about_what_is_over(kept, workshop, sign_up):
    sign_up("Bez poczty", email="", phone="+48 12 633 12 34")
    with time_machine.travel(workshop.ends + timedelta(days=1), tick=False):
        change_event(workshop, values={"place_name": "w parku"}, by=None)
        assert "trzeba zadzwonić" not in page(kept, workshop)
        assert "trzeba zadzwonić" not in kept.get("/podworze/desk/").text


def test_what_to_say_on_the_telephone_is_written_out(kept, course, sign_up):
    row = sign_up("Bez poczty", event=course, email="", phone="+48 12 633 12 34")
    moved = {"starts": SECOND, "ends": SECOND.replace(hour=18), "place_name": "w parku"}
    change_occurrence(course, row.sign_up_list.original, values=moved, by=None)
    assert "Zmiana, teraz: wtorek, 15 grudnia, 17:00, w parku" in page(kept, course)


def test_who_moves_up_and_left_only_a_telephone_is_to_be_rung(kept, workshop, sign_up):
    sign_up(people=3)
    sign_up("Bez poczty", email="", phone="+48 12 633 12 34")
    change_event(workshop, values={"capacity": 4}, by=None)
    assert "Jest miejsce: przechodzi z listy rezerwowej." in page(kept, workshop)


def test_more_people_than_places_are_pointed_out(kept, workshop, sign_up):
    sign_up(people=3)
    assert "Zapisanych jest więcej niż miejsc" not in page(kept, workshop)
    change_event(workshop, values={"capacity": 2}, by=None)
    assert "Zapisanych jest więcej niż miejsc" in page(kept, workshop)


def test_only_whoever_keeps_the_event_gets_there(client, workshop, organisation, area_coordinator, sign_up):
    sign_up()
    address = f"/podworze/calendar/{workshop.pk}/"
    for user, link_count in ((MembershipFactory(organisation=organisation).user, 0), (area_coordinator, 1)):
        client.force_login(user)
        assert client.get(address).text.count(f'href="{address}registrations/"') == link_count
        assert client.get(f"{address}registrations/").status_code == (200 if link_count else 404)


def test_page_asks_the_database_as_often_for_three_as_for_one(kept, make, django_assert_max_num_queries):
    counts = []
    for number in (1, 3):
        event = make(registration="here", capacity=2)
        for _ in range(number):
            SignUpFactory(event=event, email="", phone="+48 12 633 12 34")
        page(kept, event)
        with django_assert_max_num_queries(40) as asked:
            page(kept, event)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_demo_registers_nobody_who_exists(loaded_demo):
    names = list(SignUp.objects.values_list("area__slug", "name"))
    assert len(names) > 5
    assert {slug for slug, _name in names} == {"trzepakowo"}
    assert not SignUp.objects.exclude(email="").exclude(email__endswith=".example").exists()
    assert set(SignUp.objects.values_list("place", flat=True)) == {"taken", "waiting"}
