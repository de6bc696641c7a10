"""What somebody answers by the link in a mail that asks whether an ask or an offer still holds."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.accounts.models import User
from podworko.needs.actions import card
from podworko.needs.card_news_models import CardNews
from podworko.needs.exchange_choices import Closing
from podworko.needs.exchange_models import Card


@transaction.atomic
def answer_card_news(news: CardNews, *, is_still: bool, by: User) -> Card:
    """Say that a card still holds, or that it does not any more: once, by the link that was mailed to `by`."""
    fresh = CardNews.objects.select_for_update(of=("self",)).select_related("card__area").get(pk=news.pk)
    if fresh.used_at or fresh.is_expired or fresh.is_answered:
        raise ValidationError(_("Na to już odpowiedziano."), code="answered")
    fresh.used_at = timezone.now()
    fresh.save(update_fields=["used_at"])
    if is_still:
        return card.renew_card(fresh.card, by=by)
    return card.close_card(fresh.card, closed_as=Closing.OUT_OF_DATE, by=by)
