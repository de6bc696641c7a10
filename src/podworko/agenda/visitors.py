"""What people without an account leave in a calendar: suggested events, and addresses for the weekly digest.

Kept beside `agenda.models`, which is full; imported there, so that Django finds them.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import CameBy, DigestState, SuggestionState
from podworko.core import tokens
from podworko.core.left import Left, declined_says_why, says_when_decided
from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.resources.choices import Cost


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def editable_by(self, reach: Reach) -> "SuggestionQuerySet":
        """Keep the suggestions that a person decides on: those for the areas that they coordinate."""
        return self.filter(area__in=reach.coordinator_of)

    def waiting(self) -> "SuggestionQuerySet":
        """Keep the suggestions on which nobody has decided yet."""
        return self.filter(state=SuggestionState.WAITING)


class Suggestion(Left):
    """An event that somebody would like to see in a calendar. It is no event until a coordinator makes one of it."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    title = models.CharField(_("nazwa"), max_length=200)
    day = models.DateField(_("dzień"), null=True, blank=True)
    time_from = models.TimeField(_("od godziny"), null=True, blank=True)
    time_to = models.TimeField(_("do godziny"), null=True, blank=True)
    pencil = models.CharField(_("kiedy, w przybliżeniu"), max_length=200, blank=True)
    place_name = models.CharField(_("gdzie"), max_length=300, blank=True)
    organiser_name = models.CharField(_("kto organizuje"), max_length=200, blank=True)
    audiences = models.JSONField(_("dla kogo"), default=list, blank=True)
    """Codes of `resources.choices.Audience`."""
    cost = models.CharField(_("koszt"), max_length=10, choices=Cost, default=Cost.NOT_ASKED)
    cost_note = models.CharField(_("ile kosztuje"), max_length=200, blank=True)
    description = models.TextField(_("opis"), max_length=5000, blank=True)
    has_many_links = models.BooleanField(default=False)
    """It holds more addresses of pages than an announcement needs: perhaps an advertisement."""
    came_by = models.CharField(max_length=10, choices=CameBy, default=CameBy.FORM)
    """Of a mail, `description` is its text, whole, and its day may not be known."""
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.WAITING)
    event = models.ForeignKey("agenda.Event", models.SET_NULL, null=True, blank=True, related_name="+")
    """What was made of it; empty also when that is deleted."""

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__isnull=False) | ~Q(pencil="") | Q(came_by="mail"), name="suggestion_has_some_date"
            ),
            says_when_decided("suggestion_says_when_decided"),
            declined_says_why("declined_suggestion_says_why"),
        ]

    @property
    def is_mail(self) -> bool:
        """Say whether it is a mail that somebody has sent to the area's address."""
        return self.came_by == CameBy.MAIL

    @staticmethod
    def secret_of(token: uuid.UUID) -> str:
        """Return the secret that belongs to a form's token: the same however often the form is sent."""
        return tokens.derived("agenda.suggestion", str(token))


class FollowerQuerySet(models.QuerySet["Follower"]):
    def confirmed(self) -> "FollowerQuerySet":
        """Keep those who have shown that the address is theirs."""
        return self.filter(confirmed_at__isnull=False)


class Follower(models.Model):
    """An address that wants to be told once a week what takes place in an area."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    email = models.EmailField(_("adres e-mail"))
    language = models.CharField(max_length=5, default="pl")
    audiences = models.JSONField(_("dla kogo"), default=list, blank=True)
    """Codes of `resources.choices.Audience`; empty: all."""
    kinds = models.JSONField(_("rodzaje"), default=list, blank=True)
    """Codes of kinds of events; empty: all."""
    near = models.ForeignKey(
        "organisations.Location",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("koło czego"),
    )
    """A public place round which they want to know; if it is deleted, they are told of everything again."""
    within = models.PositiveIntegerField(_("jak daleko"), default=0)
    """Metres as the crow flies; 0 where `near` does not count."""
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    """From it and the instance's key comes the secret of the private link, which every digest must say again."""
    key_digest = models.CharField(max_length=64, unique=True)
    confirm_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    """Of the secret that confirms the address; gone once it is used."""
    confirm_until = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    """Digests in a row that the mail server did not take for this address."""
    created_at = models.DateTimeField(default=timezone.now)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "email"], name="one_follower_per_address"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="follower_email_in_lower_case"),
        ]

    def __str__(self) -> str:
        # Goes into the history, which outlives it: so without the address.
        return f"{self.area_id}: {self.pk}"

    @property
    def key(self) -> str:
        """The secret of the private link by which choices are changed and the digest is left."""
        return tokens.derived("agenda.follower", str(self.seed))


class SentDigest(models.Model):
    """The digest of one week for one follower: taken before it is sent, so that none is sent twice."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="digests")
    week = models.DateField()
    """The Thursday on which it was due."""
    state = models.CharField(max_length=10, choices=DigestState, default=DigestState.SENDING)
    tries = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(auto_now=True)
    told = models.JSONField(default=list)
    """What it announced, as rows of `agenda.digest.Told`: what a later one compares with."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "week"], name="one_digest_a_week")]

    def __str__(self) -> str:
        return f"{self.follower_id}: {self.week}"
