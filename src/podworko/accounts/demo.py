"""The demo accounts. They open nothing but an instance on loopback, seen from the same machine."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole, User
from podworko.core.loopback import is_local
from podworko.places.models import Area

if TYPE_CHECKING:
    from django.db.models import QuerySet

COORDINATOR = "koordynatorka@azory.example"
MEMBER = "czlonkini@azory.example"
EDITOR = "redaktor@azory.example"
ANALYST = "analityk@azory.example"
ADMINISTRATOR = "administratorka@azory.example"

ACCOUNTS = {
    COORDINATOR: "Koordynatorka (konto pokazowe)",
    EDITOR: "Prowadzący wpis (konto pokazowe)",
    MEMBER: "Członkini organizacji (konto pokazowe)",
    ANALYST: "Analityk (konto pokazowe)",
    ADMINISTRATOR: "Administratorka (konto pokazowe)",
}
ROLES = {COORDINATOR: AreaRoleKind.COORDINATOR, ANALYST: AreaRoleKind.ANALYST}
AREAS = ("azory", "trzepakowo")


def load() -> None:
    """Make the accounts, with their roles in the demo's areas; a second call changes nothing."""
    for email, name in ACCOUNTS.items():
        user, is_new = User.objects.get_or_create(
            email=email,
            defaults={"name": name, "is_demo": True, "is_administrator": email == ADMINISTRATOR},
        )
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
    for area in Area.objects.filter(slug__in=AREAS):
        for email, kind in ROLES.items():
            AreaRole.objects.get_or_create(user=User.objects.get(email=email), area=area, kind=kind)


def is_offered(request: HttpRequest) -> bool:
    """Say whether the sign-in page lists the demo accounts."""
    return bool(settings.DEVELOPMENT) and is_local(request)


def accounts() -> "QuerySet[User]":
    """Return the demo accounts, in the order of their making."""
    return User.objects.filter(is_demo=True, is_active=True).order_by("pk")
