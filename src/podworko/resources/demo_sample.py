"""What the organisations of Trzepakowo have, when they are open, and how one gets in."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from podworko.core.text import sort_key
from podworko.core.visibility import Visibility
from podworko.organisations.models import Location, Organisation
from podworko.places.demo_sample import SLUG, SOURCE
from podworko.places.models import Area
from podworko.resources import demo_suggestions
from podworko.resources.actions import create_default_categories
from podworko.resources.choices import ReplyChannel, ReplyKind
from podworko.resources.models import (
    Accessibility,
    Category,
    FreshnessReply,
    FreshnessSettings,
    HoursException,
    HoursState,
    Listing,
    OpeningHours,
    Resource,
)

DATA = Path(__file__).parent / "demo_data"


FELL_DUE = {"Poradnia „Zdrowe Kolano”": date(2025, 7, 2), "Przedszkole „Piaskownica”": date(2025, 11, 3)}
REPLIES: dict[str, dict[str, Any]] = {
    "Biblioteka „Pod Chmurką”": {
        "kind": ReplyKind.CHANGE,
        "channel": ReplyChannel.MAIL,
        "values": {"new_phone": {"label": "Nowy telefon", "was": "", "now": "+48 59 000 00 51"}},
    },
    "Apteka „Pod Dywanem”": {
        "kind": ReplyKind.WRONG,
        "channel": ReplyChannel.PAGE,
        "note": "W soboty zamykają teraz o 13.",
    },
}


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    area = Area.objects.get(slug=SLUG)
    _load(area)
    demo_suggestions.leave(area)


def _load(area: Area) -> None:
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
    _freshness(area)


def _freshness(area: Area) -> None:
    """An estate that asks: two entries that fell due, what a library would change, what a passer-by noticed."""
    FreshnessSettings.objects.create(area=area, is_on=True)
    for name, day in FELL_DUE.items():
        Organisation.objects.filter(home_area=area, name=name).update(assured_date=day)
    for name, said in REPLIES.items():
        FreshnessReply.objects.create(organisation=Organisation.objects.get(home_area=area, name=name), **said)


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
