"""Finds what people are to be told of their asks and offers, and tells it: at most one mail a day to anybody.

Found is written down first, by rows that only one can make, and taken before it is sent; see `agenda.finding_telling`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet  # noqa: TC002
from django.utils import timezone

from podworko.accounts.models import User
from podworko.core import tokens
from podworko.core.visibility import Visibility
from podworko.needs import card_mails, exchange_reading, matching, talk_telling
from podworko.needs.card_news_models import CardNews
from podworko.needs.exchange_choices import CardSide
from podworko.needs.exchange_models import ASK_BEFORE, Card, OfferMails
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership
from podworko.organisations.reach import reach_of

MAIL_BEFORE = timedelta(days=3)
"""How long before its end it is asked by mail whether a card still holds; the desk asks sooner."""
STILL_NEW = timedelta(days=7)
"""How long after a card was written or changed somebody is told of what goes with it."""
MOST_FOUND = 3
"""Offers that are told of for one ask."""
_SHARED = (Visibility.PUBLIC, Visibility.PARTNERS)


def find() -> int:
    """Write down what is to be told and was not yet; return how much."""
    before = CardNews.objects.count()
    CardNews.objects.bulk_create([*_questions(), *_matches()], ignore_conflicts=True, batch_size=500)
    return CardNews.objects.count() - before


def whom() -> list[int]:
    """Return the ids of those to whom a mail is due, in order."""
    rows = _untold(timezone.now()).exclude(user__in=_told_today())
    return sorted(set(rows.values_list("user", flat=True)))


def tell(user_id: int) -> str:
    """Tell one person what they are yet to know, and say how that ended; raise if the mail server is out of order."""
    with transaction.atomic():
        user = talk_telling.mailed().select_for_update().filter(pk=user_id).first()
        if user is None or user.pk in _told_today():
            return "gone" if user is None else "told today"
        news, secrets = news_of(user), {}
        for row in news:
            row.told_at = timezone.now()
            if row.other_id is None:
                secrets[row.pk] = tokens.new_token()
                row.token_digest = tokens.digest(secrets[row.pk])
        CardNews.objects.bulk_update(news, ["told_at", "token_digest"])
    if not news:
        return "nothing"
    try:
        card_mails.send(user, news, secrets)
    except ValidationError as error:
        if isinstance(error.__cause__, SMTPRecipientsRefused):
            return "refused"
        taken = CardNews.objects.filter(pk__in=[row.pk for row in news])
        taken.update(told_at=None, token_digest=None)
        raise
    return "sent"


def news_of(user: User) -> list[CardNews]:
    """Return what somebody is yet to be told and may know: it is so now, and they keep the one and see the other."""
    rows = _untold(timezone.now()).filter(user=user, card__organisation__in=reach_of(user).editor_of)
    if OfferMails.objects.filter(user=user, is_without_matches=True).exists():
        rows = rows.filter(other=None)
    related = ("card__organisation__home_area", "card__area", "other__organisation__home_area", "other__area")
    found = list(rows.select_related(*related).order_by("card__sort_key", "pk"))
    return [row for row in found if row.other is None and not row.is_answered] + _seen_matches(user, found)


def _seen_matches(user: User, rows: Iterable[CardNews]) -> list[CardNews]:
    cards = {pk for row in rows if row.other_id for pk in (row.card_id, row.other_id)}
    standing = Card.objects.visible_to(reach_of(user)).standing()
    seen = set(standing.filter(pk__in=cards).values_list("pk", flat=True))
    talked = exchange_reading.talked_about(cards)
    return [
        row
        for row in rows
        if row.other and {row.card_id, row.other_id} <= seen and not {_pair(row), _pair(row)[::-1]} & talked
    ]


def _pair(row: CardNews) -> tuple[int, int]:
    return row.card_id, row.other_id or 0


def keepers_of(cards: Iterable[Card]) -> dict[int, list[int]]:
    """Return, by id of a card, the ids of those who are written to: its author, else all who keep the entry."""
    cards = list(cards)
    editors: dict[int, list[int]] = defaultdict(list)
    rows = Membership.objects.filter(role=MembershipRole.EDITOR, user__in=talk_telling.mailed().values("pk"))
    for organisation, user in rows.filter(organisation__in={card.organisation_id for card in cards}).values_list(
        "organisation", "user"
    ):
        editors[organisation].append(user)
    found = {}
    for card in cards:
        keep = sorted(editors[card.organisation_id])
        found[card.pk] = [card.entered_by_id] if card.entered_by_id in keep else keep
    return found


def _questions() -> Iterator[CardNews]:
    today = timezone.localdate()
    rows = list(Card.objects.filter(closed_as="", valid_until__range=(today - ASK_BEFORE, today + MAIL_BEFORE)))
    keepers = keepers_of(rows)
    for card in rows:
        for user in keepers[card.pk]:
            yield CardNews(user_id=user, card=card, valid_until=card.valid_until)


def _matches() -> Iterator[CardNews]:
    since = timezone.now() - STILL_NEW
    if not Card.objects.standing().filter(changed_at__gte=since).exists():
        return
    cards = {side: exchange_reading.compared(Card.objects.filter(side=side)) for side in CardSide}
    pairs = set(_new_pairs(cards[CardSide.OFFER], cards[CardSide.ASK], since))
    named = {pk for pair in pairs for pk in pair}
    keepers = keepers_of(card for rows in cards.values() for card in rows if card.pk in named)
    for offer, ask in sorted(pairs):
        for user in keepers[ask]:
            yield CardNews(user_id=user, card_id=ask, other_id=offer)
        # Whoever keeps both is told once.
        for user in set(keepers[offer]) - set(keepers[ask]):
            yield CardNews(user_id=user, card_id=offer, other_id=ask)


def _new_pairs(offers: list[Card], asks: list[Card], since: datetime) -> Iterator[tuple[int, int]]:
    """Yield the pairs (offer, ask) of which one is new; two that are both kept to themselves never meet."""
    talked = exchange_reading.talked_about(card.pk for card in (*offers, *asks))
    shared = [[card for card in rows if card.visibility in _SHARED] for rows in (offers, asks)]
    hidden = [card for card in offers if card.visibility not in _SHARED]
    for some_offers, some_asks in ((shared[0], asks), (hidden, shared[1])):
        new_offers = [card for card in some_offers if card.changed_at >= since]
        new_asks = [card for card in some_asks if card.changed_at >= since]
        old_asks = [card for card in some_asks if card.changed_at < since]
        for left, right in ((some_offers, new_asks), (new_offers, old_asks)):
            if left and right:
                wishes = [map(exchange_reading.wish_of, rows) for rows in (left, right)]
                for match in matching.matches(*wishes, without=talked, most=MOST_FOUND):
                    yield match.offer, match.ask


def _untold(now: datetime) -> "QuerySet[CardNews]":
    return CardNews.objects.filter(told_at=None, found_at__gte=now - STILL_NEW)


def _told_today() -> set[int]:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return set(CardNews.objects.filter(told_at__gte=midnight).values_list("user", flat=True))
