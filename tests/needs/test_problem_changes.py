from podworko.core.visibility import Visibility
from podworko.needs.actions.cause import add_cause
from podworko.needs.actions.evidence import add_evidence
from podworko.needs.actions.problem import change_problem
from podworko.needs.actions.response import add_response
from podworko.needs.actions.support import support_problem
from podworko.organisations.actions.organisation import delete_organisation
from tests.factories import EventFactory
from tests.needs.conftest import SEEN


def test_history_tells_who_changed_what(keeper, make, coordinator):
    problem = make()
    change_problem(problem, values={"state": "solved"}, by=coordinator)
    add_evidence(problem, values=SEEN, by=coordinator)
    page = keeper.get(f"/podworze/problems/{problem.pk}/changes/").text
    for said in ("Zmiana problemu", "zgłoszone", "rozwiązane", "Dodanie, skąd to wiadomo", "Kora Koordynator"):
        assert said in page


def test_clicks_do_not_fill_the_history(keeper, make):
    problem = make()
    support_problem(problem, mark="a", by=None)
    assert "dotyczy" not in keeper.get(f"/podworze/problems/{problem.pk}/changes/").text.partition("<h1")[2]


def test_history_names_no_hidden_organisation(keeper, make, hidden):
    problem = make()
    add_response(problem, values={"organisation_id": hidden.pk, "note": "dyżur nocny"}, by=None)
    event = EventFactory(organisation=hidden, title="Tajny festyn", visibility=Visibility.PUBLIC)
    add_response(problem, values={"event_id": event.pk}, by=None)
    page = keeper.get(f"/podworze/problems/{problem.pk}/changes/").text
    assert not {word for word in ("Cicha grupa", "dyżur nocny", "Tajny festyn") if word in page}


def test_whoever_keeps_a_problem_reads_of_no_answer_or_cause_that_they_do_not_see(
    client, make, member, organisation, hidden
):
    problem, unseen = make(organisation=organisation), make("Czyjeś", visibility=Visibility.PRIVATE)
    problem.entered_by = member
    problem.save()
    add_response(problem, values={"organisation_id": hidden.pk, "note": "dyżur nocny"}, by=None)
    add_cause(problem, cause=unseen, by=None)
    add_response(problem, values={"organisation_id": organisation.pk, "note": "spacery"}, by=None)
    client.force_login(member)
    page = client.get(f"/podworze/problems/{problem.pk}/changes/").text
    assert page.count("Dodanie odpowiedzi") == 1
    assert "spacery" in page
    assert not {word for word in ("Dodanie przyczyny", "dyżur", "nie widać") if word in page}


def test_what_is_gone_still_has_its_line_if_everybody_saw_it(keeper, make, organisation, hidden):
    problem = make()
    add_response(problem, values={"organisation_id": hidden.pk, "note": "dyżur nocny"}, by=None)
    delete_organisation(hidden, by=None)
    add_response(problem, values={"organisation_id": organisation.pk, "note": "spacery"}, by=None)
    delete_organisation(organisation, by=None)
    page = keeper.get(f"/podworze/problems/{problem.pk}/changes/").text
    assert page.count("Dodanie odpowiedzi") == 1
    assert "dyżur" not in page
