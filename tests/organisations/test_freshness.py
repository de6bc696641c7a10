import pytest

from podworko.core import versions
from podworko.organisations.freshness import bump_organisations
from tests.factories import AreaFactory, LocationFactory, OrganisationFactory


@pytest.fixture
def areas(db):
    return {slug: AreaFactory(slug=slug) for slug in ("dom", "praca", "filia", "rodzic", "gospodarz", "obok")}


def bumped(areas):
    return {slug for slug in areas if versions.read(f"area:{slug}")}


def test_change_reaches_every_page_that_names_the_organisation(areas):
    parent = OrganisationFactory(home_area=areas["rodzic"])
    organisation = OrganisationFactory(home_area=areas["dom"], parent=parent, active_in=[areas["praca"]])
    LocationFactory(organisation=organisation, area=areas["filia"])
    host = OrganisationFactory(home_area=areas["gospodarz"])
    LocationFactory(organisation=host, operator=organisation)
    OrganisationFactory(home_area=areas["obok"])
    bump_organisations([organisation.pk])
    assert bumped(areas) == {"dom", "praca", "filia", "rodzic", "gospodarz"}


def test_change_of_a_parent_reaches_its_parts(areas):
    parent = OrganisationFactory(home_area=areas["rodzic"])
    OrganisationFactory(home_area=areas["dom"], parent=parent)
    bump_organisations([parent.pk])
    assert bumped(areas) == {"rodzic", "dom"}
