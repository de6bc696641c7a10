import re

from podworko.core.visibility import Visibility
from podworko.needs.actions.cause import add_cause
from podworko.needs.actions.problem import merge_problem
from podworko.needs.actions.response import add_response
from podworko.organisations.actions.organisation import delete_organisation
from podworko.organisations.models import Organisation
from tests.factories import EventFactory, LocationFactory, ResourceFactory
from tests.needs.conftest import SEEN


def read(client, problem):
    return client.get(f"/podworze/problems/{problem.pk}/")


def test_page_says_where_it_is_known_from_and_who_answers(client, make, organisation):
    problem = make(evidence=[SEEN | {"dated": "wiosna 2026"}], is_own_judgement=False, uncovered="nocne powroty")
    add_response(problem, values={"organisation_id": organisation.pk, "note": "zgłasza awarie"}, by=None)
    text = read(client, problem).text.replace("\N{NO-BREAK SPACE}", " ")
    for said in ("Obserwacja", "Dwie lampy", "spacer z mieszkańcami", "wiosna 2026", "Świetlica", "zgłasza awarie"):
        assert said in text
    assert "nocne powroty" in text
    assert "ocena autora" not in text


def test_own_judgement_is_always_marked(client, make):
    assert "ocena autora" in read(client, make()).text


def test_nobody_answering_means_that_all_is_uncovered(client, make):
    text = read(client, make()).text
    assert "Na razie nikt." in text
    assert "Wszystko: nikt na to nie odpowiada." in text


def test_events_and_resources_answer_too(client, make, organisation):
    problem = make()
    event = EventFactory(organisation=organisation, title="Spacer z latarkami", visibility=Visibility.PUBLIC)
    resource = ResourceFactory(organisation=organisation, name="Latarki", visibility=Visibility.PUBLIC)
    add_response(problem, values={"event_id": event.pk}, by=None)
    add_response(problem, values={"resource_id": resource.pk}, by=None)
    text = read(client, problem).text
    assert f"/podworze/calendar/{event.pk}/" in text
    assert "Latarki (Świetlica)" in text


def test_whoever_is_hidden_is_neither_shown_nor_hinted_at(client, make, hidden):
    with_hidden, without = make("Ciemno"), make("Ciemno")
    event = EventFactory(organisation=hidden, title="Tajny festyn", visibility=Visibility.PUBLIC)
    add_response(with_hidden, values={"organisation_id": hidden.pk, "note": "dyżur nocny"}, by=None)
    add_response(with_hidden, values={"event_id": event.pk}, by=None)
    page, other = read(client, with_hidden).text, read(client, without).text
    own = [re.compile(rf"(problems(?:/|%2F)){problem.pk}\b") for problem in (with_hidden, without)]
    assert own[0].sub(r"\1#", page) == own[1].sub(r"\1#", other)


def test_an_organisation_that_is_deleted_answers_no_more_and_the_page_knows(client, make, organisation):
    problem = make()
    add_response(problem, values={"organisation_id": organisation.pk}, by=None)
    page = read(client, problem)
    delete_organisation(organisation, by=None)
    later = client.get(f"/podworze/problems/{problem.pk}/", headers={"if-none-match": page["ETag"]})
    assert later.status_code == 200
    assert "Świetlica" not in later.text


def test_what_a_hidden_organisation_entered_stays_hidden_after_it_is_deleted(client, make, hidden):
    problem = make(organisation=hidden)
    assert read(client, problem).status_code == 404
    delete_organisation(Organisation.objects.get(pk=hidden.pk), by=None)
    assert read(client, problem).status_code == 404


def test_place_of_the_register_is_named_only_where_it_is_seen(client, make, organisation):
    seen = LocationFactory(organisation=organisation, name="Wiata", visibility=Visibility.PUBLIC)
    unseen = LocationFactory(organisation=organisation, name="Piwnica", visibility=Visibility.PRIVATE)
    assert "Wiata" in read(client, make(location=seen)).text
    assert "Piwnica" not in read(client, make(location=unseen)).text


def test_declined_says_why(client, make):
    text = read(client, make(state="declined", state_reason="To teren kolei.")).text
    assert "Nie zajmiemy się tym" in text
    assert "To teren kolei." in text


def test_one_that_was_joined_leads_to_the_kept(client, make):
    first, second = make("Ciemno", evidence=[SEEN]), make("Ciemny przystanek")
    merge_problem(first, into=second, by=None)
    assert read(client, first).url == f"/podworze/problems/{second.pk}/"
    assert "Dwie lampy" in read(client, second).text


def test_page_shows_its_part_of_the_tree_only(client, make):
    lamps, dark, noise, fear = make("Zepsute lampy"), make("Ciemno"), make("Hałas"), make("Strach")
    add_cause(dark, cause=lamps, by=None)
    add_cause(fear, cause=noise, by=None)
    text = read(client, dark).text
    assert "Zepsute lampy" in text
    assert "Hałas" not in text


def test_problem_of_another_area_is_not_found_here(client, make):
    assert client.get(f"/dzielnica/problems/{make().pk}/").status_code == 404


def test_what_is_solved_leaves_nothing_without_an_answer(client, make):
    page = client.get(f"/podworze/problems/{make(state='solved').pk}/").text
    assert "Co zostaje bez odpowiedzi" not in page
    assert "Co zostaje bez odpowiedzi" in client.get(f"/podworze/problems/{make().pk}/").text


def test_where_somebody_sees_to_it_nobody_says_that_nobody_does(client, make):
    page = client.get(f"/podworze/problems/{make(state='in_progress').pk}/").text
    assert "nie wpisano, kto odpowiada" in page
    assert "nikt na to nie odpowiada" not in page
    assert "nikt na to nie odpowiada" in client.get(f"/podworze/problems/{make().pk}/").text
