"""What the columns of a table mean: headings in Polish and English, as people write them. Pure functions over strings.

A heading is compared folded („Ulica i nr” → `ulica i nr`), then by likeness, since people also miswrite headings. What
nobody recognises is left out, and a person may say what it is.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from podworko.core.tables.sheet import Sheet
from podworko.core.text import fold

_SYNONYMS: Final[dict[str, str]] = {
    "name": "nazwa|nazwa organizacji|nazwa instytucji|nazwa podmiotu|nazwa placowki|pelna nazwa|organizacja|instytucja"
    "|placowka|podmiot|name|name as printed|organization|organisation|organization name|title|nazwa wpisu|firma",
    "corrected_name": "nazwa poprawiona|name corrected|corrected name",
    "place_name": "nazwa miejsca|miejsce|lokalizacja|location|location name|place|place name|oddzial|filia",
    "category": "kategoria|category|category as printed|rodzaj|typ|grupa|dzial|layer|warstwa|amenity|branza|kategorie",
    "sector": "sektor|sector",
    "description": "opis|czym sie zajmuje|dzialalnosc|description|opis dzialalnosci|zakres dzialania|about"
    "|role in sources|role",
    "website": "strona|strona internetowa|strona www|www|website|url|web|adres strony|adres www|homepage|link",
    "address": "adres|address|address as printed|address in sources|ulica i numer|ulica i nr|adres siedziby"
    "|address 1|pelny adres|adres pocztowy|siedziba"
    "|adres placowki|ulica nr|ulica numer",
    "street": "ulica|street|street normalised|addr street|ul|address street|addr:street|nazwa ulicy",
    "house": "nr domu|numer domu|house number|house no|addr housenumber|addr:housenumber|nr|numer budynku|nr budynku"
    "|number of house|nr posesji|dom|house",
    "flat": "mieszkanie|lokal|nr lokalu|numer mieszkania|numer lokalu|nr mieszkania|flat|apartment",
    "postcode": "kod pocztowy|kod|postcode|zip|zip code|postal code|addr postcode|addr:postcode|kod miejscowosc"
    "|kod i miejscowosc|kod pocztowy miejscowosc|kod pocztowy i miejscowosc|kod poczta",
    "city": "miejscowosc|miasto|city|town|addr city|addr:city|poczta",
    "address_note": "jak trafic|wejscie|dojscie|dojazd|directions|pietro",
    "coordinates": "wspolrzedne|wspolrzedne geograficzne|gps|coordinates|punkt|punkt na mapie|lat lon|latlng|geo",
    "latitude": "szerokosc geograficzna|szerokosc|latitude|lat|y|szer geogr|szer",
    "longitude": "dlugosc geograficzna|dlugosc|longitude|lon|lng|long|x|dl geogr|dlug",
    "precision": "polozenie|dokladnosc|precision|coord method|dokladnosc polozenia",
    "phone": "telefon|tel|telefon kontaktowy|nr telefonu|numer telefonu|telefony|phone|phone number|phones|mobile"
    "|komorka|telefon komorkowy|tel kom|telephone|telefon stacjonarny|contact phone"
    "|kontakt telefoniczny|nr tel|kontakt tel",
    "email": "e mail|email|mail|adres e mail|adres email|poczta elektroniczna|e mail kontaktowy|contact email"
    "|contact:email|adres mailowy|e maile",
    "role": "rola|funkcja|stanowisko|rola kontaktu|position|contact role|job title|komorka organizacyjna",
    "holder": "osoba|osoba kontaktowa|osoba do kontaktu|imie i nazwisko|kontakt|kto|contact|contact person"
    "|contact name|dyrektor|przedstawiciel",
    "hours": "godziny|godziny otwarcia|godziny pracy|czynne|otwarte|opening hours|hours|kiedy otwarte|godz otwarcia",
    "services": "uslugi|usluga|oferta|services|service|co oferuje|zajecia",
    "regon": "regon|nr regon|numer regon",
    "krs": "krs|nr krs|numer krs",
    "nip": "nip|nr nip|numer nip|vat|tax id",
    "rspo": "rspo|nr rspo|numer rspo",
    "identifiers": "identyfikatory|numery w rejestrach|identifiers",
    "status": "stan|status|stan dzialania",
    "assured_date": "sprawdzono|data sprawdzenia|data aktualizacji|aktualizacja|assured date|checked|last verified",
    "source": "zrodlo|source|zrodlo danych|sources",
    "entry_page": "strona wpisu|adres wpisu|entry url|entry page",
    "reference": "id|identyfikator|symbol|lp id|reference|ref",
}
FIELDS: Final = tuple(_SYNONYMS)
"""What a column may mean, in the order in which people are asked."""
_BY_HEADING: Final = {said: field for field, words in _SYNONYMS.items() for said in words.split("|")}
ALIKE: Final = 86
"""Likeness (0–100) from which a miswritten heading is recognised; short ones must be right."""
_SHORTEST: Final = 5
_LOOKED_AT: Final = 40
"""Rows among which the header is looked for: titles, dates and logos stand above it."""
MANY: Final = ("phone", "email", "website", "category", "services", "description")
"""Fields that several columns may hold."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which sheet, in which of its rows the headings stand, and what each column means."""

    sheet: int
    header: int
    """Index among the sheet's rows; -1 where there is none."""
    fields: tuple[str, ...]
    """By column; empty for one that is left out."""

    @property
    def is_enough(self) -> bool:
        """Say whether there is a name to enter something under."""
        return "name" in self.fields


def recognise(heading: str) -> str:
    """Return what a heading means, or nothing."""
    said = plain(heading)
    if said in _BY_HEADING:
        return _BY_HEADING[said]
    if len(said) < _SHORTEST:
        return ""
    from rapidfuzz import fuzz, process

    near = process.extractOne(said, list(_BY_HEADING), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return _BY_HEADING[near[0]] if near else ""


def plain(heading: str) -> str:
    """Return a heading as it is compared: folded, without signs and what stands in brackets."""
    text = re.sub(r"\([^)]*\)", " ", fold(heading))
    return " ".join(re.sub(r"[\W_]+", " ", text).split()) or fold(heading).strip()


def guess(sheets: Sequence[Sheet]) -> Columns:
    """Return the sheet that most looks like a register, its header, and the meaning of its columns."""
    found = [_in_sheet(index, sheet) for index, sheet in enumerate(sheets)]
    best = max(found, key=lambda pair: (pair[0], -pair[1].sheet), default=None)
    return best[1] if best else Columns(0, -1, ())


def in_sheet(sheets: Sequence[Sheet], index: int, header: int | None = None) -> Columns:
    """Return the same for one sheet, with its header where a person has said which row it is."""
    sheet = sheets[index]
    if header is None:
        return _in_sheet(index, sheet)[1]
    cells = sheet.rows[header] if 0 <= header < len(sheet.rows) else []
    return Columns(index, header, meanings(cells, _width(sheet)))


def meanings(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return the meaning of each heading; where two columns would mean one thing, the first stands."""
    fields: list[str] = []
    for cell in [*cells, *[""] * (width - len(cells))]:
        field = recognise(cell) if cell else ""
        fields.append("" if field in fields and field not in MANY else field)
    return _settled(tuple(fields))


def _settled(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Where street and house have columns of their own, the address in one line is the printed one beside them."""
    if "name" in fields:
        return fields
    # „Miejsce” or „Placówka” alone is what the rows are called.
    for stand_in in ("place_name", "holder"):
        if stand_in in fields:
            return tuple("name" if field == stand_in else field for field in fields)
    return fields


def _in_sheet(index: int, sheet: Sheet) -> tuple[float, Columns]:
    width = _width(sheet)
    best_score, best_header, best_fields = -1.0, -1, ("",) * width
    candidates = sheet.rows[:1] if sheet.is_named else sheet.rows[:_LOOKED_AT]
    for number, cells in enumerate(candidates):
        if sum(1 for cell in cells if cell) < 1 or any(len(cell) > 80 for cell in cells):  # noqa: PLR2004 – no heading
            continue
        fields = meanings(cells, width)
        known = len({field for field in fields if field})
        # A row of data may hold a word that is a heading elsewhere; a header is all headings.
        score = known + 0.5 * known / max(sum(1 for cell in cells if cell), 1) + 2 * ("name" in fields)
        if known and score > best_score:
            best_score, best_header, best_fields = score, number, fields
    rows = len(sheet.rows) - best_header - 1
    score = best_score if rows > 0 else -1.0
    return score + min(rows, 1000) / 10_000, Columns(index, best_header, best_fields)


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.rows), default=0)


def headings(sheet: Sheet, header: int) -> list[str]:
    """Return the headings of a sheet, as many as it has columns."""
    cells = sheet.rows[header] if 0 <= header < len(sheet.rows) else []
    return [*cells, *[""] * (_width(sheet) - len(cells))]


def digest(cells: Sequence[str]) -> str:
    """Return what a set of headings is remembered under, whatever their case and signs."""
    return hashlib.sha256("\n".join(plain(cell) for cell in cells).encode()).hexdigest()
