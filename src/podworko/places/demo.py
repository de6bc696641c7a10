"""Kraków, its district IV, the estates of Azory, and the Local Activity Programmes: only what is true."""

import csv
import json
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from podworko.core.text import fold, sort_key, whole_words
from podworko.places import demo_sample
from podworko.places.choices import AreaKind, CommunityKind
from podworko.places.models import (
    Area,
    AreaName,
    Boundary,
    Community,
    CommunityExtent,
    CommunityName,
    Dated,
    Street,
)
from podworko.places.validity import OPEN

DATA = Path(__file__).parent / "demo_data"
CASE_EXAMPLE = "przykład miasta Krakowa, URBinclusion, 2019-03-20"
RENAMED = "zmiana nazwy"
"""What the table of programmes says in the place of whom a programme is for."""
PROGRAMMES = "prezentacja MOPS w Krakowie o organizowaniu społeczności lokalnej"

# Streets of Azory that the sources name in their prose, in full.
STREETS_IN_PROSE = ("Marii Jaremy", "Wojciecha Weissa", "Józefa Elsnera", "Gnieźnieńska")

CHARACTER = {
    "azory": {
        "description": "Osiedle mieszkaniowe w dzielnicy IV. W projekcie USER (2013–2015) jego przestrzeń publiczna"
        " była obszarem pilotażowym Krakowa; w kwietniu 2018 roku osiedle było studium przypadku projektu"
        " URBinclusion. Według przykładu miasta z marca 2019 roku przybyło tu wspólnych działań instytucji, wydarzeń"
        " i uczestników.",
        "description_source": "informacja Krakowa o przystąpieniu do projektu URB-INCLUSION; relacja z konferencji"
        f" URBinclusion w Krakowie, 19–20 kwietnia 2018; {CASE_EXAMPLE}",
    },
    "pradnik-bialy": {
        "description": "Zameldowani na pobyt stały w 2025 roku: 74 105 osób, w tym 40 022 kobiety i 34 083 mężczyzn.",
        "description_source": "Otwarte Dane Kraków, mieszkańcy zameldowani na pobyt stały według dzielnic, 2025",
    },
}
"""What the place is like, in short and true, and who says so."""

# What the source says of a programme beside its names and dates.
PROGRAMME_FACTS: dict[str, dict[str, Any]] = {
    "Streetwork – skuteczny kontakt": {
        "kind": CommunityKind.OF_INTEREST,
        "date_note": "nazwy własnej źródło nie podaje; program był formą kontynuacji tego projektu",
    },
    "Siła rodziny": {"kind": CommunityKind.OF_INTEREST},
    "Streetwork – odkryj potencjał osiedla": {"date_note": "wymieniony przy etapie z 2013 roku"},
}


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    _load_azory()
    demo_sample.load()


def _load_azory() -> None:
    if Area.objects.filter(slug="krakow").exists():
        return
    city = _area(None, "krakow", AreaKind.MUNICIPALITY, "Kraków", label="Kraków", official_code="1261011")
    district = _area(city, "pradnik-bialy", AreaKind.DISTRICT, "IV Prądnik Biały", label="dzielnica IV Prądnik Biały")
    azory = _area(district, "azory", AreaKind.NEIGHBOURHOOD, "Azory", label="osiedle Azory")
    west = _area(district, "azory-zachod", AreaKind.NEIGHBOURHOOD, "Azory Zachód", label="osiedle Azory Zachód")
    _load_boundaries({"Azory": azory, "Azory Zachód": west})
    _load_streets(azory)
    _load_programmes(city)


def _area(parent: Area | None, slug: str, kind: AreaKind, name: str, **more: Any) -> Area:
    facts = {**CHARACTER.get(slug, {}), **more}
    area = Area.objects.create(parent=parent, slug=slug, kind=kind, name=name, sort_key=sort_key(name), **facts)
    area.path = f"{parent.path if parent else '/'}{area.pk}/"
    area.save(update_fields=["path"])
    AreaName.objects.create(area=area, name=name, ends=OPEN)
    return area


def _load_boundaries(areas: dict[str, Area]) -> None:
    collection = json.loads((DATA / "azory_boundaries.geojson").read_text(encoding="utf8"))
    for feature in collection["features"]:
        properties = feature["properties"]
        Boundary.objects.create(
            area=areas[properties["nazwa"]],
            geometry=feature["geometry"],
            description=f"jednostka miejska {properties['numer']} {properties['nazwa']}",
            attribution=collection["attribution"],
            source="Gmina Miejska Kraków, MSIP, stan na 2026-09-26",
            ends=OPEN,
        )


def _load_streets(azory: Area) -> None:
    # The list of institutions belongs to `organisations`; its streets are facts about the area.
    table = DATA.parent.parent / "organisations" / "demo_data" / "azory_institutions.csv"
    with table.open(encoding="utf8", newline="") as rows:
        names = {row["street_normalised"] for row in csv.DictReader(rows)}
    Street.objects.bulk_create(
        Street(area=azory, source=CASE_EXAMPLE, **Street.named(name))
        for name in sorted({*names, *STREETS_IN_PROSE}, key=fold)
    )


def _load_programmes(city: Area) -> None:
    programmes = json.loads((DATA / "local_activity_programmes.json").read_text(encoding="utf8"))
    for programme in programmes:
        names = [entry["name"] for entry in programme["names"]]
        latest = names[-1]
        facts = next((value for key, value in PROGRAMME_FACTS.items() if key in latest), {})
        community = Community.objects.create(
            slug=whole_words(f"pal-{slugify(fold(latest)).removeprefix('pal-')}", 80),
            kind=facts.get("kind", CommunityKind.OF_PLACE),
            name=latest,
            sort_key=sort_key(latest),
            is_programme=True,
            description="" if programme["target"] == RENAMED else programme["target"],
            source=PROGRAMMES,
        )
        community.areas.add(city)
        _load_names(community, programme, facts.get("date_note", ""))
        _load_extents(community, programme)


def _load_names(community: Community, programme: dict[str, Any], note: str) -> None:
    year = str(programme["start_year"] or "")
    count = len(programme["names"])
    for position, entry in enumerate(programme["names"]):
        is_first = position == 0
        CommunityName.objects.create(
            community=community,
            name=entry["name"],
            source=PROGRAMMES,
            date_note=_note(entry, position, count) or note,
            **Dated.dates(year if is_first else ""),
        )


def _note(entry: dict[str, Any], position: int, count: int) -> str:
    if entry.get("note"):
        return "nazwa późniejsza, daty źródło nie podaje"
    return "do kiedy, źródło nie podaje" if position < count - 1 else ""


def _load_extents(community: Community, programme: dict[str, Any]) -> None:
    first, _, _ = programme["target"].partition("; później")
    year = programme["start_year"]
    CommunityExtent.objects.create(
        community=community,
        description=first if first and first != RENAMED else "zasięgu źródło nie opisuje",
        source=PROGRAMMES,
        date_note="" if year else "roku rozpoczęcia źródło nie podaje",
        **Dated.dates(str(year or "")),
    )
    for change in programme["area_changes"]:
        CommunityExtent.objects.create(
            community=community,
            description=change["added"],
            street_names=_streets_named(change["added"]),
            source=PROGRAMMES,
            date_note="wymienione przy etapie z 2013 roku, dokładnej daty źródło nie podaje",
            # „~”: the source lists the extension under that stage and gives no date.
            **Dated.dates(f"{change['valid_from']}~"),
        )


# The sources decline the names; the nominative is set down here by hand, not guessed.
STREETS_BY_WORD = {"Józefińskiej": "Józefińska", "Sołtysowskiej": "Sołtysowska"}


def _streets_named(words: str) -> list[str]:
    return [name for declined, name in STREETS_BY_WORD.items() if declined in words]
