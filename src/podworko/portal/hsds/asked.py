"""What somebody asks a list for: parameters of the address, read and checked.

A parameter that the list does not know is left alone, as HSDS leaves room for more; a value that cannot be understood
is told (400), since a filter that is silently ignored gives a wrong answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.validators import slug_re
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from podworko.core.problems import Problem
from podworko.core.search.query import tidy
from podworko.places.models import Area, FormerSlug

T = TypeVar("T")
PER_PAGE, MOST_PER_PAGE = 50, 100
MOST_MINIMAL = 10_000
"""Rows of a page that holds ids and dates only: the standard wants all of them in one page."""
_MOST_PAGES = 1_000_000
_FURTHEST = 100_000
"""Metres."""
_TRUE, _FALSE = {"true", "1", ""}, {"false", "0"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for."""

    page: int
    per_page: int
    area: Area | None
    search: str
    taxonomy_term_id: str
    taxonomy_id: str
    organization_id: str
    parent_id: str
    modified_after: datetime | None
    postcode: str
    proximity: int | None
    """Metres."""
    is_minimal: bool
    is_full: bool
    has_full_services: bool

    @property
    def first(self) -> int:
        """The number of the page's first row, from 0."""
        return (self.page - 1) * self.per_page


def read(query: QueryDict) -> Asked:
    """Read the parameters.

    Raises:
        Problem: A value cannot be understood.
    """
    is_minimal = _flag(query, "minimal")
    most = MOST_MINIMAL if is_minimal else MOST_PER_PAGE
    _refuse_format(query.get("format", "json"))
    return Asked(
        page=_number(query, "page", most=_MOST_PAGES) or 1,
        per_page=min(_number(query, "per_page", most=_MOST_PAGES) or (most if is_minimal else PER_PAGE), most),
        area=area_named(query.get("area", "")),
        search=tidy(query.get("search", "")),
        taxonomy_term_id=query.get("taxonomy_term_id", "").lower(),
        taxonomy_id=query.get("taxonomy_id", "").lower(),
        organization_id=query.get("organization_id", "").lower(),
        parent_id=query.get("parent_id", ""),
        modified_after=_one(query, "modified_after", _moment),
        postcode=query.get("postcode", "").replace("\0", "").strip(),
        proximity=_number(query, "proximity", most=_FURTHEST, least=0),
        is_minimal=is_minimal,
        is_full=_flag(query, "full"),
        has_full_services=_flag(query, "full_service"),
    )


def area_of(query: QueryDict) -> Area | None:
    """Return the area that is asked for, or nothing for the whole instance."""
    return area_named(query.get("area", ""))


def refusal(name: str, value: str, message: str) -> Problem:
    """Return what is said of a value that cannot be understood."""
    detail = f"{name}={value[:80]}: {message}"
    return Problem(400, _("Niezrozumiały parametr adresu."), detail, errors=[{"field": name, "message": message}])


def area_named(slug: str) -> Area | None:
    """Return the area of this address, or nothing where none is given.

    Raises:
        Problem: There is no such area.
    """
    if not slug:
        return None
    found = Area.objects.filter(slug=slug).first() if slug_re.fullmatch(slug) else None
    if found is None and slug_re.fullmatch(slug):
        former = FormerSlug.objects.filter(slug=slug).select_related("area").first()
        found = former.area if former else None
    if found is None:
        raise refusal("area", slug, _("Nie ma takiego miejsca. Podaj pierwszą część adresu jego stron, np. azory."))
    return found


def _refuse_format(value: str) -> None:
    if value != "json":
        raise refusal("format", value, _("Listy są tylko jako json. Pliki CSV są w /api/hsds/package.zip."))


def _one(query: QueryDict, name: str, parse: Callable[[str], T]) -> T | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        return parse(text)
    except (ValueError, OverflowError):
        raise refusal(name, text, _("Podaj datę, np. 2026-11-22 albo 2026-11-22T10:00:00Z.")) from None


def _number(query: QueryDict, name: str, *, most: int, least: int = 1) -> int | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):  # noqa: PLR2004
        raise refusal(
            name, text, _("Podaj liczbę całkowitą od %(least)s do %(most)s.") % {"least": least, "most": most}
        )
    return int(text)


def _flag(query: QueryDict, name: str) -> bool:
    text = query.get(name, "false").strip().lower()
    if text not in _TRUE | _FALSE:
        raise refusal(name, text, _("Podaj true albo false."))
    return text in _TRUE


def _moment(text: str) -> datetime:
    # A „+” of a time zone that was not escaped in the address arrives as a space.
    found = parse_datetime(text.replace(" ", "+") if "T" in text else text)
    if found is None:
        day = parse_date(text)
        if day is None:
            raise ValueError(text)
        found = datetime(day.year, day.month, day.day)  # noqa: DTZ001 – made aware below
    if timezone.is_naive(found):
        found = timezone.make_aware(found)
    # What no database takes is not understood either.
    found.astimezone(timezone.get_fixed_timezone(0))
    return found
