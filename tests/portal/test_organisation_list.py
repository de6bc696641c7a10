import re

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole, Sector, Status
from podworko.portal import organisation_list as module
from tests.factories import AreaFactory, CategoryFactory, MembershipFactory, OrganisationFactory
from tests.portal.pages import titles, words

ADDRESS = "/podworze/organisations/"


@pytest.fixture
def make(area):
    def make(name, **values):
        return OrganisationFactory(**{"home_area": area, "name": name, "visibility": Visibility.PUBLIC, **values})

    return make


def here(response):
    return titles(response)[: len(titles(response)) - response.text.partition("<aside")[2].count("entry-title")]


def test_azory_lists_who_is_active_in_it_in_polish_order(client, azory):
    response = client.get("/azory/organisations/")
    found = here(response)
    assert len(found) == 34
    assert found[0] == "Apteka Hygieia"
    assert found.index("Zespół Szkół Ogólnokształcących XIV Liceum Ogólnokształcące im. M. Kopernika") == 31
    assert found[-2:] == ["Źródło - Przedszkole", "Żłobek nr 25"]
    assert "Liczba organizacji i grup: 34." in words(response)


def test_azory_names_those_who_are_active_more_widely(client, azory):
    aside = client.get("/azory/organisations/").text.partition("<aside")[2]
    assert "Stowarzyszenie Metropolia Krakowska" in aside
    assert "Rada Dzielnicy IV" not in aside


@pytest.mark.parametrize(("is_confirmed", "shown"), [(True, "Długa 1/62<"), (False, "Długa 1<")])
def test_flat_is_shown_only_when_its_owner_has_confirmed_it(client, make_entry, is_confirmed, shown):
    make_entry(flat_number="62", is_flat_confirmed=is_confirmed)
    assert shown in client.get("/podworze/organisations/").text


def test_azory_shows_no_flat_number(client, azory):
    assert "4/62" not in client.get("/azory/organisations/").text


def test_organisation_with_many_places_names_two_and_their_number(client, azory):
    assert "Józefa Elsnera 3, Marii Jaremy 5 i inne miejsca, razem: 3" in words(client.get("/azory/organisations/"))


def test_area_round_it_lists_those_inside(client, make):
    make("Szkoła")
    assert here(client.get("/dzielnica/organisations/")) == ["Szkoła"]


def test_organisation_with_a_place_here_is_listed_though_its_home_is_elsewhere(client, make_entry):
    stranger = OrganisationFactory(home_area=AreaFactory(), name="Obca", visibility=Visibility.PUBLIC)
    make_entry(organisation=stranger)
    assert here(client.get(ADDRESS)) == ["Obca"]


def test_list_can_be_asked_for_by_sector_letter_and_category(client, area, make, make_entry):
    make("Łąka", sector=Sector.CIVIC)
    make("Lipa", sector=Sector.PUBLIC)
    make_entry("Żuraw", category=CategoryFactory(area=area, code="zdrowie"))
    assert here(client.get(f"{ADDRESS}?sector=civic")) == ["Łąka"]
    assert here(client.get(f"{ADDRESS}?letter=ł")) == ["Łąka"]
    assert here(client.get(f"{ADDRESS}?letter=l")) == ["Lipa"]
    assert here(client.get(f"{ADDRESS}?category=zdrowie")) == ["Żuraw"]
    assert here(client.get(f"{ADDRESS}?category=zdrowie&letter=l")) == []


def test_letters_are_those_with_which_names_begin(client, make):
    for name in ("Łąka", "„Lipa”", "Żuraw", "7 kropek"):
        make(name)
    letters = re.findall(r"letter=[^\"]*\">([^<]*)</a>", client.get(ADDRESS).text)
    assert letters == ["L", "Ł", "Ż"]


def test_dirty_filters_are_passed_over(client, make):
    make("Szkoła")
    assert here(client.get(f"{ADDRESS}?letter=%00&sector=x&category=a b&page=0")) == ["Szkoła"]


def test_closed_organisation_is_left_out_and_an_uncertain_one_marked(client, make):
    make("Zamknięta", status=Status.CLOSED)
    make("Niepewna", status=Status.UNCERTAIN)
    response = client.get(ADDRESS)
    assert here(response) == ["Niepewna"]
    assert "nie wiadomo, czy działa" in words(response)


def test_category_of_a_hidden_place_tells_nothing(client, area, make_entry):
    make_entry("Szkoła", visibility=Visibility.ORGANISATION)
    response = client.get(f"{ADDRESS}?category=edukacja")
    assert here(response) == []
    assert "Długa 1" not in client.get(ADDRESS).text


def test_hidden_organisation_is_listed_only_for_whom_may_see_it(client, make):
    hidden = make("Ukryta", visibility=Visibility.ORGANISATION)
    make("Jawna")
    assert here(client.get(ADDRESS)) == ["Jawna"]
    client.force_login(MembershipFactory(organisation=hidden, role=MembershipRole.MEMBER).user)
    assert here(client.get(ADDRESS)) == ["Jawna", "Ukryta"]


def test_empty_area_says_so(client, area):
    assert "Nie ma tu jeszcze nikogo" in words(client.get(ADDRESS))


@pytest.mark.parametrize("many", [1000, 1])
def test_long_list_comes_in_pages_of_fifty_however_it_is_read(client, make, monkeypatch, many):
    monkeypatch.setattr(module, "MANY", many)
    for number in range(1, 54):
        make(f"Organizacja {number}")
    first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?page=2")
    assert here(first) == [f"Organizacja {number}" for number in range(1, 51)]
    assert here(second) == [f"Organizacja {number}" for number in range(51, 54)]


def test_number_of_queries_does_not_grow_with_organisations(client, make_entry, django_assert_max_num_queries):
    counted = []
    for names in (["A"], ["B", "C"]):
        for name in names:
            make_entry(name)
        with django_assert_max_num_queries(12) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
    assert counted[0] == counted[1]
