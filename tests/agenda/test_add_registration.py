from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from podworko.agenda.actions import cancel_event
from podworko.agenda.models import SignUp
from podworko.core.jobs.worker import run_all_due

pytestmark = pytest.mark.usefixtures("december")

JAN = {"name": "Jan Kowal", "people": "2", "phone": "12 633 12 34"}


@pytest.fixture
def kept(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def address(workshop):
    return f"/podworze/calendar/{workshop.pk}/registrations/new/?date=20261212T1000"


def test_who_rings_is_entered(kept, address, workshop):
    response = kept.post(address, JAN)
    assert response.url == f"/podworze/calendar/{workshop.pk}/registrations/?date=20261212T1000"
    row = SignUp.objects.get()
    assert (row.name, row.people, row.phone, row.place) == ("Jan Kowal", 2, "+48 12 633 12 34", "taken")


def test_who_has_an_e_mail_gets_the_same_letter(kept, address):
    kept.post(address, {**JAN, "email": "jan@example.org"})
    run_all_due()
    assert [letter.subject for letter in mail.outbox] == ["Zapis przyjęty: Warsztaty"]


def test_also_who_came_without_a_word(kept, address, workshop):
    with time_machine.travel(workshop.starts + timedelta(days=1)):
        kept.post(address, JAN)
    assert SignUp.objects.count() == 1


def test_a_way_to_tell_them_is_asked_for(kept, address):
    assert "Podaj e-mail albo telefon" in kept.post(address, {**JAN, "phone": ""}).text
    assert not SignUp.objects.exists()


def test_without_a_free_place_they_wait(kept, address, sign_up):
    sign_up(people=3)
    kept.post(address, JAN)
    assert SignUp.objects.get(name="Jan Kowal").place == "waiting"


def test_a_form_sent_twice_enters_once(kept, address):
    token = "0b7a3d3e-7d38-4f2c-8a8e-6f8f3c1d2b11"
    for _ in range(2):
        assert kept.post(address, {**JAN, "token": token}).status_code == 302
    assert SignUp.objects.count() == 1


def test_nobody_is_entered_for_what_is_cancelled(kept, address, workshop):
    cancel_event(workshop, reason="zalało salę", by=None)
    assert "nie można się teraz zapisać" in kept.post(address, JAN).text


def test_a_pencilled_event_has_no_list_to_enter_anybody(kept, make):
    event = make(starts=None, ends=None, pencil="w maju", registration="here")
    assert kept.get(f"/podworze/calendar/{event.pk}/registrations/new/").status_code == 404
