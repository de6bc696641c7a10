import pytest

from podworko.needs.models import Evidence, Problem, Report
from tests.agenda.visiting import hidden_fields
from tests.factories import LocationFactory
from tests.needs.conftest import SEEN

ADDRESS = "/podworze/problems/new/"
EVIDENCE = {f"evidence_{name}": value for name, value in SEEN.items()}


def test_what_came_on_paper_is_written_down_with_what_shows_it(keeper, form, coordinator):
    response = keeper.post(ADDRESS, {**form, **EVIDENCE, "paper_supports": "17", "audiences": ["seniors"]})
    problem = Problem.objects.get()
    assert response.url == f"/podworze/problems/{problem.pk}/"
    assert (problem.came_by, problem.state, problem.paper_supports) == ("paper", "acknowledged", 17)
    assert problem.entered_by == coordinator
    assert Evidence.objects.get().text == "Dwie lampy nie świecą."


def test_without_evidence_it_must_be_called_somebodys_judgement(keeper, form):
    refused = keeper.post(ADDRESS, form)
    assert "zaznacz, że to ocena autora" in refused.text
    assert not Problem.objects.exists()
    keeper.post(ADDRESS, {**form, "is_own_judgement": "on"})
    assert Problem.objects.get().is_own_judgement


def test_half_of_the_evidence_is_asked_for(keeper, form):
    refused = keeper.post(ADDRESS, {**form, "is_own_judgement": "on", "evidence_text": "Dwie lampy"})
    assert "Uzupełnij" in refused.text
    assert not Problem.objects.exists()


def test_a_member_of_an_organisation_writes_it_down_without_waiting(client, member, organisation, form):
    client.force_login(member)
    asked = client.get(ADDRESS).text
    assert "Podpisów na papierze" not in asked
    assert f'<option value="{organisation.pk}" selected>' in asked
    sent = {**form, "is_own_judgement": "on", "organisation_id": organisation.pk, "visibility": "organisation"}
    client.post(ADDRESS, {**sent, "paper_supports": "500", "state": "solved", "came_by": "paper"})
    problem = Problem.objects.get()
    assert (problem.came_by, problem.state, problem.paper_supports) == ("member", "reported", 0)
    assert client.get(f"/podworze/problems/{problem.pk}/edit/").status_code == 200


def test_it_is_for_ones_own_organisation_unless_said_otherwise(keeper):
    page = keeper.get(ADDRESS).text
    chosen = page.partition('value="organisation"')[2].partition(">")[0]
    assert "checked" in chosen


def test_a_similar_one_is_shown_first_and_then_saved(keeper, form, make):
    make("Ciemny przystanek przy szkole")
    sent = {**form, "is_own_judgement": "on"}
    asked = keeper.post(ADDRESS, sent)
    assert "Może to już jest zapisane" in asked.text
    assert Problem.objects.count() == 1
    key = asked.text.partition('name="accepted" value="')[2].partition('"')[0]
    keeper.post(ADDRESS, {**sent, "accepted": key})
    assert Problem.objects.count() == 2


@pytest.mark.parametrize(("point", "is_asked"), [("50.0850, 19.9100", True), ("50.1850, 19.9100", False)])
def test_a_like_name_near_by_is_enough(keeper, form, make, point, is_asked):
    make("Brakuje ławek na placu zabaw", latitude=50.0851, longitude=19.9101, precision="exact")
    sent = {**form, "title": "Plac zabaw: za mało ławek i cienia", "is_own_judgement": "on", "point": point}
    assert ("Może to już jest zapisane" in keeper.post(ADDRESS, sent).text) is is_asked


def test_a_point_keeps_its_precision(keeper, form):
    keeper.post(ADDRESS, {**form, "is_own_judgement": "on", "point": "50,0866 19,9062", "precision": "street"})
    problem = Problem.objects.get()
    assert (problem.latitude, problem.longitude, problem.precision) == (50.0866, 19.9062, "street")


def test_a_place_of_the_register_leaves_no_second_point(keeper, form, organisation):
    place = LocationFactory(organisation=organisation, visibility="public")
    sent = {**form, "is_own_judgement": "on", "point": "50.0866, 19.9062", "location_id": place.pk}
    keeper.post(ADDRESS, sent)
    problem = Problem.objects.get()
    assert (problem.location, problem.latitude, problem.precision) == (place, None, "none")


def test_nonsense_coordinates_are_said(keeper, form):
    refused = keeper.post(ADDRESS, {**form, "is_own_judgement": "on", "point": "tam za rogiem"})
    assert "Nie rozpoznajemy tych współrzędnych" in refused.text


def test_declined_needs_a_public_reason(keeper, form):
    refused = keeper.post(ADDRESS, {**form, "is_own_judgement": "on", "state": "declined"})
    assert "Napisz, dlaczego nie" in refused.text
    assert not Problem.objects.exists()


def test_a_double_click_makes_one(keeper, form):
    sent = {**hidden_fields(keeper.get(ADDRESS).text), **form, "is_own_judgement": "on"}
    first, second = keeper.post(ADDRESS, sent), keeper.post(ADDRESS, sent)
    assert first.url == second.url
    assert Problem.objects.count() == 1


def test_a_report_fills_in_the_form_and_is_decided_with_it(keeper, area, form):
    report = Report.objects.create(
        area=area, title="Ciemno na przystanku", contact="ewa@example.org", token_digest="x"
    )
    page = keeper.get(f"{ADDRESS}?report={report.pk}")
    assert "Ciemno na przystanku" in page.text
    assert "ewa@example.org" not in page.text
    keeper.post(f"{ADDRESS}?report={report.pk}", {**form, "is_own_judgement": "on", "came_by": "form"})
    report.refresh_from_db()
    assert (report.state, report.problem) == ("taken", Problem.objects.get())


@pytest.mark.parametrize("asked", ["999", "abc", "²", "9" * 30])
def test_a_report_that_is_not_there_is_not_found(keeper, asked):
    assert keeper.get(f"{ADDRESS}?report={asked}").status_code == 404


def test_what_is_taken_from_a_report_is_for_everybody_unless_said_otherwise(keeper, area):
    report = Report.objects.create(area=area, title="Dziura w chodniku", token_digest="x")
    page = keeper.get(f"{ADDRESS}?report={report.pk}")
    assert page.context["form"]["visibility"].value() == "public"
