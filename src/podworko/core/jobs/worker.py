"""A worker: takes jobs one after another, says that it lives, and stops between two jobs when asked."""

import ctypes
import datetime as dt
import logging
import os
import socket
import threading
import time
from secrets import token_hex

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from podworko.core.jobs import queue, schedule
from podworko.core.jobs.models import WorkerPresence

logger = logging.getLogger(__name__)

TIME_LIMIT = dt.timedelta(minutes=15)
"""A job that takes longer hangs: its worker ends itself, and the job is tried again elsewhere."""
HUNG = 75
"""Exit code of a worker that ended itself (`EX_TEMPFAIL` of sysexits.h)."""


class Worker:
    """One worker process. `stop` may be set from a signal handler or another thread."""

    def __init__(self, *, lease: dt.timedelta = queue.LEASE, poll: float = 1.0) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{token_hex(4)}"
        self.lease = lease
        self.poll = poll
        self.stop = threading.Event()
        self._job: queue.Job | None = None
        self._started = 0.0
        self._next_chores = 0.0

    def run(self) -> None:
        """Work until `stop` is set; a database that is away for a while is waited for."""
        heart = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        heart.start()
        logger.info("worker started", extra={"worker": self.name})
        has_worked = False
        while not self.stop.is_set():
            close_old_connections()
            try:
                was_busy = self.turn()
            except DatabaseError:
                logger.exception("the database refused; trying again")
                was_busy = False
                self.stop.wait(5)
            if has_worked and not was_busy:
                _give_memory_back()
            has_worked = was_busy
            if not was_busy:
                self.stop.wait(self.poll)
        heart.join(timeout=5)
        self._leave()

    def turn(self) -> bool:
        """Do the chores if it is time, then one job; say whether there was one."""
        if time.monotonic() >= self._next_chores:
            self._next_chores = time.monotonic() + self.lease.total_seconds() / 4
            schedule.enqueue_due(timezone.now())
            if count := queue.reap():
                logger.warning("jobs of dead workers put back", extra={"jobs": count})
        job = queue.claim(self.name, lease=self.lease)
        if job is None:
            return False
        self._started, self._job = time.monotonic(), job
        try:
            succeeded = queue.perform(job, self.name)
        finally:
            self._job = None
        level = logging.INFO if succeeded else logging.ERROR
        seconds = round(time.monotonic() - self._started, 3)
        logger.log(level, "job done" if succeeded else "job failed", extra={"task": job.task_path, "seconds": seconds})
        return True

    def _beat(self) -> None:
        """Every third of a lease, say that this worker lives and still holds its job. Runs in a thread."""
        while True:
            try:
                WorkerPresence.objects.update_or_create(name=self.name, defaults={"seen_at": timezone.now()})
                job = self._job
                if job is not None:
                    self._hold(job)
            except DatabaseError:
                logger.warning("heartbeat: the database refused")
                connections.close_all()
            if self.stop.wait(self.lease.total_seconds() / 3):
                break
        # The current job goes on after `stop`, so its lease must too.
        while self._job is not None:
            try:
                self._hold(self._job)
            except DatabaseError:
                connections.close_all()
            time.sleep(min(1.0, self.lease.total_seconds() / 3))
        connections.close_all()

    def _hold(self, job: queue.Job) -> None:
        if time.monotonic() - self._started > TIME_LIMIT.total_seconds():
            logger.critical("a job hangs; the worker ends itself", extra={"task": job.task_path})
            os._exit(HUNG)
        queue.renew(job, self.name, lease=self.lease)

    def _leave(self) -> None:
        try:
            long_ago = timezone.now() - dt.timedelta(days=1)
            WorkerPresence.objects.filter(name=self.name).delete()
            WorkerPresence.objects.filter(seen_at__lt=long_ago).delete()
        except DatabaseError:
            logger.warning("the database refused to note the end of this worker")
        logger.info("worker stopped", extra={"worker": self.name})


def _give_memory_back() -> None:
    """Return to the system what the last jobs needed; only glibc has to be told."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def run_all_due() -> int:
    """Run every job that is due, in this process and without heartbeat; return how many. For tests and commands."""
    count = 0
    while (job := queue.claim("inline")) is not None:
        queue.perform(job, "inline")
        count += 1
    return count
