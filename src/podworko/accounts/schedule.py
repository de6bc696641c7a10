"""What `accounts` does by itself every day."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.accounts.models import ApiToken, SignInLink
from podworko.core.jobs.schedule import daily
from podworko.core.models import CacheEntry

KEEP_LINKS = dt.timedelta(days=30)
"""After their end; that they were made and used stays in the history."""


KEEP_TOKENS = relativedelta(months=12)
"""After a token has expired or was revoked; that there was one stays in the history of its owner."""


@task()
def forget_tokens() -> int:
    """Delete tokens that ended long ago; return how many."""
    return ApiToken.objects.ended_before(timezone.now() - KEEP_TOKENS).delete()[0]


@task()
def forget_links() -> int:
    """Delete one-time links that ended long ago; return how many."""
    count, _counts = SignInLink.objects.filter(expires_at__lt=timezone.now() - KEEP_LINKS).delete()
    return count


@task()
def forget_attempts() -> int:
    """Delete counts of attempts to sign in that count no more: the cache itself keeps them until it is full."""
    count, _counts = CacheEntry.objects.filter(expires__lt=timezone.now()).delete()
    return count


SCHEDULE = [
    daily(forget_links, 1, 40, says=_("Usuwa stare odnośniki do logowania")),
    daily(forget_tokens, 1, 42, says=_("Usuwa tokeny dla programów rok po tym, jak przestały działać")),
    daily(forget_attempts, 1, 45, says=_("Usuwa stare liczniki prób logowania")),
]
