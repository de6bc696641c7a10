from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from podworko.agenda.models import Event, Suggestion
from podworko.core.models import AuditEntry
from tests.agenda.visiting import fill_in, hidden_fields

ADDRESS = "/azory/calendar/suggest/"
SOON = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
PICNIC = {"title": "Piknik sąsiedzki", "day": SOON, "time_from": "15:00", "place_name": "park"}

pytestmark = pytest.mark.usefixtures("azory")


def test_suggestion_waits_and_is_no_event(client):
    response = fill_in(client, ADDRESS, **PICNIC, contact="ewa@example.org", audiences=["families"], cost="free")
    suggestion = Suggestion.objects.get()
    assert (suggestion.title, suggestion.state, suggestion.audiences) == ("Piknik sąsiedzki", "waiting", ["families"])
    assert not Event.objects.exists()
    page = client.get(response.url)
    assert "Piknik sąsiedzki" in page.text
    assert "Czeka na decyzję" in page.text
    assert f"{response.url}" in page.text


def test_the_secret_of_the_address_is_kept_nowhere(client):
    secret = fill_in(client, ADDRESS, **PICNIC).url.split("/")[-2]
    assert len(secret) == 43
    assert secret not in str(list(Suggestion.objects.values()))
    assert secret not in str(list(AuditEntry.objects.values()))


def test_history_names_nothing_that_a_stranger_wrote(client):
    fill_in(client, ADDRESS, **PICNIC, contact="ewa@example.org", description="zadzwoń do Jana")
    kept = str(list(AuditEntry.objects.values()))
    assert "suggest_event" in kept
    assert not {word for word in ("ewa@", "Jana", "Piknik") if word in kept}


def test_a_double_click_makes_one_and_leads_to_the_same_address(client):
    data = {**hidden_fields(client.get(ADDRESS).text), **PICNIC}
    shown = data["shown_at"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podworko.core.traps.FASTEST", -1)
        first, second = (client.post(ADDRESS, {**data, "shown_at": shown}) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Suggestion.objects.count() == 1


def test_one_line_fills_in_the_form(client):
    page = client.get(ADDRESS, {"line": "5 grudnia 17:00 warsztaty dla seniorów, biblioteka, wstęp wolny"}).text
    assert 'value="17:00"' in page
    assert "-12-05" in page
    assert "checked" in page.partition('value="seniors"')[2].partition(">")[0]
    assert '<option value="free" selected>' in page


def test_what_repeats_is_said_in_the_description(client):
    page = client.get(ADDRESS, {"line": "joga co wtorek 18:00, park"}).text
    assert "co wtorek" in page.partition("<textarea")[2]


def test_a_pencilled_date_is_enough(client):
    fill_in(client, ADDRESS, title="Festyn", pencil="weekend w maju", place_name="szkoła")
    assert Suggestion.objects.get().pencil == "weekend w maju"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": ""}, "Podaj dzień"),
        ({"day": "2020-01-01"}, "Ten dzień już minął"),
        ({"title": " "}, "Co się będzie działo"),
        ({"time_from": "", "time_to": "17:00"}, "od której godziny"),
        ({"audiences": ["nikt"]}, "Dla kogo"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, changed, said):
    response = fill_in(client, ADDRESS, **{**PICNIC, **changed})
    assert response.status_code == 200
    assert said in response.text.partition("error-summary")[2]
    assert 'value="park"' in response.text
    assert not Suggestion.objects.exists()


def test_a_program_that_fills_in_everything_is_not_taken(client):
    response = fill_in(client, ADDRESS, **PICNIC, homepage="https://tanie-okulary.example")
    assert "wyślij go jeszcze raz" in response.text
    assert not Suggestion.objects.exists()


def test_a_person_whose_browser_filled_in_the_trap_sends_it_again(client):
    response = fill_in(client, ADDRESS, **PICNIC, homepage="https://ewa.example")
    assert "https://ewa.example" not in response.text
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        client.post(ADDRESS, {**hidden_fields(response.text), **PICNIC})
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("seconds", [0, 1, 25 * 60 * 60])
def test_what_comes_too_soon_or_much_too_late_is_sent_again(client, seconds):
    response = fill_in(client, ADDRESS, seconds=seconds, **PICNIC)
    assert "wyślij go jeszcze raz" in response.text
    assert "Piknik sąsiedzki" in response.text


def test_a_forged_stamp_counts_for_nothing(client):
    response = client.post(ADDRESS, {**PICNIC, "shown_at": "ImRhd25vIg:1abcde:xyz"})
    assert "wyślij go jeszcze raz" in response.text


def test_many_links_wait_marked(client):
    fill_in(client, ADDRESS, **PICNIC, description="https://a.example www.b.example http://c.example")
    assert Suggestion.objects.get().has_many_links


def test_one_link_is_an_announcement(client):
    fill_in(client, ADDRESS, **PICNIC, description="Więcej: https://dom-kultury.example/piknik")
    assert not Suggestion.objects.get().has_many_links


@pytest.mark.usefixtures("nobody_counted")
def test_too_many_from_one_address_are_asked_to_wait(client):
    answers = [fill_in(client, ADDRESS, **PICNIC) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [200]
    assert "Za dużo prób" in answers[-1].text
    assert Suggestion.objects.count() == 10


def test_page_is_kept_by_no_cache_and_carries_a_token():
    client = Client(enforce_csrf_checks=True)
    page = client.get(ADDRESS)
    assert "no-store" in page["Cache-Control"]
    assert "csrfmiddlewaretoken" in page.text
    assert client.post(ADDRESS, PICNIC).status_code == 403


def test_calendar_offers_it_to_whoever_may_not_announce(client, coordinator):
    link = f'href="{ADDRESS}"'
    assert link in client.get("/azory/calendar/").text
    client.force_login(coordinator)
    assert link not in client.get("/azory/calendar/").text
