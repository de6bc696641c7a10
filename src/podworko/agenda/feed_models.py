"""Calendars that institutions keep elsewhere, and that are read from there."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import FeedTrust
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.models import Organisation
from podworko.places.models import Area

EVERY = timedelta(hours=3)
LONGEST_PAUSE = timedelta(hours=48)
LONGEST_ADDRESS = 1000


class FeedQuerySet(models.QuerySet["Feed"]):
    def editable_by(self, reach: Reach) -> "FeedQuerySet":
        """Keep the calendars that a person looks after: their organisation's, or all that they see of their area."""
        if reach.is_anonymous:
            return self.none()
        seen = Q(organisation=None) | Q(organisation__in=Organisation.objects.visible_to(reach))
        return self.filter(Q(organisation__in=reach.editor_of) | (Q(area__in=reach.coordinator_of) & seen))


class Feed(models.Model):
    """A calendar of others: at an address, fetched again and again, or from a file, read once."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="feeds")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="feeds", verbose_name=_("kto organizuje")
    )
    """Whose events it brings, and whose members look after it."""
    organiser_name = models.CharField(_("kto organizuje (spoza rejestru)"), max_length=200, blank=True)
    label = models.CharField(_("nazwa kalendarza"), max_length=120)
    address = models.CharField(_("adres kalendarza"), max_length=LONGEST_ADDRESS, blank=True)
    """May be a secret one, known to its owner only: never shown to who does not look after it. Empty: from a file."""
    audiences = models.JSONField(_("dla kogo"), default=list, blank=True)
    """Codes of `resources.choices.Audience` for what no rule says more about."""
    kind = models.ForeignKey(
        "agenda.EventKind", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("rodzaj")
    )
    event_visibility = models.CharField(
        _("kto widzi wydarzenia"), max_length=12, choices=Visibility, default=Visibility.PUBLIC
    )
    rules = models.JSONField(_("reguły"), default=list, blank=True)
    """As `harvesting.rules` reads them; the first that fits counts."""
    trust = models.CharField(_("nowe wydarzenia"), max_length=10, choices=FeedTrust, default=FeedTrust.REVIEW)
    is_active = models.BooleanField(_("pobieramy"), default=True)

    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    """Of what was applied last: the same once more costs nothing."""
    last_tried = models.DateTimeField(null=True, blank=True)
    last_success = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    """A sentence for people; empty when the last try went well."""
    failures = models.PositiveIntegerField(default=0)
    """In a row."""
    missing = models.PositiveIntegerField(default=0)
    """Events to come that fell off the source all at once, and are kept until somebody says that it is true."""
    brought = models.JSONField(default=dict, blank=True)
    """What the last reading brought: see `harvesting.comparing.Plan.summary`."""
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    history_visibility = ""
    """Whoever reads the history it stands in may read all of it."""
    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["label", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "address"], condition=~Q(address=""), name="feed_address_once_per_area"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row: who looks after it keeps the organisation's entry too."""
        return self.organisation.history_of if self.organisation else f"feed:{self.pk}"

    @property
    def is_file(self) -> bool:
        """Say whether it was read from a file, once."""
        return not self.address

    @property
    def has_nobody(self) -> bool:
        """Say whether the organisation that it belonged to is gone."""
        return self.organisation_id is None and not self.organiser_name

    @property
    def next_try(self) -> datetime | None:
        """The moment from which it is fetched again; after failures later and later."""
        if self.last_tried is None:
            return None
        pause = EVERY * float(2 ** min(self.failures, 10))
        return self.last_tried + min(pause, LONGEST_PAUSE)

    def is_due(self, now: datetime) -> bool:
        """Say whether it is time to fetch it."""
        if not self.is_active or self.is_file:
            return False
        return self.next_try is None or self.next_try <= now


class FeedMemory(models.Model):
    """An event of a feed that was deleted here: it stays away until it changes at its source."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="memories")
    key = models.CharField(max_length=300)
    match = models.CharField(max_length=32)
    """As `ical_reading.match_key`, for sources that change their keys."""
    event_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "feed memories"
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="deleted_once_per_feed")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.key}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"feed:{self.feed_id}"


class CalendarFile(models.Model):
    """A calendar that somebody has uploaded and not yet decided about; forgotten after a day."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    entered_by = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    """Of the file."""
    reading = models.JSONField()
    """What was read, as `harvesting.reading.Reading` says it: what the preview shows is what is imported."""
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.name
