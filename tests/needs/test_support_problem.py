import pytest
from django.test import Client

from podworko.core.models import AuditEntry
from podworko.needs.models import Support
from tests.agenda.visiting import fill_in

pytestmark = pytest.mark.usefixtures("nobody_counted")


def press(client, problem, **values):
    return fill_in(client, f"/podworze/problems/{problem.pk}/support/", **values)


def test_one_browser_counts_once_and_another_one_too(client, make):
    problem = make()
    for browser in (client, client, Client()):
        press(browser, problem)
    assert Support.objects.count() == 2
    page = client.get(f"/podworze/problems/{problem.pk}/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "jedna osoba mogła poprzeć kilka razy" in page


def test_whoever_presses_at_once_is_no_program(client, make):
    press(client, make(), seconds=0)
    assert Support.objects.count() == 1


def test_it_is_taken_back_in_the_same_browser(client, make):
    problem = make()
    press(client, problem)
    assert "To już policzone" in client.get(f"/podworze/problems/{problem.pk}/support/").text
    press(client, problem, withdraw="1")
    assert not Support.objects.exists()
    assert "Dotyczy to też Ciebie?" in client.get(f"/podworze/problems/{problem.pk}/support/").text


def test_nobodys_account_or_browser_is_written_down(keeper, make, coordinator):
    problem = make()
    press(keeper, problem)
    mark = keeper.cookies["podworko_supports"].value
    assert mark not in str(list(Support.objects.values()))
    entry = AuditEntry.objects.get(verb="support_problem")
    assert (entry.actor_id, entry.after) == (None, {"problem_id": problem.pk})
    assert keeper.cookies["podworko_supports"]["httponly"]


def test_a_trap_catches_programs(client, make):
    assert "wyślij go jeszcze raz" in press(client, make(), homepage="https://tanio.example").text
    assert not Support.objects.exists()


def test_too_many_from_one_address_are_asked_to_wait(make):
    problem = make()
    answers = [press(Client(), problem) for _ in range(31)]
    assert "Za dużo prób" in answers[-1].text
    assert Support.objects.count() == 30


def test_what_is_not_seen_cannot_be_supported(client, make):
    assert client.get(f"/podworze/problems/{make(visibility='organisation').pk}/support/").status_code == 404
