"""What `organisations` does by itself every day."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.core.jobs.schedule import daily
from podworko.organisations.actions.network_import import forget_networks
from podworko.organisations.duplicate_jobs import find_all_duplicates
from podworko.organisations.models import Invitation

KEEP_FILES = dt.timedelta(days=7)
KEEP_INVITATIONS = dt.timedelta(days=30)
"""After their end; that somebody was invited stays in the history, without the address."""


@task()
def forget_invitations() -> int:
    """Forget the addresses of invitations whose time is over, and those that ended long ago altogether."""
    now = timezone.now()
    Invitation.objects.filter(expires_at__lt=now).exclude(email="").update(email="")
    count, _counts = Invitation.objects.filter(expires_at__lt=now - KEEP_INVITATIONS).delete()
    return count


@task()
def forget_network_files() -> int:
    """Forget files with links that nobody took in."""
    return forget_networks(before=timezone.now() - KEEP_FILES, by=None)


SCHEDULE = [
    daily(forget_invitations, 1, 50, says=_("Zapomina adresy z zaproszeń, których czas minął")),
    daily(forget_network_files, 1, 55, says=_("Zapomina pliki z powiązaniami, których nikt nie wczytał")),
    daily(find_all_duplicates, 2, 20, says=_("Szuka wpisów, które mogą być o jednej instytucji")),
]
