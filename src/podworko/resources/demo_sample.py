"""What the organisations of Trzepakowo have, when they are open, and how one gets in."""

import json
from pathlib import Path
from typing import Any

from podworko.core.text import sort_key
from podworko.core.visibility import Visibility
from podworko.organisations.models import Location
from podworko.places.demo_sample import SLUG, SOURCE
from podworko.places.models import Area
from podworko.resources.actions import create_default_categories
from podworko.resources.models import (
    Accessibility,
    Category,
    HoursException,
    HoursState,
    Listing,
    OpeningHours,
    Resource,
)

DATA = Path(__file__).parent / "demo_data"


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    area = Area.objects.get(slug=SLUG)
    if Category.objects.filter(area=area).exists():
        return
    create_default_categories(area, by=None)
    categories = {category.code: category for category in area.categories.all()}
    entries = json.loads((DATA / "trzepakowo.json").read_text(encoding="utf8"))
    for reference, entry in entries.items():
        location = Location.objects.select_related("organisation").get(area=area, reference=reference)
        for position, code in enumerate(entry.get("categories", [])):
            Listing.objects.create(location=location, category=categories[code], is_primary=position == 0)
        _hours(location, entry)
        for feature, (answer, note) in entry.get("accessibility", {}).items():
            Accessibility.objects.create(location=location, feature=feature, answer=answer, note=note)
        for resource in entry.get("resources", []):
            _resource(location, resource, categories)


def _hours(location: Location, entry: dict[str, Any]) -> None:
    for days, opens, closes, *season in entry.get("hours", []):
        valid_from, valid_until = season or (None, None)
        for weekday in days:
            OpeningHours.objects.create(
                location=location,
                weekday=weekday,
                opens=opens,
                closes=closes,
                valid_from=valid_from,
                valid_until=valid_until,
            )
    for exception in entry.get("exceptions", []):
        HoursException.objects.create(location=location, **exception)
    if "hours_state" in entry:
        HoursState.objects.create(location=location, **entry["hours_state"])


def _resource(location: Location, entry: dict[str, Any], categories: dict[str, Category]) -> None:
    codes = entry.pop("categories", [])
    resource = Resource.objects.create(
        organisation=location.organisation,
        location=location,
        sort_key=sort_key(entry["name"]),
        source=SOURCE,
        **{"visibility": Visibility.PUBLIC, "assured_date": "2026-10-01", **entry},
    )
    resource.categories.set(categories[code] for code in codes)
