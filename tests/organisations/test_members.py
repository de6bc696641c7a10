from podworko.accounts.choices import AreaRoleKind
from podworko.organisations.actions.membership import open_records
from podworko.organisations.choices import MembershipRole, OpeningPurpose
from tests.factories import AdministratorFactory, AreaRoleFactory, MembershipFactory, OrganisationFactory
from tests.organisations.joining import invite

URL = "/azory/organisations/klub/members/"


def test_editor_sees_members_with_addresses_and_invitations(client, club, editor, member):
    invite(club, editor, email="nowa@example.org")
    client.force_login(editor)
    page = client.get(URL).text
    for words in ("Cezary Członek", "czlonek@example.org", "nowa@example.org", "Odbierz dostęp"):
        assert words in page


def test_member_sees_who_else_belongs_but_no_addresses(client, editor, member):
    client.force_login(member)
    page = client.get(URL).text
    assert "Ewa Redaktor" in page
    assert "redaktor@example.org" not in page
    assert "Odejdź z organizacji" in page
    assert "Odbierz dostęp" not in page


def test_stranger_and_member_of_another_organisation_see_nobody(client, azory, member, stranger):
    neighbour = MembershipFactory(organisation=OrganisationFactory(home_area=azory)).user
    for user in (stranger, neighbour, AreaRoleFactory(area=azory, kind=AreaRoleKind.ANALYST).user):
        client.force_login(user)
        assert client.get(URL).status_code == 404


def test_passer_by_is_asked_to_sign_in(client, club):
    assert client.get(URL).url == f"/accounts/sign-in/?next={URL}"


def test_coordinator_sees_an_organisation_without_accounts(client, club, coordinator):
    client.force_login(coordinator)
    assert "Nikt nie ma jeszcze konta" in client.get(URL).text


def test_editor_sees_who_opened_the_records_and_why(client, club, editor):
    administrator = AdministratorFactory(name="Adam Administrator")
    open_records(club, purpose=OpeningPurpose.REPAIR, reason="Zgubił się numer", by=administrator)
    client.force_login(editor)
    page = client.get(URL).text
    assert "Adam Administrator" in page
    assert "Zgubił się numer" in page


def test_members_ask_as_many_questions_for_three_as_for_one(client, club, editor):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(editor)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            MembershipFactory(organisation=club, role=MembershipRole.MEMBER)
            invite(club, editor)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
