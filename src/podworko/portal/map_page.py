"""What the page of a map shows: filters with their numbers, a page of entries, what the drawing needs."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from podworko.core.search.query import Understanding
from podworko.core.shapes import SHAPES
from podworko.core.visibility import Reach
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.portal import clusters, filters, paging, queries
from podworko.portal.counts import ALL, CountedCategory, Counts, categories, counts
from podworko.portal.drawn_map import Base, base_of
from podworko.portal.filters import EntryFilter
from podworko.resources.choices import Audience

LARGE = 500
"""From so many points on, the moving map asks for the window that it shows, not for all."""
MANY = 1000
"""From so many entries on, a list is ordered by name, from an index; below, by the numbers of the printed map."""


class Choice(NamedTuple):
    """A filter that is one press away."""

    label: str
    address: str
    is_current: bool
    category: CountedCategory | None = None


@dataclass(frozen=True, slots=True)
class MapPage:
    """The entries of an area as one visitor asked for them."""

    area: Area
    reach: Reach
    wanted: EntryFilter
    found: dict[str, Counts]
    categories: list[CountedCategory]
    page: paging.Page[queries.Entry]
    shown: int
    """Entries that are asked for, on all pages."""
    understood: Understanding | None = None
    """How the words of the filter were understood, where there are any."""

    @property
    def understood_words(self) -> str:
        """The words that were looked for in the place of those that stand nowhere, as one would ask for them."""
        return " ".join(instead for _word, instead in self.understood.replaced) if self.understood else ""

    @property
    def ways_out(self) -> dict[str, str]:
        """Addresses of the same page without the words, and with nothing but the words."""
        only_words = EntryFilter(words=self.wanted.words)
        return {
            "without_words": self.wanted.address(words=""),
            "only_words": only_words.address() if self.wanted != only_words else "",
            "search": f"?{urlencode({'q': self.wanted.words})}",
        }

    @property
    def total(self) -> Counts:
        """All entries of the area, whatever is asked for."""
        return self.found.get(ALL, Counts())

    @property
    def checked(self) -> tuple[date, date] | None:
        """The oldest and the newest day on which an entry was checked, where the page shows them all."""
        days = [entry.assured_date for entry in self.page.rows if entry.assured_date]
        return (min(days), max(days)) if days and self.page.is_whole and self.wanted.is_empty else None

    @property
    def unchecked(self) -> int:
        """Entries of the page that nobody ever checked."""
        return sum(entry.assured_date is None for entry in self.page.rows)

    @property
    def choices(self) -> list[Choice]:
        """The categories, each as a link that keeps the other filters."""
        everything = Choice("", self.wanted.address(category=""), not self.wanted.category)
        return [
            everything,
            *(
                Choice(each.name, self.wanted.address(category=each.code), self.wanted.category == each.code, each)
                for each in self.categories
            ),
        ]

    @property
    def audiences(self) -> list[tuple[str, str]]:
        """For whom: codes and names."""
        return [(str(code), str(label)) for code, label in Audience.choices]

    def category_names(self) -> dict[str, str]:
        """Return code → name of the categories."""
        return {category.code: category.name for category in self.categories}

    @property
    def has_areas_inside(self) -> bool:
        """Say whether some entries stand in an area inside this one."""
        return any(entry.area_slug != self.area.slug for entry in self.page.rows)

    @property
    def addresses(self) -> dict[str, str]:
        """The addresses of the pages before and after."""
        return paging.addresses(self.wanted.address(), self.page.number)


def script(shown: MapPage, day: date) -> dict[str, Any]:
    """Return what the moving map needs to know."""
    of_area = {"area_slug": shown.area.slug}
    is_large = shown.total.placed > LARGE
    return {
        "entries": reverse("portal:map_geojson", kwargs=of_area),
        "clusters": reverse("portal:map_clusters", kwargs=of_area),
        "isLarge": is_large,
        "window": clusters.corners(shown.area) if is_large else [],
        "categories": {each.code: [each.name, each.shape, each.colour] for each in shown.categories},
        **moving(base_of(shown.area, day)),
    }


def moving(base: Base) -> dict[str, Any]:
    """Return what every moving map needs to know, whatever it shows: `static/portal/map.js`."""
    return {
        "boundaries": [
            {"own": polygon.is_home, "geometry": {"type": "Polygon", "coordinates": polygon.rings}}
            for polygon in base.polygons
        ],
        "shapes": {name: list(shape) for name, shape in SHAPES.items()},
        "tiles": settings.TILES,
        "words": {
            "map": _("Mapa, którą można przesuwać"),
            "zoomIn": _("Przybliż"),
            "zoomOut": _("Oddal"),
            "close": _("Zamknij"),
            "entries": _("Liczba wpisów"),
            "closer": _("Przybliż to miejsce"),
            "show": _("Pokaż na mapie"),
            "precision": {value: str(label) for value, label in Precision.choices},
            "checked": _("sprawdzono"),
            "unchecked": _("jeszcze nie sprawdzono"),
        },
    }


def read(request: HttpRequest, area: Area, reach: Reach) -> MapPage:
    """Read what a request asks for."""
    return _read(area, reach, filters.parse(request.GET), paging.page_number(request.GET))


def first(area: Area, reach: Reach) -> MapPage:
    """Read the first page of all entries."""
    return _read(area, reach, EntryFilter(), 1)


def _read(area: Area, reach: Reach, wanted: EntryFilter, number: int) -> MapPage:
    found = counts(area, reach)
    total = found.get(ALL, Counts()).entries
    understood = queries.understand(wanted.words, area, reach) if wanted.words else None
    locations = queries.entries(area, reach, wanted, understood)
    if total < MANY:
        ordered = locations.order_by(F("number").asc(nulls_last=True), "sort_key", "pk")
    else:
        ordered = locations.order_by("sort_key", "pk")
    page = paging.page_of(queries.read(paging.window(ordered, number)), number)
    shown = _shown(locations, wanted, found, page)
    return MapPage(area, reach, wanted, found, categories(area, found), page, shown, understood)


def _shown(
    locations: QuerySet[Location], wanted: EntryFilter, found: dict[str, Counts], page: paging.Page[queries.Entry]
) -> int:
    if page.is_whole:
        return len(page.rows)
    if wanted.is_by_category_only:
        return found.get(wanted.category, Counts()).entries
    return locations.count()


class Others(NamedTuple):
    """Organisations that the documents name and the map does not."""

    here: list[queries.Actor]
    wider: list[queries.Actor]


def others(area: Area, reach: Reach, total: Counts) -> Others:
    """Return who else is known; in an area of many entries nobody, since its list of organisations says it better."""
    if total.entries >= MANY:
        return Others([], [])
    return Others(queries.unlisted(area, reach), queries.wider(area, reach))
