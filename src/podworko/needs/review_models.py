"""How long what is known of problems holds in an area. Imported by `needs.models`, so that Django finds it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from podworko.places.models import Area

SHORTEST, USUAL, LONGEST = 1, 12, 60
"""Months."""


class ReviewPeriod(models.Model):
    """After how many months without anybody looking something is out of date; areas inside without a row follow it."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="review_period")
    months = models.PositiveSmallIntegerField(
        _("po ilu miesiącach to jest nieaktualne"),
        default=USUAL,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__range=(SHORTEST, LONGEST)), name="review_period_of_some_months")
        ]

    def __str__(self) -> str:
        return f"{self.area_id}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"
