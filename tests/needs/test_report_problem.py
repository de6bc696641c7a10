import pytest

from podworko.core.models import AuditEntry
from podworko.needs.models import Problem, Report
from tests.agenda.visiting import fill_in, hidden_fields

ADDRESS = "/podworze/problems/report/"
DARK = {"kind": "problem", "title": "Ciemno na przystanku"}

pytestmark = pytest.mark.usefixtures("area", "nobody_counted")


def test_report_waits_and_is_no_problem_yet(client):
    answer = fill_in(client, ADDRESS, **DARK, contact="ewa@example.org", audiences=["seniors"])
    report = Report.objects.get()
    assert (report.title, report.state, report.audiences) == ("Ciemno na przystanku", "waiting", ["seniors"])
    assert not Problem.objects.exists()
    page = client.get(answer.url).text
    assert "Czeka na decyzję" in page
    assert "ewa@example.org" not in page
    assert "Ciemno" not in client.get("/podworze/problems/").text


def test_history_names_nothing_that_a_stranger_wrote(client):
    secret = fill_in(client, ADDRESS, **DARK, contact="ewa@example.org", description="u Jana").url.split("/")[-2]
    said = str(list(AuditEntry.objects.values()))
    assert "report_problem" in said
    assert not {word for word in ("ewa@", "Jana", "Ciemno", secret) if word in said}
    assert secret not in str(list(Report.objects.values()))


def test_a_program_is_not_taken_and_a_hasty_person_sends_again(client):
    assert "wyślij go jeszcze raz" in fill_in(client, ADDRESS, **DARK, homepage="https://tanio.example").text
    assert "wyślij go jeszcze raz" in fill_in(client, ADDRESS, seconds=1, **DARK).text
    assert not Report.objects.exists()


def test_what_is_known_already_is_shown_before_it_is_sent(client, make):
    known = make("Ciemno na przystanku przy szkole")
    make("Ciemno na przystanku, wewnętrzne", visibility="organisation")
    asked = fill_in(client, ADDRESS, **DARK)
    assert f"/podworze/problems/{known.pk}/" in asked.text
    assert "wewnętrzne" not in asked.text
    assert not Report.objects.exists()
    key = asked.text.partition('name="accepted" value="')[2].partition('"')[0]
    fill_in(client, ADDRESS, **DARK, accepted=key)
    assert Report.objects.count() == 1


def test_a_double_click_makes_one(client, monkeypatch):
    monkeypatch.setattr("podworko.core.traps.FASTEST", -1)
    data = {**hidden_fields(client.get(ADDRESS).text), **DARK}
    first, second = client.post(ADDRESS, data), client.post(ADDRESS, data)
    assert first.url == second.url
    assert Report.objects.count() == 1


def test_too_many_from_one_address_are_asked_to_wait(client):
    answers = [fill_in(client, ADDRESS, kind="need", title=f"Brak rzeczy numer {n * 7919}") for n in range(11)]
    assert "Za dużo prób" in answers[-1].text
    assert Report.objects.count() == 10
