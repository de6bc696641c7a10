import pytest
from django.core.cache import cache

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import AreaFactory, AreaRoleFactory, MembershipFactory, OrganisationFactory, ProblemFactory

SEEN = {"kind": "observation", "text": "Dwie lampy nie świecą.", "source": "spacer z mieszkańcami"}


@pytest.fixture
def area(db):
    return AreaFactory(slug="podworze", name="Podwórze", parent=AreaFactory(slug="dzielnica", name="Dzielnica"))


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def hidden(area):
    """An organisation that only its own people see."""
    return OrganisationFactory(home_area=area, active_in=[area], name="Cicha grupa", visibility=Visibility.PRIVATE)


@pytest.fixture
def member(organisation):
    return MembershipFactory(organisation=organisation, role=MembershipRole.MEMBER, user__name="Maria Członkini").user


@pytest.fixture
def coordinator(area):
    return AreaRoleFactory(area=area, user__email="koordynator@example.org", user__name="Kora Koordynator").user


@pytest.fixture
def keeper(client, coordinator):
    """A browser in which the coordinator has signed in."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def make(area):
    def make(title="Ciemny przystanek", **values):
        return ProblemFactory(**{"area": area, "title": title, **values})

    return make


@pytest.fixture
def nobody_counted(db):
    """No attempts of other tests stand in the way."""
    cache.clear()


@pytest.fixture
def form():
    """What the form of a problem sends from a coordinator: the least that it must."""
    return {
        "kind": "problem",
        "title": "Ciemny przystanek",
        "visibility": "public",
        "state": "acknowledged",
        "came_by": "paper",
    }
