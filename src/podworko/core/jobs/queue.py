"""The queue of jobs over django-tasks-db, with what that lacks: a lease, retries with growing pauses, an end to them.

A job is enqueued by `some_task.enqueue(…)` in the transaction of the action that wants it, so it exists
if and only if that change does. A job runs **at least once**: a worker may die after the work and before
the note of it, so a task must do no harm when it runs twice. Arguments are ids, never names or addresses.
"""

import datetime as dt
import random
from traceback import format_exception
from typing import Any, cast

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import TaskContext, TaskResult
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from podworko.core.jobs.models import JobLease
from podworko.core.logs import without_addresses

Job = DBTaskResult[Any, Any]

ATTEMPTS = 5
"""Tries before a job is given up for a person to see."""
LEASE = dt.timedelta(seconds=60)
"""How long a worker may be silent before its job is taken from it."""
FIRST_PAUSE = dt.timedelta(seconds=30)
"""Pause after the first failure; each further one is four times as long: 30 s, 2 min, 8 min, 32 min."""


def pause_before_next(attempts: int, spread: float) -> dt.timedelta:
    """Return how long to wait after so many failures; `spread` from 0 to 1 shifts it by up to a quarter either way.

    The spread keeps jobs that failed together from coming back together.
    """
    return FIRST_PAUSE * float(4 ** (attempts - 1)) * (0.75 + spread / 2)


def claim(worker: str, *, lease: dt.timedelta = LEASE) -> Job | None:
    """Take the next job that is due, or nothing; two workers never take the same one."""
    # A plain look first: on SQLite a transaction of ours locks out all other writers.
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        job: Job | None = DBTaskResult.objects.ready().get_locked()
        if job is None:
            return None
        job.claim(worker)
        JobLease.objects.get_or_create(job=job)
        JobLease.objects.filter(job=job).update(
            worker=worker, deadline=timezone.now() + lease, attempts=F("attempts") + 1
        )
    return job


def renew(job: Job, worker: str, *, lease: dt.timedelta = LEASE) -> bool:
    """Hold a job for another while; say whether it is still this worker's."""
    held = JobLease.objects.filter(job=job, worker=worker)
    return bool(held.update(deadline=timezone.now() + lease))


def perform(job: Job, worker: str) -> bool:
    """Run a claimed job and note how it ended; say whether it succeeded."""
    try:
        task, result = job.task, job.task_result
        context: list[Any] = [TaskContext(task_result=cast("TaskResult[Any]", result))] if task.takes_context else []
        arguments = [*context, *result.args]
        value = normalize_json(task.call(*arguments, **result.kwargs))
    except (Exception, SystemExit) as error:  # noqa: BLE001 – whatever a job raises is its own failure
        _note_failure(job, worker, "".join(format_exception(error)), type(error))
        return False
    _note_success(job, worker, value)
    return True


def reap() -> int:
    """Free the jobs whose workers have fallen silent; return how many there were."""
    now = timezone.now()
    if not JobLease.objects.filter(deadline__lt=now, job__status=TaskResultStatus.RUNNING).exists():
        return 0
    with transaction.atomic():
        silent = (
            JobLease.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(deadline__lt=now, job__status=TaskResultStatus.RUNNING)
            .select_related("job")
        )
        leases = list(silent)
        for lease in leases:
            _put_back(lease, f"The worker {lease.worker} stopped in the middle of the job.", None)
    return len(leases)


def start_again(job: Job) -> None:
    """Put a job back into the queue with all its tries."""
    JobLease.objects.filter(job=job).update(worker="", deadline=None, attempts=0)
    DBTaskResult.objects.filter(pk=job.pk).update(
        status=TaskResultStatus.READY,
        run_after=timezone.now(),
        finished_at=None,
        exception_class_path="",
        traceback="",
    )


def prune(*, done: dt.timedelta, failed: dt.timedelta) -> int:
    """Delete jobs that ended so long ago; return how many."""
    now = timezone.now()
    old = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - done)
    old |= Q(status=TaskResultStatus.FAILED, finished_at__lt=now - failed)
    _, counts = DBTaskResult.objects.filter(old).delete()
    return int(counts.get(DBTaskResult._meta.label, 0))  # noqa: SLF001


@transaction.atomic
def _note_success(job: Job, worker: str, value: Any) -> None:
    lease = _held(job, worker)
    if lease is None:
        return
    lease.worker, lease.deadline, lease.last_error = "", None, ""
    lease.save(update_fields=["worker", "deadline", "last_error"])
    job.set_successful(value)


@transaction.atomic
def _note_failure(job: Job, worker: str, text: str, kind: type[BaseException]) -> None:
    lease = _held(job, worker)
    if lease is not None:
        _put_back(lease, text, kind)


def _held(job: Job, worker: str) -> JobLease | None:
    # A worker that was silent for too long finds its job in other hands: then its result does not count.
    held = JobLease.objects.select_for_update(of=("self",)).filter(
        job=job, worker=worker, job__status=TaskResultStatus.RUNNING
    )
    return held.select_related("job").first()


def _put_back(lease: JobLease, text: str, kind: type[BaseException] | None) -> None:
    now = timezone.now()
    lease.worker, lease.deadline, lease.last_error = "", None, without_addresses(text)
    lease.save(update_fields=["worker", "deadline", "last_error"])
    changes: dict[str, Any] = {"status": TaskResultStatus.READY}
    if lease.attempts >= ATTEMPTS:
        name = f"{kind.__module__}.{kind.__qualname__}" if kind else ""
        changes = {
            "status": TaskResultStatus.FAILED,
            "finished_at": now,
            "exception_class_path": name,
            "traceback": lease.last_error,
        }
    elif kind:
        spread = random.random()  # noqa: S311 – no secret
        changes["run_after"] = now + pause_before_next(lease.attempts, spread)
    DBTaskResult.objects.filter(pk=lease.job_id).update(**changes)
