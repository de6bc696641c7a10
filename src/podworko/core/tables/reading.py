"""What kind of file it is, told by its content, and its tables. Needs no Django: it works in a child process."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Any, Final

from podworko.core.damaged_letters import repaired_all
from podworko.core.tables.delimited import read_delimited
from podworko.core.tables.objects import read_objects
from podworko.core.tables.sheet import Problem, Remark, Sheet, TableError, Tables
from podworko.core.tables.workbooks import read_workbook

MOST_UNPACKED: Final = 100 * 1024 * 1024
"""Bytes of all parts of an archive together."""
MOST_PARTS: Final = 2_000
_PIECE: Final = 256 * 1024
_FOREIGN: Final = (
    (b"%PDF", 0),
    (b"\x89PNG", 0),
    (b"\xff\xd8\xff", 0),
    (b"GIF8", 0),
    (b"RIFF", 0),
    (b"\x1f\x8b", 0),
    (b"Rar!", 0),
    (b"7z\xbc\xaf", 0),
    (b"{\\rtf", 0),
    (b"SQLite format", 0),
    (b"\x7fELF", 0),
    (b"MZ\x90", 0),
    (b"ftyp", 4),
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes) -> Tables:
    """Return the tables of a file, their letters put right.

    Raises:
        TableError: It holds none, or cannot be read.
    """
    tables = _read(data)
    _repair(tables)
    if not any(sheet.rows for sheet in tables.sheets):
        raise TableError(Problem.NO_ROWS)
    return tables


def _read(data: bytes) -> Tables:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise TableError(Problem.EMPTY)
    if any(data[at : at + len(sign)] == sign for sign, at in _FOREIGN):
        raise TableError(Problem.NOT_A_TABLE)
    if data[:2] == b"PK":
        return _archive(data)
    if data[:8] == _OLD_OFFICE:
        return read_workbook(data, "xls")
    if start[:1] in {b"{", b"["} or data[:4] in {b"\xff\xfe{\0", b"\xff\xfe[\0"}:
        return read_objects(data)
    if start[:1] == b"<":
        raise TableError(Problem.NOT_A_TABLE)
    return read_delimited(data)


def _archive(data: bytes) -> Tables:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename for info in archive.infolist()]
            _weigh(archive)
            if any(name.startswith("xl/") for name in names):
                return read_workbook(data, "xlsx")
            if "content.xml" in names:
                if b"spreadsheet" not in archive.read("mimetype")[:200]:
                    raise TableError(Problem.NOT_A_TABLE)
                return read_workbook(data, "ods")
            return _package(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, ValueError) as error:
        raise TableError(Problem.BROKEN_ARCHIVE) from error
    except RuntimeError as error:
        # The way zipfile says that a part needs a password.
        raise TableError(Problem.LOCKED) from error


def _weigh(archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much, by what is said first, then by what is so: the directory may lie."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(info.file_size for info in parts) > MOST_UNPACKED:
        raise TableError(Problem.BOMB)
    total = 0
    for info in parts:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                total += len(piece)
                if total > MOST_UNPACKED:
                    raise TableError(Problem.BOMB)


def _package(archive: zipfile.ZipFile) -> Tables:
    """Read an archive of CSV and JSON files, each a sheet by its name; what else lies in it is passed over."""
    tables = Tables("zip")
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        if info.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts or path.stem == "datapackage":
            continue
        if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
            read_delimited(archive.read(info), name=path.stem, told=tables)
        elif path.suffix.lower() in {".json", ".geojson"}:
            tables.sheets += read_objects(archive.read(info), name=path.stem).sheets
    if not tables.sheets:
        raise TableError(Problem.NOT_A_TABLE)
    return tables


def _repair(tables: Tables) -> None:
    cells = [text for sheet in tables.sheets for row in sheet.rows for text in row]
    right, count = repaired_all(cells)
    if not count:
        return
    tables.say(Remark.LETTERS)
    rest = iter(right)
    for sheet in tables.sheets:
        sheet.rows = [[next(rest) for _text in row] for row in sheet.rows]


def to_plain(tables: Tables) -> dict[str, Any]:
    """Return tables as JSON can say them."""
    sheets = [
        {"name": sheet.name, "rows": sheet.rows, "numbers": sheet.numbers, "is_named": sheet.is_named}
        for sheet in tables.sheets
    ]
    return {"kind": tables.kind, "remarks": list(tables.remarks), "sheets": sheets, "problem": ""}


def from_plain(plain: dict[str, Any]) -> Tables:
    """Return tables from what `to_plain` has made of them."""
    if plain["problem"]:
        raise TableError(Problem(plain["problem"]))
    return Tables(plain["kind"], [Sheet(**sheet) for sheet in plain["sheets"]], plain["remarks"])


def read_to_plain(data: bytes) -> dict[str, Any]:
    """Read a file in a child process; what is wrong with it is part of the answer."""
    try:
        return to_plain(read(data))
    except TableError as error:
        return {"problem": str(error.problem)}
