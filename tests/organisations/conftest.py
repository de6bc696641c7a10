import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.actions import stakeholders
from podworko.organisations.choices import MembershipRole
from tests.factories import AreaFactory, AreaRoleFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.register import make_estate


@pytest.fixture
def azory(db):
    return AreaFactory(name="Azory")


@pytest.fixture
def club(azory):
    return OrganisationFactory(name="Klub", home_area=azory, visibility=Visibility.PUBLIC)


@pytest.fixture
def editor(club):
    user = UserFactory(email="redaktor@example.org", name="Ewa Redaktor")
    MembershipFactory(user=user, organisation=club, role=MembershipRole.EDITOR)
    return user


@pytest.fixture
def member(club):
    user = UserFactory(email="czlonek@example.org", name="Cezary Członek")
    MembershipFactory(user=user, organisation=club)
    return user


@pytest.fixture
def coordinator(azory):
    return AreaRoleFactory(area=azory, user__email="koordynator@example.org", user__name="Kora Koordynator").user


@pytest.fixture
def stranger(db):
    return UserFactory(email="obcy@example.org", name="Olga Obca")


@pytest.fixture
def estate(db):
    return make_estate()


@pytest.fixture
def signed_in(client, estate):
    """A function that signs one of the estate's people in: `signed_in("editor")`."""

    def sign_in(who):
        client.force_login(getattr(estate, who))
        return client

    return sign_in


@pytest.fixture
def library(azory):
    return OrganisationFactory(name="Biblioteka", home_area=azory, visibility=Visibility.PUBLIC)


@pytest.fixture
def keeper(client, coordinator):
    """A browser in which the coordinator has signed in."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def insider(azory, club):
    """A coordinator of the estate who belongs to the club."""
    user = AreaRoleFactory(area=azory, user__email="swoja@example.org", user__name="Iza Swoja").user
    MembershipFactory(user=user, organisation=club)
    return user


@pytest.fixture
def placed(azory, club, library, coordinator):
    """A function that places an organisation of the estate: `placed(club, 2, 4)`, power before interest."""

    def place(organisation, power, interest, **more):
        stance, note = more.pop("stance", ""), more.pop("note", "")
        values = {"assessor": "warsztat 4 maja", "by": coordinator} | more
        return stakeholders.assess(
            organisation, area=azory, placement=stakeholders.Placement(interest, power, stance, note), **values
        )

    return place
