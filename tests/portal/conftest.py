import pytest
from django.test import Client

from podworko.core.visibility import Visibility
from podworko.places.models import Area
from podworko.resources import cells
from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    CategoryFactory,
    ListingFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
)

MIDDLE = {"latitude": 50.0866, "longitude": 19.9062}


@pytest.fixture
def azory(loaded_demo):
    """The real Azory."""
    return Area.objects.get(slug="azory")


@pytest.fixture
def area(db):
    """An estate with nothing in it, in a district of its own."""
    return AreaFactory(slug="podworze", name="Podwórze", parent=AreaFactory(slug="dzielnica", name="Dzielnica"))


@pytest.fixture
def category(area):
    return CategoryFactory(area=area, code="edukacja", name="Edukacja", letter="E", shape="square")


@pytest.fixture
def make_entry(area, category):
    """Makes an entry of the map; `title` and `owner` are the organisation's, all else the place's."""

    def make(title="Szkoła", *, category=category, owner=Visibility.PUBLIC, organisation=None, **values):
        values = {"visibility": Visibility.PUBLIC, "street_name": "Długa", "house_number": "1", **values}
        organisation = organisation or OrganisationFactory(home_area=area, name=title, visibility=owner)
        location = LocationFactory(organisation=organisation, area=area, **values)
        ListingFactory(location=location, category=category)
        cells.refresh([location.pk])
        return location

    return make


@pytest.fixture
def keeper(client, area):
    """A client signed in as the coordinator of `area`."""
    client.force_login(AreaRoleFactory(area=area, user__name="Koordynatorka").user)
    return client


@pytest.fixture
def people(area):
    """Clients who may not change `area`: a coordinator of another area, a member, a passer-by."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    elsewhere = AreaRoleFactory(area=AreaFactory(slug="gdzie-indziej", name="Gdzie indziej")).user
    member = MembershipFactory(organisation__home_area=area).user
    return {"elsewhere": signed_in(elsewhere), "member": signed_in(member), "passer_by": Client()}


@pytest.fixture
def is_closed_to_others(people):
    """A function that says whether a page exists for none of the people who may not change the area."""

    def check(path):
        answers = {name: client.post(path).status_code for name, client in people.items()}
        return answers == {"elsewhere": 404, "member": 404, "passer_by": 302}

    return check
