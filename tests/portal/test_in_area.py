import pytest

from podworko.places.models import FormerSlug


@pytest.fixture
def renamed(area):
    FormerSlug.objects.create(area=area, slug="stare")
    return area


def test_former_address_of_an_area_redirects_with_its_filters(client, renamed):
    response = client.get("/stare/map/?category=edukacja&q=%C5%82%C4%85ka")
    assert response.status_code == 302
    assert response["Location"] == "/podworze/map/?category=edukacja&q=%C5%82%C4%85ka"


def test_former_address_leads_to_where_it_says(client, renamed):
    assert client.get("/stare/map/", follow=True).status_code == 200


def test_address_of_no_area_is_not_found(client, renamed):
    assert client.get("/nigdzie/map/").status_code == 404
