"""Pictures of events: the one that announces it, and photos from it afterwards, each with its own permission.

Kept beside `agenda.models`, which is full; imported there, so that Django finds them.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import PeopleShown, PictureGround, PictureKind
from podworko.core import pictures
from podworko.core.visibility import Reach
from podworko.places.models import Area

if TYPE_CHECKING:
    from podworko.agenda.models import Event

MOST_PHOTOS = 30
"""Of one event."""


class EventPictureQuerySet(models.QuerySet["EventPicture"]):
    def visible_to(self, reach: Reach) -> "EventPictureQuerySet":
        """Keep what is shown with events that a person may read, and what they may change."""
        from podworko.agenda.models import Event

        shown = Q(is_shown=True, event__in=Event.objects.visible_to(reach))
        return self.filter(shown if reach.is_anonymous else shown | self._editable(reach))

    def editable_by(self, reach: Reach) -> "EventPictureQuerySet":
        """Keep the pictures that a person may change: of events that they keep, and what they added and nobody showed.

        Whoever belongs to the organisation of an event may add photos to it.
        """
        return self.none() if reach.is_anonymous else self.filter(self._editable(reach))

    def public(self) -> "EventPictureQuerySet":
        """Keep the pictures that everybody may see."""
        return self.visible_to(Reach())

    def waiting(self) -> "EventPictureQuerySet":
        """Keep the photos that may be shown, once somebody who keeps the event has looked at them."""
        return self.filter(kind=PictureKind.PHOTO, is_permitted=True, is_shown=False, is_reviewed=False)

    @staticmethod
    def _editable(reach: Reach) -> Q:
        from podworko.agenda.models import Event

        own = Q(kind=PictureKind.PHOTO, entered_by=reach.user_id, is_shown=False, event__in=taking_photos_of(reach))
        return own | Q(event__in=Event.objects.editable_by(reach))


def taking_photos_of(reach: Reach) -> "models.QuerySet[Event]":
    """Return the events to which a person may add photos as one who belongs to the organisation."""
    from podworko.agenda.models import Event

    return Event.objects.visible_to(reach).filter(organisation__in=reach.member_of)


def waiting_by_event(area: Area, reach: Reach) -> "list[tuple[Event, int]]":
    """Return the events of an area that a person keeps and that have photos to be looked at, with how many."""
    from podworko.agenda.models import Event

    waiting = EventPicture.objects.waiting().order_by().values("event").annotate(count=Count("pk"))
    counts = dict(waiting.filter(event__area=area).values_list("event", "count"))
    rows = Event.objects.editable_by(reach).filter(pk__in=counts).select_related("area") if counts else ()
    return [(event, counts[event.pk]) for event in rows]


class EventPicture(models.Model):
    """A picture of an event, made anew from what was uploaded; its files lie under `name`, see `core.pictures`."""

    event: "models.ForeignKey[Event]" = models.ForeignKey("agenda.Event", models.CASCADE, related_name="pictures")
    kind = models.CharField(max_length=8, choices=PictureKind)
    name = models.CharField(max_length=32, unique=True, editable=False)
    """Random; never names other files, so that an address of it never changes what it shows."""
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    """Of the large file."""
    alternative_text = models.CharField(_("co widać"), max_length=500)
    author = models.CharField(_("autor"), max_length=200)
    ground = models.CharField(_("dlaczego wolno"), max_length=14, choices=PictureGround)
    ground_note = models.CharField(_("o zgodzie autora"), max_length=300, blank=True)
    people = models.CharField(_("kogo widać"), max_length=8, choices=PeopleShown)
    consent_note = models.CharField(_("o zgodzie osób"), max_length=300, blank=True)
    """Who agreed and when, and where that is kept; for whoever keeps the event only."""
    is_permitted = models.BooleanField(_("wolno pokazać"), default=False)
    is_reviewed = models.BooleanField(_("sprawdzone"), default=False)
    """Somebody who keeps the event has decided whether a photo is shown."""
    is_shown = models.BooleanField(_("pokazane"), default=False)
    """With the event, to whoever may read that."""
    position = models.PositiveIntegerField(_("kolejność"), default=0)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EventPictureQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(kind=PictureKind.POSTER), name="one_poster_of_an_event"
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | (Q(is_permitted=True) & ~Q(people=PeopleShown.UNKNOWN)),
                name="picture_shown_only_with_permission",
            ),
        ]

    def __str__(self) -> str:
        return self.alternative_text

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"event:{self.event_id}"

    @property
    def small_width(self) -> int:
        """The width of the small file."""
        return pictures.small_size(self.width, self.height)[0]

    @property
    def small_height(self) -> int:
        """The height of the small file."""
        return pictures.small_size(self.width, self.height)[1]

    @property
    def is_waiting(self) -> bool:
        """Say whether somebody who keeps the event has yet to look at it."""
        return self.kind == PictureKind.PHOTO and self.is_permitted and not self.is_shown and not self.is_reviewed

    @property
    def credit(self) -> str:
        """Whose it is and, where a licence asks for that, under which."""
        is_licensed = self.ground == PictureGround.LICENCE
        return ", ".join(filter(None, [self.author, self.ground_note if is_licensed else ""]))
