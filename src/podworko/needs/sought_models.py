"""What people looked for here and did not find; nobody's name, address or browser stands beside it.

Imported by `needs.models`, so that Django finds them.
"""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from podworko.core.visibility import Reach
from podworko.needs.choices import SoughtSource
from podworko.organisations.models import Organisation
from podworko.places.models import Area

SEARCHED_ON = 2
"""Different days on which the same words must have been asked before anybody reads them.

What is asked once may be one person's own matter, or their name; what is asked on two days is more than a slip. Days,
not times: whoever presses the button again has not asked anew.
"""


class SoughtQuerySet(models.QuerySet["Sought"]):
    def visible_to(self, reach: Reach) -> "SoughtQuerySet":
        """Keep what a person may read: of areas that they coordinate, or where their organisation is active."""
        return self.filter(area__in=reach.coordinator_of | reach.partner_in)

    def editable_by(self, reach: Reach) -> "SoughtQuerySet":
        """Keep what a person may mark: in areas that they coordinate."""
        return self.filter(area__in=reach.coordinator_of)

    def readable(self) -> "SoughtQuerySet":
        """Keep what somebody has written down, and words of the search that were asked on several days."""
        written = SoughtDay.objects.filter(sought=OuterRef("pk"), source=SoughtSource.PERSON)
        searched = Count("days__day", filter=Q(days__source=SoughtSource.SEARCH), distinct=True)
        return self.annotate(searched=searched).filter(Exists(written) | Q(searched__gte=SEARCHED_ON))


class Sought(models.Model):
    """One thing that was looked for."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120, editable=False)
    """The words without case, diacritics and signs: what is the same is counted together."""
    words = models.CharField(_("czego ktoś szukał"), max_length=120)
    problem = models.ForeignKey("needs.Problem", models.SET_NULL, null=True, blank=True, related_name="+")
    """What was made of it."""
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    """The entry that answers it."""
    read_on = models.DateField(_("czytane na spotkaniu"), null=True, blank=True)

    objects = SoughtQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "key"], name="sought_once_per_area")]

    def __str__(self) -> str:
        # Goes into the history, which outlives it: so without the words.
        return f"{self.area_id}: {self.pk}"


class SoughtDay(models.Model):
    """That something was looked for on a day: how often, where that is known, and for whom."""

    sought = models.ForeignKey(Sought, models.CASCADE, related_name="days")
    day = models.DateField()
    source = models.CharField(max_length=8, choices=SoughtSource)
    audience = models.CharField(_("dla kogo"), max_length=12, blank=True)
    """A code of `resources.choices.Audience`, or empty."""
    count = models.PositiveIntegerField(default=1)
    """Times that somebody wrote it down; of a search always 1, however often it was asked that day."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sought", "day", "source", "audience"], name="sought_counted_once_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="sought_by_day")]

    def __str__(self) -> str:
        return f"{self.sought_id}: {self.day}"
