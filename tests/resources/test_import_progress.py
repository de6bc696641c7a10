"""How far a job is; the page can be left."""

from podworko.core.search import later
from podworko.organisations.models import Organisation
from podworko.resources.actions import importing
from podworko.resources.models import RegisterImport
from podworko.resources.views import imports
from tests.resources.importing import IMPORTS, brought, committed, previewed, worked

OWL = "/azory/organisations/klub-sowa/"


def test_page_tells_the_percent_and_goes_on_when_it_is_done(signed_in, monkeypatch):
    monkeypatch.setattr(imports, "SMALL_FILE", 1)
    client = signed_in("coordinator")
    made, answer = brought(client, "Nazwa\nKlub Sowa\n")
    RegisterImport.objects.update(progress=40)
    assert "40" in client.get(answer.url).text
    said = client.get(answer.url, headers={"accept": "application/json"}).json()
    assert said == {"is_under_way": True, "percent": 40}
    worked()
    assert not client.get(answer.url, headers={"accept": "application/json"}).json()["is_under_way"]
    assert client.get(answer.url).url == f"{IMPORTS}{made.pk}/columns/"


def test_page_tells_how_far_the_writing_is_though_its_transaction_has_not_ended(signed_in, monkeypatch):
    monkeypatch.setattr(imports, "SMALL_STEP", 0)
    client = signed_in("coordinator")
    made = previewed(client, "Nazwa;Strona\nKlub Sowa;\nSzkoła nr 5;www.sp5.example\n")
    write_change, told = importing.write_change, []

    def look_and_write(*arguments, **named):
        told.append(client.get(f"{IMPORTS}{made.pk}/progress/", headers={"accept": "application/json"}).json())
        write_change(*arguments, **named)

    monkeypatch.setattr(importing, "write_change", look_and_write)
    answer = client.post(f"{IMPORTS}{made.pk}/commit/")
    assert "Potem zmiany pozna jeszcze wyszukiwarka" in client.get(answer.url).text
    worked()
    # All is compared once more, and one of two rows is written.
    assert told == [{"is_under_way": True, "percent": importing.CHECKED + (99 - importing.CHECKED) // 2}]


def test_page_tells_that_all_is_saved_and_how_far_the_search_is(signed_in, monkeypatch):
    client = signed_in("coordinator")
    made = previewed(client, "Nazwa\nKlub Sowa\nKlub Kruk\n", visibility="public")
    with monkeypatch.context() as patched:
        patched.setattr(later, "catch_up_if_it_can", lambda _wave: None)
        result = client.post(f"{IMPORTS}{made.pk}/commit/").url
    assert Organisation.objects.filter(name="Klub Sowa").exists()
    assert OWL not in client.get("/azory/search/?q=sowa").text
    monkeypatch.setattr(later, "AT_ONCE", 1)
    text = client.get(result).text
    assert "Zapisane. Wyszukiwarka dogania" in text
    assert f'data-progress="{IMPORTS}{made.pk}/progress/"' in text
    looks = []

    def look(_count):
        looks.append(client.get(f"{IMPORTS}{made.pk}/progress/", headers={"accept": "application/json"}).json())

    later.catch_up(tell=look)
    assert looks == [{"is_under_way": True, "percent": 50}, {"is_under_way": False, "percent": 0}]
    assert "Wyszukiwarka dogania" not in client.get(result).text
    assert OWL in client.get("/azory/search/?q=sowa").text


def test_what_undoing_takes_away_is_found_no_more_at_once(signed_in, monkeypatch):
    client = signed_in("coordinator")
    made = committed(client, previewed(client, "Nazwa;Strona\nKlub Sowa;\nSzkoła nr 5;www.sp5.example\n"))
    assert OWL in client.get("/azory/search/?q=sowa").text
    with monkeypatch.context() as patched:
        patched.setattr(later, "catch_up_if_it_can", lambda _wave: None)
        result = client.post(f"{IMPORTS}{made.pk}/undo/").url
    assert OWL not in client.get("/azory/search/?q=sowa").text
    assert "Zapisane. Wyszukiwarka dogania" in client.get(result).text
    worked()
    assert "Wyszukiwarka dogania" not in client.get(result).text
