"""What `organisations` does by itself every day."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.core.jobs.schedule import daily
from podworko.organisations.models import Invitation

KEEP_INVITATIONS = dt.timedelta(days=30)
"""After their end; that somebody was invited stays in the history, without the address."""


@task()
def forget_invitations() -> int:
    """Forget the addresses of invitations whose time is over, and those that ended long ago altogether."""
    now = timezone.now()
    Invitation.objects.filter(expires_at__lt=now).exclude(email="").update(email="")
    count, _counts = Invitation.objects.filter(expires_at__lt=now - KEEP_INVITATIONS).delete()
    return count


SCHEDULE = [daily(forget_invitations, 1, 50, says=_("Zapomina adresy z zaproszeń, których czas minął"))]
