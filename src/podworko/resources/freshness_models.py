"""Who is asked whether an entry is still true, when, by which mail, and what came of it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from podworko.core import tokens
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import LetterState, LinkPurpose, ReplyChannel, ReplyKind, ReplyState

DEFAULT_MONTHS = 12


class FreshnessSettings(models.Model):
    """How the organisations of an area's register are asked; without a row nobody is written to."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="freshness_settings")
    is_on = models.BooleanField(_("pisać do organizacji"), default=False)
    months = models.PositiveSmallIntegerField(_("co ile miesięcy"), default=DEFAULT_MONTHS)
    """For how many months it holds that somebody has confirmed an entry."""
    paused_months = models.JSONField(default=list, blank=True)
    """Months of the year, 1 to 12, in which nobody is written to."""
    applies_directly = models.BooleanField(_("przyjmować zmiany od razu"), default=False)
    """What an organisation corrects through its own link is shown at once, without a coordinator."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(months__range=(3, 24)), name="freshness_months_in_reason")]
        verbose_name_plural = "freshness settings"

    def __str__(self) -> str:
        return f"{self.area}: {self.is_on}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"

    @staticmethod
    def of(area: Area) -> "FreshnessSettings":
        """Return what was set for an area, or what holds until somebody sets it; asks the database once."""
        return FreshnessSettings.objects.filter(area=area).first() or FreshnessSettings(area=area)


class FreshnessMailbox(models.Model):
    """An address of an office to which such mails go, and whether it still wants and takes them."""

    email = models.EmailField(unique=True)
    """In lower case."""
    seed = models.CharField(max_length=64, default=tokens.new_token, editable=False)
    key_digest = models.CharField(max_length=64, unique=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    """When its mail server last would not take a mail; it is not written to again until somebody says so."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "freshness mailboxes"

    def __str__(self) -> str:
        return self.email

    @property
    def key(self) -> str:
        """The secret in the link by which these mails are stopped."""
        return tokens.derived("resources.freshness_mails", self.seed)


class FreshnessAskQuerySet(models.QuerySet["FreshnessAsk"]):
    def open(self) -> "FreshnessAskQuerySet":
        """Keep those that nobody has answered."""
        return self.filter(closed_at=None)


class FreshnessAsk(models.Model):
    """One round of asking an organisation whether its entry is still true: a mail, reminders, then the telephone."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="freshness_asks")
    mailbox = models.ForeignKey(FreshnessMailbox, models.SET_NULL, null=True, blank=True, related_name="asks")
    """Empty where there is no address: then somebody rings."""
    opened_on = models.DateField()
    mails = models.PositiveSmallIntegerField(default=0)
    """How many have been sent."""
    last_mail_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    """From when on the next mail may go out; empty when no more do."""
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FreshnessAskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(closed_at=None), name="asked_once_at_a_time"),
        ]
        indexes = [models.Index(fields=["next_on"], condition=Q(closed_at=None), name="freshness_next_mail")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.opened_on}"


class FreshnessLetter(models.Model):
    """One mail to one address, about all its entries; at most one a day, whatever is started twice."""

    mailbox = models.ForeignKey(FreshnessMailbox, models.CASCADE, related_name="letters")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.SENDING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "day"], name="one_freshness_letter_a_day")]

    def __str__(self) -> str:
        return f"{self.mailbox}, {self.day}"


class FreshnessReplyQuerySet(models.QuerySet["FreshnessReply"]):
    def waiting(self) -> "FreshnessReplyQuerySet":
        """Keep those on which somebody is to decide, the oldest first."""
        return self.filter(state=ReplyState.WAITING).order_by("created_at", "pk")

    def editable_by(self, reach: Reach) -> "FreshnessReplyQuerySet":
        """Keep those on which a person decides: a coordinator of the area that keeps the entry, who may change it."""
        rows = self.filter(organisation__home_area__in=reach.coordinator_of)
        return rows.filter(organisation__in=Organisation.objects.editable_by(reach))


class FreshnessReply(models.Model):
    """What somebody has said of an entry; what came of it can be taken back."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="freshness_replies")
    ask = models.ForeignKey(FreshnessAsk, models.SET_NULL, null=True, blank=True, related_name="replies")
    kind = models.CharField(max_length=10, choices=ReplyKind)
    channel = models.CharField(max_length=7, choices=ReplyChannel)
    state = models.CharField(max_length=8, choices=ReplyState, default=ReplyState.WAITING)
    values = models.JSONField(default=dict, blank=True)
    """What should be changed: by the name of a field of the form, `was` and `now`."""
    note = models.TextField(_("słowami"), blank=True)
    before: "models.JSONField[Any, Any]" = models.JSONField(null=True, blank=True)
    """Of what was changed: how it stood before, so that it can be taken back."""
    after: "models.JSONField[Any, Any]" = models.JSONField(null=True, blank=True)
    reason = models.CharField(_("dlaczego nie"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = FreshnessReplyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "freshness replies"

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"


class FreshnessLink(models.Model):
    """A secret in a mail that does one thing, once, for a time. Only its digest is kept."""

    letter = models.ForeignKey(FreshnessLetter, models.CASCADE, related_name="links")
    ask = models.ForeignKey(FreshnessAsk, models.CASCADE, null=True, blank=True, related_name="links")
    """Empty in the link to all entries of the letter."""
    purpose = models.CharField(max_length=11, choices=LinkPurpose)
    token_digest = models.CharField(max_length=64, unique=True)
    shown = models.CharField(max_length=64, blank=True)
    """Digest of the entry as the mail printed it; see `freshness_entry`."""
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    reply = models.ForeignKey(FreshnessReply, models.SET_NULL, null=True, blank=True, related_name="links")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ask=None, purpose=LinkPurpose.CONFIRM_ALL)
                | (Q(ask__isnull=False) & ~Q(purpose=LinkPurpose.CONFIRM_ALL)),
                name="freshness_link_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.purpose}"


class FreshnessSignal(models.Model):
    """That a passer-by has said „zgadza się”: counted once per browser, and nothing is decided by it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="freshness_signals")
    browser_digest = models.CharField(max_length=64)
    """Digest of a random mark, so that the same browser counts once."""
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "browser_digest"], name="signals_once_per_browser"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.day}"

    @property
    def history_of(self) -> str:
        """The history that holds these changes: not the organisation's, which would be full of them."""
        return f"freshness:{self.organisation_id}"
