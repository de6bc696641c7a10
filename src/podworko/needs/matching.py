"""Which offers go with which asks, and why. Pure functions over values.

Two cards go together if they are about the same thing, can be at the same time and lie near each other. Every reason
has its points, so that an order of matches can be explained; nobody is ranked by them. Ten thousand offers and as many
asks are not all compared: an index by topic, place and week hands each ask the offers that come into question, the
nearest first, and at most `LOOK` of them are looked at.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from math import cos, floor, radians
from typing import NamedTuple

from podworko.agenda.nearness import distance
from podworko.needs.exchange_choices import CardKind, Terms

LOOK = 80
"""Offers that are compared with one ask."""
FARTHEST = 3000
"""Metres between two exact points, beyond which nobody goes for it."""
_BY_KIND_ALONE = frozenset({CardKind.ROOM, CardKind.TRANSPORT})
"""A room is a room; „a skill” says nothing yet."""
_WEEKS = 9
"""Weeks that a card may name one by one; whatever lasts longer comes into question in all of them."""
_METRES_PER_DEGREE = 111_195
_SHORTEST_WORD = 4
_ENOUGH, _TOO_FEW = 10, -20
_WEEK = 7


class Because(StrEnum):
    """What speaks for a match, or, with points below zero, against it."""

    WORD = "word"
    CATEGORY = "category"
    KIND = "kind"
    SAME_DAY = "same_day"
    SAME_WEEK = "same_week"
    OVERLAP = "overlap"
    ANY_TIME = "any_time"
    METRES = "metres"
    SAME_AREA = "same_area"
    ENOUGH = "enough"
    TOO_FEW = "too_few"
    FREE = "free"
    AT_COST = "at_cost"
    IN_RETURN = "in_return"
    NOT_FREE = "not_free"


class Reason(NamedTuple):
    """One reason with its points and what it speaks of: a word, metres, or how many there are."""

    because: Because
    points: int
    fact: str | int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When something is possible; what is left out is not limited."""

    first: date | None = None
    last: date | None = None
    weekdays: frozenset[int] = frozenset()
    starts: time | None = None
    ends: time | None = None

    @property
    def is_any(self) -> bool:
        """Say whether nothing is limited."""
        return self is ANY_TIME or self == ANY_TIME

    def meet(self, other: "When") -> "When | None":
        """Return when both are possible; nothing if never."""
        if self is ANY_TIME or other is ANY_TIME:
            return other if self is ANY_TIME else self
        first = max(filter(None, [self.first, other.first]), default=None)
        last = min(filter(None, [self.last, other.last]), default=None)
        starts = max(filter(None, [self.starts, other.starts]), default=None)
        ends = min(filter(None, [self.ends, other.ends]), default=None)
        if (first and last and first > last) or (starts and ends and starts >= ends):
            return None
        both = self.weekdays & other.weekdays if self.weekdays and other.weekdays else self.weekdays | other.weekdays
        if not both and self.weekdays and other.weekdays:
            return None
        if both and first and last and not both & _weekdays_between(first, last):
            return None
        return When(first, last, both, starts, ends)


ANY_TIME = When()


def _weekdays_between(first: date, last: date) -> set[int]:
    return {(first + timedelta(days=shift)).weekday() for shift in range(min((last - first).days + 1, _WEEK))}


@dataclass(frozen=True, slots=True)
class Wish:
    """A card as it is compared."""

    pk: int
    organisation: int
    is_offer: bool
    kind: str
    area: int
    point: tuple[float, float] | None = None
    """Degrees north and east; only where it is known exactly."""
    when: When = ANY_TIME
    quantity: int | None = None
    terms: str = Terms.TO_AGREE
    category: str = ""
    words: tuple[tuple[str, str], ...] = ()
    """Of its title: folded, and as written."""


@dataclass(frozen=True, slots=True)
class Match:
    """An offer and an ask that go together."""

    offer: int
    ask: int
    reasons: tuple[Reason, ...]
    when: When
    """When both are possible."""
    metres: int | None
    """As the crow flies; nothing where one of both points is not exact."""

    @property
    def score(self) -> int:
        """The sum of the reasons' points."""
        return sum(reason.points for reason in self.reasons)

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Sort by it: the best first, of two alike the nearer."""
        return (-self.score, self.metres if self.metres is not None else FARTHEST, self.ask, self.offer)


def judge(offer: Wish, ask: Wish) -> Match | None:
    """Say whether an offer and an ask go together, and why; nothing if they do not."""
    if offer.organisation == ask.organisation:
        return None
    when = offer.when.meet(ask.when)
    topic = _topic(offer, ask) if when else None
    if when is None or topic is None:
        return None
    metres = _metres(offer, ask)
    place = _place(offer, ask, metres)
    if place is None:
        return None
    found = [topic, _time(offer.when, ask.when, when), place, _quantity(offer, ask), _terms(offer, ask)]
    return Match(offer.pk, ask.pk, tuple([each for each in found if each]), when, metres)


def matches(
    offers: Iterable[Wish],
    asks: Iterable[Wish],
    *,
    without: Collection[tuple[int, int]] = (),
    most: int = 5,
    look: int = LOOK,
) -> list[Match]:
    """Return the best matches of every ask, at most `most` each, the best first.

    `without`: pairs (offer, ask) of which somebody has said that it is not that. `look`: how many offers are compared
    with one ask, the nearest first.
    """
    index = _Index(offers)
    found: list[Match] = []
    for ask in asks:
        judged = (judge(offer, ask) for offer in index.near(ask, look) if (offer.pk, ask.pk) not in without)
        found += sorted((match for match in judged if match), key=lambda match: match.order)[:most]
    return sorted(found, key=lambda match: match.order)


def words_of(folded: Sequence[str], said: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the words by which something is recognised, of words folded and as written."""
    pairs = zip(folded, said, strict=False)
    return tuple([(one, other) for one, other in pairs if len(one) >= _SHORTEST_WORD and one not in _EMPTY_WORDS])


_EMPTY_WORDS = frozenset(
    {
        "albo",
        "bardzo",
        "bedzie",
        "dwie",
        "ktore",
        "ktory",
        "ktos",
        "mamy",
        "mozna",
        "mozemy",
        "nasza",
        "nasze",
        "nasz",
        "oraz",
        "oddamy",
    }
    | {"oferta", "oferujemy", "osob", "potrzeba", "potrzebny", "potrzebna", "potrzebne", "potrzebujemy", "pozyczymy"}
    | {"pozyczyc", "prosimy", "przez", "sala", "sale", "szukamy", "tylko", "udostepnimy", "uzyczymy", "wolna", "wolne"}
    | {"wypozyczymy", "zajec", "zajecia", "chetnie", "dzien", "dnia", "godzin", "godziny"}
)


class _Index:
    """Offers by topic, place and week."""

    def __init__(self, offers: Iterable[Wish]) -> None:
        self._by_week: dict[tuple[object, object, object], list[Wish]] = defaultdict(list)
        for offer in offers:
            weeks: list[object] = [*_weeks(offer.when)]
            for topic in _topics(offer):
                for place in _own_places(offer):
                    self._by_week[topic, place, _ALL].append(offer)
                    for week in weeks or [_LONG]:
                        self._by_week[topic, place, week].append(offer)

    def near(self, ask: Wish, most: int) -> Iterator[Wish]:
        """Yield the offers that come into question for an ask, each once."""
        weeks = [*_weeks(ask.when), _LONG] if _weeks(ask.when) else [_ALL]
        seen: set[int] = set()
        for place in _looked_at(ask):
            for topic in _topics(ask):
                for week in weeks:
                    for offer in self._by_week.get((topic, place, week), ()):
                        if offer.pk not in seen:
                            seen.add(offer.pk)
                            yield offer
                            if len(seen) == most:
                                return


_ALL, _LONG = "all", "long"


def _topics(wish: Wish) -> list[tuple[str, str, str]]:
    topics = [("word", word[:_SHORTEST_WORD], "") for word, _said in wish.words]
    if wish.category:
        topics.append(("category", wish.kind, wish.category))
    if wish.kind in _BY_KIND_ALONE:
        topics.append(("kind", wish.kind, ""))
    return topics


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    """Return the square of a point, whose sides are no shorter than `FARTHEST` between the 60th parallels."""
    side = FARTHEST / _METRES_PER_DEGREE
    return floor(point[0] / side), floor(point[1] / (side * 2))


def _own_places(offer: Wish) -> list[tuple[object, ...]]:
    places: list[tuple[object, ...]] = [("area", offer.area), ("anywhere in", offer.area)]
    return [places[0], ("cell", *_cell(offer.point))] if offer.point else places


def _looked_at(ask: Wish) -> list[tuple[object, ...]]:
    if ask.point is None:
        return [("area", ask.area)]
    row, column = _cell(ask.point)
    steps = sorted(((up, across) for up in (-1, 0, 1) for across in (-1, 0, 1)), key=lambda step: step != (0, 0))
    near: list[tuple[object, ...]] = [("cell", row + up, column + across) for up, across in steps]
    return [*near, ("anywhere in", ask.area)]


def _weeks(when: When) -> list[int]:
    """Return the weeks that something names one by one, counted from the first Monday of all; none if it is long."""
    if when.first is None or when.last is None or (when.last - when.first).days > _WEEKS * _WEEK:
        return []
    monday = (when.first.toordinal() - 1) // _WEEK
    return list(range(monday, (when.last.toordinal() - 1) // _WEEK + 1))


def _topic(offer: Wish, ask: Wish) -> Reason | None:
    for word, said in ask.words:
        for other, _said in offer.words:
            if word[:_SHORTEST_WORD] == other[:_SHORTEST_WORD] and _is_same_word(word, other):
                return Reason(Because.WORD, 30 if offer.kind == ask.kind else 20, said)
    if offer.kind == ask.kind and offer.category and offer.category == ask.category:
        return Reason(Because.CATEGORY, 15)
    if offer.kind == ask.kind and offer.kind in _BY_KIND_ALONE:
        return Reason(Because.KIND, 10)
    return None


def _is_same_word(one: str, other: str) -> bool:
    """Say whether two folded words differ in their endings only: „stoły”, „stołów”."""
    common = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        common += 1
    return common >= max(_SHORTEST_WORD, min(len(one), len(other)) - 2) and abs(len(one) - len(other)) <= 3  # noqa: PLR2004


def _time(offer: When, ask: When, when: When) -> Reason:
    if offer.is_any or ask.is_any:
        return Reason(Because.ANY_TIME, 5 if offer.is_any and ask.is_any else 10)
    if when.first and when.last and (when.last - when.first).days < _WEEK:
        is_day = when.first == when.last
        return Reason(Because.SAME_DAY if is_day else Because.SAME_WEEK, 30)
    return Reason(Because.OVERLAP, 20)


def _metres(offer: Wish, ask: Wish) -> int | None:
    if offer.point is None or ask.point is None:
        return None
    # Cheaper than the real distance, and never less than half of it.
    if abs(offer.point[0] - ask.point[0]) * _METRES_PER_DEGREE > FARTHEST * 1.1:
        return FARTHEST + 1
    if abs(offer.point[1] - ask.point[1]) * cos(radians(ask.point[0])) * _METRES_PER_DEGREE > FARTHEST * 1.1:
        return FARTHEST + 1
    return round(distance(*offer.point, *ask.point))


def _place(offer: Wish, ask: Wish, metres: int | None) -> Reason | None:
    if metres is None:
        return Reason(Because.SAME_AREA, 10) if offer.area == ask.area else None
    if metres > FARTHEST:
        return None
    near = ((500, 30), (1000, 20), (FARTHEST, 10))
    return Reason(Because.METRES, next(points for limit, points in near if metres <= limit), metres)


def _quantity(offer: Wish, ask: Wish) -> Reason | None:
    if offer.quantity is None or ask.quantity is None:
        return None
    if offer.quantity >= ask.quantity:
        return Reason(Because.ENOUGH, _ENOUGH, ask.quantity)
    return Reason(Because.TOO_FEW, _TOO_FEW, offer.quantity)


def _terms(offer: Wish, ask: Wish) -> Reason | None:
    if offer.terms == Terms.FREE:
        return Reason(Because.FREE, 15)
    if ask.terms == Terms.FREE and offer.terms in {Terms.AT_COST, Terms.IN_RETURN}:
        return Reason(Because.NOT_FREE, -10)
    if offer.terms == Terms.AT_COST:
        return Reason(Because.AT_COST, 5)
    return Reason(Because.IN_RETURN, 0) if offer.terms == Terms.IN_RETURN else None
