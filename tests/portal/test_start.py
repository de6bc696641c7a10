import pytest

from tests.factories import AdministratorFactory, AreaFactory, UserFactory


def test_empty_instance_is_a_plain_page_for_everybody_else(client, db):
    text = client.get("/").text
    assert "Tu jeszcze nic nie ma" in text
    assert "/areas/new/" not in text
    client.force_login(UserFactory())
    assert "Tu jeszcze nic nie ma" in client.get("/").text


def test_empty_instance_leads_its_administrator_to_the_first_estate(client, db):
    client.force_login(AdministratorFactory())
    assert client.get("/")["Location"] == "/areas/new/"


def test_areas_are_listed_and_the_invented_one_says_so(client, area):
    AreaFactory(name="Trzepakowo", slug="trzepakowo", is_sample=True)
    text = client.get("/").text
    assert 'href="/podworze/map/"' in text
    assert "przykład, wymyślone" in text
    assert "/areas/new/" not in text


def test_administrator_may_found_another(client, area):
    client.force_login(AdministratorFactory())
    assert "/areas/new/" in client.get("/").text


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, db, count, django_assert_num_queries):
    for _ in range(count):
        AreaFactory()
    with django_assert_num_queries(2):
        client.get("/")
