import pytest
from django.core.cache import cache

from podworko.core.models import AuditEntry
from podworko.organisations.models import Organisation
from podworko.resources.actions import suggestion as actions
from podworko.resources.models import EntrySuggestion
from tests.agenda.visiting import fill_in, hidden_fields

ADDRESS = "/azory/suggestions/new/"


@pytest.fixture(autouse=True)
def nobody_counted(estate):
    cache.clear()


def test_what_is_sent_waits_and_stands_nowhere_yet(client, estate):
    answer = fill_in(client, ADDRESS, name="Szewc Pantofelek", website="szewc.example", contact="ewa@example.org")
    left = EntrySuggestion.objects.get()
    assert left.changes == {"name": ["", "Szewc Pantofelek"], "website": ["", "szewc.example"]}
    page = client.get(answer.url).text
    assert "Czeka na decyzję" in page
    assert "ewa@example.org" not in page
    assert not Organisation.objects.filter(name__contains="Szewc").exists()
    for public in ("/azory/organisations/", "/azory/search/?q=szewc+pantofelek", "/azory/organisations.csv"):
        said = client.get(public)
        text = b"".join(said.streaming_content).decode() if said.streaming else said.text
        assert "Pantofelek" not in text.replace("szewc pantofelek", "")


def test_search_that_found_nothing_hands_its_words_over(client):
    page = client.get("/azory/search/?q=szewc").text
    assert 'href="/azory/suggestions/new/?name=szewc"' in page
    assert 'value="szewc"' in client.get("/azory/suggestions/new/?name=szewc").text


def test_words_of_a_search_cannot_leave_their_link(client):
    page = client.get("/azory/search/", {"q": 'x"><script>&name=y'}).text
    assert "<script>&" not in page
    assert "?name=x%22%3E%3Cscript%3E%26name%3Dy" in page


def test_history_and_database_hold_no_word_and_no_secret_of_a_stranger(client):
    secret = fill_in(client, ADDRESS, name="Szewc", contact="ewa@example.org", note="u Jana").url.split("/")[-2]
    said = str(list(AuditEntry.objects.values()))
    assert "suggest_entry" in said
    assert not {word for word in ("ewa@", "Jana", "Szewc", secret) if word in said}
    assert secret not in str(list(EntrySuggestion.objects.values()))


def test_a_program_is_not_taken_and_a_hasty_person_sends_again(client):
    assert "wyślij go jeszcze raz" in fill_in(client, ADDRESS, name="Tanio", homepage="https://tanio.example").text
    assert "wyślij go jeszcze raz" in fill_in(client, ADDRESS, seconds=1, name="Szewc").text
    assert not EntrySuggestion.objects.exists()


def test_entry_that_is_there_already_is_shown_first(client):
    asked = fill_in(client, ADDRESS, name="Szkola nr 5")
    assert "/azory/organisations/szkola-nr-5/" in asked.text
    assert not EntrySuggestion.objects.exists()
    key = asked.text.partition('name="accepted" value="')[2].partition('"')[0]
    fill_in(client, ADDRESS, name="Szkola nr 5", accepted=key)
    assert EntrySuggestion.objects.count() == 1


def test_a_double_click_makes_one(client, monkeypatch):
    monkeypatch.setattr("podworko.core.traps.FASTEST", -1)
    data = {**hidden_fields(client.get(ADDRESS).text), "name": "Szewc"}
    first, second = client.post(ADDRESS, data), client.post(ADDRESS, data)
    assert first.url == second.url
    assert EntrySuggestion.objects.count() == 1


def test_too_many_from_one_address_are_asked_to_wait(client):
    answers = [fill_in(client, ADDRESS, name=f"Sklep {number * 7919}") for number in range(11)]
    assert "Za dużo prób" in answers[-1].text
    assert EntrySuggestion.objects.count() == 10


def test_an_area_that_is_flooded_takes_no_more(client, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 1)
    fill_in(client, ADDRESS, name="Szewc")
    answer = fill_in(client, ADDRESS, name="Krawiec Igiełka")
    assert "Za dużo propozycji czeka" in answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert 'value="Krawiec Igiełka"' in answer.text


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "Sklep\r\nBcc: a@example.org", "ż" * 240, "\U0001f5ff" * 9]
)
def test_hostile_text_is_kept_as_text(client, name, estate):
    answer = fill_in(client, ADDRESS, name=name, contact="ewa@example.org\r\nBcc: b@example.org")
    assert answer.status_code == 302
    page = client.get(answer.url).text
    assert "<script>alert" not in page
    assert "\n" not in EntrySuggestion.objects.get().contact


def test_what_is_too_long_is_refused_in_words(client):
    assert fill_in(client, ADDRESS, name="x" * 241).status_code == 200
    assert not EntrySuggestion.objects.exists()


def test_many_links_wait_apart(client, estate):
    fill_in(client, ADDRESS, name="Kredyty", note="https://a.example https://b.example www.c.example")
    client.force_login(estate.coordinator)
    page = client.get("/azory/suggestions/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Kredyty" in page.partition("Dużo odnośników: może reklamy")[2]


def test_home_and_list_lead_here(client):
    assert ADDRESS in client.get("/azory/").text
