"""What a visitor wants to see of a calendar, as the address says it. Pure: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from podworko.core.search.query import tidy
from podworko.resources.choices import Audience, Cost

_AUDIENCES = frozenset(Audience.values)
_COSTS = frozenset({Cost.FREE.value, Cost.PAID.value})
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class View(StrEnum):
    """A way to look at a calendar."""

    LIST = "list"
    WEEK = "week"
    MONTH = "month"
    PLACES = "places"
    ORGANISERS = "organisers"
    MAP = "map"


_VIEWS = frozenset(view.value for view in View)


@dataclass(frozen=True, slots=True)
class Wanted:
    """View, day and filters; each filter is empty when it leaves everything in."""

    view: View = View.LIST
    day: date | None = None
    """The day looked at, or one of its week or month; left out: today."""
    audience: str = ""
    kind: str = ""
    """Code of a kind of events."""
    cost: str = ""
    organiser: str = ""
    """Slug of an organisation."""
    place: str = ""
    """Id of a place, or slug of the organisation whose places are meant."""
    words: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether a filter leaves something out."""
        return any((self.audience, self.kind, self.cost, self.organiser, self.place, self.words))

    @property
    def of_feeds(self) -> "Wanted":
        """What of this narrows that which other programs are given."""
        return Wanted(audience=self.audience, kind=self.kind, organiser=self.organiser, place=self.place)

    def address(self, **changes: Any) -> str:
        """Return this, some of it changed, as the part of an address after the path; may be empty."""
        other = replace(self, **changes)
        asked = {
            "view": "" if other.view == View.LIST else other.view.value,
            "day": other.day.isoformat() if other.day else "",
            "for": other.audience,
            "kind": other.kind,
            "cost": other.cost,
            "organiser": other.organiser,
            "place": other.place,
            "q": other.words,
        }
        said = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(said)}" if said else ""


def parse(query: Mapping[str, str]) -> Wanted:
    """Read view, day and filters from an address; what means nothing here is left out, never an error."""
    view, audience, cost = query.get("view", ""), query.get("for", ""), query.get("cost", "")
    return Wanted(
        view=View(view) if view in _VIEWS else View.LIST,
        day=_day(query.get("day", "")),
        audience=audience if audience in _AUDIENCES else "",
        kind=_code(query.get("kind", "")),
        cost=cost if cost in _COSTS else "",
        organiser=_code(query.get("organiser", "")),
        place=_code(query.get("place", "")),
        words=tidy(query.get("q", "")),
    )


def first_of_month(text: str) -> date | None:
    """Return the first day of a month written as „2026-12”; None if it is none."""
    return _day(f"{text}-01")


def month_of(day: date) -> list[date]:
    """Return the forty-two days that a page of a month shows, from a Monday."""
    first = day.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=distance) for distance in range(42)]


def week_of(day: date) -> list[date]:
    """Return the seven days of a week, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=distance) for distance in range(7)]


def next_month(day: date, months: int = 1) -> date:
    """Return the first day of a month some months later, or earlier."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _code(text: str) -> str:
    return text if len(text) <= 80 and text.replace("-", "").replace("_", "").isalnum() else ""  # noqa: PLR2004
