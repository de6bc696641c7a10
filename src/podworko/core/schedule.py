"""What `core` does by itself every day."""

import datetime as dt

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.core import progress
from podworko.core.jobs import queue
from podworko.core.jobs.schedule import daily
from podworko.core.logs import delete_old_logs
from podworko.core.search import fulltext, later

KEEP_DONE = dt.timedelta(days=14)
KEEP_FAILED = dt.timedelta(days=90)
"""Long enough for whoever looks once a season."""


@task()
def prune_jobs() -> int:
    """Delete jobs that ended long ago."""
    return queue.prune(done=KEEP_DONE, failed=KEEP_FAILED)


@task()
def prune_logs() -> int:
    """Delete log files past their time, and what killed processes have left of their progress."""
    progress.forget_old()
    return delete_old_logs(settings.DATA / "logs", today=timezone.now().date())


@task()
def tidy_search() -> int:
    """Merge the pieces that the changes of a day leave in the index of the search, once it knows all of them."""
    later.catch_up()
    return fulltext.tidy_in_steps()


@task()
def prune_sessions() -> int:
    """Delete the sessions that have run out."""
    count, _counts = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return count


SCHEDULE = [
    daily(prune_jobs, 1, 10, says=_("Usuwa stare zadania z tej listy")),
    daily(prune_logs, 1, 20, says=_("Usuwa dzienniki starsze niż dwa tygodnie")),
    daily(tidy_search, 1, 40, says=_("Porządkuje indeks wyszukiwarki")),
    daily(prune_sessions, 1, 30, says=_("Usuwa logowania, których czas minął")),
]
