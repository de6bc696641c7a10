import datetime as dt

from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult


class JobLease(models.Model):
    """What django-tasks-db does not keep of a job: who runs it until when, and how often it was tried.

    A job with a lease that has run out is taken from its worker; see `podworko.core.jobs.queue`.
    """

    job = models.OneToOneField(DBTaskResult, models.CASCADE, related_name="lease")
    worker = models.CharField(max_length=64, blank=True)
    """Whoever holds the job now; empty when nobody does."""
    deadline = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.job.task_path} ({self.attempts})"


class WorkerPresence(models.Model):
    """A worker that runs, as it last said so."""

    name = models.CharField(primary_key=True, max_length=64)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "workers present"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_within(cls, time: dt.timedelta) -> bool:
        """Say whether any worker has shown itself lately."""
        return cls.objects.filter(seen_at__gte=timezone.now() - time).exists()


class ScheduleSlot(models.Model):
    """The last time for which a scheduled job was put into the queue."""

    name = models.CharField(primary_key=True, max_length=200)
    slot = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
