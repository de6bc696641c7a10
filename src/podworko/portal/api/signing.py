"""On whose behalf a program asks: a token in the header `Authorization` (RFC 6750), never a cookie."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from podworko.accounts import codes
from podworko.accounts.actions import note_use_of_api_token
from podworko.accounts.choices import ApiScope
from podworko.accounts.models import ApiToken, User
from podworko.core import tokens
from podworko.core.loopback import is_local
from podworko.core.problems import Problem
from podworko.core.visibility import Reach
from podworko.organisations.reach import reach_of

_CHALLENGE = 'Bearer realm="podworko"'
_RETRY_AFTER = "60"


class Caller(NamedTuple):
    """Who asks, and what they belong to."""

    user: User
    reach: Reach


def caller(request: HttpRequest, scope: ApiScope) -> Caller:
    """Return on whose behalf a program asks.

    Raises:
        Problem: 401 without a token that works, 403 with one that may not do this, 429 after too many writes.
    """
    kind, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        detail = _("Podaj token w nagłówku Authorization: Bearer …. Tokeny robi się na stronie „Moje konto”.")
        raise Problem(401, _("Potrzebny jest token."), detail, headers={"WWW-Authenticate": _CHALLENGE})
    found = ApiToken.objects.open().filter(token_digest=tokens.digest(secret.strip())).select_related("user").first()
    if found is None or (found.user.is_demo and not is_local(request)):
        _count(request, "api_unknown_token")
        challenge = f'{_CHALLENGE}, error="invalid_token"'
        raise Problem(
            401,
            _("Ten token nie działa."),
            _("Wygasł, wycofano go albo jest źle przepisany."),
            headers={"WWW-Authenticate": challenge},
        )
    if scope not in found.scopes:
        challenge = f'{_CHALLENGE}, error="insufficient_scope", scope="{scope}"'
        raise Problem(
            403, _("Ten token na to nie pozwala."), str(scope.label), headers={"WWW-Authenticate": challenge}
        )
    _count(request, "api_write", key=str(found.pk))
    note_use_of_api_token(found, by=found.user)
    return Caller(found.user, reach_of(found.user))


def _count(request: HttpRequest, action: str, *, key: str | None = None) -> None:
    try:
        codes.limit(request, action, key=key)
    except ValidationError:
        detail = _("Spróbuj za minutę.")
        raise Problem(429, _("Za dużo zapytań."), detail, headers={"Retry-After": _RETRY_AFTER}) from None
