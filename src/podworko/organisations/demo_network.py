"""Actors that the sources only mention, who worked with whom by their own words, and an invented grid for Trzepakowo.

The sources place nobody on a grid, so in Azory nobody is placed.
"""

from datetime import date
from itertools import combinations
from typing import Any

from django.utils.text import slugify

from podworko.core.text import fold, sort_key
from podworko.core.visibility import Visibility
from podworko.organisations import demo_sample
from podworko.organisations.choices import LegalForm, LinkLevel, Sector, Stance
from podworko.organisations.models import Activity, Assessment, AssessmentAxes, Link, Organisation
from podworko.places.demo_sample import SLUG, SOURCE
from podworko.places.models import Area, Dated

CASE = "przykład miasta Krakowa, URBinclusion, 2019-03-20"
JOINING = "informacja Krakowa o przystąpieniu do projektu URB-INCLUSION"
CONFERENCE = "relacja z konferencji URBinclusion w Krakowie, 19–20 kwietnia 2018"
PROGRAMMES = "prezentacja MOPS w Krakowie o organizowaniu społeczności lokalnej"

RESIDENTS = "Mieszkanki ul. Siemaszki i Żabiniec"
REPRESENTATIVES = "Przedstawiciele mieszkańców Azorów"
PARENTS = "Klub Rodzica przy ul. Jaremy 1"
BUILDINGS = "Zarząd Budynków Komunalnych w Krakowie"

# The seniors' club of the case example may be the seniors' centre itself: it is not entered a second time.
MENTIONED: dict[str, dict[str, Any]] = {
    RESIDENTS: {
        "legal_form": LegalForm.PERSON_FOR_A_PLACE,
        "sector": Sector.CIVIC,
        "role_in_area": "pomysłodawczynie ogrodu osiedlowego przy ul. Ks. Siemaszki",
        "source": PROGRAMMES,
        "editor_note": "Źródło nazywa je pomysłodawczyniami i nie mówi, na którym to osiedlu. Nazwisk nie podaje.",
        "home": "azory",
    },
    REPRESENTATIVES: {
        "legal_form": LegalForm.INFORMAL_GROUP,
        "sector": Sector.CIVIC,
        "role_in_area": "przedstawiciele mieszkańców na spotkaniach projektu",
        "source": f"{JOINING}; {CASE}",
        "home": "azory",
    },
    PARENTS: {
        "legal_form": LegalForm.INFORMAL_GROUP,
        "role_in_area": "otwarte spotkania rodziców, dzieci oraz przyszłych matek i ojców",
        "source": PROGRAMMES,
        "editor_note": "Powstał w 2016 r. w ramach Programów Aktywności Lokalnej; bez formy prawnej.",
        "home": "azory",
    },
    BUILDINGS: {
        "sector": Sector.PUBLIC,
        "role_in_area": "zarządza budynkami komunalnymi",
        "source": PROGRAMMES,
        "editor_note": "Wymieniony przy remoncie klatek na os. Złotej Jesieni, poza Azorami.",
        "home": "krakow",
    },
}

POINT = "Punkt Aktywności Lokalnej"
CENTRE = "Centrum Aktywności Seniora"
CHILDREN = "Towarzystwo Przyjaciół Dzieci (TPD)"
WELFARE = "Miejski Ośrodek Pomocy Społecznej"
INITIATIVES = "Miejski Ośrodek Wspierania"
GREEN = "Zarząd Zieleni Miejskiej"
COUNCIL = "Rada Dzielnicy IV"
CRISIS = "Ośrodek Interwencji Kryzysowej"
CITY = "Urząd Miasta Krakowa"
STREET = "Streetworkerzy"

TOGETHER: list[tuple[tuple[str, ...], LinkLevel, str, str, str, str]] = [
    (
        (CITY, CENTRE, POINT, CHILDREN, STREET),
        LinkLevel.EXCHANGE,
        "2018-04-19",
        "2018-04-20",
        "",
        f"„warsztaty …, w których aktywnie współpracowali ze sobą przedstawiciele miast partnerskich, Urzędu Miasta"
        f" Krakowa, Centrum Aktywności Seniora, PAL-u, TPD oraz streetworkerzy” – {CONFERENCE}",
    ),
    (
        (WELFARE, INITIATIVES),
        LinkLevel.EXCHANGE,
        "2018-04-19",
        "2018-04-20",
        "",
        "„Przedstawiciele Miejskiego Ośrodka Pomocy Społecznej i Miejskiego Ośrodka Wspierania Inicjatyw Społecznych"
        f" przybliżyli uczestnikom regulacje prawne” – {CONFERENCE}",
    ),
    (
        (CITY, WELFARE, GREEN, COUNCIL, CRISIS, REPRESENTATIVES),
        LinkLevel.INFORMAL,
        "",
        "",
        "31 stycznia i 1 lutego; źródło nie podaje roku",
        "„W seminarium uczestniczyli przedstawiciele Urzędu Miasta Krakowa, Miejskiego Ośrodka Pomocy Społecznej,"
        " Zarządu Zieleni Miejskiej, Rady Dzielnicy IV, Ośrodka Interwencji Kryzysowej oraz przedstawiciele"
        " mieszkańców” – informacja o przystąpieniu",
    ),
    (
        (GREEN, RESIDENTS),
        LinkLevel.ACTIONS,
        "",
        "",
        "",
        "„Pomysłodawcami były mieszkanki ul. Siemaszki i Żabiniec. Projekt wykonał Zarząd Zieleni Miejskiej"
        f" w konsultacji z mieszkańcami.” – {PROGRAMMES}",
    ),
    (
        (WELFARE, RESIDENTS),
        LinkLevel.ACTIONS,
        "",
        "",
        "",
        "„PAL aktywnie promował projekt wśród mieszkańców, współorganizował piknik z okazji „Otwarcia Ogrodu”,"
        f" aktualnie wraz z mieszkańcami dba o ogród.” – {PROGRAMMES}",
    ),
    (
        (WELFARE, PARENTS),
        LinkLevel.ACTIONS,
        "2016",
        "",
        "",
        "„W ramach Programów Aktywności Lokalnych w 2016 roku powstały 2 „Kluby Rodzica” przy ul. Jaremy 1 oraz"
        f" ul. Dąbrówki 7/4.” – {PROGRAMMES}",
    ),
]
"""Who, how close, from, until, a remark about the dates, and the sentence that says so."""

SAMPLE_LINKS = [
    ("trzepak", "biblioteka", "partnership", "2023-03", "", "porozumienie o wypożyczalni sprzętu"),
    ("trzepak", "rodzice", "actions", "2022", "", "wspólne podwórkowe soboty"),
    ("trzepak", "szkola", "exchange", "2024-09", "", ""),
    ("szkola", "przedszkole", "informal", "2021", "2024-08", ""),
    ("szkola", "przedszkole", "actions", "2024-09", "", "dzień otwarty"),
    ("biblioteka", "oddzial", "exchange", "2025", "", ""),
    ("rodzice", "kapslowa", "informal", "", "", ""),
    ("festyn", "sklep", "actions", "2025-05", "", "paczki na festyn"),
    ("festyn", "trzepak", "actions", "2024", "", ""),
]
"""Keys of the sample's entries, level, from, until, what it is about."""

SAMPLE_PLACED = [
    ("trzepak", "2025-05-14", 4, 5, "support", ""),
    ("trzepak", "2026-10-06", 5, 5, "support", "Zwołuje wszystkich; bez nich nic się nie zacznie."),
    ("biblioteka", "2025-05-14", 3, 3, "support", ""),
    ("biblioteka", "2026-10-06", 3, 4, "support", "Po remoncie ma salę na spotkania."),
    ("szkola", "2025-05-14", 5, 2, "", ""),
    ("szkola", "2026-10-06", 5, 3, "neutral", ""),
    ("przedszkole", "2026-10-06", 2, 3, "neutral", ""),
    ("rodzice", "2026-10-06", 2, 5, "support", "Mały wpływ, a najwięcej chęci."),
    ("kapslowa", "2026-10-06", 1, 4, "resistance", "Boi się hałasu pod oknami."),
    ("sklep", "2026-10-06", 3, 2, "", ""),
    ("apteka", "2026-10-06", 2, 1, "", ""),
]
"""Key, day, power, interest, stance, why."""
SAMPLE_ASSESSORS = {"2025-05-14": "warsztat na podwórku, 9 osób", "2026-10-06": "Koordynatorka (konto pokazowe)"}


def load() -> None:
    """Make what is missing; a second call changes nothing."""
    azory = Area.objects.get(slug="azory")
    if not Link.objects.filter(area=azory).exists():
        _load_mentioned(azory)
        _load_together(azory)
    sample = Area.objects.filter(slug=SLUG).first()
    if sample and not Link.objects.filter(area=sample).exists():
        _load_sample(sample)


def _load_mentioned(azory: Area) -> None:
    for name, facts in MENTIONED.items():
        values = {key: value for key, value in facts.items() if key != "home"}
        home = azory if facts["home"] == azory.slug else Area.objects.get(slug=facts["home"])
        organisation = Organisation.objects.create(
            home_area=home,
            slug=slugify(fold(name))[:70].strip("-"),
            name=name,
            sort_key=sort_key(name),
            visibility=Visibility.PUBLIC,
            **values,
        )
        Activity.objects.create(organisation=organisation, area=home)


def _load_together(azory: Area) -> None:
    for names, level, starts, ends, date_note, said in TOGETHER:
        rows = [_named(name) for name in names]
        for first, second in combinations(rows, 2):
            Link.objects.create(
                area=azory,
                first=first,
                second=second,
                level=level,
                date_note=date_note,
                source=said,
                visibility=Visibility.PUBLIC,
                **Dated.dates(starts, ends),
            )


def _named(name: str) -> Organisation:
    rows = Organisation.objects.filter(home_area__slug__in=("azory", "pradnik-bialy", "krakow"))
    return rows.get(name__startswith=name)


def _load_sample(area: Area) -> None:
    by_key = demo_sample.keys(area)
    for first, second, level, starts, ends, note in SAMPLE_LINKS:
        Link.objects.create(
            area=area,
            first=by_key[first],
            second=by_key[second],
            level=level,
            note=note,
            source=SOURCE,
            visibility=Visibility.PUBLIC,
            **Dated.dates(starts, ends),
        )
    axes = AssessmentAxes.objects.create(area=area)
    for key, day, power, interest, stance, note in SAMPLE_PLACED:
        Assessment.objects.create(
            organisation=by_key[key],
            area=area,
            axes=axes,
            vertical=power,
            horizontal=interest,
            stance=Stance(stance) if stance else "",
            note=note,
            assessor=SAMPLE_ASSESSORS[day],
            assessed_on=date.fromisoformat(day),
        )
