import pytest
import time_machine
from django.core import mail

from podworko.agenda.actions import cancel_event
from podworko.agenda.models import SignUp
from podworko.core.jobs.worker import run_all_due

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def row(sign_up):
    return sign_up(people=2, note="wózek")


@pytest.fixture
def address(row):
    return f"/podworze/calendar/registration/{row.key}/"


def test_it_shows_the_own_registration_to_whoever_holds_the_link(client, address):
    page = client.get(address)
    for part in ("Masz miejsce", "Ewa Nowak", "Warsztaty", "sobota, 12 grudnia, 10:00", 'value="wózek"'):
        assert part in page.text
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page.text


def test_another_key_opens_nothing(client, address, row):
    for wrong in (row.key_digest, str(row.seed), str(row.pk), "x"):
        page = client.get(f"/podworze/calendar/registration/{wrong}/")
        assert page.status_code == 404
        assert "Ewa" not in page.text


def test_fewer_come_and_the_next_moves_up(client, address, row, sign_up):
    waiting = sign_up("Jan Kowal", people=2, email="jan@example.org")
    assert waiting.place == "waiting"
    assert client.post(address, {"people": "1", "note": ""}).url == address
    row.refresh_from_db()
    waiting.refresh_from_db()
    assert (row.people, row.note, waiting.place) == (1, "", "taken")
    run_all_due()
    # The mail that was still to be sent tells how it is now: one is enough.
    assert [letter.subject for letter in mail.outbox if letter.to == ["jan@example.org"]] == [
        "Zapis przyjęty: Warsztaty"
    ]


def test_more_come_as_long_as_there_are_places(client, address, row):
    assert client.post(address, {"people": "3"}).status_code == 302
    row.refresh_from_db()
    assert row.people == 3


def test_no_more_come_than_there_are_places(client, address, row, sign_up):
    sign_up("Jan Kowal")
    response = client.post(address, {"people": "3"})
    assert "Tyle wolnych miejsc już nie ma" in response.text
    row.refresh_from_db()
    assert (row.people, row.place) == (2, "taken")


def test_who_waits_asks_for_fewer_and_gets_a_place(client, row, sign_up):
    waiting = sign_up("Jan Kowal", people=2)
    client.post(f"/podworze/calendar/registration/{waiting.key}/", {"people": "1"})
    waiting.refresh_from_db()
    assert waiting.place == "taken"


def test_a_telephone_that_is_the_only_way_stays(client, sign_up):
    row = sign_up(email="", phone="+48 12 633 12 34")
    response = client.post(f"/podworze/calendar/registration/{row.key}/", {"people": "1", "phone": ""})
    assert "Zostaw numer" in response.text
    row.refresh_from_db()
    assert row.phone == "+48 12 633 12 34"


def test_a_cancelled_event_is_said_to_be_so(client, address, workshop):
    cancel_event(workshop, reason="zalało salę", by=None)
    page = client.get(address).text
    assert "Odwołane" in page
    assert "zalało salę" in page
    assert "Masz miejsce" not in page


def test_after_the_event_is_deleted_the_person_may_still_withdraw(client, address, row):
    SignUp.objects.filter(pk=row.pk).update(sign_up_list=None)
    page = client.get(address).text
    assert "nie ma już w kalendarzu" in page
    client.post(f"{address}withdraw/")
    assert not SignUp.objects.exists()


def test_once_it_has_begun_the_person_can_only_withdraw(client, address, row, workshop):
    with time_machine.travel(workshop.starts, tick=False):
        page = client.get(address).text
        assert "To już było" in page
        assert 'name="people"' not in page
        client.post(address, {"people": "1"})
        row.refresh_from_db()
        assert row.people == 2
        client.post(f"{address}withdraw/")
    assert not SignUp.objects.exists()
