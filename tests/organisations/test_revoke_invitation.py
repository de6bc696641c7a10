from podworko.organisations.models import Invitation
from tests.factories import AdministratorFactory, OrganisationFactory
from tests.organisations.joining import invite, invite_to_area


def revoke(client, invitation):
    return client.post(f"/accounts/invitations/{invitation.pk}/revoke/")


def test_revoked_invitation_opens_nothing_and_forgets_its_address(client, club, editor, stranger):
    invitation, link = invite(club, editor, email="nowa@example.org")
    client.force_login(editor)
    assert revoke(client, invitation).url == "/azory/organisations/klub/members/"
    client.force_login(stranger)
    assert client.post(link).status_code == 404
    invitation.refresh_from_db()
    assert invitation.email == ""


def test_revoking_twice_is_no_error(client, club, editor):
    invitation, _ = invite(club, editor)
    client.force_login(editor)
    assert [revoke(client, invitation).status_code for _ in range(2)] == [302, 302]


def test_accepted_invitation_cannot_be_revoked_afterwards(client, club, editor, stranger):
    invitation, link = invite(club, editor)
    client.force_login(stranger)
    client.post(link)
    client.force_login(editor)
    revoke(client, invitation)
    invitation.refresh_from_db()
    assert invitation.accepted_by == stranger
    assert invitation.revoked_at is None


def test_editor_of_another_organisation_revokes_nothing(client, azory, club, editor, coordinator):
    other = OrganisationFactory(home_area=azory)
    invitation, _ = invite(other, coordinator)
    client.force_login(editor)
    assert revoke(client, invitation).status_code == 404
    assert Invitation.objects.open().filter(pk=invitation.pk).exists()


def test_coordinator_does_not_revoke_what_an_administrator_offered(client, azory, coordinator):
    invitation, _ = invite_to_area(azory, AdministratorFactory(), "coordinator")
    client.force_login(coordinator)
    assert revoke(client, invitation).status_code == 404


def test_coordinator_revokes_their_own_invitation_to_a_role(client, azory, coordinator):
    invitation, _ = invite_to_area(azory, coordinator)
    client.force_login(coordinator)
    assert revoke(client, invitation).url == "/azory/people/"
