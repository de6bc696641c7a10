"""Trzepakowo, an estate that does not exist: it lies in the Baltic Sea, where nobody lives, and says so."""

from typing import Any

from podworko.core.text import sort_key
from podworko.places.choices import AreaKind, CommunityKind
from podworko.places.models import (
    Area,
    AreaName,
    Boundary,
    Community,
    CommunityExtent,
    CommunityName,
    Dated,
    FormerSlug,
    Street,
)
from podworko.places.validity import OPEN

SLUG = "trzepakowo"
SOURCE = "wymyślone na potrzeby przykładu"
STREETS = (
    "Trzepakowa",
    "Zabawowa",
    "Piaskownicowa",
    "Huśtawkowa",
    "Klasowa",
    "Kapslowa",
    "Ławkowa",
    "Podwórkowa",
)
BEFORE = [[16.800, 54.760], [16.812, 54.760], [16.812, 54.766], [16.802, 54.767], [16.800, 54.760]]
TODAY = [
    [16.799, 54.759],
    [16.820, 54.758],
    [16.824, 54.763],
    [16.819, 54.768],
    [16.808, 54.7695],
    [16.801, 54.767],
    [16.799, 54.759],
]
"""Outlines in degrees, WGS 84: about twenty kilometres off Ustka."""


def load() -> None:
    """Make the estate if it is missing; what is there stays as people have changed it."""
    if Area.objects.filter(slug=SLUG).exists():
        return
    area = Area.objects.create(
        slug=SLUG,
        kind=AreaKind.NEIGHBOURHOOD,
        name="Trzepakowo",
        label="osiedle Trzepakowo",
        sort_key=sort_key("Trzepakowo"),
        description="Tego osiedla nie ma. Leży na środku morza i pokazuje wszystko, co program potrafi."
        " Wymyślone są osoby, adresy, godziny i telefony; numerów nie da się wybrać.",
        description_source=SOURCE,
        is_sample=True,
    )
    area.path = f"/{area.pk}/"
    area.save(update_fields=["path"])
    FormerSlug.objects.get_or_create(slug="pod-kasztanem", defaults={"area": area})
    _load_history(area)
    for name in STREETS:
        Street.objects.create(area=area, source=SOURCE, **Street.named(name))
    _load_communities(area)


def _load_history(area: Area) -> None:
    AreaName.objects.create(
        area=area, name="Osiedle Pod Kasztanem", source=SOURCE, **Dated.dates("1974~", "1998-05-31")
    )
    AreaName.objects.create(area=area, name="Trzepakowo", source=SOURCE, **Dated.dates("1998-06-01", OPEN))
    for corners, words, starts, ends in (
        (BEFORE, "pierwsze bloki", "1974~", "1998-05-31"),
        (TODAY, "po przyłączeniu ulic Ławkowej i Podwórkowej", "1998-06-01", OPEN),
    ):
        Boundary.objects.create(
            area=area,
            geometry={"type": "Polygon", "coordinates": [corners]},
            description=words,
            source=SOURCE,
            **Dated.dates(starts, ends),
        )


def _load_communities(area: Area) -> None:
    gardeners = _community(
        area, "Ogród na balkonie", CommunityKind.OF_INTEREST, "osoby, które uprawiają balkony i parapety"
    )
    CommunityName.objects.create(community=gardeners, name=gardeners.name, **Dated.dates("2019", OPEN))
    CommunityExtent.objects.create(
        community=gardeners,
        description="całe osiedle i znajomi",
        source=SOURCE,
        **Dated.dates("2019", OPEN),
    )
    stairs = _community(area, "Sąsiedzi z Trzepakowej", CommunityKind.OF_PLACE, "trzy klatki schodowe")
    CommunityName.objects.create(community=stairs, name="Klatka trzecia", **Dated.dates("2011", "2014-12-31"))
    CommunityName.objects.create(community=stairs, name=stairs.name, **Dated.dates("2015-01-01", OPEN))
    for words, streets, starts in (
        ("blok przy ul. Trzepakowej", ["Trzepakowa"], "2011"),
        ("oraz blok przy ul. Zabawowej", ["Zabawowa"], "2015~"),
    ):
        CommunityExtent.objects.create(
            community=stairs, description=words, street_names=streets, source=SOURCE, **Dated.dates(starts, OPEN)
        )


def _community(area: Area, name: str, kind: CommunityKind, who: str) -> Community:
    values: dict[str, Any] = {
        "slug": "ogrod-na-balkonie" if kind == CommunityKind.OF_INTEREST else "sasiedzi-z-trzepakowej",
        "kind": kind,
        "name": name,
        "sort_key": sort_key(name),
        "description": who,
        "character": "Zna się z podwórka. Zaczęło się od trzepaka.",
        "source": SOURCE,
        "is_sample": True,
    }
    community = Community.objects.create(**values)
    community.areas.add(area)
    return community
