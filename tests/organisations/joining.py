"""Invitations, for tests."""

from podworko.accounts.choices import AreaRoleKind
from podworko.organisations.actions import membership
from podworko.organisations.choices import MembershipRole


def invite(organisation, by, role=MembershipRole.MEMBER, email=""):
    invitation, token = membership.invite_member(organisation=organisation, role=role, email=email, by=by)
    return invitation, f"/accounts/invitation/{token}/"


def invite_to_area(area, by, kind=AreaRoleKind.ANALYST, email=""):
    invitation, token = membership.invite_to_area(area=area, kind=kind, email=email, by=by)
    return invitation, f"/accounts/invitation/{token}/"
