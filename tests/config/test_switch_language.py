import pytest

from tests.factories import AreaFactory


def test_language_stays_for_the_next_pages_and_brings_back(client, db):
    AreaFactory(name="Azory", slug="azory")
    response = client.get("/language/uk/", {"next": "/azory/map/?q=apteka"})
    assert response.status_code == 302
    assert response["Location"] == "/azory/map/?q=apteka"
    assert '<html lang="uk">' in client.get("/azory/map/").text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "\\\\evil.example", "javascript:alert(1)", "/\\evil.example", ""],
)
def test_switching_never_leads_to_another_site(client, db, elsewhere):
    assert client.get("/language/en/", {"next": elsewhere})["Location"] == "/"


def test_line_break_in_the_way_back_does_not_reach_the_headers(client, db):
    response = client.get("/language/en/", {"next": "/azory/\r\nSet-Cookie: a=b"})
    assert "\n" not in response["Location"]
    assert set(response.cookies) == {"django_language"}


def test_unknown_language_is_not_found(client, db):
    assert client.get("/language/xx/").status_code == 404


def test_switching_is_never_kept_by_a_cache(client, db):
    assert "no-store" in client.get("/language/en/")["Cache-Control"]
