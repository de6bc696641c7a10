"""The list of all organisations of an area: who is active here, whether on the map or not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest, QueryDict

from podworko.core.prepared import ForReader
from podworko.core.public_page import kept
from podworko.core.text import ALPHABET, sort_key
from podworko.core.visibility import Reach
from podworko.organisations.addresses import CONFIRMED, FLAT_CONFIRMED, public_address
from podworko.organisations.choices import Sector
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.portal import paging, queries
from podworko.portal.filters import is_code
from podworko.portal.signs import Sign
from podworko.resources.models import Category

MOST_ADDRESSES = 2
"""Of an organisation that are named."""
MANY = 1000
"""From so many on, a page is read along the order of names instead of gathering all and sorting them."""


class Wanted(NamedTuple):
    """What a visitor asks for; each is empty when it leaves everything in."""

    category: str = ""
    sector: str = ""
    letter: str = ""

    def address(self, **changes: str) -> str:
        """Return these filters, some changed, as the part of an address after the path."""
        asked = {name: value for name, value in self._replace(**changes)._asdict().items() if value}
        return f"?{urlencode(asked)}" if asked else ""


class Row(NamedTuple):
    """An organisation as the list names it, with its places and categories."""

    pk: int
    slug: str
    home_slug: str
    name: str
    corrected_name: str
    role_in_area: str
    status: str
    assured_date: date | None
    assured_by: str
    addresses: list[str]
    """Of its first places."""
    places: int
    """How many have an address."""
    signs: list[Sign]
    """Of its categories."""

    @property
    def url(self) -> str:
        """Where its page stands: of letters that need no escaping."""
        return f"/{self.home_slug}/organisations/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list."""

    wanted: Wanted
    page: paging.Page[Row]
    total: int
    """All organisations of the area, whatever is asked for."""
    letters: list[str]
    sectors: list[tuple[str, str]]
    categories: list[tuple[str, str]]

    @property
    def addresses(self) -> dict[str, str]:
        """The addresses of the pages before and after."""
        return paging.addresses(self.wanted.address(), self.page.number)

    @property
    def all_letters(self) -> str:
        """The address without a letter."""
        return self.wanted.address(letter="")

    @property
    def letter_links(self) -> list[tuple[str, str, bool]]:
        """Letter, its address, whether it is chosen."""
        return [
            (letter.upper(), self.wanted.address(letter=letter), letter == self.wanted.letter)
            for letter in self.letters
        ]


def parse(query: QueryDict) -> Wanted:
    """Read filters from an address; what means nothing here is left out."""
    category, sector, letter = query.get("category", ""), query.get("sector", ""), query.get("letter", "").lower()
    return Wanted(
        category if is_code(category) else "",
        sector if sector in Sector.values else "",
        letter if len(letter) == 1 and letter in ALPHABET else "",
    )


def read(request: HttpRequest, area: Area, reach: Reach) -> Listed:
    """Read what a request asks for."""
    wanted, number = parse(request.GET), paging.page_number(request.GET)
    total = kept(request, "organisations", lambda: queries.organisations(area, reach).count())
    if wanted == Wanted():
        found = _plain_page(number, is_long=total >= MANY).all(reach, area.path)
    else:
        build = queries.organisations_along_names if total >= MANY else queries.organisations_under
        found = list(_page(_asked_for(build(reach, area.path), wanted, area, reach), number))
    signs = kept(request, "signs", lambda: _signs(_categories(area)))
    page = paging.page_of(_with_places(found, area, reach, signs), number)
    return Listed(
        wanted,
        page,
        total,
        letters=kept(request, "letters", lambda: _letters(queries.organisations(area, reach))),
        sectors=[(str(code), str(label)) for code, label in Sector.choices],
        categories=kept(request, "categories", lambda: _all_categories(area)),
    )


def _asked_for(rows: QuerySet[Organisation], wanted: Wanted, area: Area, reach: Reach) -> QuerySet[Organisation]:
    if wanted.sector:
        rows = rows.filter(sector=wanted.sector)
    if wanted.letter:
        rows = rows.filter(sort_key__startswith=sort_key(wanted.letter))
    if wanted.category:
        filed = Location.objects.visible_to(reach).filter(
            organisation=OuterRef("pk"), area__path__startswith=area.path, listings__category__code=wanted.category
        )
        rows = rows.filter(Exists(filed))
    return rows


_ROW = (
    "pk",
    "slug",
    "home_area__slug",
    "name",
    "corrected_name",
    "role_in_area",
    "status",
    "assured_date",
    "assured_by",
)
_OF_PLACE = (
    "organisation_id",
    "pk",
    "street_name",
    "house_number",
    "flat_number",
    "flat_confirmed",
    "listings__category_id",
)
_OF_SIGN = ("pk", "name", "letter", "shape", "colour")
_places_of = ForReader(
    lambda reach, path, *ids: (
        Location.objects.visible_to(reach)
        .filter(organisation__in=ids, area__path__startswith=path)
        .annotate(flat_confirmed=FLAT_CONFIRMED)
        .order_by("number", "sort_key", "pk", "-listings__is_primary")
        .values_list(*_OF_PLACE)
    ),
    str,
    *[int] * (paging.PAGE + 1),
)


def _page(rows: QuerySet[Organisation], number: int) -> "QuerySet[Organisation, tuple[Any, ...]]":
    return paging.window(rows.order_by("sort_key", "pk").values_list(*_ROW), number)


@lru_cache(maxsize=64)
def _plain_page(number: int, *, is_long: bool) -> "ForReader[tuple[Any, ...]]":
    """Return the query for a page of the list of all."""
    build = queries.organisations_along_names if is_long else queries.organisations_under
    return ForReader(lambda reach, path: _page(build(reach, path), number), str)


def _with_places(found: list[tuple[Any, ...]], area: Area, reach: Reach, signs: Mapping[int, Sign]) -> list[Row]:
    """Add to the organisations their addresses and categories, each once; `signs`: by category, of this area."""
    places: dict[int, dict[int, tuple[str, str, str, str]]] = defaultdict(dict)
    filed: dict[int, dict[int, None]] = defaultdict(dict)
    ids = [row[0] for row in found]
    # No organisation bears the number 0: the query is prepared for a full page.
    padded = [*ids, *[0] * (paging.PAGE + 1 - len(ids))]
    for owner, pk, street, house, flat, confirmed, category in _places_of.all(reach, area.path, *padded):
        if street or house:
            places[owner][pk] = street, house, flat, confirmed
        if category:
            filed[owner][category] = None
    # A place that moved here may still be filed under a category of where it was.
    strange = set().union(*filed.values()).difference(signs)
    known = {**signs, **_signs(Category.objects.filter(pk__in=strange))} if strange else signs
    return [Row._make((*row, *_where(places[row[0]]), _each_once(known, filed[row[0]]))) for row in found]


def _where(places: Mapping[int, tuple[str, str, str, str]]) -> tuple[list[str], int]:
    named = [
        public_address(street, house, flat, is_flat_confirmed=confirmed in CONFIRMED)
        for street, house, flat, confirmed in islice(places.values(), MOST_ADDRESSES)
    ]
    return named, len(places)


def _each_once(signs: Mapping[int, Sign], categories: Iterable[int]) -> list[Sign]:
    return list(dict.fromkeys(signs[pk] for pk in categories))


def _signs(rows: QuerySet[Category]) -> dict[int, Sign]:
    return {pk: Sign(*sign) for pk, *sign in rows.values_list(*_OF_SIGN)}


def _letters(rows: QuerySet[Organisation]) -> list[str]:
    """Return the letters with which names begin, in the order of the alphabet."""
    starts = set(rows.order_by().annotate(start=Left("sort_key", 2)).values_list("start", flat=True).distinct())
    return [letter for letter in ALPHABET if sort_key(letter) in starts]


def _all_categories(area: Area) -> list[tuple[str, str]]:
    return list(dict(_categories(area).order_by("position", "pk").values_list("code", "name")).items())


def _categories(area: Area) -> QuerySet[Category]:
    return Category.objects.filter(Q(area__path__startswith=area.path) | Q(area__in=area.path_ids))
