import re

import pytest

from podworko.places.models import Area
from tests.factories import (
    SQUARE,
    AreaNameFactory,
    BoundaryFactory,
    CommunityExtentFactory,
    CommunityFactory,
    CommunityNameFactory,
    StreetFactory,
)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text.partition("<main")[2]))


def ask(client, slug, street, day):
    return words(client.get(f"/{slug}/history/", {"street": street, "date": day}))


@pytest.mark.parametrize("asked", ["ul. Sołtysowskiej", "Soltysowska"])
def test_no_programme_covered_soltysowska_in_2011(client, azory, asked):
    said = ask(client, "krakow", asked, "2011-06-01")
    assert "Sołtysowska, 1 czerwca 2011 Na pewno nic Niepewne nic W innym czasie Sikorki" in said


@pytest.mark.parametrize("asked", ["ul. Sołtysowskiej", "Soltysowska"])
def test_sikorki_uncertainly_covered_soltysowska_in_2016(client, azory, asked):
    said = ask(client, "krakow", asked, "2016-06-01")
    assert "Na pewno nic Niepewne Sikorki – mieszkańcy budynku socjalnego przy ul. Sołtysowskiej" in said
    assert "wymienione przy etapie z 2013 roku, dokładnej daty źródło nie podaje" in said
    assert "Źródło: prezentacja MOPS w Krakowie" in said


def test_city_lists_its_twelve_programmes_and_the_rename(client, azory):
    response = client.get("/krakow/history/")
    assert response.text.count('<h3 class="entry-title">') == 12
    assert "Na Olszy dawniej: Celarowska" in words(response)


def test_real_azory_tells_its_boundary_with_its_source(client, azory):
    said = words(client.get("/azory/history/"))
    assert "1,192 km²" in said
    assert "Gmina Miejska Kraków, MSIP, stan na 2026-09-26" in said
    assert "od: nie wiadomo" in said
    assert "studium przypadku projektu URBinclusion" in said


def test_city_without_a_boundary_says_so(client, azory):
    assert "nie ma jeszcze zapisanej granicy" in words(client.get("/krakow/history/"))


def test_area_with_nothing_answers_in_words(client, area):
    said = words(client.get("/podworze/history/"))
    assert "nie ma jeszcze zapisanej granicy" in said
    assert "Nie zapisano jeszcze żadnej społeczności" in said
    assert "Leży w Dzielnica" in said


def test_names_and_boundaries_are_told_in_the_order_in_which_they_held(client, area):
    AreaNameFactory(area=area, name="Podwórze", starts="1990", ends="..")
    AreaNameFactory(area=area, name="Stare Podwórze", starts="1950", ends="1989")
    BoundaryFactory(area=area, description="dziś", starts="2001", ends="..")
    BoundaryFactory(area=area, description="dawniej", geometry=None, starts="1950", ends="2000")
    said = words(client.get("/podworze/history/"))
    assert said.index("Stare Podwórze od: 1950 · do: 1989") < said.index("Podwórze od: 1990 · do: trwa nadal")
    assert said.index("dawniej") < said.index("dziś")


def test_boundary_is_drawn_and_its_picture_has_words(client, area):
    BoundaryFactory(area=area, geometry=SQUARE)
    text = client.get("/podworze/history/").text
    assert 'class="drawn-map"' in text
    assert "Rysunek granicy. Powierzchnia: 1,592 km²" in text


def test_street_that_nobody_names_is_no_error(client, area):
    said = ask(client, "podworze", "Wiślna", "2016-06-01")
    assert "Lista jest niepełna" in said


def test_streets_that_fit_alike_are_offered(client, area):
    StreetFactory(area=area, name="Józefa Elsnera")
    StreetFactory(area=area, name="Józefa Mehoffera")
    response = client.get("/podworze/history/", {"street": "Józefa", "date": "2016-06-01"})
    assert "?street=J%C3%B3zefa%20Mehoffera&amp;date=2016-06-01#answer" in response.text


@pytest.mark.parametrize(("street", "day"), [("", "2016-06-01"), ("Niska", ""), ("Niska", "wczoraj"), ("", "")])
def test_question_that_misses_something_asks_for_it(client, area, street, day):
    response = client.get("/podworze/history/", {"street": street, "date": day})
    assert response.status_code == 200
    assert "Trzeba coś poprawić" in response.text
    assert "Na pewno" not in response.text


def test_day_may_be_typed_as_people_write_it(client, area):
    StreetFactory(area=area, name="Niska")
    assert "Niska, 1 czerwca 2016" in ask(client, "podworze", "Niska", "1.06.2016")


def test_change_is_offered_only_to_who_may_change(client, keeper, people):
    link = "/podworze/settings/"
    assert link in keeper.get("/podworze/history/").text
    for person in people.values():
        assert link not in person.get("/podworze/history/").text


def test_payload_in_every_text_stays_text(client, area):
    payload = "<script>alert(1)</script>"
    Area.objects.filter(pk=area.pk).update(description=payload, description_source=payload, label=payload)
    AreaNameFactory(area=area, name=payload, source=payload, date_note=payload)
    BoundaryFactory(area=area, description=payload, attribution=payload, source=payload)
    community = CommunityFactory(name=payload, slug="x", areas=[area])
    CommunityExtentFactory(community=community, description=payload, street_names=["Niska"], source=payload)
    text = client.get("/podworze/history/", {"street": "Niska", "date": "2016-06-01"}).text
    assert payload not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, area, count, django_assert_num_queries):
    for number in range(count):
        community = CommunityFactory(areas=[area], name=f"Społeczność {number}", slug=f"s{number}")
        CommunityNameFactory(community=community)
        CommunityExtentFactory(community=community)
        AreaNameFactory(area=area)
        BoundaryFactory(area=area)
    with django_assert_num_queries(12):
        client.get("/podworze/history/")
