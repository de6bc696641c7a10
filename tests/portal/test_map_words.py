"""The map narrowed by words: its page, its GeoJSON and its clusters."""

import json

import pytest

from podworko.core.search import index
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import CategoryFactory, LocationFactory, MembershipFactory, OrganisationFactory, ResourceFactory
from tests.portal.conftest import MIDDLE
from tests.portal.pages import words
from tests.portal.test_area_map import links, titles

PAGE = "/podworze/map/"


@pytest.fixture
def entry(make_entry):
    """Makes an entry that can be found by words."""

    def make(*args, **values):
        location = make_entry(*args, **{**MIDDLE, **values})
        index.refresh(location.organisation)
        return location

    return make


def names(client, query):
    document = json.loads(client.get(f"/podworze/map.geojson{query}").getvalue())
    return [feature["properties"]["name"] for feature in document["features"]]


def clustered(client, query):
    return client.get(f"/podworze/map/clusters.json{query}&zoom=12").json()["entries"]


@pytest.mark.parametrize("asked", ["apteka", "aptekach", "APTEKĘ", "apteka na Długiej", "aptkea", "apt"])
def test_list_drawing_and_data_hold_what_the_words_say_in_any_form(client, entry, asked):
    entry("Apteka pod Lwem")
    entry("Szkoła")
    page = client.get(PAGE, {"q": asked})
    assert titles(page) == ["Apteka pod Lwem"]
    assert page.text.count('class="map-marker"') <= 1
    assert "Pasuje do filtrów: 1." in words(page)
    assert names(client, f"?q={asked}") == ["Apteka pod Lwem"]
    assert names(client, f"?q={asked}&bbox=19,50,20,51") == ["Apteka pod Lwem"]
    assert clustered(client, f"?q={asked}") == 1


def test_entry_is_found_by_its_street_category_and_what_it_has(client, entry):
    place = entry("Klub", street_name="Niska")
    entry("Szkoła")
    ResourceFactory(organisation=place.organisation, name="Rzutnik", visibility=Visibility.PUBLIC)
    index.refresh(place.organisation)
    assert titles(client.get(PAGE, {"q": "ul. Niskiej"})) == ["Klub"]
    assert titles(client.get(PAGE, {"q": "rzutniki"})) == ["Klub"]
    assert sorted(titles(client.get(PAGE, {"q": "edukacja"}))) == ["Klub", "Szkoła"]


def test_of_several_places_only_the_one_at_that_street_is_shown(client, entry):
    here = entry("Lekarze", street_name="Niska")
    entry("Lekarze", street_name="Wysoka", organisation=here.organisation)
    (shown,) = client.get(PAGE, {"q": "niska"}).context["map_page"].page.rows
    assert shown.pk == here.pk
    assert len(titles(client.get(PAGE, {"q": "lekarze"}))) == 2


def test_what_stands_at_one_place_shows_that_place_only(client, entry):
    here = entry("Lekarze", street_name="Niska")
    entry("Lekarze", street_name="Wysoka", organisation=here.organisation)
    ResourceFactory(organisation=here.organisation, location=here, name="Gips", visibility=Visibility.PUBLIC)
    index.refresh(here.organisation)
    (shown,) = client.get(PAGE, {"q": "gips"}).context["map_page"].page.rows
    assert shown.pk == here.pk


def test_words_go_together_with_the_other_filters(client, area, entry):
    entry("Apteka pod Lwem")
    entry("Apteka Zdrowie", category=CategoryFactory(area=area, code="zdrowie", letter="Z"), precision="street")
    page = client.get(PAGE, {"q": "apteka", "category": "zdrowie"})
    assert titles(page) == ["Apteka Zdrowie"]
    assert "/podworze/map/?q=apteka" in links(page)
    assert "/podworze/map/?q=apteka&amp;category=edukacja" in links(page)
    assert 'value="apteka"' in page.text
    assert titles(client.get(PAGE, {"q": "apteka", "exact": "1"})) == ["Apteka pod Lwem"]


def test_word_that_was_replaced_is_named(client, entry):
    entry("Żłobek")
    assert "pokazuję wyniki dla żłobek" in words(client.get(PAGE, {"q": "zlobke"}))
    assert "pokazuję wyniki" not in words(client.get(PAGE, {"q": "żłobki"}))


def test_some_of_the_words_are_better_than_nothing_and_it_is_said(client, entry):
    entry("Apteka")
    page = client.get(PAGE, {"q": "apteka krokodyl"})
    assert titles(page) == ["Apteka"]
    assert "Pokazuję to, co zawiera niektóre" in words(page)


def test_nothing_fits_and_there_is_a_way_out(client, entry):
    entry("Apteka")
    page = client.get(PAGE, {"q": "krokodyl"})
    assert titles(page) == []
    assert "Nic nie pasuje do „krokodyl”" in words(page)
    assert {"/podworze/map/"} < set(links(page))
    assert 'href="/podworze/search/?q=krokodyl"' in page.text
    assert "Szukaj bez innych filtrów" not in page.text
    assert names(client, "?q=krokodyl") == []
    assert clustered(client, "?q=krokodyl") == 0


def test_words_that_fit_but_not_with_the_other_filters(client, entry):
    entry("Apteka", precision="street")
    page = client.get(PAGE, {"q": "apteka", "exact": "1"})
    assert "do tych słów i zarazem do pozostałych filtrów" in words(page)
    assert {"/podworze/map/?q=apteka", "/podworze/map/?exact=1"} < set(links(page))


@pytest.mark.parametrize("asked", ["!!", "'", '"', "%", "* OR 1", "^a#b", "<script>"])
def test_signs_break_nothing_and_stay_text(client, entry, asked):
    entry("Apteka")
    page = client.get(PAGE, {"q": asked})
    assert page.status_code == 200
    assert "<script>”" not in page.text


def test_nobody_finds_by_words_what_they_may_not_see(client, area, entry):
    hidden = entry("Tajny klub", visibility=Visibility.ORGANISATION, owner=Visibility.ORGANISATION)
    shown = entry("Apteka")
    ResourceFactory(organisation=shown.organisation, name="Sejf", visibility=Visibility.ORGANISATION)
    index.refresh(shown.organisation)
    for word in ("tajny", "sejf"):
        assert titles(client.get(PAGE, {"q": word})) == []
        assert names(client, f"?q={word}") == []
        assert clustered(client, f"?q={word}") == 0
    for location in (hidden, shown):
        client.force_login(MembershipFactory(organisation=location.organisation, role=MembershipRole.MEMBER).user)
        word = "tajny" if location == hidden else "sejf"
        assert titles(client.get(PAGE, {"q": word})) == [location.organisation.name]
        assert clustered(client, f"?q={word}") == 1


def test_azory_is_narrowed_by_the_words_of_its_list(client, azory):
    assert len(titles(client.get("/azory/map/", {"q": "pod owieczką"}))) == 3
    assert 0 < len(titles(client.get("/azory/map/", {"q": "przedszkola"}))) < 10
    assert len(titles(client.get("/azory/map/", {"q": "hygeia"}))) == 1


def test_number_of_queries_does_not_grow_with_entries(client, entry, django_assert_max_num_queries):
    entry("Apteka 1")
    client.get(PAGE, {"q": "apteka"})
    with django_assert_max_num_queries(20) as few:
        client.get(PAGE, {"q": "apteka"})
    for number in range(2, 30):
        entry(f"Apteka {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE, {"q": "apteka"})


def test_without_words_the_search_is_not_asked(client, entry, django_assert_max_num_queries):
    entry("Apteka")
    with django_assert_max_num_queries(20) as asked:
        client.get(PAGE)
    assert not [each["sql"] for each in asked.captured_queries if "searchdocument" in each["sql"]]


def test_place_in_an_area_where_its_organisation_is_not_active_is_found(client, area, entry, category):
    far = OrganisationFactory(name="Poczta", visibility=Visibility.PUBLIC)
    entry("Poczta", organisation=far, name="Okienko")
    LocationFactory(organisation=far, visibility=Visibility.PUBLIC)
    index.refresh(far)
    assert len(titles(client.get(PAGE, {"q": "poczta"}))) == 1
