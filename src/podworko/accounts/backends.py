from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from podworko.accounts.models import User


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by e-mail address; a session of a demo account ends where the instance leaves loopback."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session, if they may still be here."""
        user: User | None = super().get_user(user_id)
        if user is not None and user.is_demo and not settings.SITE.is_loopback:
            return None
        return user
