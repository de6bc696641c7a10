"""What is kept ready beside the events, for readers and for other programs.

Kept beside `agenda.models`, which is full; imported there, so that Django finds them.
"""

from django.db import models

from podworko.places.models import Area


class CalendarDay(models.Model):
    """What everybody sees of a day of an area's calendar at a glance; kept true by `agenda.days`."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    """With all areas inside it."""
    day = models.DateField()
    count = models.PositiveIntegerField()
    first = models.JSONField()
    """The first of them, each as [id of the event, time or "", title, "" or what is special: see `agenda.days`]."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "day"], name="one_calendar_day_per_area")]

    def __str__(self) -> str:
        return f"{self.area_id}: {self.day}"


class Withdrawn(models.Model):
    """An event that everybody could see and no longer can: calendars that took it over are told so."""

    uid = models.CharField(max_length=255, unique=True)
    paths = models.JSONField()
    """The paths of the areas in whose calendars it stood."""
    block = models.TextField()
    """What calendars are given of it: its name and that it is cancelled."""
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.uid
