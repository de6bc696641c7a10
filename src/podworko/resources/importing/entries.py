"""One row of a file as an entry of the register: what it says, and what in it cannot be read. Pure functions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from podworko.core.tables.sheet import Sheet, column_letter
from podworko.core.text import fold, squeeze
from podworko.organisations.address import Address, StreetMatch, match_street, parse_address
from podworko.organisations.choices import Precision
from podworko.organisations.identifiers import doubt, written
from podworko.resources.hours_text import InvalidHoursError
from podworko.resources.importing import cells, words
from podworko.resources.importing.cells import CellError
from podworko.resources.importing.hours_said import Table, parse_week
from podworko.resources.importing.vocabulary import PRECISIONS, SECTORS, STATUSES, WORDS_OF_CATEGORIES

LENGTHS: Final = {
    "name": 240,
    "corrected_name": 240,
    "place_name": 240,
    "description": 4000,
    "address": 300,
    "street": 160,
    "flat": 20,
    "city": 80,
    "address_note": 300,
    "role": 120,
    "holder": 120,
    "source": 300,
    "reference": 20,
    "entry_page": 300,
}
SCHEMES: Final = {"regon": "REGON", "krs": "KRS", "nip": "NIP", "rspo": "RSPO"}
_WORD_FOR_NOTHING: Final = frozenset({"precision", "status"})
"""Fields of which „brak” is a value."""
_LONGEST_DITTO: Final = 12
_UNLIKE_A_SUM: Final = frozenset({"address", "street", "phone", "email", "website", "regon", "krs", "nip", "holder"})
"""What no sum and no signature under a table has."""
_ENGLISH_POLAND: Final = (48.9, 55.0, 13.9, 24.3)
"""South, north, west, east."""


@dataclass(slots=True)
class Entry:
    """What a row says; empty means that it says nothing of it."""

    name: str = ""
    corrected_name: str = ""
    place_name: str = ""
    category: int | None = None
    sector: str = ""
    description: str = ""
    website: str = ""
    street: str = ""
    house: str = ""
    flat: str = ""
    postcode: str = ""
    city: str = ""
    address_note: str = ""
    printed: str = ""
    """The address in the file's own words."""
    likely_street: str = ""
    """A listed street that was perhaps meant."""
    unread: str = ""
    """What of the address could not be placed."""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    role: str = ""
    holder: str = ""
    hours: Table = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    identifiers: dict[str, str] = field(default_factory=dict)
    status: str = ""
    assured_date: date | None = None
    source: str = ""
    entry_page: str = ""
    reference: str = ""

    @property
    def has_place(self) -> bool:
        """Say whether the row tells of a place at all."""
        return bool(self.street or self.house or self.printed or self.place_name or self.latitude is not None)


@dataclass(slots=True)
class Fault:
    """Why a row is refused: which cell, and a sentence."""

    cell: str
    field: str
    reason: str


@dataclass(slots=True)
class ReadRow:
    """A row of the file: where it stands, what it says, what is wrong with it."""

    position: int
    sheet: str
    number: int
    entry: Entry
    cells: list[str]
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Setting:
    """What must be known to read cells, and what a person has said about all rows at once."""

    today: date
    categories: Mapping[str, int] = field(default_factory=dict)
    """By what a file may call it, folded."""
    streets: Sequence[str] = ()
    precision: str = Precision.STREET
    """Of points of which the file does not say it."""
    skips_bad_cells: bool = False
    matched: dict[str, StreetMatch] = field(default_factory=dict)
    """Streets that were looked for already: a file repeats them."""

    def category(self, said: str) -> int | None:
        """Return the category that a file means: by all of its words, else by the first of them that is known."""
        whole = fold(squeeze(said))
        if whole in self.categories:
            return self.categories[whole]
        known = (self.categories.get(word) for word in whole.split() if word in WORDS_OF_CATEGORIES)
        return next((found for found in known if found), None)

    def street(self, typed: str) -> StreetMatch:
        """Find a street on the list of the area."""
        if typed not in self.matched:
            self.matched[typed] = match_street(typed, self.streets)
        return self.matched[typed]


def read_rows(
    sheets: Sequence[Sheet], index: int, header: int, fields: Sequence[str], setting: Setting
) -> "list[ReadRow]":
    """Read all rows below the header; rows that repeat it, as on a second page, are passed over."""
    sheet = sheets[index]
    heading = sheet.rows[header] if 0 <= header < len(sheet.rows) else None
    name = sheet.name if len(sheets) > 1 else ""
    found: list[ReadRow] = []
    above: Sequence[str] = ()
    for cells_of_row, number in zip(sheet.rows[header + 1 :], sheet.numbers[header + 1 :], strict=True):
        if heading and _repeats(cells_of_row, heading):
            continue
        told = _told(cells_of_row, above)
        found.append(_read_row(len(found), name, number, cells_of_row, told, fields, setting))
        above = told
    return found


def _repeats(row: Sequence[str], heading: Sequence[str]) -> bool:
    """Say whether a row is the heading once more, perhaps with some of its cells empty."""
    filled = [(index, cell) for index, cell in enumerate(row) if cell]
    if len(filled) < min(2, sum(1 for cell in heading if cell)):
        return False
    return all(index < len(heading) and fold(cell).strip() == fold(heading[index]).strip() for index, cell in filled)


def _told(row: Sequence[str], above: Sequence[str]) -> Sequence[str]:
    """Return the cells of a row, with those that say „jw.” as the row above has them."""
    if not any(len(cell) < _LONGEST_DITTO and cells.is_as_above(cell) for cell in row if cell):
        return row
    return [
        (above[index] if index < len(above) else "") if cells.is_as_above(cell) else cell
        for index, cell in enumerate(row)
    ]


def _read_row(  # noqa: PLR0913, PLR0917 – what a row is
    position: int,
    sheet: str,
    number: int,
    row: Sequence[str],
    told: Sequence[str],
    fields: Sequence[str],
    setting: Setting,
) -> ReadRow:
    by_field: dict[str, list[tuple[int, str]]] = {}
    for index, (name, cell) in enumerate(zip(fields, told, strict=False)):
        if name and cell and (name in _WORD_FOR_NOTHING or not cells.says_nothing(cell)):
            by_field.setdefault(name, []).append((index, cell))
    read = ReadRow(position, sheet, number, Entry(), list(row))
    reader = _Reader(read, by_field, setting, fields)
    reader.read()
    return read


class _Reader:
    """Reads the cells of one row; what cannot be read becomes a fault of its cell."""

    def __init__(
        self, row: ReadRow, found: dict[str, list[tuple[int, str]]], setting: Setting, fields: Sequence[str]
    ) -> None:
        self.row, self.entry, self.found, self.setting, self.fields = row, row.entry, found, setting, fields

    def read(self) -> None:
        entry = self.entry
        for name in self.found:
            if name in LENGTHS and name not in {"address", "street"}:
                setattr(entry, name, self._joined(name, LENGTHS[name]))
        if not entry.name and not any(fault.field == "name" for fault in self.row.faults):
            self._fault("name", str(words.NO_NAME))
        elif cells.stands_under_a_table(entry.name) and not _UNLIKE_A_SUM & self.found.keys():
            self._fault("name", words.NOT_AN_ENTRY % {"text": entry.name[:60]})
        self._read_address()
        self._read_point()
        for name, values in (("phone", cells.phones), ("email", cells.emails), ("website", cells.websites)):
            for index, text in self.found.get(name, ()):
                known = getattr(entry, f"{name}s")
                known += [value for value in self._tried(name, index, values, text) or () if value not in known]
        entry.website = entry.websites[0] if entry.websites else ""
        self._read_words()
        self._read_identifiers()
        self._read_rest()

    def _joined(self, name: str, most: int) -> str:
        if name not in self.found:
            return ""
        parts = [self._tried(name, index, cells.plain, text, most) or "" for index, text in self.found[name]]
        if len(parts) == 1:
            return str(parts[0])
        joined = "; ".join(dict.fromkeys(part for part in parts if part))
        return joined if len(joined) <= most else parts[0]

    def _tried(self, name: str, index: int, read: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return read(*arguments)
        except CellError as error:
            self._fault(name, str(error), index)
            return None

    def _fault(self, name: str, reason: str, index: int | None = None) -> None:
        at = index if index is not None else self.fields.index(name) if name in self.fields else None
        place = f"{column_letter(at)}{self.row.number}" if at is not None else str(self.row.number)
        if self.setting.skips_bad_cells and name != "name":
            self.row.remarks.append(words.LEFT_CELL % {"cell": place, "reason": reason})
            return
        self.row.faults.append(Fault(place, name, reason))

    def _remark(self, sentence: Any, **said: object) -> None:
        self.row.remarks.append(str(sentence) % said if said else str(sentence))

    def _read_address(self) -> None:
        entry = self.entry
        line = cells.with_number(self._joined("address", LENGTHS["address"]))
        street, house = self._joined("street", LENGTHS["street"]), self._read_house()
        entry.printed = line or squeeze(f"{street} {house}")
        # Columns of their own are exact; the address in one line gives what they leave open.
        told = parse_address(squeeze(f"{street} {house}") if street else line or house)
        rest = parse_address(line) if line and street else Address()
        match = self.setting.street(told.street)
        entry.street, entry.house = match.name, told.house
        entry.flat = entry.flat or told.flat or rest.flat
        entry.unread = told.rest
        for index, text in self.found.get("postcode", ())[:1]:
            entry.postcode, town = self._tried("postcode", index, cells.postcode_and_city, text) or ("", "")
            entry.city = entry.city or town
        entry.postcode = entry.postcode or told.postcode[:10] or rest.postcode[:10]
        entry.city = entry.city or told.city[:80] or rest.city[:80]
        if match.likely:
            entry.likely_street = match.likely[0]
            self._remark(words.LIKELY_STREET, street=told.street, likely=", ".join(match.likely))
        if entry.unread:
            self._remark(words.UNREAD_ADDRESS, text=entry.unread[:80])
        if entry.flat:
            self._remark(words.FLAT)

    def _read_house(self) -> str:
        for index, text in self.found.get("house", ())[:1]:
            if not cells.with_number(text):
                return ""
            read = self._tried("house", index, cells.house, text)
            if read and read[1]:
                self._remark(words.HOUSE_FROM_DATE, text=read[1], house=read[0])
            return read[0] if read else ""
        return ""

    def _read_point(self) -> None:
        pair: list[tuple[str, int, str]] = [
            (name, *self.found[name][0]) for name in ("latitude", "longitude") if name in self.found
        ]
        for index, text in self.found.get("coordinates", ())[:1]:
            parts = [part for part in text.replace(", ", " ").replace(";", " ").split() if part]
            parts = parts if len(parts) == 2 else text.split(",")  # noqa: PLR2004 – latitude and longitude
            pair = [("coordinates", index, part.rstrip(",")) for part in parts]
        if not pair:
            return
        values = [self._tried(name, index, cells.coordinate, text) for name, index, text in pair]
        if None in values:
            return
        if len(values) != 2:  # noqa: PLR2004
            self._fault(pair[0][0], str(words.ONE_COORDINATE), pair[0][1])
            return
        self._place_point(values[0], values[1], pair[0])

    def _place_point(self, latitude: float, longitude: float, cell: tuple[str, int, str]) -> None:
        if not _in_poland(latitude, longitude) and _in_poland(longitude, latitude):
            latitude, longitude = longitude, latitude
            self._remark(words.SWAPPED)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 – the Earth
            self._fault(cell[0], words.BAD_COORDINATE % {"text": f"{latitude}, {longitude}"}, cell[1])
            return
        if not _in_poland(latitude, longitude):
            self._remark(words.FAR_AWAY, point=f"{latitude}, {longitude}")
            return
        said = fold(self._joined("precision", 80))
        precision = PRECISIONS.get(said, self.setting.precision)
        if precision != Precision.NONE:
            self.entry.latitude, self.entry.longitude = round(latitude, 6), round(longitude, 6)
            self.entry.precision = str(precision)

    def _read_words(self) -> None:
        entry = self.entry
        for name, known in (("sector", SECTORS), ("status", STATUSES)):
            text = self._joined(name, 80)
            value = known.get(fold(text)) if text else None
            if text and value is None:
                self._remark(words.UNKNOWN_WORD, text=text, field=words.FIELD_LABELS[name])
            setattr(entry, name, str(value) if value else "")
        unknown = []
        for _index, text in self.found.get("category", ()):
            found = self.setting.category(text)
            entry.category = entry.category or found
            unknown += [] if found else [squeeze(text)[:80]]
        if unknown and not entry.category:
            self._remark(words.UNKNOWN_CATEGORY, text=unknown[0])

    def _read_identifiers(self) -> None:
        listed = [(scheme, text) for name, scheme in SCHEMES.items() for _index, text in self.found.get(name, ())]
        for _index, text in self.found.get("identifiers", ()):
            listed += [
                (scheme, value) for part in text.split(";") for scheme, _space, value in [part.strip().rpartition(" ")]
            ]
        for scheme, text in listed:
            try:
                value = written(scheme, _padded(scheme, cells.number(cells.plain(text, 40))))
            except CellError as error:
                self._fault(scheme.lower(), str(error))
                continue
            if value and value not in {"-", "–", "brak"}:
                self.entry.identifiers[scheme[:20] or "inny"] = value
                if doubt(scheme, value):
                    self._remark(words.DOUBTFUL_NUMBER, scheme=scheme, value=value)

    def _read_rest(self) -> None:
        entry = self.entry
        hours = self._joined("hours", 400)
        if hours:
            try:
                entry.hours = parse_week(hours)
            except InvalidHoursError:
                self._remark(words.UNREAD_HOURS, text=hours[:80])
        for index, text in self.found.get("assured_date", ())[:1]:
            entry.assured_date = self._tried("assured_date", index, cells.day, text, self.setting.today)
        for index, text in self.found.get("services", ()):
            parts = (part.strip() for part in text.replace("\n", ";").split(";"))
            entry.services += [self._tried("services", index, cells.plain, part, 200) or "" for part in parts if part]
        entry.services = list(dict.fromkeys(name for name in entry.services if name))


def _padded(scheme: str, value: str) -> str:
    """Return a REGON with the zero that a spreadsheet takes away, where only then its check digit holds."""
    padded = value.zfill(9)
    return padded if scheme == "REGON" and len(value) == 8 and not doubt(scheme, padded) else value  # noqa: PLR2004


def _in_poland(latitude: float, longitude: float) -> bool:
    south, north, west, east = _ENGLISH_POLAND
    return south <= latitude <= north and west <= longitude <= east
