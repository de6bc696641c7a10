from tests.factories import AreaNameFactory, BoundaryFactory


def path(row, part):
    return f"/podworze/settings/{part}/{row.pk}/delete/"


def test_boundary_entered_by_mistake_goes(keeper, area):
    row = BoundaryFactory(area=area)
    assert "Usunięto" in keeper.post(path(row, "boundaries"), follow=True).text
    assert not area.boundaries.exists()


def test_name_in_force_stays_and_the_page_says_why(keeper, area):
    row = AreaNameFactory(area=area, name="Podwórze")
    assert "Obecnej nazwy nie można usunąć" in keeper.post(path(row, "names"), follow=True).text
    assert area.names.exists()


def test_looking_deletes_nothing(keeper, area):
    assert keeper.get(path(BoundaryFactory(area=area), "boundaries")).status_code == 405


def test_nobody_else_deletes(is_closed_to_others, area):
    assert is_closed_to_others(path(BoundaryFactory(area=area), "boundaries"))
    assert area.boundaries.exists()
