"""The categories of Azory, the primary category of each printed entry, and what the sources say that somebody has."""

import csv
from typing import Any

from podworko.core.text import sort_key
from podworko.core.visibility import Visibility
from podworko.organisations.demo import CASE_EXAMPLE, CONFERENCE, DATA, PROGRAMMES
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources import demo_sample
from podworko.resources.actions import create_default_categories
from podworko.resources.choices import Audience, ResourceKind
from podworko.resources.models import Category, Listing, Resource

PARENTS_CLUB: dict[str, Any] = {
    "kind": ResourceKind.SERVICE,
    "name": "Klub Rodzica",
    "description": "Otwarte spotkania rodziców, dzieci oraz przyszłych matek i ojców, zajęcia i warsztaty. Działa od"
    " 2016 roku w ramach Programów Aktywności Lokalnej.",
    "audiences": [Audience.FAMILIES],
    "source": PROGRAMMES,
}
NAMED_IN_PROSE: list[dict[str, Any]] = [
    {**PARENTS_CLUB, "organisation": "Punkt Aktywności Lokalnej", "street": "Marii Jaremy"},
    {**PARENTS_CLUB, "organisation": "Miejski Ośrodek Pomocy Społecznej", "street": "Dąbrówki"},
    {
        "organisation": "Punkt Aktywności Lokalnej",
        "street": "Marii Jaremy",
        "kind": ResourceKind.FACILITY,
        "name": "Ogród społeczny",
        "state": "projektowany (kwiecień 2018)",
        "source": CONFERENCE,
    },
    {
        "organisation": "Zarząd Zieleni Miejskiej",
        "street": "Gnieźnieńska",
        "kind": ResourceKind.FACILITY,
        "name": "Park kieszonkowy",
        "state": "otwarty (kiedy, źródło nie podaje)",
        "source": f"{CASE_EXAMPLE}; {CONFERENCE}",
    },
]


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    _load_azory()
    demo_sample.load()


def _load_azory() -> None:
    azory = Area.objects.get(slug="azory")
    if Category.objects.filter(area=azory).exists():
        return
    create_default_categories(azory, by=None)
    _load_listings(azory)
    _load_resources()


def _load_listings(azory: Area) -> None:
    by_printed_name = {category.name_as_printed: category for category in azory.categories.all()}
    with (DATA / "azory_institutions.csv").open(encoding="utf8", newline="") as stream:
        for row in csv.DictReader(stream):
            Listing.objects.create(
                location=Location.objects.get(area=azory, reference=row["id"]),
                category=by_printed_name[row["category_as_printed"]],
                is_primary=True,
            )


def _load_resources() -> None:
    """What the prose of the sources says that an organisation has; nobody has been asked about anything else."""
    for facts in NAMED_IN_PROSE:
        location = Location.objects.get(
            street_name=facts["street"], organisation__name__startswith=facts["organisation"], area__is_sample=False
        )
        Resource.objects.create(
            organisation=location.organisation,
            location=location,
            kind=facts["kind"],
            name=facts["name"],
            sort_key=sort_key(facts["name"]),
            description=facts.get("description", ""),
            audiences=facts.get("audiences", []),
            state=facts.get("state", ""),
            source=facts["source"],
            visibility=Visibility.PUBLIC,
        )
