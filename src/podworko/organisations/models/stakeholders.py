"""What a coordinator knows of who counts in an area, and of who works with whom."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from podworko.core.visibility import Reach, Visibility, VisibleQuerySet
from podworko.organisations.choices import LinkLevel, Stance, Status
from podworko.organisations.models.register import Organisation
from podworko.places.models import Area, Dated

WIDEST_SCALE = 10
_WIDEST_FIRST = list(Visibility)


class AssessmentAxes(models.Model):
    """What is asked about each organisation of an area, and how finely. Never changed: the latest row holds."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="assessment_axes")
    question = models.PositiveSmallIntegerField(default=1)
    """Rows with one number ask the same in other words or steps; placements on them stand side by side."""
    horizontal = models.CharField(_("oś pozioma"), max_length=60, blank=True)
    """Empty: interest, as the power–interest grid of URBACT has it."""
    vertical = models.CharField(_("oś pionowa"), max_length=60, blank=True)
    """Empty: power."""
    scale = models.PositiveSmallIntegerField(_("ile stopni"), default=5)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scale__gte=2, scale__lte=WIDEST_SCALE), name="axes_have_steps"),
        ]
        verbose_name_plural = "assessment axes"

    def __str__(self) -> str:
        return f"{self.vertical_label} × {self.horizontal_label}"

    @property
    def horizontal_label(self) -> str:
        """What grows to the right."""
        return self.horizontal or str(_("zainteresowanie"))

    @property
    def vertical_label(self) -> str:
        """What grows upwards."""
        return self.vertical or str(_("wpływ"))

    @property
    def is_usual(self) -> bool:
        """Say whether these are the axes that an area begins with."""
        return not self.horizontal and not self.vertical

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row; no page shows it."""
        return f"assessments:{self.area_id}"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, reach: Reach) -> "AssessmentQuerySet":
        """Keep what a coordinator of the area may read: nothing of an organisation to which they belong themselves.

        Whatever other role somebody holds, nobody reads how their own organisation was placed.
        """
        if not reach.coordinator_of:
            return self.none()
        shown = Organisation.objects.visible_to(reach).exclude(pk__in=reach.member_of)
        return self.filter(area__in=reach.coordinator_of, organisation__in=shown)

    def editable_by(self, reach: Reach) -> "AssessmentQuerySet":
        """Keep what a person may withdraw: what they may read."""
        return self.visible_to(reach)

    def standing(self) -> "AssessmentQuerySet":
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at=None)


class Assessment(models.Model):
    """Where somebody placed an organisation on one day. A new look is a new row: nothing is overwritten."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="assessments")
    area = models.ForeignKey(Area, models.CASCADE, related_name="assessments")
    axes = models.ForeignKey(AssessmentAxes, models.CASCADE, related_name="assessments")
    horizontal = models.PositiveSmallIntegerField()
    """A step from 1 to `axes.scale`, as is `vertical`."""
    vertical = models.PositiveSmallIntegerField()
    stance = models.CharField(_("nastawienie"), max_length=10, choices=Stance, blank=True)
    """Empty: nobody asked."""
    note = models.TextField(_("dlaczego tak"), max_length=1000, blank=True)
    assessor = models.CharField(_("kto ocenił"), max_length=160)
    """A person or a workshop, as it is printed."""
    assessed_on = models.DateField(_("dzień oceny"))
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """When somebody took it back; it stays in the history, crossed out."""

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(horizontal__gte=1, vertical__gte=1) & ~Q(assessor=""), name="assessment_is_placed"
            ),
        ]
        indexes = [models.Index(fields=["area", "organisation", "-assessed_on"], name="assessment_latest")]

    def __str__(self) -> str:
        # Histories and messages show this: it must not tell whom it is about.
        return str(self.assessed_on)

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row; no page shows it, least of all the organisation's own."""
        return f"assessments:{self.area_id}"


def assessable(area: Area, reach: Reach) -> "models.QuerySet[Organisation]":
    """Return the organisations that a person may place: those of an area they coordinate, but none of their own."""
    if area.pk not in reach.coordinator_of:
        return Organisation.objects.none()
    rows = Organisation.objects.visible_to(reach).active_in(area)
    return rows.exclude(status=Status.CLOSED).exclude(pk__in=reach.member_of).order_by("sort_key", "pk")


def axes_of(area: Area) -> AssessmentAxes:
    """Return the axes that hold in an area now; the usual ones, not saved yet, where nobody chose any."""
    return AssessmentAxes.objects.filter(area=area).first() or AssessmentAxes(area=area)


class NetworkImport(models.Model):
    """Who works with whom as somebody else's file says it: read, looked at, taken in as one step."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    entered_by = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    content = models.JSONField()
    """As `organisations.network_file.Network`, as plain values."""
    made = models.JSONField(default=list, blank=True)
    """Ids of the organisations that came with it."""
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"links:{self.area_id}"


class LinkQuerySet(VisibleQuerySet["Link"]):
    owner = "first"

    def holding(self, first: Any, last: Any) -> "LinkQuerySet":
        """Keep the links that held, as far as anybody knows, on some day between two, both included."""
        began = Q(starts_earliest=None) | Q(starts_earliest__lte=last)
        lasts = Q(ends_latest=None) | Q(ends_latest__gte=first)
        return self.filter(began & lasts)

    def editable_by(self, reach: Reach) -> "LinkQuerySet":
        """Keep the links that a coordinator may change."""
        if reach.is_anonymous:
            return self.none()
        return self.filter(self._coordinated(reach) & self._shown_with(reach))

    def _shown_with(self, reach: Reach) -> Q:
        if reach.is_anonymous:
            return Q(first__visibility=Visibility.PUBLIC, second__visibility=Visibility.PUBLIC)
        shown = Organisation.objects.visible_to(reach)
        return Q(first__in=shown, second__in=shown)

    def _owned_by(self, ids: frozenset[int]) -> Q:
        return Q(first__in=ids) | Q(second__in=ids) if ids else Q(pk__in=[])

    def _readable_by_member(self, reach: Reach) -> Q:
        own = self._at_most(Visibility.ORGANISATION) & self._owned_by(reach.member_of)
        # Opening one organisation's records does not open those of the other.
        return own | Q(first__in=reach.opened, second__in=reach.opened)

    def _coordinated(self, reach: Reach) -> Q:
        entered = Q(entered_by=reach.user_id)
        return self._in_areas(reach.coordinator_of) & (self._at_most(Visibility.ORGANISATION) | entered)

    def _editable(self, reach: Reach) -> Q:
        # Two organisations share it; none of them changes it alone.
        return self._coordinated(reach)


class Link(Dated):
    """That two organisations have to do with one another, how closely, from when to when, and where it is known from.

    When they come closer, the row ends and another one begins.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="links")
    """In whose network it counts; both may be active elsewhere as well."""
    first = models.ForeignKey(Organisation, models.CASCADE, related_name="links_from")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="links_to")
    level = models.CharField(_("jak blisko"), max_length=12, choices=LinkLevel)
    note = models.CharField(_("czego dotyczy"), max_length=300, blank=True)
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.PARTNERS)
    came_with = models.ForeignKey(NetworkImport, models.SET_NULL, null=True, blank=True, related_name="links")
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    history_visibility = "shown_as"
    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["first__sort_key", "second__sort_key", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(first=F("second")), name="link_joins_two")]
        indexes = [models.Index(fields=["area", "first", "second"], name="link_of_pair")]

    def __str__(self) -> str:
        return str(self.get_level_display())

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row: neither organisation's own, where all could read it."""
        return f"links:{self.area_id}"

    @property
    def shown_as(self) -> str:
        """The narrowest of what the link and its two organisations are shown to."""
        found = (self.visibility, self.first.visibility, self.second.visibility)
        return max((Visibility(each) for each in found), key=_WIDEST_FIRST.index)
