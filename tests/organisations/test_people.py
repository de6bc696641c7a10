import pytest

from podworko.accounts.choices import AreaRoleKind
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import AdministratorFactory, AreaFactory, AreaRoleFactory, MembershipFactory, OrganisationFactory
from tests.organisations.joining import invite, invite_to_area


def test_coordinator_sees_roles_members_and_invitations(client, azory, club, coordinator, member):
    AreaRoleFactory(area=azory, kind=AreaRoleKind.ANALYST, user__name="Ala Analityk")
    invite_to_area(azory, coordinator, email="nowa@example.org")
    client.force_login(coordinator)
    page = client.get("/azory/people/").text
    for words in ("Ala Analityk", "Cezary Członek", "Klub", "nowa@example.org"):
        assert words in page


def test_people_of_an_empty_area_say_so(client, coordinator):
    client.force_login(coordinator)
    assert "Żadna organizacja nie ma jeszcze kont" in client.get("/azory/people/").text


def test_people_of_a_hidden_organisation_stay_hidden_from_the_coordinator(client, azory, coordinator):
    hidden = OrganisationFactory(name="Tajna", home_area=azory, visibility=Visibility.PRIVATE)
    MembershipFactory(organisation=hidden, user__name="Hanna Ukryta")
    client.force_login(coordinator)
    page = client.get("/azory/people/").text
    assert "Tajna" not in page
    assert "Hanna Ukryta" not in page


def test_administrator_sees_roles_but_no_members(client, azory, club, coordinator, member):
    client.force_login(AdministratorFactory())
    page = client.get("/azory/people/").text
    assert "Kora Koordynator" in page
    assert "Cezary Członek" not in page


@pytest.mark.parametrize(
    "kind", [AreaRoleKind.ANALYST, AreaRoleKind.FACILITATOR, AreaRoleKind.DATA_PROTECTION_OFFICER]
)
def test_other_roles_do_not_see_people(client, azory, kind):
    client.force_login(AreaRoleFactory(area=azory, kind=kind).user)
    assert client.get("/azory/people/").status_code == 404


def test_coordinator_of_another_area_does_not_see_people(client, azory):
    client.force_login(AreaRoleFactory(area=AreaFactory()).user)
    assert client.get("/azory/people/").status_code == 404


def test_people_ask_as_many_questions_for_three_as_for_one(client, azory, coordinator, django_assert_num_queries):
    client.force_login(coordinator)

    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get("/azory/people/")
        return len(queries)

    def one_more():
        organisation = OrganisationFactory(home_area=azory)
        MembershipFactory(organisation=organisation, role=MembershipRole.EDITOR)
        AreaRoleFactory(area=azory, kind=AreaRoleKind.ANALYST)
        invite_to_area(azory, coordinator)
        invite(organisation, coordinator)

    one_more()
    with_one = count()
    one_more()
    one_more()
    assert count() == with_one
