from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.accounts.choices import GIVEN_BY_COORDINATOR, AreaRoleKind
from podworko.core.visibility import Reach
from podworko.organisations.choices import MembershipRole, OpeningPurpose
from podworko.organisations.models.register import Organisation
from podworko.places.models import Area


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, reach: Reach) -> "MembershipQuerySet":
        """Keep the memberships a person may read: of their own organisations and of those whose entry they keep."""
        own = Q(organisation__in=reach.member_of | reach.opened)
        return self.filter(own | Q(organisation__in=Organisation.objects.editable_by(reach)))

    def editable_by(self, reach: Reach) -> "MembershipQuerySet":
        """Keep the memberships a person may change; anybody may also end their own."""
        return self.filter(organisation__in=Organisation.objects.editable_by(reach))


class Membership(models.Model):
    """That a person belongs to an organisation, and whether they keep its entry."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(_("kim jest"), max_length=10, choices=MembershipRole, default=MembershipRole.MEMBER)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"

    @staticmethod
    def of(user: Any) -> "models.QuerySet[Membership]":
        """Return a person's memberships with their organisations."""
        return Membership.objects.filter(user=user).select_related("organisation__home_area")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Keep the invitations that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def editable_by(self, reach: Reach) -> "InvitationQuerySet":
        """Keep the invitations a person may see in a list and take back."""
        if reach.is_anonymous:
            return self.none()
        to_organisation = Q(organisation__in=Organisation.objects.editable_by(reach))
        to_area = Q(area__in=reach.coordinator_of, area_role__in=GIVEN_BY_COORDINATOR)
        if reach.is_administrator:
            to_area = Q(area__isnull=False)
        return self.filter(to_organisation | to_area)


class Invitation(models.Model):
    """A link by which somebody joins an organisation or takes a role in an area, once. Only its digest is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="invitations")
    membership_role = models.CharField(max_length=10, choices=MembershipRole, blank=True)
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="invitations")
    area_role = models.CharField(max_length=30, choices=AreaRoleKind, blank=True)
    label = models.CharField(_("dla kogo"), max_length=120, blank=True)
    """So that the list says something: „sekretariat”, „pani Zofia z klubu”."""
    email = models.EmailField(_("adres e-mail"), blank=True)
    """Where the link was sent; empty for a link on paper. Forgotten when the invitation is over."""
    token_digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(organisation__isnull=False, area=None, area_role="") & ~Q(membership_role=""))
                | (Q(organisation=None, area__isnull=False, membership_role="") & ~Q(area_role="")),
                name="invitation_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_revoked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.role_label}"

    @property
    def target(self) -> Organisation | Area | None:
        """What the invitation is to."""
        return self.organisation or self.area

    @property
    def role_label(self) -> str:
        """What whoever accepts will be there."""
        return self.get_membership_role_display() if self.membership_role else self.get_area_role_display()

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}" if self.organisation_id else f"area:{self.area_id}"


class OpeningQuerySet(models.QuerySet["Opening"]):
    def open(self) -> "OpeningQuerySet":
        """Keep the openings that let somebody read now."""
        return self.filter(closed_at=None, expires_at__gt=timezone.now())


class Opening(models.Model):
    """That an administrator or a data-protection officer reads an organisation's records for an hour, and why."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="openings")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    purpose = models.CharField(_("po co"), max_length=10, choices=OpeningPurpose)
    reason = models.CharField(_("powód"), max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="opening_has_reason"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="opening_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.reason}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"
