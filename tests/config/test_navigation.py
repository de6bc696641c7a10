import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import include, path, resolve

from podworko.config import navigation, views
from podworko.config.navigation import Frame, Page
from tests.factories import AreaFactory, UserFactory


def test_map_says_where_one_is(client, db):
    AreaFactory(name="Azory", slug="azory")
    page = client.get("/azory/map/").text
    assert 'href="/azory/map/" aria-current="page"' in page
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert " ".join(title.split()).endswith(" · Azory · Podwórko")


def test_frame_costs_no_query_and_no_token(client, db, django_assert_num_queries):
    AreaFactory(name="Azory", slug="azory")
    client.get("/azory/map/")
    response = client.get("/azory/map/")
    assert "csrfmiddlewaretoken" not in response.text
    assert "csrftoken" not in response.cookies
    frame = frame_of("/azory/map/")
    with django_assert_num_queries(0):
        assert frame.sections
        assert len(frame.languages) == 3
        assert frame.home
        assert frame.account_links == []


def test_sample_area_says_so_on_its_page_and_a_real_one_does_not(client, db):
    AreaFactory(name="Azory", slug="azory")
    AreaFactory(name="Trzepakowo", slug="trzepakowo", is_sample=True)
    sentence = "Nikogo takiego nie ma."
    assert sentence in client.get("/trzepakowo/map/").text
    assert sentence not in client.get("/azory/map/").text


def test_name_of_an_area_is_text_and_nothing_else(client, db):
    AreaFactory(name="<script>alert(1)</script>", slug="azory")
    page = client.get("/azory/map/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def frame_of(address, user=None):
    request = RequestFactory().get(address)
    request.resolver_match = resolve(request.path)
    request.user = user or AnonymousUser()
    return Frame(request)


class SomePages:
    """Addresses of a program that has a desk and a sign-in page."""

    portal = (
        [
            path("<slug:area_slug>/map/", views.styleguide, name="area_map"),
            path("desk/", views.styleguide, name="desk"),
        ],
        "portal",
    )
    accounts = ([path("sign-in/", views.styleguide, name="sign_in")], "accounts")
    config = ([path("language/<slug:code>/", views.switch_language, name="switch_language")], "config")
    urlpatterns = [path("", include(pages)) for pages in (portal, accounts, config)]


@pytest.fixture
def some_pages(settings):
    settings.ROOT_URLCONF = SomePages
    navigation._kind.cache_clear()
    yield
    navigation._kind.cache_clear()


def test_only_pages_that_exist_are_linked(some_pages):
    frame = frame_of("/azory/map/")
    assert [link.url for link in frame.sections] == ["/azory/map/"]
    assert frame.search is None
    assert frame.area_links == []
    assert frame.footer_links == []


def test_desk_is_for_whoever_signed_in(some_pages, db):
    assert [link.url for link in frame_of("/azory/map/", UserFactory()).sections] == ["/azory/map/", "/desk/"]


def test_signing_in_brings_back_to_the_page(some_pages):
    assert frame_of("/azory/map/?q=a").account.url == "/sign-in/?next=%2Fazory%2Fmap%2F%3Fq%3Da"
    assert frame_of("/sign-in/?next=/azory/map/").account.url == "/sign-in/"


def test_page_below_a_section_belongs_to_it(some_pages, monkeypatch):
    monkeypatch.setattr(navigation, "SECTIONS", [Page("portal:area_map", "Mapa", "map")])
    assert frame_of("/azory/map/").sections[0].current == "page"
    assert frame_of("/desk/").sections == []


def test_mailbox_is_linked_only_where_it_opens(settings):
    linked = [link.url for link in frame_of("/styleguide/").footer_links]
    assert "/mailbox/" not in linked
    settings.DEVELOPMENT = True
    assert "/mailbox/" in [link.url for link in frame_of("/styleguide/").footer_links]
