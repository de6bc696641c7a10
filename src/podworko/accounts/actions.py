"""All that changes accounts, roles in areas and one-time links."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.accounts.choices import ApiScope, AreaRoleKind, LinkPurpose
from podworko.accounts.models import ApiToken, AreaRole, SignInLink, User
from podworko.core import audit, submission, tokens
from podworko.core.text import squeeze
from podworko.places.models import Area

SIGN_IN_LINK_LASTS = timedelta(minutes=30)
FIRST_LINK_LASTS = timedelta(hours=24)
API_TOKEN_BEGINS = "podworko_"  # noqa: S105 – the same for all
"""So that whoever looks through texts for secrets that got out knows one of ours."""
UNSHOWN = {"password", "last_login"}
"""Never written into the change history."""


@transaction.atomic
def create_account(*, email: str, name: str = "", language: str = "pl", by: User | None) -> User:
    """Make an account without a password; raise ValidationError if the address has one already."""
    email = squeeze(email).lower()
    if User.objects.filter(email=email).exists():
        raise ValidationError({"email": _("Ten adres ma już konto.")}, code="email_taken")
    user = User(email=email, name=squeeze(name), language=language)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    audit.record(user, verb="create_account", before=None, after=_shown(user), by=by)
    return user


@transaction.atomic
def change_account(user: User, *, name: str, language: str, by: User) -> User:
    """Change how a person is called and which language the program speaks to them."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before = _shown(user)
    user.name, user.language = squeeze(name), language
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name", "language"])
    audit.record(user, verb="change_account", before=before, after=_shown(user), by=by)
    return user


@transaction.atomic
def change_password(user: User, *, password: str, by: User) -> User:
    """Set a password, or take it away if it is empty; raise ValidationError if it is too weak."""
    if password:
        validate_password(password, user)
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save(update_fields=["password"])
    after = {"has_password": bool(password)}
    audit.record(user, verb="change_password", before={"has_password": None}, after=after, by=by)
    return user


@transaction.atomic
def grant_area_role(*, user: User, area: Area, kind: AreaRoleKind, by: User | None) -> AreaRole:
    """Give a person a role in an area; a role they already have stays as it is.

    Nobody gives themselves a role: raise ValidationError. Who may give which role is the caller's
    question (`accounts.roles.kinds_given_by`); `by=None` is the system, e.g. when an area is founded.
    """
    if by is not None and by.pk == user.pk:
        raise ValidationError(_("Roli nie można nadać samemu sobie."), code="own_role")
    role, is_new = AreaRole.objects.get_or_create(user=user, area=area, kind=kind)
    if is_new:
        audit.record(role, verb="grant_area_role", before=None, after=audit.snapshot(role), by=by)
    return role


@transaction.atomic
def revoke_area_role(role: AreaRole, *, by: User) -> None:
    """Take a role away; one that is gone already stays gone."""
    found = AreaRole.objects.select_for_update().filter(pk=role.pk).first()
    if found is None:
        return
    audit.record(found, verb="revoke_area_role", before=audit.snapshot(found), after=None, by=by)
    found.delete()


@transaction.atomic
def create_sign_in_link(*, email: str, by: User | None) -> str:
    """Return the token of a link that signs in once within 30 minutes; earlier links of this person end.

    Raise ValidationError if the address has no account.
    """
    user = User.objects.filter(email=squeeze(email).lower(), is_active=True).first()
    if user is None:
        raise ValidationError(_("Ten adres nie ma konta."), code="no_account")
    SignInLink.objects.open().filter(user=user).update(expires_at=timezone.now())
    return _new_link(user, LinkPurpose.SIGN_IN, SIGN_IN_LINK_LASTS, by)


@transaction.atomic
def create_first_administrator_link(*, by: User | None = None) -> str:
    """Return the token of a link that makes the first administrator within 24 hours; earlier ones end.

    Raise ValidationError if the instance has an administrator already.
    """
    if User.objects.keepers().exists():
        raise ValidationError(_("Ta instalacja ma już administratora."), code="has_administrator")
    SignInLink.objects.open().filter(purpose=LinkPurpose.FIRST_ADMINISTRATOR).update(expires_at=timezone.now())
    return _new_link(None, LinkPurpose.FIRST_ADMINISTRATOR, FIRST_LINK_LASTS, by)


@transaction.atomic
def use_sign_in_link(token: str, *, by: None = None) -> User:
    """Consume a link and return whom it signs in; raise ValidationError if it does not work any more."""
    link = _take(token, LinkPurpose.SIGN_IN)
    user = link.user
    if user is None or not user.is_active:
        raise _does_not_work()
    audit.record(user, verb="use_sign_in_link", before={"signed_in_by_link": None}, after=_when(link), by=user)
    return user


@transaction.atomic
def set_up_first_administrator(token: str, *, email: str, name: str, by: None = None) -> User:
    """Consume the first link and return the administrator; raise ValidationError if it does not work any more."""
    if User.objects.keepers().exists():
        raise _does_not_work()
    link = _take(token, LinkPurpose.FIRST_ADMINISTRATOR)
    user = User.objects.filter(email=squeeze(email).lower()).first() or create_account(email=email, name=name, by=None)
    before = _shown(user)
    user.is_administrator = user.is_active = True
    user.save(update_fields=["is_administrator", "is_active"])
    audit.record(user, verb="set_up_first_administrator", before=before, after=_shown(user) | _when(link), by=user)
    return user


@transaction.atomic
def create_api_token(  # noqa: PLR0913 – what a token is made of
    *, user: User, name: str, scopes: Collection[str], days: int, by: User, token: UUID | None = None
) -> tuple[ApiToken, str]:
    """Make a token with which a program acts for a person for so many days; return it with its secret.

    The secret is told this once. `token` as in `core.submission`.
    """
    claimed = submission.claim(token, by=by)
    secret = f"{API_TOKEN_BEGINS}{tokens.new_token()}"
    made = ApiToken(
        user=user,
        name=squeeze(name),
        token_digest=tokens.digest(secret),
        ending=secret[-4:],
        scopes=[code for code in ApiScope.values if code in scopes],
        expires_at=timezone.now() + timedelta(days=days),
    )
    made.full_clean()
    made.save()
    audit.record(made, verb="create_api_token", before=None, after=_shown_token(made), by=by)
    submission.made(claimed, made.pk)
    return made, secret


@transaction.atomic
def revoke_api_token(api_token: ApiToken, *, by: User) -> ApiToken:
    """End a token at once; one that has ended stays as it is."""
    fresh = ApiToken.objects.select_for_update().get(pk=api_token.pk)
    if fresh.revoked_at is None:
        before = _shown_token(fresh)
        fresh.revoked_at = timezone.now()
        fresh.save(update_fields=["revoked_at"])
        audit.record(fresh, verb="revoke_api_token", before=before, after=_shown_token(fresh), by=by)
    return fresh


def note_use_of_api_token(api_token: ApiToken, *, by: User) -> None:
    """Remember that a token was used; once a minute is enough."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - timedelta(minutes=1))
    ApiToken.objects.filter(stale, pk=api_token.pk).update(last_used_at=now)


def _shown_token(api_token: ApiToken) -> dict[str, object]:
    return {name: value for name, value in audit.snapshot(api_token).items() if name != "token_digest"}


def _new_link(user: User | None, purpose: LinkPurpose, lasts: timedelta, by: User | None) -> str:
    token = tokens.new_token()
    link = SignInLink.objects.create(
        user=user,
        purpose=purpose,
        token_digest=tokens.digest(token),
        created_by=by,
        expires_at=timezone.now() + lasts,
    )
    audit.record(link, verb="create_sign_in_link", before=None, after={"user_id": user and user.pk}, by=by)
    return token


def _take(token: str, purpose: LinkPurpose) -> SignInLink:
    links = SignInLink.objects.open().filter(purpose=purpose, token_digest=tokens.digest(token))
    # One statement decides, so that a double click signs in once.
    if not links.update(used_at=timezone.now()):
        raise _does_not_work()
    return SignInLink.objects.select_related("user").get(token_digest=tokens.digest(token))


def _does_not_work() -> ValidationError:
    return ValidationError(
        _("Ten odnośnik już nie działa: był użyty albo minął jego czas. Poproś o nowy."), code="link_over"
    )


def _when(link: SignInLink) -> dict[str, object]:
    return {"signed_in_by_link": link.used_at}


def _shown(user: User) -> dict[str, object]:
    return {name: value for name, value in audit.snapshot(user).items() if name not in UNSHOWN}
