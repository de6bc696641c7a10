import pytest

from tests.factories import AreaNameFactory, BoundaryFactory


def path(row, part):
    return f"/podworze/settings/{part}/{row.pk}/"


def test_misspelt_name_in_force_is_put_right(keeper, area):
    row = AreaNameFactory(area=area, name="Podwórze")
    keeper.post(path(row, "names"), {"name": "Podwórko", "starts": "ok. 1960", "ends": "nadal"})
    area.refresh_from_db()
    row.refresh_from_db()
    assert (area.name, row.name, row.starts) == ("Podwórko", "Podwórko", "1960~")


def test_dates_and_source_of_a_boundary_are_put_right_and_its_outline_stays(keeper, area):
    row = BoundaryFactory(area=area)
    outline = row.geometry
    keeper.post(path(row, "boundaries"), {"starts": "05.2001", "source": "mapa miasta"})
    row.refresh_from_db()
    assert (row.starts, row.source, row.geometry) == ("2001-05", "mapa miasta", outline)


def test_two_people_at_once_are_asked_which_version_stays(keeper, area):
    row = BoundaryFactory(area=area)
    form = keeper.get(path(row, "boundaries")).context["form"]
    opened = {"version": form["version"].value(), "shown": form["shown"].value()}
    keeper.post(path(row, "boundaries"), {**opened, "source": "pierwsze"})
    text = keeper.post(path(row, "boundaries"), {**opened, "source": "drugie"}).text
    assert "W tym czasie ktoś zmienił to samo" in text
    row.refresh_from_db()
    assert row.source == "pierwsze"


def test_part_of_another_area_or_of_no_kind_is_not_found(keeper, area):
    assert keeper.get(path(BoundaryFactory(), "boundaries")).status_code == 404
    assert keeper.get(path(BoundaryFactory(area=area), "photos")).status_code == 404


@pytest.mark.parametrize("part", ["names", "boundaries"])
def test_page_is_for_who_may_change_the_area(is_closed_to_others, area, part):
    row = AreaNameFactory(area=area) if part == "names" else BoundaryFactory(area=area)
    assert is_closed_to_others(path(row, part))
