import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.shortcuts import render
from django.urls import resolve

from podworko.config.templatetags import quick_extends
from podworko.core.visibility import Visibility
from tests.factories import AreaFactory, OrganisationFactory, UserFactory


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


def test_what_people_type_never_opens_a_part_of_the_frame(client, area):
    for name in ("title", "content", "side"):
        page = client.get("/azory/search/", {"q": f"--block-{name}--"})
        assert f"--block-{name}--" in page.text
        assert page.text.count("<h1") == page.text.count("<footer") == 1


def test_message_is_shown_to_whom_it_was_said_and_to_nobody_else(rf, area):
    request = rf.get("/azory/search/?q=apteka")
    request.resolver_match = resolve("/azory/search/")
    request.user, request.session = AnonymousUser(), {}
    request._messages = default_storage(request)
    quiet = render(request, "portal/search.html", {"area": area}).text
    messages.success(request, "Zapisano zupełnie nową rzecz.")
    told = render(request, "portal/search.html", {"area": area}).text
    request._messages = default_storage(request)
    assert "Zapisano zupełnie nową rzecz." in told
    assert render(request, "portal/search.html", {"area": area}).text == quiet
    assert "Zapisano" not in quiet


@pytest.mark.parametrize("path", ["/azory/", "/azory/map/", "/azory/organisations/", "/azory/calendar/?view=month"])
def test_page_in_the_kept_frame_is_the_page_that_is_drawn_whole(client, area, monkeypatch, path):
    OrganisationFactory(home_area=area, visibility=Visibility.PUBLIC)
    first, kept = client.get(path).content, client.get(path).content
    monkeypatch.setattr(quick_extends, "BASE", "another.html")
    assert first == kept == client.get(path).content
