from podworko.core.versions import read
from podworko.core.visibility import Visibility
from podworko.needs.actions.problem import change_problem
from podworko.needs.actions.report import report_problem
from podworko.places.freshness import area_counter
from tests.factories import LocationFactory
from tests.needs.conftest import SEEN


def sent(keeper, problem, **changes):
    page = keeper.get(f"/podworze/problems/{problem.pk}/edit/").text
    hidden = {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("version",)}
    common = {
        "kind": problem.kind,
        "title": problem.title,
        "visibility": problem.visibility,
        "state": problem.state,
        "came_by": problem.came_by,
        "is_own_judgement": "on" if problem.is_own_judgement else "",
    }
    return keeper.post(f"/podworze/problems/{problem.pk}/edit/", {**hidden, **common, **changes})


def test_state_goes_on_and_pages_know(keeper, make):
    problem, before = make(), read(area_counter("podworze"))
    sent(keeper, problem, state="in_progress")
    problem.refresh_from_db()
    assert (problem.state, problem.version) == ("in_progress", 2)
    assert read(area_counter("podworze")) > before


def test_what_is_taken_up_again_has_no_reason_left(keeper, make):
    problem = make(state="declined", state_reason="To teren kolei.")
    sent(keeper, problem, state="acknowledged", state_reason="To teren kolei.")
    problem.refresh_from_db()
    assert (problem.state, problem.state_reason) == ("acknowledged", "")


def test_neither_evidence_nor_judgement_is_refused(keeper, make):
    refused = sent(keeper, make(), is_own_judgement="")
    assert "zaznacz, że to ocena autora" in refused.text


def test_with_evidence_the_mark_may_go(keeper, make):
    problem = make(evidence=[SEEN])
    sent(keeper, problem, is_own_judgement="")
    problem.refresh_from_db()
    assert not problem.is_own_judgement


def test_two_who_change_the_same_both_see_it(keeper, make):
    problem = make()
    page = keeper.get(f"/podworze/problems/{problem.pk}/edit/").text
    shown = page.partition('name="shown" value="')[2].partition('"')[0].replace("&quot;", '"')
    change_problem(problem, values={"title": "Zupełnie ciemno"}, by=None)
    answer = sent(keeper, problem, version="1", shown=shown, title="Bardzo ciemno")
    assert "Zupełnie ciemno" in answer.text
    assert "Bardzo ciemno" in answer.text


def test_a_place_that_one_does_not_see_stays(client, member, make, organisation):
    place = LocationFactory(organisation=organisation, visibility=Visibility.PRIVATE)
    problem = make(location=place)
    problem.entered_by = member
    problem.save()
    client.force_login(member)
    answer = sent(client, problem, title="Jaśniej", location_id=place.pk)
    assert answer.status_code == 302
    problem.refresh_from_db()
    assert (problem.title, problem.location) == ("Jaśniej", place)


def test_somebody_who_belongs_to_no_organisation_here_changes_nothing(client, make, django_user_model):
    stranger = django_user_model.objects.create(email="obcy@example.org", name="Obcy")
    problem = make()
    problem.entered_by = stranger
    problem.save()
    client.force_login(stranger)
    assert client.get(f"/podworze/problems/{problem.pk}/edit/").status_code == 404


def test_a_report_leaves_nothing_in_the_search(keeper, area):
    report_problem(area=area, values={"title": "Wyjątkowoniepowtarzalne"}, token=None, by=None)
    assert "Wyjątkowoniepowtarzalne</mark>" not in keeper.get("/podworze/search/?q=wyjątkowoniepowtarzalne").text
