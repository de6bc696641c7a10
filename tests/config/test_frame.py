import pytest

from podworko.config.templatetags import frame
from podworko.core.visibility import Visibility
from tests.factories import AreaFactory, OrganisationFactory, UserFactory


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch):
    monkeypatch.setattr(frame, "_shared", {})


@pytest.fixture
def area(db):
    return AreaFactory(name="Azory", slug="azory")


def test_frame_drawn_for_one_passer_by_leads_the_next_back_to_their_own_page(client, area):
    client.get("/azory/search/?q=apteka")
    page = client.get("/azory/search/?q=zlobek")
    assert "q%3Dzlobek" in page.text
    assert "q=zlobek" in page.text
    assert "apteka" not in page.text


def test_address_in_the_frame_is_escaped(client, area):
    for question in ("a&b", '"><script>', "--back--", "--address--"):
        page = client.get("/azory/search/", {"q": question})
        assert "<script>" not in page.text
        assert page.text.count("<footer") == 1


def test_frame_of_a_signed_in_person_is_theirs_alone(client, area):
    person = UserFactory(name="Halina")
    client.get("/azory/search/")
    client.force_login(person)
    assert "Halina" in client.get("/azory/search/").text
    client.logout()
    assert "Halina" not in client.get("/azory/search/").text


def test_frame_speaks_the_language_of_the_reader(client, area):
    assert 'lang="pl"' in client.get("/azory/search/").text
    assert '<html lang="uk"' in client.get("/azory/search/", headers={"Accept-Language": "uk"}).text
    assert ">UK<" in client.get("/azory/search/", headers={"Accept-Language": "uk"}).text
    assert ">PL<" in client.get("/azory/search/", headers={"Accept-Language": "pl"}).text


def test_renamed_area_shows_its_new_name_at_once(client, area):
    client.get("/azory/search/")
    area.name = "Azory Nowe"
    area.save()
    assert "Azory Nowe" in client.get("/azory/search/").text


def test_same_area_marks_the_page_that_is_open(client, area):
    OrganisationFactory(home_area=area, visibility=Visibility.PUBLIC)
    assert client.get("/azory/map/").text.count('aria-current="page"') >= 1
    assert 'href="/azory/map/" aria-current' not in client.get("/azory/search/").text
