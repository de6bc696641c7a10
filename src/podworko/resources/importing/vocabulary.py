"""Words that stand in the cells of other people's lists, folded, and what they mean here."""

import re
from typing import Final

from podworko.core.text import fold
from podworko.organisations.choices import Precision, Sector, Status

PRECISIONS: Final = {
    "polozenie dokladne": Precision.EXACT,
    "dokladne": Precision.EXACT,
    "dokladnie": Precision.EXACT,
    "osm_exact_address": Precision.EXACT,
    "osm_name_match": Precision.EXACT,
    "exact": Precision.EXACT,
    "rooftop": Precision.EXACT,
    "polozenie przyblizone: ta ulica": Precision.STREET,
    "ulica": Precision.STREET,
    "street": Precision.STREET,
    "gtfs_stop_same_street": Precision.STREET,
    "osm_same_street": Precision.STREET,
    "polozenie przyblizone: okolica": Precision.AREA,
    "okolica": Precision.AREA,
    "area": Precision.AREA,
    "approximate": Precision.AREA,
    "estate_centroid": Precision.AREA,
    "polozenie nieznane": Precision.NONE,
    "unresolved": Precision.NONE,
    "none": Precision.NONE,
    "brak": Precision.NONE,
}
SECTORS: Final = {fold(str(said)): value for value in Sector for said in (value.value, value.name)} | {
    "publiczny": Sector.PUBLIC,
    "prywatny": Sector.PRIVATE,
    "spoleczny": Sector.CIVIC,
    "pozarzadowy": Sector.CIVIC,
    "ngo": Sector.CIVIC,
    "wiedzy": Sector.KNOWLEDGE,
    "nauka": Sector.KNOWLEDGE,
    "jeszcze nie pytano": Sector.UNKNOWN,
}
STATUSES: Final = {
    "dziala": Status.ACTIVE,
    "czynne": Status.ACTIVE,
    "active": Status.ACTIVE,
    "nie wiadomo, czy dziala": Status.UNCERTAIN,
    "uncertain": Status.UNCERTAIN,
    "juz nie dziala": Status.CLOSED,
    "nie dziala": Status.CLOSED,
    "zamkniete": Status.CLOSED,
    "closed": Status.CLOSED,
}
KINDS_OF_CATEGORIES: Final = {
    "ochrona-zdrowia": "pharmacy apteka apteki doctors doctor lekarz przychodnia poradnia clinic dentist stomatolog"
    " hospital szpital health zdrowie poz medycyna",
    "edukacja": "school szkola szkoly zlobek zlobki technikum kindergarten przedszkole przedszkola library biblioteka"
    " education university college oswiata liceum",
    "rekreacja": "playground pitch park sport sports rekreacja recreation plac_zabaw boisko fitness_centre ogrod",
    "zycie-spoleczne": "community_centre social_facility place_of_worship ngo kosciol parafia kultura social club"
    " stowarzyszenie fundacja senior seniorzy",
}
"""Words of other lists and of OpenStreetMap, by the code of one of the first categories of an area."""
WORDS_OF_CATEGORIES: Final = frozenset(word for words_of in KINDS_OF_CATEGORIES.values() for word in words_of.split())
NOTHING: Final = frozenset(
    {
        *(
            "-",
            "–",
            "—",
            "--",
            "---",
            ".",
            "?",
            "null",
            "none",
            "b.d.",
            "b.d",
            "bd",
            "b/d",
            "nd",
            "nd.",
            "n/d",
            "n.d.",
        ),
        *(
            "n.d.",
            "n/a",
            "brak",
            "brak danych",
            "brak informacji",
            "nie dotyczy",
            "nie ma",
            "nie posiada",
            "nie podano",
        ),
        *("nieznany", "nieznane"),
    }
)
"""What people write, folded, where there is nothing to write."""
AS_ABOVE: Final = frozenset({"jw", "jw.", "j.w.", "j.w", "j. w.", "jak wyzej", "-||-", "-//-", "''", '"', "„", "”"})
"""What people write, folded, instead of writing once more what stands above."""
UNDER_THE_TABLE: Final = re.compile(
    r"(?:razem|suma|ogolem|lacznie|w sumie)\b[\s:]*"
    r"(?:(?:str|strona|placowek|pozycji|instytucji|wierszy)\b\.?)?[\s:\d.]*"
    r"|(?:sporzadzil|opracowal|przygotowal|zatwierdzil|zebral|zestawil)[ay]?\b.*|(?:stan na|data sporzadzenia)\b.*"
)
"""What stands, folded, in the column of names and is no name: a sum, a signature, a date."""
