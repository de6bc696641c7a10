import pytest
from factory.django import DjangoModelFactory

from tests import factories

FACTORIES = [
    value
    for value in vars(factories).values()
    if isinstance(value, type)
    and issubclass(value, DjangoModelFactory)
    and value is not DjangoModelFactory
    and not value._meta.abstract
]


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_factory_makes_rows_that_the_database_and_validation_accept(db, factory):
    for row in (factory(), factory()):
        row.full_clean(exclude=["active_in", "official_code"])


def test_area_lies_inside_its_parent(db):
    city = factories.AreaFactory()
    estate = factories.AreaFactory(parent=city)
    assert estate.path_ids == [city.pk, estate.pk]


def test_organisation_is_active_where_it_is_at_home(db):
    organisation = factories.OrganisationFactory()
    assert list(organisation.active_in.all()) == [organisation.home_area]
