from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from podworko.agenda.actions import cancel_occurrence, change_event
from podworko.agenda.models import SignUp, SignUpList
from podworko.core.jobs.worker import run_all_due
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from tests.agenda.visiting import fill_in, hidden_fields, link_in

EWA = {"name": "Ewa  Nowak", "people": "2", "email": "ewa@example.org"}

pytestmark = pytest.mark.usefixtures("december", "nobody_counted")


@pytest.fixture
def address(workshop):
    return f"/podworze/calendar/{workshop.pk}/register/"


def test_somebody_registers_without_an_account_and_gets_a_mail_with_a_link(client, address):
    response = fill_in(client, address, **EWA, note="wózek")
    row = SignUp.objects.get()
    assert (row.name, row.people, row.place, row.note) == ("Ewa Nowak", 2, "taken", "wózek")
    page = client.get(response.url).text
    assert "Masz miejsce" in page
    assert "sobota, 12 grudnia, 10:00" in page
    run_all_due()
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["ewa@example.org"], "Zapis przyjęty: Warsztaty")
    assert "sala na piętrze" in letter.body
    assert link_in(letter, "registration") == response.url


def test_a_double_click_registers_once_and_sends_one_mail(client, address):
    data = {**hidden_fields(client.get(address).text), **EWA}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podworko.core.traps.FASTEST", -1)
        first, second = (client.post(address, data) for _ in range(2))
    assert first.status_code == 302
    assert first.url == second.url
    run_all_due()
    assert (SignUp.objects.count(), SignUpList.objects.get().taken, len(mail.outbox)) == (1, 2, 1)


def test_a_telephone_is_enough_and_no_mail_is_sent(client, address):
    response = fill_in(client, address, name="Jan Kowal", people="1", phone="12 633 12 34")
    assert "Zapisz ten adres" in client.get(response.url).text
    run_all_due()
    assert SignUp.objects.get().phone == "+48 12 633 12 34"
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": ""}, "Podaj e-mail albo telefon"),
        ({"email": "nikt"}, "E-mail"),
        ({"email": "", "phone": "12"}, "numer telefonu"),
        ({"email": "", "phone": "12 633 12 34", "wants_reminder": "on"}, "podaj adres"),
        ({"name": " "}, "Imię i nazwisko"),
        ({"people": "0"}, "Ile osób"),
        ({"people": "4"}, "Miejsc jest: 3"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, address, changed, said):
    response = fill_in(client, address, **{**EWA, "note": "wózek", **changed})
    assert response.status_code == 200
    assert said in response.text.partition("error-summary")[2]
    assert 'value="wózek"' in response.text
    assert not SignUp.objects.exists()
    assert not SignUpList.objects.exists()


def test_who_comes_after_the_last_place_waits_and_is_told_so(client, address, sign_up):
    sign_up(people=2)
    assert "wolne miejsca: 1 z 3" in client.get(address).text
    page = client.get(fill_in(client, address, **EWA).url).text
    assert "Jesteś na liście rezerwowej" in page
    run_all_due()
    assert "Jesteś na liście rezerwowej: Warsztaty" in [letter.subject for letter in mail.outbox]


def test_a_smaller_party_gets_what_is_left(client, address, sign_up):
    sign_up(people=2)
    sign_up("Duża grupa", people=2)
    fill_in(client, address, **{**EWA, "people": "1"})
    assert SignUp.objects.get(email="ewa@example.org").place == "taken"


def test_without_a_limit_everybody_has_a_place(client, make):
    event = make(starts=datetime(2026, 12, 12, 10, tzinfo=UTC), registration="here")
    fill_in(client, f"/podworze/calendar/{event.pk}/register/", **{**EWA, "people": "20"})
    assert SignUp.objects.get().place == "taken"


def test_of_a_series_one_day_is_chosen_and_counts_alone(client, course, sign_up):
    address = f"/podworze/calendar/{course.pk}/register/"
    sign_up(event=course, people=2)
    page = client.get(address, {"day": "2026-12-15"}).text
    assert '<option value="20261215T1700" selected>' in page
    assert "wtorek, 8 grudnia, 17:00 – brak wolnych miejsc, jest lista rezerwowa" in page
    fill_in(client, address, **EWA, original="20261215T1700")
    row = SignUp.objects.get(email="ewa@example.org")
    assert (row.place, row.sign_up_list.original) == ("taken", datetime(2026, 12, 15, 17, tzinfo=UTC))


def test_days_that_do_not_take_place_are_not_offered(client, course):
    cancel_occurrence(course, datetime(2026, 12, 15, 17, tzinfo=UTC), reason="remont", by=None)
    address = f"/podworze/calendar/{course.pk}/register/"
    page = client.get(address).text
    assert "20261208T1700" in page
    assert "20261215T1700" not in page
    for wrong in ("20261215T1700", "20261209T1700", "nic", ""):
        assert fill_in(client, address, **EWA, original=wrong).status_code == 200
    assert not SignUp.objects.exists()


@pytest.mark.parametrize(("hours", "closed"), [(0, "2026-12-12T10:00+01:00"), (24, "2026-12-11T10:00+01:00")])
def test_it_closes_when_the_organiser_says(client, address, workshop, hours, closed):
    change_event(workshop, values={"closes_before": hours}, by=None)
    with time_machine.travel(datetime.fromisoformat(closed), tick=False):
        assert "Zapisy są zamknięte" in client.get(address).text
        client.post(address, EWA)
    assert not SignUp.objects.exists()
    with time_machine.travel(datetime.fromisoformat(closed) - timedelta(minutes=1), tick=False):
        assert "Zapisz mnie" in client.get(address).text


def test_a_form_opened_before_and_sent_after_the_closing_is_refused(client, address, workshop):
    with time_machine.travel(datetime.fromisoformat("2026-12-12T09:59+01:00"), tick=False):
        data = {**hidden_fields(client.get(address).text), **EWA}
    with time_machine.travel(datetime.fromisoformat("2026-12-12T10:01+01:00"), tick=False):
        assert "Zapisy są zamknięte" in client.post(address, data).text
    assert not SignUp.objects.exists()


def test_for_children_somebody_consents(client, address, workshop):
    change_event(workshop, values={"with_minors": True, "safeguarding_note": "dwie opiekunki"}, by=None)
    assert "Rodzic albo opiekun" in fill_in(client, address, **EWA).text.partition("error-summary")[2]
    fill_in(client, address, **EWA, guardian="Anna Nowak")
    assert SignUp.objects.get().guardian == "Anna Nowak"


def test_nobody_asks_for_consent_where_no_children_come_alone(client, address):
    assert "Rodzic albo opiekun" not in client.get(address).text


def test_the_page_says_who_reads_it_and_till_when(client, address):
    page = client.get(address).text
    assert "Usuniemy je 30 dni po wydarzeniu" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Świetlica" in page.partition("Organizuje:")[2]


def test_where_registration_is_elsewhere_there_is_no_page(client, make):
    event = make(registration="phone")
    assert client.get(f"/podworze/calendar/{event.pk}/register/").status_code == 404


def test_nobody_registers_for_what_they_may_not_see(client, make):
    event = make(registration="here", visibility=Visibility.ORGANISATION)
    assert client.get(f"/podworze/calendar/{event.pk}/register/").status_code == 404


def test_history_names_nobody_and_the_secret_is_kept_nowhere(client, address):
    secret = fill_in(client, address, **EWA, note="wózek").url.split("/")[-2]
    assert len(secret) == 43
    assert secret not in str(list(SignUp.objects.values()))
    kept = str(list(AuditEntry.objects.values()))
    assert "'verb': 'register'" in kept
    assert not {word for word in (secret, "Nowak", "ewa@", "wózek") if word in kept}


def test_a_program_that_fills_in_everything_is_not_taken(client, address):
    assert "wyślij go jeszcze raz" in fill_in(client, address, **EWA, homepage="https://okulary.example").text
    assert not SignUp.objects.exists()


def test_too_many_for_one_address_are_asked_to_wait(client, make):
    event = make(starts=datetime(2026, 12, 12, 10, tzinfo=UTC), registration="here")
    address = f"/podworze/calendar/{event.pk}/register/"
    answers = [fill_in(client, address, **EWA) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [200]
    assert "Za dużo prób" in answers[-1].text


def test_page_is_kept_by_no_cache_and_carries_a_token(address):
    client = Client(enforce_csrf_checks=True)
    page = client.get(address)
    assert "no-store" in page["Cache-Control"]
    assert "csrfmiddlewaretoken" in page.text
    assert client.post(address, EWA).status_code == 403


def test_the_event_says_how_many_places_are_free_at_once(client, workshop, sign_up):
    address = f"/podworze/calendar/{workshop.pk}/"
    page = client.get(address)
    assert "wolne miejsca: 3 z 3" in page.text
    assert f'href="{address}register/?day=2026-12-12"' in page.text
    assert client.get(address, headers={"if-none-match": page["ETag"]}).status_code == 304
    sign_up(people=2)
    again = client.get(address, headers={"if-none-match": page["ETag"]})
    assert "wolne miejsca: 1 z 3" in again.text
    sign_up()
    assert "brak wolnych miejsc, jest lista rezerwowa" in client.get(address).text


def test_another_event_is_not_made_anew(client, make, sign_up):
    other = make("Festyn")
    page = client.get(f"/podworze/calendar/{other.pk}/")
    sign_up()
    again = client.get(f"/podworze/calendar/{other.pk}/", headers={"if-none-match": page["ETag"]})
    assert again.status_code == 304
