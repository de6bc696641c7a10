"""Reads who works with whom from a file of another program: two sheets, or two CSV files, as Kumu writes them.

One sheet lists the elements (`Label`, perhaps `Type`, `Description`), the other the connections (`From`, `To`, perhaps
`Type`, `Strength`, `Label`). Works in a process of its own (`core.child`): knows nothing of the program.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

MOST_NODES, MOST_LINKS, LONGEST_CELL = 2_000, 10_000, 500
MOST_INFLATED = 60 * 1024 * 1024
"""Bytes that a workbook may unpack to."""
_HEADING_ROWS = 12
_MOST_COLUMNS = 200

FROM = frozenset({"from", "od", "z", "skad", "source", "kto", "zrodlo"})
TO = frozenset({"to", "do", "dokad", "target", "z kim", "cel"})
LABEL = frozenset({"label", "name", "nazwa", "element", "organizacja", "instytucja", "podmiot", "id"})
SECTOR = frozenset({"type", "sector", "sektor", "typ", "rodzaj"})
DESCRIPTION = frozenset({"description", "opis"})
LEVEL = frozenset({"type", "level", "strength", "poziom", "stopien", "typ", "rodzaj", "sila", "label", "etykieta"})
SINCE = frozenset({"since", "start", "od kiedy", "start date", "poczatek", "data"})

LEVELS = ("informal", "exchange", "actions", "partnership")
_LEVEL_WORDS = (
    ("informal", ("informal", "nieformal", "znaja", "knows", "loose", "luzn")),
    ("partnership", ("partner", "umow", "formal", "agreement", "contract", "strong")),
    ("actions", ("wspoln", "joint", "action", "dzialan", "project", "projekt", "razem", "collaborat", "cooperat")),
    ("exchange", ("wymian", "wymienia", "exchange", "inform", "kontakt", "contact", "communicat", "network")),
)
_SECTOR_WORDS = (
    ("private", ("private", "prywat", "business", "firma", "biznes")),
    ("public", ("public", "publicz", "gmin", "miejsk", "samorzad", "municipal", "government")),
    ("civic", ("civic", "ngo", "spolecz", "civil", "stowarzysz", "fundacj", "pozarzad")),
    ("knowledge", ("knowledge", "wiedz", "universit", "uczeln", "nauk", "research")),
)


class UnreadableError(ValueError):
    """Nothing can be read; says which of `organisations.network_words.PROBLEMS`."""


class Table(NamedTuple):
    """A sheet from its heading on."""

    heading: list[str]
    """Folded."""
    rows: list[list[str]]


def framed(*files: bytes) -> bytes:
    """Return several files as one, for `read_to_plain`."""
    return b"".join(len(file).to_bytes(8, "big") + file for file in files)


def read_to_plain(data: bytes) -> dict[str, Any]:
    """Return `nodes`, `links` and `problem` (a code, or empty) of framed files."""
    try:
        tables = [table for file in _unframed(data) for table in _tables(file)]
        return {**_network(tables), "problem": ""}
    except UnreadableError as error:
        return {"nodes": [], "links": [], "problem": str(error)}


def _unframed(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 8], "big")
        yield data[at + 8 : at + 8 + size]
        at += 8 + size


def _tables(file: bytes) -> Iterator[Table]:
    for rows in _sheets(file) if file[:2] == b"PK" else [_lines(file)]:
        table = _table(rows)
        if table:
            yield table


def _sheets(file: bytes) -> Iterator[list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_INFLATED:
                raise UnreadableError("too_large")
        book = CalamineWorkbook.from_filelike(io.BytesIO(file))
        for name in book.sheet_names[:20]:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(nrows=MOST_LINKS + _HEADING_ROWS + 1)
            yield [[_cell(value) for value in row[:_MOST_COLUMNS]] for row in rows]
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableError("unreadable") from error


def _lines(file: bytes) -> list[list[str]]:
    if b"\0" in file[:4096] and not file.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("unreadable")
    text = _decoded(file).replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        return [[_cell(value) for value in row[:_MOST_COLUMNS]] for row in reader]
    except csv.Error as error:
        raise UnreadableError("unreadable") from error


def _decoded(file: bytes) -> str:
    for encoding in ("utf-16",) if file.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1250"):
        try:
            return file.decode(encoding)
        except UnicodeDecodeError:
            continue
    return file.decode("iso-8859-2", errors="replace")


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "".join(character if character.isprintable() else " " for character in str(value))
    return " ".join(text.split())[:LONGEST_CELL]


def _table(rows: list[list[str]]) -> Table | None:
    for number, row in enumerate(rows[:_HEADING_ROWS]):
        heading = [_folded(cell) for cell in row]
        if _column(heading, LABEL) is not None or _ends(heading):
            return Table(heading, rows[number + 1 :])
    return None


def _network(tables: Iterable[Table]) -> dict[str, Any]:
    nodes: dict[str, dict[str, str]] = {}
    links: list[dict[str, str]] = []
    has_ends = False
    for table in tables:
        if ends := _ends(table.heading):
            has_ends = True
            links += _links(table, ends)
        else:
            nodes.update(_nodes(table))
    if not has_ends:
        raise UnreadableError("no_connections" if nodes else "no_columns")
    for link in links:
        for name in (link["first"], link["second"]):
            nodes.setdefault(name, {"name": name})
    if len(nodes) > MOST_NODES or len(links) > MOST_LINKS:
        raise UnreadableError("too_many")
    if not links:
        raise UnreadableError("empty")
    return {"nodes": list(nodes.values()), "links": links}


def _ends(heading: list[str]) -> tuple[int, int] | None:
    first, second = _column(heading, FROM), _column(heading, TO)
    return None if first is None or second is None or first == second else (first, second)


def _links(table: Table, ends: tuple[int, int]) -> list[dict[str, str]]:
    level, said, since = (
        _column(table.heading, LEVEL),
        _column(table.heading, DESCRIPTION),
        _column(table.heading, SINCE),
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in table.rows:
        first, second = _at(row, ends[0]), _at(row, ends[1])
        if first and second and first != second:
            one, other = sorted((first, second))
            entry = {
                "first": first,
                "second": second,
                "level": _level(_at(row, level)),
                "note": " – ".join(filter(None, (_at(row, level), _at(row, said))))[:300],
                "starts": _date(_at(row, since)),
            }
            # Kumu has a row for each direction; here a link has none.
            found.setdefault((one, other), entry)
    return list(found.values())


def _nodes(table: Table) -> dict[str, dict[str, str]]:
    label, sector, said = (_column(table.heading, names) for names in (LABEL, SECTOR, DESCRIPTION))
    found = {}
    for row in table.rows:
        if name := _at(row, label):
            found[name] = {
                "name": name,
                "sector": _word(_at(row, sector), _SECTOR_WORDS),
                "description": _at(row, said),
            }
    return found


def _level(text: str) -> str:
    if text.isdecimal() and text.isascii():
        return LEVELS[min(max(int(text[:3]), 1), len(LEVELS)) - 1]
    return _word(text, _LEVEL_WORDS) or "informal"


def _word(text: str, known: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    folded = _folded(text)
    return next((code for code, words in known if any(word in folded for word in words)), "")


def _date(text: str) -> str:
    """Return a year, month or day in the notation of `places.validity`, or nothing."""
    match = re.match(r"(1[89]\d\d|20\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?=$|[ T])", text)
    return "-".join(filter(None, match.groups())) if match else ""


def _column(heading: list[str], names: frozenset[str]) -> int | None:
    return next((number for number, cell in enumerate(heading) if cell in names), None)


def _at(row: list[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("ł", "l"))
    return "".join(character for character in plain if not unicodedata.combining(character)).strip(" :*")
