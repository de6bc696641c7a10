"""Asks and offers of organisations, and the talks that come of them. Imported by `needs.models`.

A `Card` says what one organisation has to share or looks for. Two cards that go together are found, not kept
(`matching.py`); only what people said of a pair is kept: a `Talk`, with one `TalkPart` for each side. Contacts pass
when both sides have said yes, and each chooses which.
"""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core import tokens
from podworko.core.visibility import Reach, Visibility
from podworko.needs.choices import CameBy
from podworko.needs.exchange_choices import (
    LIVE,
    OPEN_CONTACTS,
    CardKind,
    CardSide,
    Closing,
    OfferMailsWanted,
    TalkAnswer,
    TalkState,
    Terms,
)
from podworko.organisations.models import Contact, Location, Organisation
from podworko.organisations.models.register import OwnedQuerySet
from podworko.places.models import Area
from podworko.resources.models import Category, Resource

GOOD_FOR = timedelta(days=90)
"""How long a card stands, unless somebody says otherwise or says that it still holds."""
ASK_BEFORE = timedelta(days=14)
"""How long before its end somebody is asked whether it still holds."""
OFFERED_AGAIN = timedelta(days=180)
"""How long after its end a card can still be taken up again with one click."""


def good_until() -> date:
    """Return until when a card stands that is written or confirmed today."""
    return timezone.localdate() + GOOD_FOR


class CardQuerySet(OwnedQuerySet["Card"]):
    def inside(self, area: Area) -> "CardQuerySet":
        """Keep the cards of an area and of the areas inside it."""
        return self.filter(area__path__startswith=area.path)

    def standing(self) -> "CardQuerySet":
        """Keep what is asked for or offered today: what is closed or has run out goes by itself."""
        return self.filter(closed_as="", valid_until__gte=timezone.localdate())

    def running_out(self) -> "CardQuerySet":
        """Keep what somebody must be asked about: it ends soon, or has ended of itself lately."""
        today = timezone.localdate()
        return self.filter(closed_as="", valid_until__range=(today - ASK_BEFORE, today + ASK_BEFORE))


class Card(models.Model):
    """What an organisation has to share, or what it looks for."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="cards", verbose_name=_("która organizacja")
    )
    side = models.CharField(_("mamy czy szukamy"), max_length=5, choices=CardSide)
    kind = models.CharField(_("co to jest"), max_length=12, choices=CardKind)
    title = models.CharField(_("w jednym zdaniu"), max_length=200)
    sort_key = models.CharField(max_length=240, editable=False)
    text = models.TextField(_("więcej"), max_length=2000, blank=True)
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kategoria")
    )
    resource = models.ForeignKey(
        Resource, models.SET_NULL, null=True, blank=True, related_name="cards", verbose_name=_("zasób z rejestru")
    )
    """What of the register is offered, where it was offered with one click."""
    problem = models.ForeignKey(
        "needs.Problem", models.SET_NULL, null=True, blank=True, related_name="cards", verbose_name=_("problem")
    )
    """What is asked for because of it, or what was made of an ask that nobody met."""
    location = models.ForeignKey(
        Location, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("gdzie")
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("z kim rozmawiać")
    )
    """The role that is named; its telephone and address pass with consent only."""

    when_said = models.CharField(_("kiedy, własnymi słowami"), max_length=200, blank=True)
    first_day = models.DateField(_("od dnia"), null=True, blank=True)
    last_day = models.DateField(_("do dnia"), null=True, blank=True)
    weekdays = models.JSONField(_("w które dni tygodnia"), default=list, blank=True)
    """Numbers, Monday is 0; empty for every day."""
    starts = models.TimeField(_("od godziny"), null=True, blank=True)
    ends = models.TimeField(_("do godziny"), null=True, blank=True)

    quantity = models.PositiveIntegerField(_("ile albo na ile osób"), null=True, blank=True)
    terms = models.CharField(_("na jakich warunkach"), max_length=10, choices=Terms, default=Terms.TO_AGREE)
    terms_note = models.CharField(_("warunki dokładniej"), max_length=200, blank=True)
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.PARTNERS)
    came_by = models.CharField(_("jak to do nas dotarło"), max_length=12, choices=CameBy, default=CameBy.MEMBER)
    valid_until = models.DateField(_("ważne do"), default=good_until)
    closed_as = models.CharField(_("dlaczego zamknięte"), max_length=12, choices=Closing, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="card_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")), name="card_hours_in_order"
            ),
            # A double click on „mogą skorzystać” offers it once.
            models.UniqueConstraint(
                fields=["resource"], condition=Q(side="offer", closed_as=""), name="resource_offered_once"
            ),
        ]
        indexes = [models.Index(fields=["area", "side", "sort_key", "id"], name="card_order_in_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"

    @property
    def is_closed(self) -> bool:
        """Say whether somebody has closed it."""
        return bool(self.closed_as)

    @property
    def is_standing(self) -> bool:
        """Say whether it is asked for or offered today."""
        return not self.closed_as and self.valid_until >= timezone.localdate()

    @property
    def has_run_out(self) -> bool:
        """Say whether it has ended of itself."""
        return not self.closed_as and self.valid_until < timezone.localdate()

    @property
    def runs_out_soon(self) -> bool:
        """Say whether somebody should say if it still holds."""
        return self.is_standing and self.valid_until <= timezone.localdate() + ASK_BEFORE


class TalkQuerySet(models.QuerySet["Talk"]):
    def visible_to(self, reach: Reach) -> "TalkQuerySet":
        """Keep the talks of whoever keeps one of both sides, or coordinates the area, and may see the other side."""
        if reach.is_anonymous:
            return self.none()
        seen = Organisation.objects.visible_to(reach).values("pk")
        cards = Card.objects.visible_to(reach).values("pk")
        of_one = Q(giver__in=reach.editor_of) | Q(taker__in=reach.editor_of) | Q(area__in=reach.coordinator_of)
        # Whoever takes part sees the talk also when the other card has become narrower since.
        read = Q(offer=None) | Q(offer__in=cards) | Q(taker__in=reach.editor_of)
        read &= Q(ask=None) | Q(ask__in=cards) | Q(giver__in=reach.editor_of)
        return self.filter(of_one & read, giver__in=seen, taker__in=seen)

    def inside(self, area: Area) -> "TalkQuerySet":
        """Keep the talks of an area and of the areas inside it."""
        return self.filter(area__path__startswith=area.path)

    def live(self) -> "TalkQuerySet":
        """Keep the talks in which somebody is still to say or to do something."""
        return self.filter(state__in=LIVE)


class Talk(models.Model):
    """What two organisations said of talking with each other about an offer, an ask, or both."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    offer = models.ForeignKey(Card, models.CASCADE, null=True, blank=True, related_name="talks_of_offer")
    ask = models.ForeignKey(Card, models.CASCADE, null=True, blank=True, related_name="talks_of_ask")
    giver = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    """Who has it."""
    taker = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    """Who looks for it."""
    state = models.CharField(_("stan"), max_length=9, choices=TalkState, default=TalkState.ASKED)
    proposed_by = models.CharField(max_length=5, choices=CardSide, blank=True)
    """Which side proposed it; empty where the coordinator did."""
    message = models.CharField(_("parę słów"), max_length=500, blank=True)
    outcome_note = models.CharField(_("co z tego wyszło"), max_length=300, blank=True)
    outcome_on = models.DateField(_("kiedy"), null=True, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    """When its state last became another."""
    version = models.PositiveIntegerField(default=1)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="talk_of_two"),
            models.CheckConstraint(condition=Q(offer__isnull=False) | Q(ask__isnull=False), name="talk_about_a_card"),
            models.CheckConstraint(
                condition=Q(state__in=["met", "not_met"], outcome_on__isnull=False)
                | (~Q(state__in=["met", "not_met"]) & Q(outcome_on=None)),
                name="ended_talk_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["offer", "ask"], condition=Q(offer__isnull=False, ask__isnull=False), name="one_talk_per_pair"
            ),
            models.UniqueConstraint(fields=["offer", "taker"], condition=Q(ask=None), name="one_talk_about_an_offer"),
            models.UniqueConstraint(fields=["ask", "giver"], condition=Q(offer=None), name="one_talk_about_an_ask"),
        ]
        indexes = [models.Index(fields=["area", "state"], name="talk_by_state")]

    def __str__(self) -> str:
        # Goes into a history that either side may read: so without a word of the other one.
        return f"nr {self.pk}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"talk:{self.pk}"

    @property
    def visibility(self) -> str:
        """Who may read of it in a history: both sides, and no page shows it to anybody else."""
        return Visibility.ORGANISATION

    @property
    def is_live(self) -> bool:
        """Say whether somebody is still to say or to do something."""
        return self.state in LIVE

    @property
    def has_open_contacts(self) -> bool:
        """Say whether both sides see the contacts that passed."""
        return self.state in OPEN_CONTACTS

    @property
    def card(self) -> Card:
        """The card that it is about, the offer where there are two."""
        card = self.offer or self.ask
        if card is None:  # the database knows no such row
            raise AssertionError
        return card

    def organisation_of(self, side: str) -> Organisation:
        """Return who stands on a side of `CardSide`."""
        return self.giver if side == CardSide.OFFER else self.taker

    def card_of(self, side: str) -> Card | None:
        """Return the card of a side, if it has one."""
        return self.offer if side == CardSide.OFFER else self.ask


class TalkPart(models.Model):
    """What one side says to a talk, and which contacts it lets pass."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="parts")
    side = models.CharField(max_length=5, choices=CardSide)
    answer = models.CharField(_("odpowiedź"), max_length=9, choices=TalkAnswer, default=TalkAnswer.WAITING)
    reason = models.CharField(_("dlaczego"), max_length=300, blank=True)
    """The other side reads this."""
    passes = models.JSONField(_("kontakty, które można przekazać"), default=list, blank=True)
    """Ids of fields of the register's contacts: what is corrected or deleted there is so here."""
    words = models.CharField(_("inny kontakt"), max_length=200, blank=True)
    """For who stands in no register; forgotten some time after the talk has ended."""
    is_by_phone = models.BooleanField(_("przez telefon"), default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-side", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "side"], name="one_part_per_side"),
            models.CheckConstraint(
                condition=(
                    Q(answer="waiting", answered_at=None) | (~Q(answer="waiting") & Q(answered_at__isnull=False))
                ),
                name="answered_part_says_when",
            ),
            models.CheckConstraint(
                condition=Q(answer="yes") | Q(passes=[], words=""), name="contacts_pass_with_a_yes_only"
            ),
        ]

    def __str__(self) -> str:
        return f"nr {self.talk_id}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"talk:{self.talk_id}"

    @property
    def visibility(self) -> str:
        """Who may read of it in a history."""
        return Visibility.ORGANISATION

    @property
    def is_waited_for(self) -> bool:
        """Say whether this side is to answer."""
        return self.answer in {TalkAnswer.WAITING, TalkAnswer.LATER}


class Asking(models.Model):
    """That an organisation was asked what it has and needs, when, and that it named nothing of one or of both."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="asking")
    asked_on = models.DateField(_("kiedy pytano"))
    has_nothing = models.BooleanField(_("nic nie ma do podzielenia się"), default=False)
    needs_nothing = models.BooleanField(_("nic nie potrzebuje"), default=False)
    note = models.CharField(_("notatka"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.organisation}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"

    @property
    def visibility(self) -> str:
        """Who may read of it in a history."""
        return Visibility.ORGANISATION


class TalkNotice(models.Model):
    """That somebody was told by mail of a talk in one of its states: once, whatever becomes of the mail."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    talk = models.ForeignKey(Talk, models.CASCADE, related_name="notices")
    state = models.CharField(max_length=9, choices=TalkState)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "talk", "state"], name="told_of_a_talk_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.talk_id}"


class OfferMails(models.Model):
    """Whether somebody wants mails about asks and offers; without a row they come. The desk tells the same."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+")
    is_stopped = models.BooleanField(default=False)
    is_without_matches = models.BooleanField(default=False)
    """Mails about talks and whether one's own cards still hold come, none about what goes together."""
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    """From it and the instance's key comes the secret of the link that stands in every such mail."""
    key_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "offer mails"

    def __str__(self) -> str:
        return f"{self.user_id}"

    @property
    def wanted(self) -> OfferMailsWanted:
        """What somebody has chosen."""
        if self.is_stopped:
            return OfferMailsWanted.NEVER
        return OfferMailsWanted.TALKS if self.is_without_matches else OfferMailsWanted.ALL

    @property
    def key(self) -> str:
        """The secret of the link by which the mails are stopped."""
        return tokens.derived("needs.offer_mails", str(self.seed))
