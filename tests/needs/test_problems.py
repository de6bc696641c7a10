import pytest

from podworko.core.visibility import Visibility
from podworko.needs.actions.problem import change_problem, delete_problem, merge_problem
from podworko.needs.actions.response import add_response
from podworko.needs.actions.support import support_problem
from podworko.needs.models import Problem, Support
from podworko.places.actions.areas import change_slug
from tests.factories import AreaFactory

ADDRESS = "/podworze/problems/"

pytestmark = pytest.mark.usefixtures("area")


def titles(page):
    return [part.partition(">")[2].partition("<")[0] for part in page.text.split('entry-title"><a ')[1:]]


def test_an_area_without_problems_says_so_and_invites(client):
    page = client.get(ADDRESS)
    assert "Nikt jeszcze niczego nie zgłosił" in page.text
    assert "/podworze/problems/report/" in page.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Ławka", "Ciemno", "Hałas"]),
        ("?state=solved", ["Ławka"]),
        ("?state=open", ["Ciemno", "Hałas"]),
        ("?kind=need", ["Ławka"]),
        ("?group=seniors", ["Ławka", "Ciemno"]),
        ("?unanswered=1", ["Hałas"]),
        ("?sort=name", ["Ciemno", "Hałas", "Ławka"]),
        ("?sort=supports", ["Hałas", "Ławka", "Ciemno"]),
        ("?state=nie-ma&group=x&kind=y&sort=z&page=abc", ["Ławka", "Ciemno", "Hałas"]),
    ],
)
def test_filters_and_order_stand_in_the_address(client, make, organisation, query, shown):
    noise = make("Hałas", audiences=["7-12"])
    dark = make("Ciemno", audiences=["everyone"])
    make("Ławka", kind="need", state="solved", audiences=["seniors"])
    add_response(dark, values={"organisation_id": organisation.pk}, by=None)
    support_problem(noise, mark="a", by=None)
    assert titles(client.get(ADDRESS + query)) == shown


def test_who_answers_unseen_leaves_a_problem_unanswered(client, make, hidden):
    add_response(make("Ciemno"), values={"organisation_id": hidden.pk, "note": "dyżur"}, by=None)
    page = client.get(f"{ADDRESS}?unanswered=1")
    assert titles(page) == ["Ciemno"]
    assert "Cicha grupa" not in page.text


def test_problems_of_areas_inside_are_listed_too(client, make):
    make("Ciemno")
    page = client.get("/dzielnica/problems/")
    assert "/podworze/problems/" in page.text
    assert "Podwórze" in page.text


def test_long_lists_come_in_pages(client, make):
    for number in range(31):
        make(f"Problem {number}")
    assert len(titles(client.get(ADDRESS))) == 30
    assert titles(client.get(f"{ADDRESS}?page=2")) == ["Problem 0"]


def test_one_that_was_joined_stands_in_the_list_once(client, make):
    first, second = make("Ciemno"), make("Ciemny przystanek")
    merge_problem(first, into=second, by=None)
    assert titles(client.get(ADDRESS)) == ["Ciemny przystanek"]


def test_paper_and_clicks_are_never_added(client, make):
    problem = make("Ciemno", paper_supports=40)
    support_problem(problem, mark="a", by=None)
    text = client.get(ADDRESS).text
    assert "poparcia bez konta: 1" in text
    assert "podpisy na papierze: 40" in text
    assert "41" not in text


def test_unchanged_list_is_not_sent_twice_and_a_click_changes_it(client, make):
    problem = make("Ciemno")
    tag = client.get(ADDRESS)["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 304
    support_problem(problem, mark="a", by=None)
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200


def test_what_is_deleted_is_gone(client, make):
    delete_problem(make("Ciemno"), by=None)
    assert "Ciemno" not in client.get(ADDRESS).text


def test_an_area_that_is_not_there_is_not_found(client):
    AreaFactory(slug="inne")
    assert client.get("/nie-ma/problems/").status_code == 404


def test_search_finds_what_one_may_see_and_leads_there(client, make):
    shown = make(
        "Ciemno przy karuzeli", evidence=[{"kind": "poll", "text": "Boi się co trzeci.", "source": "ankieta"}]
    )
    make("Ciemno przy karuzeli, wewnętrzne", visibility="organisation")
    page = client.get("/podworze/search/?q=karuzela").text
    assert f'href="/podworze/problems/{shown.pk}/"' in page
    assert "wewnętrzne" not in page
    change_problem(shown, values={"title": "Jasno przy huśtawce"}, by=None)
    assert f'href="/podworze/problems/{shown.pk}/"' not in client.get("/podworze/search/?q=karuzela").text


def test_search_leads_to_where_the_area_is_now(client, make, area):
    problem = make("Ciemno przy karuzeli")
    change_slug(area, slug="nowe-podworze", by=None)
    page = client.get("/nowe-podworze/search/?q=karuzela").text
    assert f'href="/nowe-podworze/problems/{problem.pk}/"' in page


def test_what_nobody_may_see_moves_nothing_up(client, make):
    first, other = make("Brak ławek"), make("Ciemny przystanek")
    unseen = make("Cicha sprawa", visibility=Visibility.PRIVATE)
    Problem.objects.filter(pk=unseen.pk).update(merged_into=first)
    Support.objects.create(problem=unseen, browser_digest="1")
    page = client.get("/podworze/problems/?sort=supports").text
    assert page.index(other.title) < page.index(first.title)
