"""The pairs of an area that are perhaps one entry, what somebody said about them, and what became one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from podworko.core.text import sort_key
from podworko.core.visibility import Reach
from podworko.organisations.choices import PairAnswer
from podworko.organisations.duplicates import REASONS, said_strength
from podworko.organisations.models import Location, Merge, Organisation, Pair
from podworko.organisations.models.merging import MergeQuerySet, PairQuerySet
from podworko.organisations.models.register import OrganisationQuerySet
from podworko.places.models import Area

if TYPE_CHECKING:
    from django.core.paginator import Page

PER_PAGE = 20
MOST_NAMED = 10
MERGED = "merged"


@dataclass(frozen=True)
class Shown:
    """A pair as the list shows it."""

    pair: Pair
    sides: list[tuple[Organisation, list[str]]]
    """The two entries with the addresses of their places."""
    reasons: list[str]
    strength: str
    by: str
    """Who has said something, if anybody has."""


@dataclass(frozen=True)
class Listed:
    """One page of one of the lists."""

    state: str
    counts: dict[str, int]
    page: "Page[Any]"
    rows: list[Shown]
    merges: list[Merge]


@dataclass(frozen=True)
class Named:
    """The entries that bear the words by which somebody looks for the same one."""

    words: str
    rows: list[tuple[Organisation, list[str]]]
    """Each with the addresses of its places."""
    is_more: bool


def named(words: str, area: Area, reach: Reach, *, besides: Organisation) -> Named:
    """Return the entries of an area that a person may merge with one, by a part of their names."""
    words = words.strip()[:100]
    rows = mergeable(area, reach).exclude(pk=besides.pk)
    keys = [sort_key(word) for word in words.split()]
    for key in filter(None, keys):
        rows = rows.filter(sort_key__contains=key)
    if not any(keys):
        return Named(words, [], is_more=False)
    places = Location.objects.visible_to(reach).order_by("sort_key", "pk")
    found = list(rows.order_by("sort_key", "pk").prefetch_related(Prefetch("locations", places))[: MOST_NAMED + 1])
    return Named(words, [(each, _addresses(each)) for each in found[:MOST_NAMED]], len(found) > MOST_NAMED)


def mergeable(area: Area, reach: Reach) -> OrganisationQuerySet:
    """Return the entries of an area that a person may merge."""
    return Organisation.objects.editable_by(reach).active_in(area).select_related("home_area")


def pairs(area: Area, reach: Reach) -> PairQuerySet:
    """Return the pairs of an area about which a person may decide."""
    return Pair.objects.editable_by(reach).in_area(area)


def merges(area: Area, reach: Reach) -> MergeQuerySet:
    """Return what was merged in an area and may be taken back by a person."""
    return Merge.objects.editable_by(reach).standing().filter(home_area__path__startswith=area.path)


def read(area: Area, reach: Reach, state: str, number: str) -> Listed:
    """Return one page of a list; `state`: an answer, or `merged`."""
    known = pairs(area, reach)
    counts = {answer: known.filter(answer=answer).count() for answer in PairAnswer.values}
    counts[MERGED] = merges(area, reach).count()
    state = state if state in counts else PairAnswer.WAITING
    if state == MERGED:
        page = Paginator(merges(area, reach).select_related("kept__home_area", "entered_by"), PER_PAGE).get_page(
            number
        )
        return Listed(state, counts, page, [], list(page))
    places = Location.objects.visible_to(reach).order_by("sort_key", "pk")
    rows = (
        known.filter(answer=state)
        .select_related("first__home_area", "second__home_area", "answered_by")
        .prefetch_related(Prefetch("first__locations", places), Prefetch("second__locations", places))
    )
    order = ["-answered_at", "pk"] if state != PairAnswer.WAITING else ["-strength", "pk"]
    listed = Paginator(rows.order_by(*order), PER_PAGE).get_page(number)
    return Listed(state, counts, listed, [_shown(pair) for pair in listed], [])


def _shown(pair: Pair) -> Shown:
    return Shown(
        pair,
        [(organisation, _addresses(organisation)) for organisation in (pair.first, pair.second)],
        reasons_in_words(pair),
        said_strength(pair.strength) if pair.strength else _("wskazane ręcznie"),
        pair.answered_by.get_short_name() if pair.answered_by else "",
    )


def _addresses(organisation: Organisation) -> list[str]:
    return [place.public_address for place in organisation.locations.all() if place.public_address][:4]


def reasons_in_words(pair: Pair) -> list[str]:
    """Return why two entries are perhaps one."""
    return [_(REASONS[code]) for code in pair.reasons if code in REASONS]
