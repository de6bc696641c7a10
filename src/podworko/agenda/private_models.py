"""Private calendars: what somebody may read beyond the public one, under a secret address.

Kept beside `agenda.models`, which is full; imported there, so that Django finds them.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from podworko.core import tokens
from podworko.places.models import Area


class PrivateCalendar(models.Model):
    """A secret address under which a program of somebody reads what that person may read at the time."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    name = models.CharField(_("nazwa"), max_length=60)
    """For the person alone: which device or program has it."""
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    """From it and the instance's key comes the secret of the address, so that its owner can read it again."""
    key_digest = models.CharField(max_length=64, unique=True)
    used_on = models.DateField(null=True, blank=True)
    """The day on which it was last asked for; the hour is nobody's business."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        # Goes into the history, which outlives it: so without its name.
        return f"{self.area_id}: {self.pk}"

    @property
    def key(self) -> str:
        """The secret of its address."""
        return tokens.derived("agenda.private_calendar", str(self.seed))
