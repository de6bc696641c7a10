"""Which asks and offers go together, of what a person may see: found once and kept until something changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Sum
from django.utils import timezone

from podworko.core import versions
from podworko.core.public_page import keep
from podworko.core.visibility import Reach
from podworko.needs import match_words, matching
from podworko.needs.exchange_choices import CardSide
from podworko.needs.exchange_models import Card, CardQuerySet, Talk
from podworko.needs.exchange_reading import compared, talked_about, wish_of
from podworko.needs.matching import Match
from podworko.places.freshness import ALL_AREAS
from podworko.places.models import Area

MOST_JUDGED = 60_000
"""Pairs that are compared for one page; where there are more asks, fewer offers are looked at for each."""
MOST_TOLD = 200
"""Matches that a page can name."""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """An offer and an ask that go together, in words."""

    match: Match
    offer: Card
    ask: Card
    why: str

    def other_than(self, side: str) -> Card:
        """Return the card of the other side."""
        return self.ask if side == CardSide.OFFER else self.offer


def matches_of(card: Card, reach: Reach, *, most: int = 10) -> list[MatchRow]:
    """Return what goes with a card, of what a person may see, without what has been talked about already."""
    if not card.is_standing:
        return []

    def find() -> list[Match]:
        others = compared(Card.objects.visible_to(reach).filter(side=CardSide(card.side).other))
        pair = ([card], others) if card.side == CardSide.ASK else (others, [card])
        return _matches(*pair, most)[:most]

    return _told(_kept(("card", card.pk, most), reach, find), reach, [card])


def matches_in(area: Area, reach: Reach, *, own: Iterable[int] | None = None, most: int = 3) -> list[MatchRow]:
    """Return the best offers for every ask of an area; `own`: only what concerns one of these organisations."""
    rows, mine = Card.objects.visible_to(reach), frozenset(own or ())
    if own is not None and not rows.standing().filter(organisation__in=mine).exists():
        # Most desks: nothing of all the others need be read.
        return []

    def find() -> list[Match]:
        asks, offers = compared(rows.filter(side=CardSide.ASK).inside(area)), compared(_offers(rows))
        if own is None:
            return _matches(asks, offers, most)[:MOST_TOLD]
        of_others = [card for card in asks if card.organisation_id not in mine]
        my_offers = [card for card in offers if card.organisation_id in mine]
        my_asks = [card for card in asks if card.organisation_id in mine]
        found = _matches(my_asks, offers, most)[:MOST_TOLD]
        return found + _matches(of_others, my_offers, most)[:MOST_TOLD]

    return _told(_kept(("area", area.pk, mine, own is None, most), reach, find), reach)


def _offers(rows: CardQuerySet) -> CardQuerySet:
    return rows.filter(side=CardSide.OFFER)


def _matches(asks: Sequence[Card], offers: Sequence[Card], most: int) -> list[Match]:
    if not asks or not offers:
        return []
    talked = talked_about(card.pk for card in (*asks, *offers))
    look = max(most, min(matching.LOOK, MOST_JUDGED // len(asks)))
    return matching.matches(map(wish_of, offers), map(wish_of, asks), without=talked, most=most, look=look)


def _kept(name: object, reach: Reach, find: Callable[[], list[Match]]) -> list[Match]:
    """Return what was found, kept until a card, whatever decides who sees it, or a talk changes, or the day ends."""
    talks = Talk.objects.aggregate(Count("pk"), Max("changed_at"), Sum("version"))
    state = (versions.read(ALL_AREAS), timezone.localdate(), *talks.values())
    return keep(("matches", name, reach, state), find)


def _told(found: Sequence[Match], reach: Reach, known: Sequence[Card] = ()) -> list[MatchRow]:
    cards = {card.pk: card for card in known}
    named = {pk for match in found for pk in (match.offer, match.ask)} - cards.keys()
    related = ("organisation__home_area", "area")
    # What a person may see is asked anew: whatever was kept, they see nothing that is hidden from them now.
    for card in Card.objects.visible_to(reach).standing().filter(pk__in=named).select_related(*related):
        cards[card.pk] = card
    there = [match for match in found if match.offer in cards and match.ask in cards]
    return [MatchRow(one, cards[one.offer], cards[one.ask], match_words.why(one)) for one in there]
