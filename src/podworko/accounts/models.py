from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.accounts.choices import GIVEN_BY_COORDINATOR, ApiScope, AreaRoleKind, LinkPurpose
from podworko.core.visibility import Reach


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by e-mail address, whatever its case."""
        return self.get(email__iexact=username)

    def keepers(self) -> "models.QuerySet[User]":
        """Return the administrators that can sign in; a demo account does not count."""
        return self.filter(is_administrator=True, is_active=True, is_demo=False)


class User(AbstractBaseUser):
    """A person who signs in. What they may do follows from roles in areas and memberships in organisations."""

    email = models.EmailField(_("adres e-mail"), unique=True)
    name = models.CharField(_("imię i nazwisko"), max_length=120, blank=True)
    language = models.CharField(max_length=5, default="pl")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    """May keep the instance running; sees no more of people's records than a member does."""
    is_demo = models.BooleanField(default=False)
    """A demo account: may sign in on loopback only."""
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
            # Looked up as it is typed in, in lower case.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_in_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """Return the name to show beside what this person did."""
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the same: names are not taken apart."""
        return self.get_short_name()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used; see `accounts/roles.py`."""
        return False


class AreaRoleQuerySet(models.QuerySet["AreaRole"]):
    def editable_by(self, reach: Reach) -> "AreaRoleQuerySet":
        """Keep the roles that a person may take away; see `accounts/roles.py` for who gives which."""
        if reach.is_administrator:
            return self
        return self.filter(area__in=reach.coordinator_of, kind__in=GIVEN_BY_COORDINATOR)


class AreaRole(models.Model):
    """What a person is in an area."""

    user = models.ForeignKey(User, models.CASCADE, related_name="area_roles")
    area = models.ForeignKey("places.Area", models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=30, choices=AreaRoleKind)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AreaRoleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "area", "kind"], name="area_role_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}, {self.area}"


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def open(self) -> "SignInLinkQuerySet":
        """Keep the links that still work."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())


class SignInLink(models.Model):
    """A link that signs somebody in once, for those whom no mail reaches. Only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sign_in_links")
    """Whom it signs in; empty for the link that makes the first administrator."""
    purpose = models.CharField(max_length=20, choices=LinkPurpose)
    token_digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    """Empty when it was made on the command line."""
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="sign_in", user__isnull=False) | Q(purpose="first_administrator", user=None),
                name="sign_in_link_has_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.expires_at:%Y-%m-%d %H:%M}"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def open(self) -> "ApiTokenQuerySet":
        """Keep the tokens that still work."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True)

    def ended_before(self, moment: datetime) -> "ApiTokenQuerySet":
        """Keep the tokens that had expired, or were revoked, before a moment."""
        return self.filter(Q(expires_at__lt=moment) | Q(revoked_at__lt=moment))


class ApiToken(models.Model):
    """A secret with which a program acts for a person, within its scopes, for a time. Only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("do czego"), max_length=80)
    token_digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    """Its last characters, by which its owner knows it again."""
    scopes = models.JSONField(default=list)
    """Codes of `choices.ApiScope`."""
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    """To the minute or so."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="api_token_has_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"user:{self.user_id}"

    @property
    def is_open(self) -> bool:
        """Say whether it still works."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, in words."""
        return [str(ApiScope(code).label) for code in self.scopes if code in ApiScope.values]
