from uuid import uuid4

from django.db import models
from django.db.models import Q

from podworko.core.jobs.models import JobLease, ScheduleSlot, WorkerPresence
from podworko.core.search.models import SearchDebt, SearchDocument, SearchDocumentArea, SearchWord

__all__ = [
    "AuditEntry",
    "Identity",
    "JobLease",
    "ScheduleSlot",
    "SearchDebt",
    "SearchDocument",
    "SearchDocumentArea",
    "SearchWord",
    "Version",
    "WorkerPresence",
]


class Version(models.Model):
    """A counter read by `podworko.core.versions`."""

    name = models.CharField(primary_key=True, max_length=80)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Identity(models.Model):
    """The one row that tells the data of this instance from another's, and goes with its backup."""

    namespace = models.UUIDField(default=uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_identity")]
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return str(self.namespace)


class CacheEntry(models.Model):
    """A row of Django's database cache: counts of attempts, shared by all processes."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_cache"
        verbose_name_plural = "cache entries"

    def __str__(self) -> str:
        return self.cache_key


class AuditEntry(models.Model):
    """One change of one object, written by `podworko.core.audit.record` and never changed.

    Points at nothing: what it tells about may be gone, and `core` knows no other app.
    """

    about = models.CharField(max_length=80, blank=True)
    """The record that the object is or belongs to, as its history collects it, e.g. `organisation:12`."""
    part_of = models.BigIntegerField(null=True)
    """Id of the entry that led to this one: what went with a deleted object, and came back with it."""
    model = models.CharField(max_length=80)
    """Label of the model, e.g. `organisations.organisation`."""
    object_id = models.BigIntegerField()
    object_label = models.CharField(max_length=300)
    verb = models.CharField(max_length=40)
    """Name of the action that changed it, e.g. `change_organisation`."""
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    visibility = models.CharField(max_length=12, blank=True)
    """The narrower of what the object's visibility was and became; history shows the change to no one else."""
    author_id = models.BigIntegerField(null=True)
    """Id of the user who had entered the object."""
    actor_id = models.BigIntegerField(null=True)
    """Id of the user; empty when the system did it."""
    actor_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["model", "object_id", "-id"], name="audit_of_object"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["about", "-id"], name="audit_about"),
            models.Index(fields=["part_of"], name="audit_part_of"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"


class Submission(models.Model):
    """A form that has been sent, so that a double click makes one thing; see `podworko.core.submission`."""

    token = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField(null=True)
    made_id = models.BigIntegerField(null=True)
    """Id of what the form made."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="submission_by_age")]

    def __str__(self) -> str:
        return str(self.token)
