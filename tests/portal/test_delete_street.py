import pytest

from tests.factories import StreetFactory


@pytest.fixture
def path(area):
    return f"/podworze/settings/streets/{StreetFactory(area=area, name='Niska').pk}/delete/"


def test_street_leaves_the_list(keeper, area, path):
    assert "Usunięto z listy: Niska" in keeper.post(path, follow=True).text
    assert not area.streets.exists()
    assert keeper.post(path).status_code == 404


def test_looking_deletes_nothing(keeper, area, path):
    assert keeper.get(path).status_code == 405
    assert area.streets.exists()


def test_street_of_another_area_is_not_deleted_from_here(keeper, area):
    other = StreetFactory()
    assert keeper.post(f"/podworze/settings/streets/{other.pk}/delete/").status_code == 404


def test_nobody_else_deletes(is_closed_to_others, path):
    assert is_closed_to_others(path)
