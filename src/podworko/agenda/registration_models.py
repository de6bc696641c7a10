"""Who has registered here for an event, or for one time of a series, without an account.

Kept beside `agenda.models`, which is full; imported there, so that Django finds them.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import News, Place
from podworko.core import tokens
from podworko.places.models import Area


class SignUpList(models.Model):
    """The list of one time that an event takes place; made when the first person registers."""

    event = models.ForeignKey("agenda.Event", models.CASCADE, related_name="sign_up_lists")
    original = models.DateTimeField()
    """As in `Occurrence`; of an event that takes place once it goes along when that moves."""
    starts = models.DateTimeField()
    """UTC; as it was last known, if it is no longer in the calendar."""
    facts = models.JSONField(default=dict)
    """When and where it takes place and whether: see `agenda.sign_up_facts`."""
    facts_number = models.PositiveIntegerField(default=1)
    """Raised with each change of the facts that people must be told."""
    changed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    """The last change that people have not been told of; they are told once it has been quiet for a while."""
    taken = models.PositiveIntegerField(_("zajęte miejsca"), default=0)
    """People, not rows; kept true by `agenda.sign_up_lists`, so that a page reads one row."""
    waiting = models.PositiveIntegerField(_("na liście rezerwowej"), default=0)
    came = models.PositiveIntegerField(_("ile osób przyszło"), null=True, blank=True)

    class Meta:
        ordering = ["original"]
        constraints = [models.UniqueConstraint(fields=["event", "original"], name="one_list_per_occurrence")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.original:%Y-%m-%d %H:%M}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"event:{self.event_id}"

    @property
    def name(self) -> str:
        """Its name within the event, as addresses hold it."""
        return f"{self.original:%Y%m%dT%H%M}"


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def in_order(self) -> "SignUpQuerySet":
        """Put first who registered first."""
        return self.order_by("created_at", "pk")


class SignUp(models.Model):
    """A person who has registered, with those who come along. Read by those who keep the event, and erased soon."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    sign_up_list = models.ForeignKey(SignUpList, models.SET_NULL, null=True, blank=True, related_name="sign_ups")
    """Empty once the event is deleted: then nobody but the person reads this, until it is erased."""
    name = models.CharField(_("imię i nazwisko"), max_length=120)
    people = models.PositiveSmallIntegerField(_("ile osób"), default=1)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    note = models.CharField(_("czego potrzebujesz"), max_length=300, blank=True)
    guardian = models.CharField(_("kto się zgadza"), max_length=120, blank=True)
    """The parent of a child who takes part without one."""
    language = models.CharField(max_length=5, default="pl")
    wants_reminder = models.BooleanField(_("przypomnienie dzień wcześniej"), default=False)
    place = models.CharField(_("miejsce"), max_length=7, choices=Place)
    news = models.CharField(max_length=10, choices=News, blank=True)
    """What the person does not know yet, besides changes of the facts."""
    told = models.JSONField(default=dict)
    """The facts as the person knows them."""
    told_number = models.PositiveIntegerField(default=1)
    """`facts_number` of the list as they were told; 0 that it is gone. A mail takes it first, so none comes twice."""
    is_unreachable = models.BooleanField(default=False)
    """The mail server refuses the address."""
    came = models.PositiveSmallIntegerField(_("ile osób przyszło"), null=True, blank=True)
    seed = models.UUIDField(unique=True, editable=False)
    """From it and the instance's key comes the secret of the private link."""
    key_digest = models.CharField(max_length=64, unique=True)
    keep_until = models.DateField(db_index=True)
    created_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="sign_up_can_be_told"),
            models.CheckConstraint(condition=Q(people__gte=1), name="sign_up_of_somebody"),
        ]

    def __str__(self) -> str:
        # Goes into the history, which outlives it: so without the name.
        return f"{self.area_id}: {self.pk}"

    @staticmethod
    def key_of(seed: uuid.UUID) -> str:
        """Return the secret of a private link: the same however often a form is sent."""
        return tokens.derived("agenda.sign_up", str(seed))

    @property
    def key(self) -> str:
        """The secret of the private link by which the person changes or withdraws."""
        return self.key_of(self.seed)

    @property
    def is_mailed(self) -> bool:
        """Say whether a mail reaches the person; else somebody rings."""
        return bool(self.email) and not self.is_unreachable
