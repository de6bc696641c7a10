import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.resources.models import Category, Listing
from tests.factories import CategoryFactory

ADDRESS = "/azory/categories/"


def test_coordinator_sees_them_with_what_stands_under_each(signed_in, estate):
    text = signed_in("coordinator").get(ADDRESS).text
    assert "Edukacja" in text
    assert "Miejsc: 1" in text


def test_area_without_any_gets_the_first_set(signed_in, estate):
    Listing.objects.all().delete()
    Category.objects.all().delete()
    client = signed_in("coordinator")
    assert "Nie ma jeszcze kategorii" in client.get(ADDRESS).text
    client.post(ADDRESS)
    assert "".join(estate.area.categories.values_list("letter", flat=True)) == "REZSI"
    client.post(ADDRESS)
    assert estate.area.categories.count() == 5


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_others_find_no_such_page(signed_in, who):
    assert signed_in(who).get(ADDRESS).status_code == 404


def queries_of(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    return len(queries)


def test_number_of_queries_does_not_grow(signed_in, estate):
    client = signed_in("coordinator")
    client.get(ADDRESS)
    before = queries_of(client)
    for letter in "ABC":
        CategoryFactory(area=estate.area, letter=letter)
    assert queries_of(client) == before
