import pytest
from django.db.models import Sum

from podworko.core.visibility import Visibility
from podworko.organisations.choices import Precision, Status
from podworko.resources import cells
from podworko.resources.models import Cell, CountedEntry
from tests.factories import AreaFactory, CategoryFactory, ListingFactory, LocationFactory, OrganisationFactory


@pytest.fixture
def city(db):
    return AreaFactory(slug="miasto")


@pytest.fixture
def estate(city):
    return AreaFactory(slug="azory", parent=city)


@pytest.fixture
def category(estate):
    return CategoryFactory(area=estate, code="edukacja")


def entry(category, visibility=Visibility.PUBLIC, **values):
    values = {"latitude": 50.0866, "longitude": 19.9062, **values}
    organisation = OrganisationFactory(home_area=category.area, visibility=Visibility.PUBLIC)
    location = LocationFactory(organisation=organisation, visibility=visibility, **values)
    ListingFactory(location=location, category=category)
    return location


def totals(area, category=""):
    return list(
        Cell.objects.filter(area=area, zoom=cells.TOTALS, category=category).values_list("entries", "placed", "exact")
    )


def table():
    return sorted(Cell.objects.values_list("area", "zoom", "category", "x", "y", "entries", "longitude_sum"))


def test_entry_is_counted_in_its_area_and_in_those_round_it(city, estate, category):
    cells.refresh([entry(category).pk])
    assert totals(estate) == totals(city) == totals(city, "edukacja") == [(1, 1, 1)]
    assert Cell.objects.filter(area=city, zoom=12, category="").get().entries == 1


def test_entries_of_one_place_share_a_cell_and_its_middle(estate, category):
    cells.refresh([entry(category).pk, entry(category, longitude=19.9064).pk])
    cell = Cell.objects.get(area=estate, zoom=12, category="")
    assert cell.entries == 2
    assert cell.longitude_sum / cell.placed / cells.E7 == pytest.approx(19.9063)


def test_entry_without_a_point_is_counted_but_lies_in_no_cell(estate, category):
    cells.refresh([entry(category, latitude=None, longitude=None).pk])
    assert totals(estate) == [(1, 0, 0)]
    assert not Cell.objects.filter(zoom__in=cells.ZOOMS).exists()


def test_approximate_entry_is_not_counted_as_exact(estate, category):
    cells.refresh([entry(category, precision=Precision.STREET).pk])
    assert totals(estate) == [(1, 1, 0)]


@pytest.mark.parametrize("visibility", [Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE])
def test_entry_that_not_everybody_may_see_is_not_counted(estate, category, visibility):
    cells.refresh([entry(category, visibility).pk])
    assert totals(estate) == []


def test_moved_entry_leaves_its_old_cell(estate, category):
    location = entry(category)
    cells.refresh([location.pk])
    location.longitude = 20.1
    location.save()
    cells.refresh([location.pk])
    moved = table()
    cells.rebuild()
    assert table() == moved
    assert totals(estate) == [(1, 1, 1)]


def test_hidden_closed_or_deleted_entries_leave_nothing_behind(estate, category):
    hidden, closed, deleted = (entry(category) for _ in range(3))
    ids = [hidden.pk, closed.pk, deleted.pk]
    cells.refresh(ids)
    assert totals(estate) == [(3, 3, 3)]
    hidden.visibility = Visibility.PARTNERS
    hidden.save()
    closed.organisation.status = Status.CLOSED
    closed.organisation.save()
    deleted.delete()
    cells.refresh(ids)
    assert not Cell.objects.exists()
    assert not CountedEntry.objects.exists()


def test_telling_twice_counts_once(estate, category):
    location = entry(category)
    cells.refresh([location.pk, location.pk])
    cells.refresh([location.pk])
    assert totals(estate) == [(1, 1, 1)]


def test_all_places_of_an_organisation_are_told_at_once(estate, category):
    location = entry(category)
    cells.refresh_organisations([location.organisation_id])
    assert totals(estate) == [(1, 1, 1)]


def test_every_zoom_holds_every_placed_entry(city, category):
    for number in range(20):
        entry(category, latitude=50 + number / 100, longitude=19.5 + number / 70)
    cells.rebuild()
    summed = Cell.objects.filter(area=city, category="", zoom__in=cells.ZOOMS).values("zoom").annotate(Sum("entries"))
    assert {row["entries__sum"] for row in summed} == {20}
    assert len(summed) == len(cells.ZOOMS)
