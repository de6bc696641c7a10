"""What `needs` does by itself: forgets who has reported something."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.core.jobs.schedule import daily
from podworko.needs.models import Report

KEEP_CONTACT = dt.timedelta(days=30)
"""Of whoever reported something, after the decision."""
KEEP_REPORT = dt.timedelta(days=365)
"""After it was sent, whether anybody has decided or not."""


@task()
def forget_reporters() -> int:
    """Forget contacts of reports decided on, and reports that are old; return how many contacts."""
    now = timezone.now()
    decided = Report.objects.filter(decided_at__lt=now - KEEP_CONTACT).exclude(contact="")
    contacts = decided.update(contact="")
    Report.objects.filter(created_at__lt=now - KEEP_REPORT).delete()
    return contacts


SCHEDULE = [daily(forget_reporters, 1, 55, says=_("Zapomina, kto zgłosił problem, 30 dni po decyzji"))]
