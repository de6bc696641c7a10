"""What events have to do with each other, what was decided about that, and events that became one.

Kept beside `agenda.models`, which is full; imported there, so that Django finds them.
"""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import FindingAnswer, FindingKind, JoinState, MailsWanted
from podworko.core import tokens
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area

if TYPE_CHECKING:
    from podworko.agenda.models import Event


def _events() -> "type[Event]":
    from podworko.agenda.models import Event

    return Event


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, reach: Reach) -> "FindingQuerySet":
        """Keep the findings of whoever keeps one of the two events and may read the other."""
        if reach.is_anonymous:
            return self.none()
        events = _events()
        kept, read = events.objects.editable_by(reach).values("pk"), events.objects.visible_to(reach).values("pk")
        return self.filter(Q(first__in=kept) | Q(second__in=kept), first__in=read, second__in=read)

    def present(self) -> "FindingQuerySet":
        """Keep what is still so, and still to come."""
        return self.filter(gone_at=None, last_at__gte=timezone.now())

    def undecided(self) -> "FindingQuerySet":
        """Keep what nobody has decided, or what has become something else since."""
        return self.annotate(is_decided=is_decided()).filter(is_decided=False)


def is_decided() -> models.Case:
    """Say of a finding whether somebody has said what becomes of it, and whether it is still what they spoke of.

    „Let us join them” decides nothing until it has become a proposal, which the other side then has to answer.
    """
    said = FindingDecision.objects.filter(finding=models.OuterRef("pk"), facts_hash=models.OuterRef("facts_hash"))
    one, other = models.OuterRef("first"), models.OuterRef("second")
    proposed = Join.objects.filter(Q(kept=one, absorbed=other) | Q(kept=other, absorbed=one))
    waiting = proposed.filter(state__in=(JoinState.PROPOSED, JoinState.LATER))
    return models.Case(
        models.When(models.Exists(said.exclude(answer=FindingAnswer.JOIN)), then=True),
        models.When(models.Exists(waiting), then=True),
        models.When(models.Exists(said), then=models.Exists(proposed.filter(state=JoinState.DECLINED))),
        default=False,
        output_field=models.BooleanField(),
    )


class Finding(models.Model):
    """What two events have to do with each other; computed by `agenda.findings`, never typed."""

    kind = models.CharField(max_length=10, choices=FindingKind)
    first = models.ForeignKey("agenda.Event", models.CASCADE, related_name="+")
    """The one with the smaller number."""
    second = models.ForeignKey("agenda.Event", models.CASCADE, related_name="+")
    strength = models.PositiveSmallIntegerField()
    """1 (perhaps) to 3 (surely)."""
    metres = models.PositiveIntegerField(null=True, blank=True)
    """As the crow flies; empty where it does not matter or is not known."""
    minutes = models.IntegerField(default=0)
    """As in `coordination.values.Pair`."""
    audiences = models.JSONField(default=list, blank=True)
    """Codes of those in common."""
    is_same_theme = models.BooleanField(default=False)
    dates = models.JSONField(default=list, blank=True)
    """The first meetings, in order: pairs of the starts of both, ISO 8601 in UTC."""
    count = models.PositiveIntegerField(default=1)
    """How many meetings there are."""
    first_at = models.DateTimeField()
    """UTC: when the first of them begins."""
    last_at = models.DateTimeField()
    facts_hash = models.CharField(max_length=64)
    """Of what people could change about it; a decision holds as long as this stays."""
    found_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    """When its facts last became others."""
    gone_at = models.DateTimeField(null=True, blank=True)
    """When it stopped being so: an event moved, or both became one."""

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["first_at", "-strength", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="one_finding_per_kind_and_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="finding_in_order"),
        ]
        indexes = [models.Index(fields=["last_at"], condition=Q(gone_at=None), name="finding_present")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.first_id}, {self.second_id}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row: not an event's, whose keepers need not know the other one."""
        return f"finding:{self.pk}"


class FindingDecision(models.Model):
    """What somebody said about a finding; all of it stays, the last word of each side counts."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("w imieniu")
    )
    """For whom it was said, gone with them; empty where the coordinator said it."""
    answer = models.CharField(_("co robimy"), max_length=8, choices=FindingAnswer)
    reason = models.CharField(_("dlaczego"), max_length=300, blank=True)
    facts_hash = models.CharField(max_length=64)
    """Of the finding, when this was said."""
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.answer}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.finding.history_of

    @property
    def is_valid(self) -> bool:
        """Say whether the finding is still what was decided about."""
        return self.facts_hash == self.finding.facts_hash


class JoinQuerySet(models.QuerySet["Join"]):
    def visible_to(self, reach: Reach) -> "JoinQuerySet":
        """Keep the proposals of whoever keeps one of the two events and may read the other."""
        if reach.is_anonymous:
            return self.none()
        events = _events()
        kept, read = events.objects.editable_by(reach).values("pk"), events.objects.visible_to(reach).values("pk")
        return self.filter(Q(kept__in=kept) | Q(absorbed__in=kept), kept__in=read, absorbed__in=read)


class Join(models.Model):
    """A proposal to make one event of two, and what became of it."""

    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="joins")
    kept = models.ForeignKey("agenda.Event", models.CASCADE, related_name="joins")
    """The event that takes place."""
    absorbed = models.ForeignKey("agenda.Event", models.CASCADE, related_name="joins_into")
    """The event that becomes a part of it."""
    state = models.CharField(max_length=9, choices=JoinState, default=JoinState.PROPOSED)
    proposed_for = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    """Whose proposal it is; empty where the coordinator made it. The other side answers."""
    message = models.TextField(_("parę słów"), max_length=2000, blank=True)
    kept_brings = models.CharField(_("co wnosi pierwsza strona"), max_length=500, blank=True)
    absorbed_brings = models.CharField(_("co wnosi druga strona"), max_length=500, blank=True)
    reason = models.CharField(_("odpowiedź"), max_length=300, blank=True)
    covered = models.JSONField(default=list, blank=True)
    """Of a series that stays, only these times become part of the other event: wall-clock starts, ISO 8601."""
    added = models.JSONField(default=dict, blank=True)
    """What joining gave to the event that is kept, so that undoing takes just that."""
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = JoinQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="joined_with_another")]

    def __str__(self) -> str:
        # Goes into the history of an event, whose reader need not see the other one.
        return f"nr {self.pk}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"event:{self.kept_id}"


class FindingNotice(models.Model):
    """That somebody was told by mail of a finding, or of a state of a proposal: once, whatever becomes of the mail.

    Whoever has proposed or answered something themselves knows it, too.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    finding = models.ForeignKey(Finding, models.CASCADE, null=True, blank=True, related_name="notices")
    join = models.ForeignKey(Join, models.CASCADE, null=True, blank=True, related_name="notices")
    state = models.CharField(max_length=9, choices=JoinState, blank=True)
    """Of the proposal, when they were told; empty for a finding."""
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "finding"], name="told_of_a_finding_once"),
            models.UniqueConstraint(fields=["user", "join", "state"], name="told_of_a_join_and_its_state_once"),
            models.CheckConstraint(
                condition=(Q(finding=None, join__isnull=False) & ~Q(state=""))
                | Q(finding__isnull=False, join=None, state=""),
                name="told_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.finding_id or self.join_id}"


class FindingMails(models.Model):
    """How somebody wants to be told by mail what their events have to do with others; without a row: at once.

    What is not mailed stands on the desk all the same.
    """

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+")
    is_daily = models.BooleanField(default=False)
    """Nothing comes at once, but in the mail of the morning."""
    is_stopped = models.BooleanField(default=False)
    """No mail comes. What was chosen before stays known, for whoever changes their mind."""
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    """From it and the instance's key comes the secret of the link that stands in every such mail."""
    key_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "finding mails"

    def __str__(self) -> str:
        return f"{self.user_id}"

    @property
    def key(self) -> str:
        """The secret of the link by which the mails are stopped."""
        return tokens.derived("agenda.finding_mails", str(self.seed))

    @property
    def wanted(self) -> MailsWanted:
        """What holds now."""
        if self.is_stopped:
            return MailsWanted.NEVER
        return MailsWanted.DAILY if self.is_daily else MailsWanted.AT_ONCE


class CoordinationLimits(models.Model):
    """From when on an area wants to be told of something; where there is none, the program's own limits hold."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="coordination_limits")
    join_metres = models.PositiveIntegerField(_("blisko, czyli ile metrów"), default=300)
    catchment_metres = models.PositiveIntegerField(_("ci sami ludzie, czyli w promieniu ilu metrów"), default=1500)
    walking_speed = models.PositiveSmallIntegerField(_("ile metrów pieszo w minutę"), default=75)
    crowded_from = models.PositiveSmallIntegerField(_("za dużo, czyli ile wydarzeń w jeden dzień"), default=4)
    empty_days = models.PositiveSmallIntegerField(_("nic, czyli przez ile dni"), default=21)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "coordination limits"

    def __str__(self) -> str:
        return f"{self.area_id}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"
