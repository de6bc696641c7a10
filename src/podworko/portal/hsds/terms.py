"""Taxonomies and their terms: the categories of each area, and the lists that are the same everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from podworko.core import identity
from podworko.organisations.choices import Sector
from podworko.places.models import Area
from podworko.portal.hsds import ids
from podworko.portal.hsds.ids import Kind
from podworko.resources.choices import Audience, ResourceKind
from podworko.resources.models import Category

SERVICES = (ResourceKind.SERVICE, ResourceKind.FACILITY, ResourceKind.ROOM)
"""What stands among the services; things that are lent and skills of people are none (decision record 8)."""
OWN = "activity"
"""The code of what an organisation does as a whole."""

Object = dict[str, Any]


@dataclass(frozen=True)
class FixedTerm:
    """A term of a list that is the same everywhere."""

    taxonomy: str
    """`kinds`, `audiences` or `sectors`."""
    code: str
    name: str

    @cached_property
    def id(self) -> str:
        """Its id, made of words that stay the same."""
        return identity.derived_id("term", self.taxonomy, self.code)


def fixed_terms() -> list[FixedTerm]:
    """Return the terms of the lists that are the same everywhere."""
    return _fixed_terms(get_language())


@cache
def _fixed_terms(_language: str | None) -> list[FixedTerm]:
    kinds = [(OWN, _("działalność organizacji")), *((kind.value, str(kind.label)) for kind in SERVICES)]
    sectors = [(one.value, str(one.label)) for one in Sector if one != Sector.UNKNOWN]
    return [
        *(FixedTerm("kinds", code, name) for code, name in kinds),
        *(FixedTerm("audiences", one.value, str(one.label)) for one in Audience),
        *(FixedTerm("sectors", code, name) for code, name in sectors),
    ]


def fixed_taxonomy_id(name: str) -> str:
    """Return the id of a list that is the same everywhere."""
    return identity.derived_id("taxonomy", name)


def fixed_taxonomies() -> dict[str, Object]:
    """Return the lists that are the same everywhere, by their names here."""
    return _fixed_taxonomies(get_language())


@cache
def _fixed_taxonomies(_language: str | None) -> dict[str, Object]:
    told = {
        "kinds": (_("Rodzaje"), _("Czym jest to, co organizacja oferuje: całą jej działalnością, usługą, obiektem.")),
        "audiences": (_("Dla kogo"), _("Przedziały wieku i grupy, dla których coś jest.")),
        "sectors": (_("Sektory"), _("Sektor organizacji według czwórpodziału programu URBACT.")),
    }
    return {
        name: {"id": fixed_taxonomy_id(name), "name": title, "description": said}
        for name, (title, said) in told.items()
    }


def of_area(area: Area) -> Object:
    """Return the taxonomy that an area's categories make."""
    return {
        "id": ids.of(Kind.CATEGORIES, area.pk),
        "name": f"{_('Kategorie')}: {area.full_label}",
        "description": _("Kategorie mapy i listy. Ustala je koordynator tego miejsca."),
    }


def of_fixed(term: FixedTerm) -> Object:
    """Return a term of a list that is the same everywhere."""
    return _term(term.id, term.code, term.name, fixed_taxonomies()[term.taxonomy])


def of_category(category: Category) -> Object:
    """Return a category as a term."""
    return _term(ids.of(Kind.CATEGORY, category.pk), category.code, category.name, of_area(category.area))


def taxonomies(area: Area | None) -> Iterator[Object]:
    """Yield the taxonomies, those of one area and the areas inside it where one is given."""
    yield from fixed_taxonomies().values()
    rows = Area.objects.filter(categories__isnull=False).distinct().order_by("sort_key", "pk")
    yield from map(of_area, rows.below(area) if area else rows)


def taxonomy_terms(area: Area | None) -> Iterator[Object]:
    """Yield the terms in the same order."""
    yield from map(of_fixed, fixed_terms())
    rows = Category.objects.select_related("area").order_by("area__sort_key", "area", "position", "pk")
    yield from map(of_category, rows.filter(area__path__startswith=area.path) if area else rows)


def _term(pk: str, code: str, name: str, taxonomy: Object) -> Object:
    return {
        "id": pk,
        "code": code,
        "name": name,
        # The standard asks for a description; the name is all that the register knows.
        "description": name,
        "taxonomy": taxonomy["name"],
        "taxonomy_id": taxonomy["id"],
        "language": settings.LANGUAGE_CODE,
    }
