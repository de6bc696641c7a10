from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core.visibility import Reach
from podworko.organisations.choices import PairAnswer
from podworko.organisations.models.register import Activity, Organisation
from podworko.places.models import Area


class PairQuerySet(models.QuerySet["Pair"]):
    def editable_by(self, reach: Reach) -> "PairQuerySet":
        """Keep the pairs about which a person may decide: who coordinates where both are active."""
        if not reach.coordinator_of:
            return self.none()
        kept = Organisation.objects.editable_by(reach)
        active = Activity.objects.filter(area__in=reach.coordinator_of)
        return self._of_both(kept, "pk")._of_both(active, "organisation")  # noqa: SLF001 – its own

    def in_area(self, area: Area) -> "PairQuerySet":
        """Keep the pairs of which both are active in an area or inside it."""
        return self._of_both(Activity.objects.filter(area__path__startswith=area.path), "organisation")

    def _of_both(self, rows: models.QuerySet[Any], name: str) -> "PairQuerySet":
        # Asked of each pair in turn: given the list of all entries of a city, SQLite compares all with all.
        first, second = (Exists(rows.filter(**{name: OuterRef(side)})) for side in ("first", "second"))
        return self.filter(first, second)

    def waiting(self) -> "PairQuerySet":
        """Keep the pairs about which nobody has said anything."""
        return self.filter(answer=PairAnswer.WAITING)


class Pair(models.Model):
    """Two entries that are perhaps one, and what somebody said about it; see `organisations.duplicates`."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    """The one with the higher id: a pair is remembered once, whichever way it is looked at."""
    strength = models.PositiveSmallIntegerField()
    """0–100, as `duplicates.candidates` gives it; no probability."""
    reasons = models.JSONField(default=list, blank=True)
    """Codes of `duplicates.REASONS`; what they speak of stands on the page of the pair, for whoever may see it."""
    answer = models.CharField(max_length=10, choices=PairAnswer, default=PairAnswer.WAITING)
    answered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(default=timezone.now)

    history_visibility = ""
    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["-strength", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_pair_of_two"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}, {self.second_id}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row: not an organisation's, whose keepers need not know the other."""
        return f"pair:{self.pk}"


class MergeQuerySet(models.QuerySet["Merge"]):
    def editable_by(self, reach: Reach) -> "MergeQuerySet":
        """Keep the merges that a person may take back: who coordinates where the merged entry was kept."""
        return self.filter(home_area__in=reach.coordinator_of, kept__in=Organisation.objects.editable_by(reach))

    def standing(self) -> "MergeQuerySet":
        """Keep the merges that nobody has taken back."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """That an entry was merged into another one: where its old address leads, and how to take it back."""

    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges")
    """The entry into which it was merged; if that one is merged later, the one into which that went."""
    kept_then = models.BigIntegerField()
    """The id of the entry into which it was merged at first."""
    merged_id = models.BigIntegerField()
    """The id of the entry that is no more; its history stays under it."""
    merged_name = models.CharField(_("nazwa połączonego wpisu"), max_length=240)
    home_area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)
    """With `home_area` the old address."""
    joined_places = models.JSONField(default=dict, blank=True)
    """Id of each place that became one with another, as text → the id of that one: where its old address leads."""
    moves = models.JSONField(default=list, blank=True)
    """What the merge has changed, as lists (model, id, values): see `organisations.moving.Move`."""
    deletions = models.JSONField(default=list, blank=True)
    """Ids of history entries that bring back what went, in the order in which it comes back."""
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    history_visibility = ""
    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["merged_id"], condition=Q(undone_at=None), name="merged_once"),
        ]
        indexes = [models.Index(fields=["slug"], name="merge_by_slug")]

    def __str__(self) -> str:
        return self.merged_name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.kept_id}"
