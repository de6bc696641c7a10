"""Long lists in pages. The last page need not be known: counting a city costs more than showing a page of it."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict

PAGE = 50
LAST_PAGE = 10_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and whether there are rows before and after."""

    rows: list[T]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Say whether this is not the first page."""
        return self.number > 1

    @property
    def is_whole(self) -> bool:
        """Say whether the list is no longer than this page."""
        return self.number == 1 and not self.has_next


def page_number(query: QueryDict) -> int:
    """Return the page that an address asks for; the first if it asks for none that can be."""
    asked = query.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= len(str(LAST_PAGE))
    return min(max(int(asked), 1), LAST_PAGE) if is_number else 1


def window(rows: QuerySet[Any, T], number: int) -> QuerySet[Any, T]:
    """Return the part of an ordered query that makes one page, and one row more."""
    return rows[(number - 1) * PAGE : number * PAGE + 1]


def page_of(rows: list[T], number: int) -> Page[T]:
    """Return the page made of the rows that `window` has read."""
    return Page(rows[:PAGE], number, has_next=len(rows) > PAGE)


def addresses(filters: str, number: int) -> dict[str, str]:
    """Return the addresses of the pages before and after a page, with the filters as they stand in the address."""
    joined = f"{filters}&" if filters else "?"
    # The first page has one address only.
    return {"previous": f"{joined}page={number - 1}" if number > 2 else filters, "next": f"{joined}page={number + 1}"}  # noqa: PLR2004
