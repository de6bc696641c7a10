"""What is said of registration here: which times one can register for, and how many places are free."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from podworko.agenda import reading
from podworko.agenda.choices import Registration
from podworko.agenda.mails import moment
from podworko.agenda.models import Event, Occurrence, SignUpList
from podworko.agenda.reading import Entry
from podworko.core.visibility import Reach

MOST = 60
"""Times of a series that are offered."""


@dataclass(frozen=True, slots=True)
class Places:
    """How many places there are at one time that an event takes place."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        """How many are free; nothing where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Say whether whoever registers now waits."""
        return self.free == 0

    @property
    def is_over(self) -> bool:
        """Say whether more are registered than there are places."""
        return self.capacity is not None and self.taken > self.capacity

    @property
    def said(self) -> str:
        """What a passer-by reads; empty where there is no limit."""
        if self.free is None:
            return ""
        if self.is_full:
            return _("brak wolnych miejsc, jest lista rezerwowa")
        return _("wolne miejsca: %(free)s z %(all)s") % {"free": self.free, "all": self.capacity}


@dataclass(frozen=True, slots=True)
class Time:
    """One time for which one can register."""

    entry: Entry
    places: Places
    closes: datetime
    """Local."""

    @property
    def name(self) -> str:
        """Its name within the event, as addresses and forms hold it."""
        return f"{self.entry.original:%Y%m%dT%H%M}"

    @property
    def said(self) -> str:
        """When it is, in words."""
        return moment(self.entry.starts, is_timed=self.entry.is_timed)


def open_times(event: Event, reach: Reach, now: datetime) -> list[Time]:
    """Return the times for which a person can register now, in order; none where registration is elsewhere."""
    if event.registration != Registration.HERE:
        return []
    before = timedelta(hours=event.closes_before)
    rows = Occurrence.objects.visible_to(reach).filter(event=event, is_cancelled=False, is_tentative=False)
    ahead = rows.filter(starts__gt=now + before).order_by("starts", "pk")[:MOST]
    taken = places_of(event)
    return [
        Time(entry, taken.get(entry.original, Places(event.capacity, 0, 0)), entry.starts - before)
        for entry in reading.entries(ahead, reach)
    ]


def places_of(event: Event) -> dict[datetime, Places]:
    """Return how many places are taken, by the time; of times for which nobody has registered nothing."""
    rows = SignUpList.objects.filter(event=event).values_list("original", "taken", "waiting")
    return {original: Places(event.capacity, taken, waiting) for original, taken, waiting in rows}


def remarks(event: Event) -> list[str]:
    """Return what whoever has changed an event must know of its lists."""
    capacity = Event.objects.filter(pk=event.pk).values_list("capacity", flat=True).get()
    taken = max((places.taken for places in places_of(event).values()), default=0)
    if capacity is None or taken <= capacity:
        return []
    said = _("Zapisanych osób jest %(taken)s, a miejsc %(all)s. Nikogo nie wypisaliśmy.")
    return [said % {"taken": taken, "all": capacity}]
