"""The 25 entries of the printed map of Azory and the 11 actors of the sources' prose: only what the sources give."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from podworko.core.text import fold, sort_key
from podworko.core.visibility import Visibility
from podworko.organisations import demo_network, demo_sample
from podworko.organisations.choices import LegalForm, ParentRole, Precision, Sector, Status
from podworko.organisations.models import Activity, Location, Organisation
from podworko.places.models import Area

DATA = Path(__file__).parent / "demo_data"
PRINTED_ON = date(2019, 3, 20)
CASE_EXAMPLE = "przykład miasta Krakowa, URBinclusion, 2019-03-20"
CONFERENCE = "relacja z konferencji URBinclusion w Krakowie, 19–20 kwietnia 2018"
PROGRAMMES = "prezentacja MOPS w Krakowie o organizowaniu społeczności lokalnej"
DOCUMENTS = {
    "000": CASE_EXAMPLE,
    "001": "informacja Krakowa o przystąpieniu do projektu URB-INCLUSION",
    "002": CONFERENCE,
    "003": PROGRAMMES,
    "004": "raport zbiorczy „Usługi społeczne”, Stowarzyszenie Metropolia Krakowska, 2020",
}
"""The numbers by which the table of actors tells its sources → what they are called."""

PRECISION = {
    "osm_exact_address": Precision.EXACT,
    "osm_name_match": Precision.EXACT,
    "gtfs_stop_same_street": Precision.STREET,
    "osm_same_street": Precision.STREET,
    "approximate": Precision.AREA,
    "estate_centroid": Precision.AREA,
    "unresolved": Precision.NONE,
    "none": Precision.NONE,
}

CORRECTIONS = {"AZ15": "Krakowski Klub Szermierzy KKS Kraków"}
"""What a name should probably read; the name itself stays as printed."""

OPERATOR_NOTES = {"AZ09": "Stowarzyszenie Wspierania Edukacji i Rodziny „Słownik” (prawdopodobnie „Sternik”)"}

# A sector only where the name or the kind given by the source says it.
SECTOR_BY_WORD = {
    "samorządow": Sector.PUBLIC,
    # „Niepubliczne” says only what it is not: an association may run it.
    "prywatny": Sector.PRIVATE,
    "sp. z o.o.": Sector.PRIVATE,
    "fundacja": Sector.CIVIC,
    "stowarzyszenie „": Sector.CIVIC,
    "stowarzyszenie pacjentów": Sector.CIVIC,
    "towarzystwo": Sector.CIVIC,
    "miejski": Sector.PUBLIC,
    "zarząd zieleni": Sector.PUBLIC,
    "rada dzielnicy": Sector.PUBLIC,
    "urząd miasta": Sector.PUBLIC,
}

ACTORS: dict[str, dict[str, Any]] = {
    "Punkt Aktywności Lokalnej (PAL) / Local Activity Point": {
        "name": "Punkt Aktywności Lokalnej (PAL)",
        "role": "miejski punkt aktywności lokalnej; Klub Rodzica; projektowany ogród społeczny",
        "sector": Sector.PUBLIC,
        "street": "Marii Jaremy",
        "house": "1",
    },
    "Centrum Aktywności Seniora (CAS)": {"role": "centrum aktywności seniorów", "street": "Wojciecha Weissa"},
    "Towarzystwo Przyjaciół Dzieci (TPD)": {"role": "organizacja przyjaciół dzieci", "street": "Józefa Elsnera"},
    "Miejski Ośrodek Pomocy Społecznej w Krakowie (MOPS)": {
        "role": "miejski ośrodek pomocy społecznej; prowadzi Programy Aktywności Lokalnej",
        "home": "krakow",
    },
    "Miejski Ośrodek Wspierania Inicjatyw Społecznych (MOWIS)": {
        "role": "miejski ośrodek wspierania inicjatyw społecznych",
        "home": "krakow",
        "is_wider": True,
    },
    "Zarząd Zieleni Miejskiej (ZZM)": {
        "role": "zieleń miejska; park kieszonkowy przy ul. Gnieźnieńskiej",
        "home": "krakow",
        "street": "Gnieźnieńska",
        "place": "park kieszonkowy",
    },
    "Rada Dzielnicy IV": {"role": "rada dzielnicy", "home": "pradnik-bialy"},
    "Ośrodek Interwencji Kryzysowej": {"role": "interwencja kryzysowa", "home": "krakow", "is_wider": True},
    "Urząd Miasta Krakowa": {"role": "urząd miasta", "home": "krakow"},
    "Streetworkerzy": {
        "role": "praca na ulicy",
        "legal_form": LegalForm.INFORMAL_GROUP,
        "note": "źródło nie mówi, z jakiej są instytucji",
    },
    "Stowarzyszenie Metropolia Krakowska": {
        "role": "stowarzyszenie gmin metropolii",
        "home": "krakow",
        "is_wider": True,
    },
}


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    _load_azory()
    demo_sample.load()
    demo_network.load()


def _load_azory() -> None:
    azory = Area.objects.get(slug="azory")
    if Organisation.objects.filter(home_area=azory).exists():
        return
    for row in _rows("azory_institutions.csv"):
        _load_entry(azory, row)
    for row in _rows("azory_other_actors.csv"):
        _load_actor(azory, row)
    society = Organisation.objects.get(home_area=azory, name__startswith="Towarzystwo Przyjaciół Dzieci")
    Location.objects.filter(area=azory, reference="AZ08").update(operator=society)
    _load_second_parents_club()


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


def _load_entry(azory: Area, row: dict[str, str]) -> None:
    name = row["name_as_printed"]
    organisation = Organisation.objects.filter(home_area=azory, name=name).first()
    if organisation is None:
        # A chain is one organisation with several locations.
        organisation = _organisation(
            azory,
            name,
            active_in=[azory],
            corrected_name=CORRECTIONS.get(row["id"], ""),
            kind_code=row["type"],
            assured_date=PRINTED_ON,
            assured_by=CASE_EXAMPLE,
            editor_note=row["note"],
            source=CASE_EXAMPLE,
            **_branch(name),
            **_status(row["note"]),
        )
    house, _, flat = row["house_no"].partition("/")
    _location(
        organisation,
        azory,
        row,
        number=int(row["id"].removeprefix("AZ")),
        reference=row["id"],
        street_name=row["street_normalised"],
        house_number=house,
        flat_number=flat,
        city=row["city"],
        address_as_printed=row["address_as_printed"],
        operator_note=OPERATOR_NOTES.get(row["id"], ""),
        coordinate_error=int(row["coord_precision_m"]) if row["coord_precision_m"] else None,
        coordinate_source=row["coord_source"],
        editor_note=row["note"],
    )


def _branch(name: str) -> dict[str, str]:
    _, is_branch, number = name.partition("Oddział terenowy nr ")
    return {"parent_role": ParentRole.BRANCH, "branch_number": number} if is_branch else {}


def _status(note: str) -> dict[str, str]:
    if "prawdopodobnie zamknięta" not in note:
        return {}
    return {
        "status": Status.UNCERTAIN,
        "status_note": "apteki o tej nazwie nie ma w danych z października 2026; prawdopodobnie zamknięta albo"
        " pod inną nazwą – do sprawdzenia",
    }


def _load_actor(azory: Area, row: dict[str, str]) -> None:
    facts = ACTORS[row["name"]]
    home = Area.objects.get(slug=facts.get("home", "azory"))
    places = [home] if facts.get("is_wider") else [home, azory]
    organisation = _organisation(
        home,
        facts.get("name", row["name"]),
        active_in=places,
        role_in_area=facts["role"],
        editor_note=facts.get("note", ""),
        legal_form=facts.get("legal_form", LegalForm.LEGAL_ENTITY),
        source="; ".join(DOCUMENTS[number] for number in row["sources"].split(",")),
        **({"sector": facts["sector"]} if "sector" in facts else {}),
    )
    if row["address_in_sources"]:
        _location(
            organisation,
            azory,
            row,
            name=facts.get("place", ""),
            street_name=facts["street"],
            house_number=facts.get("house", ""),
            city="Kraków",
            address_as_printed=row["address_in_sources"],
        )


def _load_second_parents_club() -> None:
    """Of the two clubs of 2016, one is at the Local Activity Point in Azory; this is the other one, elsewhere."""
    centre = Organisation.objects.get(home_area__slug="krakow", name__startswith="Miejski Ośrodek Pomocy Społecznej")
    _location(
        centre,
        centre.home_area,
        {"coord_method": "none"},
        name="Klub Rodzica",
        street_name="Dąbrówki",
        house_number="7",
        flat_number="4",
        city="Kraków",
        address_as_printed="ul. Dąbrówki 7/4",
        editor_note="poza Azorami; źródło podaje adres z numerem mieszkania",
    )


def _organisation(home: Area, name: str, *, active_in: list[Area], **values: Any) -> Organisation:
    folded = fold(name)
    sector = next((sector for word, sector in SECTOR_BY_WORD.items() if fold(word) in folded), Sector.UNKNOWN)
    organisation = Organisation.objects.create(
        home_area=home,
        slug=_free_slug(home, name),
        name=name,
        sort_key=sort_key(name),
        visibility=Visibility.PUBLIC,
        **{"sector": sector, **values},
    )
    for area in dict.fromkeys(active_in):
        Activity.objects.create(organisation=organisation, area=area)
    return organisation


def _free_slug(home: Area, name: str) -> str:
    wanted = slug = slugify(fold(name))[:70].strip("-")
    number = 2
    while Organisation.objects.filter(home_area=home, slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _location(organisation: Organisation, area: Area, row: dict[str, str], **values: Any) -> Location:
    precision = PRECISION[row["coord_method"]]
    has_point = precision != Precision.NONE
    return Location.objects.create(
        organisation=organisation,
        area=area,
        sort_key=organisation.sort_key,
        precision=precision,
        latitude=float(row["lat"]) if has_point else None,
        longitude=float(row["lon"]) if has_point else None,
        visibility=Visibility.PUBLIC,
        **values,
    )
