"""What a person changes in `core`: jobs that failed are tried again or thrown away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.core.jobs import queue
from podworko.core.jobs.models import JobLease


@transaction.atomic
def retry_job(job: queue.Job, *, by: Actor) -> queue.Job:
    """Let a failed or waiting job run as soon as a worker is free; raise ValidationError if it runs or has ended."""
    lease = _lease_of(job)
    before = _state(lease)
    if lease.job.status not in {TaskResultStatus.FAILED, TaskResultStatus.READY}:
        raise ValidationError(_("To zadanie jest właśnie wykonywane albo już się udało."))
    queue.start_again(job)
    lease.refresh_from_db()
    audit.record(lease, verb="retry_job", before=before, after=_state(lease), by=by)
    return lease.job


@transaction.atomic
def discard_job(job: queue.Job, *, by: Actor) -> None:
    """Throw a job away that nobody runs now; raise ValidationError otherwise."""
    lease = _lease_of(job)
    if lease.job.status == TaskResultStatus.RUNNING:
        raise ValidationError(_("To zadanie jest właśnie wykonywane. Poczekaj, aż się skończy."))
    audit.record(lease, verb="discard_job", before=_state(lease), after=None, by=by)
    lease.job.delete()


def _lease_of(job: queue.Job) -> JobLease:
    # A job that nobody has tried yet has no lease.
    JobLease.objects.get_or_create(job=job)
    return JobLease.objects.select_for_update(of=("self",)).select_related("job").get(job=job)


def _state(lease: JobLease) -> dict[str, object]:
    return {"status": lease.job.status, "attempts": lease.attempts, "task": lease.job.task_path}
