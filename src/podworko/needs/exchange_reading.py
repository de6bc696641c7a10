"""What the pages of asks and offers show, as far as a person may see it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Q

from podworko.agenda.said_words import DAY_WORD
from podworko.core.text import fold
from podworko.core.visibility import Reach, Visibility
from podworko.needs import links, match_words, matching
from podworko.needs.exchange_choices import CardKind, CardSide, TalkState, Terms
from podworko.needs.exchange_models import Card, CardQuerySet, Talk
from podworko.needs.matching import When, Wish
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location
from podworko.places.models import Area

if TYPE_CHECKING:
    from django.core.paginator import Page

PAGE = 30
MOST_COMPARED = 10_000
"""Cards of one side that are compared for a page; beyond that the newest."""
_WORD = re.compile(r"\w+")
_TIME_WORD = re.compile(
    rf"(?:{DAY_WORD}|weekend\w*|(?:przed)?po[lł]udni\w*|popoludni\w*|wieczor\w*|tygod\w*|miesi\w*)"
)
"""What says when, and not what: the time is compared by itself."""
_KNOWN_PLACES = (Visibility.PUBLIC, Visibility.PARTNERS)
"""Metres to a hidden place would give it away."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see, as the address holds it; what makes no sense is passed over."""

    side: str = ""
    kind: str = ""
    category: str = ""
    is_free: bool = False
    is_ended: bool = False

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Wanted":
        """Read it from an address."""
        side, kind, category = values.get("side", ""), values.get("kind", ""), values.get("category", "")
        return cls(
            side=side if side in CardSide.values else "",
            kind=kind if kind in CardKind.values else "",
            category=category if category.isascii() and category.isdecimal() and len(category) < 10 else "",  # noqa: PLR2004
            is_free=values.get("free") == "1",
            is_ended=values.get("ended") == "1",
        )

    @property
    def is_narrow(self) -> bool:
        """Say whether something is left out."""
        return bool(self.kind or self.category or self.is_free or self.is_ended)


@dataclass(frozen=True, slots=True)
class Row:
    """One card in a list."""

    card: Card
    url: str
    when: str
    with_area: bool
    """It lies in an area inside the one whose list this is."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list."""

    rows: list[Row]
    page: "Page[Card]"
    side: str
    asks: int
    """How many are looked for in all, before anything is left out."""
    offers: int


def cards_of(area: Area, reach: Reach, wanted: Wanted) -> CardQuerySet:
    """Return the cards that a person may see in an area and inside it, narrowed, in order."""
    rows = Card.objects.visible_to(reach).inside(area)
    rows = rows.exclude(pk__in=Card.objects.standing().values("pk")) if wanted.is_ended else rows.standing()
    if wanted.is_ended:
        rows = rows.filter(pk__in=Card.objects.editable_by(reach).values("pk"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.category:
        rows = rows.filter(category=int(wanted.category))
    if wanted.is_free:
        rows = rows.filter(terms=Terms.FREE)
    return rows.select_related("organisation__home_area", "area", "category").order_by("sort_key", "pk")


def list_of(area: Area, reach: Reach, wanted: Wanted, page: str) -> Listed:
    """Read one page of the asks or the offers of an area; without a choice what is looked for, if anything is."""
    rows = cards_of(area, reach, wanted)
    asks, offers = (rows.filter(side=side).count() for side in (CardSide.ASK, CardSide.OFFER))
    side = wanted.side or (CardSide.ASK if asks or not offers else CardSide.OFFER)
    shown = Paginator(rows.filter(side=side), PAGE).get_page(page)
    return Listed([row_of(card, area) for card in shown.object_list], shown, side, asks, offers)


def row_of(card: Card, area: Area) -> Row:
    """Return a card as a list shows it."""
    return Row(card, links.card(card), said_when(card), card.area_id != area.pk)


def said_when(card: Card) -> str:
    """Return when something is possible: in its own words if there are some."""
    return card.when_said or match_words.said_when(when_of(card))


def when_of(card: Card) -> When:
    """Return when something is possible, as a value."""
    when = When(card.first_day, card.last_day, frozenset(card.weekdays), card.starts, card.ends)
    return matching.ANY_TIME if when == matching.ANY_TIME else when


def wish_of(card: Card) -> Wish:
    """Return a card as it is compared; its place must have been read with it."""
    said = [word for word in _WORD.findall(card.title) if not _TIME_WORD.fullmatch(fold(word))]
    return Wish(
        pk=card.pk,
        organisation=card.organisation_id,
        is_offer=card.side == CardSide.OFFER,
        kind=card.kind,
        area=card.area_id,
        point=_point(card.location),
        when=when_of(card),
        quantity=card.quantity,
        terms=card.terms,
        category=fold(card.category.name) if card.category else "",
        words=matching.words_of([fold(word) for word in said], said),
    )


def compared(rows: CardQuerySet) -> list[Card]:
    """Return the standing cards of some, the newest, read so that they can be compared."""
    related = rows.standing().select_related("organisation__home_area", "area", "location", "category")
    return list(related.order_by("-created_at", "-pk")[:MOST_COMPARED])


def why_together(one: Card, other: Card) -> str:
    """Return why two cards go together, in words; empty if they do not any more."""
    offer, ask = (one, other) if one.side == CardSide.OFFER else (other, one)
    match = matching.judge(wish_of(offer), wish_of(ask))
    return match_words.why(match) if match else ""


def talked_about(cards: Iterable[int]) -> set[tuple[int, int]]:
    """Return the pairs (offer, ask) of which somebody has said something: it is no news any more.

    A talk that was withdrawn leaves the two as they were before.
    """
    rows = Talk.objects.filter(Q(offer__isnull=False) & Q(ask__isnull=False)).exclude(state=TalkState.WITHDRAWN)
    known = set(cards)
    pairs = rows.values_list("offer", "ask")
    return {(offer, ask) for offer, ask in pairs if offer in known and ask in known}


def unmet(area: Area, reach: Reach, *, before: object) -> list[Card]:
    """Return the asks that were written before a moment and that nobody talks about or has met, the oldest first."""
    rows = Card.objects.visible_to(reach).inside(area).standing().filter(side=CardSide.ASK, created_at__lt=before)
    tried = Talk.objects.filter(ask__in=rows.values("pk"), state__in=(*_GOING, TalkState.MET)).values("ask")
    related = rows.exclude(pk__in=tried).filter(problem=None).select_related("organisation__home_area", "area")
    return list(related.order_by("created_at", "pk"))


_GOING = (TalkState.ASKED, TalkState.AGREED)


def by_organisation(area: Area, reach: Reach) -> dict[int, dict[str, list[Card]]]:
    """Return the standing cards that a person may see: id of an organisation → side → cards, in order."""
    found: dict[int, dict[str, list[Card]]] = defaultdict(lambda: defaultdict(list))
    rows = Card.objects.visible_to(reach).inside(area).standing().select_related("area")
    for card in rows.order_by("sort_key", "pk"):
        found[card.organisation_id][card.side].append(card)
    return found


def _point(place: Location | None) -> tuple[float, float] | None:
    if place is None or place.precision != Precision.EXACT or place.visibility not in _KNOWN_PLACES:
        return None
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude
