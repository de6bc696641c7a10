"""What people are to be told of their asks and offers. Imported by `needs.models`."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from podworko.needs.exchange_models import Card

LINK_FOR = timedelta(days=60)
"""How long the link in a mail works."""


class CardNews(models.Model):
    """What somebody is told once of a card that they keep: that another goes with it, or whether it still holds.

    Written down when it is found and told with the next mail, so that a mail comes at most once a day.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    other = models.ForeignKey(Card, models.CASCADE, null=True, blank=True, related_name="+")
    """What goes with it; empty where it is asked whether the card still holds."""
    valid_until = models.DateField(null=True, blank=True)
    """Until when the card was to stand when that was asked."""
    found_at = models.DateTimeField(default=timezone.now, db_index=True)
    told_at = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    """Of the secret in the links of that mail."""
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "card news"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "card", "other"], condition=Q(other__isnull=False), name="told_of_a_match_once"
            ),
            models.UniqueConstraint(
                fields=["user", "card", "valid_until"], condition=Q(other=None), name="asked_if_it_holds_once"
            ),
            models.CheckConstraint(
                condition=Q(other=None, valid_until__isnull=False) | Q(other__isnull=False, valid_until=None),
                name="card_news_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.card_id}"

    @property
    def is_expired(self) -> bool:
        """Say whether the time of its link is over."""
        return self.told_at is None or self.told_at + LINK_FOR <= timezone.now()

    @property
    def is_answered(self) -> bool:
        """Say whether it has been said since, in whatever way, that the card holds or does not."""
        return self.card.is_closed or self.card.valid_until != self.valid_until
