from podworko.core.models import AuditEntry
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership
from tests.factories import MembershipFactory


def change(client, user, role):
    return client.post(f"/accounts/memberships/{Membership.objects.get(user=user).pk}/change/", {"role": role})


def test_editor_makes_a_member_an_editor(client, editor, member):
    client.force_login(editor)
    change(client, member, "editor")
    assert Membership.objects.get(user=member).role == MembershipRole.EDITOR
    entry = AuditEntry.objects.get(verb="change_membership")
    assert (entry.before, entry.after) == ({"role": "member"}, {"role": "editor"})


def test_member_does_not_make_themselves_an_editor(client, member):
    client.force_login(member)
    assert change(client, member, "editor").status_code == 404
    assert Membership.objects.get(user=member).role == MembershipRole.MEMBER


def test_coordinator_who_is_a_member_does_not_make_themselves_an_editor(client, club, coordinator):
    MembershipFactory(user=coordinator, organisation=club)
    client.force_login(coordinator)
    change(client, coordinator, "editor")
    assert Membership.objects.get(user=coordinator).role == MembershipRole.MEMBER


def test_unknown_role_changes_nothing(client, editor, member):
    client.force_login(editor)
    change(client, member, "owner")
    assert Membership.objects.get(user=member).role == MembershipRole.MEMBER
