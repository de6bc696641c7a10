"""Changes of who belongs where: invitations, memberships, and the logged opening of an organisation's records."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.accounts.actions import grant_area_role
from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import User
from podworko.core import audit, tokens
from podworko.core.text import squeeze
from podworko.organisations import mails
from podworko.organisations.choices import MembershipRole, OpeningPurpose
from podworko.organisations.models import Invitation, Membership, Opening, Organisation
from podworko.organisations.reach import reach_of
from podworko.places.models import Area

INVITATION_LASTS = timedelta(days=14)
OPENING_LASTS = timedelta(hours=1)
TOLD = {"organisation_id", "membership_role", "area_id", "area_role", "label", "expires_at"}
"""What the history keeps of an invitation."""


def invite_member(
    *, organisation: Organisation, role: MembershipRole, email: str = "", label: str = "", by: User
) -> tuple[Invitation, str]:
    """Make an invitation to an organisation; return it with its token, which is kept nowhere.

    With an address the link is mailed there, and shown to nobody else; raise ValidationError if that fails.
    """
    return _invite(Invitation(organisation=organisation, membership_role=role), email, label, by)


def invite_to_area(
    *, area: Area, kind: AreaRoleKind, email: str = "", label: str = "", by: User
) -> tuple[Invitation, str]:
    """Make an invitation to a role in an area; otherwise as `invite_member`."""
    return _invite(Invitation(area=area, area_role=kind), email, label, by)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back; one that is over already stays as it is."""
    taken = Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now(), email="")
    if taken:
        audit.record(invitation, verb="revoke_invitation", before={"revoked": False}, after={"revoked": True}, by=by)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Consume an invitation and give the person what it invites to.

    Raise ValidationError if it is over, or if somebody would accept what they offered themselves.
    """
    if invitation.created_by_id == by.pk:
        raise ValidationError(_("To zaproszenie jest od Ciebie. Przekaż je komuś innemu."), code="own_invitation")
    taken = Invitation.objects.open().filter(pk=invitation.pk)
    # One statement decides, so that of two clicks, or two people, one joins.
    if not taken.update(accepted_at=timezone.now(), accepted_by=by, email=""):
        raise _over()
    giver = invitation.created_by
    if giver is None or not Invitation.objects.editable_by(reach_of(giver)).filter(pk=invitation.pk).exists():
        # Whoever invited may not do so any more: then their links open nothing either.
        raise _over()
    if invitation.organisation:
        _join(invitation.organisation, MembershipRole(invitation.membership_role), user=by, giver=giver)
    elif invitation.area:
        grant_area_role(user=by, area=invitation.area, kind=AreaRoleKind(invitation.area_role), by=giver)
    audit.record(invitation, verb="accept_invitation", before={"accepted": False}, after={"accepted": True}, by=by)
    return invitation


@transaction.atomic
def change_membership(membership: Membership, *, role: MembershipRole, by: User) -> Membership:
    """Make a member an editor, or an editor a member; raise ValidationError for one's own membership."""
    membership = audit.lock(membership)
    if membership.user_id == by.pk and role == MembershipRole.EDITOR:
        raise ValidationError(_("Roli nie można nadać samemu sobie."), code="own_role")
    audit.change(membership, {"role": role}, verb="change_membership", by=by)
    return membership


@transaction.atomic
def remove_membership(membership: Membership, *, by: User) -> None:
    """End a membership, one's own or somebody else's; one that is gone already stays gone."""
    found = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    if found is None:
        return
    audit.record(found, verb="remove_membership", before=audit.snapshot(found), after=None, by=by)
    found.delete()


@transaction.atomic
def open_records(organisation: Organisation, *, purpose: OpeningPurpose, reason: str, by: User) -> Opening:
    """Let an administrator or a data-protection officer read all of an organisation's records for an hour.

    Those who keep the entry see it in its history. Who may open what: `queries.openable_by`.
    Opening again ends the earlier opening.
    """
    Opening.objects.open().filter(organisation=organisation, user=by).update(closed_at=timezone.now())
    now = timezone.now()
    opening = Opening(
        organisation=organisation, user=by, purpose=purpose, reason=squeeze(reason), expires_at=now + OPENING_LASTS
    )
    return audit.create(opening, verb="open_records", by=by)


@transaction.atomic
def close_records(opening: Opening, *, by: User) -> None:
    """End an opening before its hour is over; one that is over already stays as it is."""
    if Opening.objects.open().filter(pk=opening.pk).update(closed_at=timezone.now()):
        audit.record(opening, verb="close_records", before={"closed": False}, after={"closed": True}, by=by)


@transaction.atomic
def _invite(invitation: Invitation, email: str, label: str, by: User) -> tuple[Invitation, str]:
    token = tokens.new_token()
    invitation.token_digest = tokens.digest(token)
    invitation.email, invitation.label = squeeze(email).lower(), squeeze(label)
    invitation.created_by = by
    invitation.expires_at = timezone.now() + INVITATION_LASTS
    invitation.full_clean()
    invitation.save()
    # Neither the address nor the digest goes into the history, which outlives the invitation.
    after = {name: value for name, value in audit.snapshot(invitation).items() if name in TOLD}
    audit.record(invitation, verb="invite", before=None, after=after, by=by)
    if invitation.email:
        mails.send_invitation(invitation, token)
    return invitation, token


def _over() -> ValidationError:
    return ValidationError(_("To zaproszenie już nie działa. Poproś o nowe."), code="invitation_over")


def _join(organisation: Organisation, role: MembershipRole, *, user: User, giver: User) -> None:
    membership = Membership.objects.select_for_update().filter(user=user, organisation=organisation).first()
    if membership is None:
        new = Membership(user=user, organisation=organisation, role=role)
        audit.create(new, verb="join", by=giver)
    elif role == MembershipRole.EDITOR:
        # Who keeps the entry already stays an editor, whatever a later invitation says.
        audit.change(membership, {"role": role}, verb="join", by=giver)
