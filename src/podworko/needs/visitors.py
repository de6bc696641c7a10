"""What people without an account leave: reports of problems, and that something concerns them too.

Imported by `needs.models`, so that Django finds them.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from podworko.core import tokens
from podworko.core.left import Left, declined_says_why, says_when_decided
from podworko.core.visibility import Reach
from podworko.needs.choices import ProblemKind, ReportState
from podworko.places.models import Area


class ReportQuerySet(models.QuerySet["Report"]):
    def editable_by(self, reach: Reach) -> "ReportQuerySet":
        """Keep the reports that a person decides on: those for the areas that they coordinate."""
        return self.filter(area__in=reach.coordinator_of)

    def waiting(self) -> "ReportQuerySet":
        """Keep the reports on which nobody has decided yet."""
        return self.filter(state=ReportState.WAITING)


class Report(Left):
    """What somebody without an account has reported. It is no problem of the area until a coordinator makes it one."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ProblemKind, default=ProblemKind.PROBLEM)
    title = models.CharField(_("nazwa"), max_length=200)
    description = models.TextField(_("opis"), max_length=5000, blank=True)
    place_name = models.CharField(_("gdzie"), max_length=300, blank=True)
    audiences = models.JSONField(_("kogo dotyczy"), default=list, blank=True)
    """Codes of `resources.choices.Audience`."""
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WAITING)
    problem = models.ForeignKey("needs.Problem", models.SET_NULL, null=True, blank=True, related_name="+")
    """What was made of it, or what it was joined to; empty also when that is deleted."""

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            says_when_decided("report_says_when_decided"),
            declined_says_why("declined_report_says_why"),
        ]

    @staticmethod
    def secret_of(token: uuid.UUID) -> str:
        """Return the secret that belongs to a form's token: the same however often the form is sent."""
        return tokens.derived("needs.report", str(token))


class Support(models.Model):
    """That somebody without an account has said „Mnie też to dotyczy”."""

    problem = models.ForeignKey("needs.Problem", models.CASCADE, related_name="supports")
    browser_digest = models.CharField(max_length=64)
    """Of a random mark that a browser keeps: it names nobody, and one person may have several."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["problem", "browser_digest"], name="one_support_per_browser")]

    def __str__(self) -> str:
        return f"{self.problem_id}: {self.pk}"
