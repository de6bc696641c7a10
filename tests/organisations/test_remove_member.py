from podworko.organisations.models import Membership
from tests.factories import MembershipFactory


def remove(client, user):
    return client.post(f"/accounts/memberships/{Membership.objects.get(user=user).pk}/remove/")


def test_editor_ends_a_membership_and_its_rights(client, club, editor, member):
    client.force_login(editor)
    assert remove(client, member).url == "/azory/organisations/klub/members/"
    client.force_login(member)
    assert client.get("/azory/organisations/klub/members/").status_code == 404


def test_member_leaves_by_themselves(client, member):
    client.force_login(member)
    assert remove(client, member).status_code == 302
    assert not Membership.objects.filter(user=member).exists()


def test_member_removes_nobody_else(client, editor, member):
    client.force_login(member)
    assert remove(client, editor).status_code == 404
    assert Membership.objects.filter(user=editor).exists()


def test_editor_of_another_organisation_removes_nobody(client, editor):
    other = MembershipFactory().user
    client.force_login(editor)
    assert remove(client, other).status_code == 404
