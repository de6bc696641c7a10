"""Two hundred files that no table is in, or that were made to do harm; made by a seed, so the same every time."""

import io
import json
import random
import struct
import zipfile
import zlib

import openpyxl

SEED = 20261122
GOOD_CSV = "Nazwa;Ulica;Telefon\r\nKlub Żuraw;Weissa 8;12 633 12 34\r\n".encode()


def good_xlsx():
    book = openpyxl.Workbook()
    book.active.append(["Nazwa", "Ulica"])
    book.active.append(["Klub Żuraw", "Weissa 8"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def archive(**parts):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return saved.getvalue()


def rewritten(workbook, part, content):
    """Return a workbook with one of its parts replaced."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
    return saved.getvalue()


def lying_bomb():
    """An archive whose directory says that its part is small."""
    packed = archive(**{"xl__workbook.xml": b"0" * 120_000_000})
    size = struct.pack("<L", 120_000_000)
    return packed.replace(size, struct.pack("<L", 1000))


ENTITIES = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">"""
    + b"".join(b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9))
    + b"]><sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>&j;</t></si></sst>"
)
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet xmlns=
'http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;
</t></is></c></row></sheetData></worksheet>"""
FAR_CELL = b"""<?xml version="1.0"?><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>
<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>
</worksheet>"""


def named():
    """Yield what was made by hand."""
    book = good_xlsx()
    yield "empty", b""
    yield "blank", b" \r\n\t" * 50
    yield "nul", b"\0" * 100_000
    yield "zip bomb", archive(**{"xl__workbook.xml": b"0" * 150_000_000})
    yield "lying zip bomb", lying_bomb()
    yield "entity bomb", rewritten(book, "xl/sharedStrings.xml", ENTITIES)
    yield "file from outside", rewritten(book, "xl/worksheets/sheet1.xml", OUTSIDE)
    yield "cell at the end of the world", rewritten(book, "xl/worksheets/sheet1.xml", FAR_CELL)
    yield "cell of 5 MB", b"Nazwa;Opis\r\nKlub;" + b"a" * 5_000_000
    yield "cell of 5 MB in a workbook", rewritten(book, "xl/sharedStrings.xml", b"<sst><si><t>" + b"a" * 5_000_000)
    yield "quote without end", b'Nazwa;Opis\r\n"Klub;' + b"a;b\r\n" * 200_000
    yield "only quotes", b'"' * 300_000
    yield "only separators", b";" * 2_000_000
    yield "only lines", b"\r\n" * 500_000
    yield "too many rows", b"Nazwa\r\n" + b"Klub\r\n" * 60_000
    yield "too many columns", b";".join(b"n%d" % number for number in range(20_000)) + b"\r\nKlub\r\n"
    yield "deep JSON", b"[" * 200_000
    yield "deep objects", b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield "long number", b'[{"name": ' + b"9" * 1_000_000 + b"}]"
    yield "not a number", b'[{"name": NaN, "b": Infinity}]'
    yield "geojson of nothing", b'{"type": "FeatureCollection", "features": [null, 1, {}]}'
    yield "umap of nothing", b'{"type": "umap", "layers": [null, {"features": 5}]}'
    yield "half a letter", b'[{"name": "\\ud800"}]'
    for name, sign in {
        "pdf": b"%PDF-1.7",
        "png": b"\x89PNG\r\n",
        "jpeg": b"\xff\xd8\xff\xe0",
        "gzip": b"\x1f\x8b\x08",
    }.items():
        yield name, sign + bytes(range(256)) * 40
    yield "word document", archive(**{"word__document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"})
    yield "web page as xls", b"<html><table><tr><td>Nazwa</td></tr></table></html>"
    yield "old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
    yield "zip in zip", archive(inner=archive(inner=b"a" * 1000))
    yield "way out of the archive", archive(**{"..__..__etc__passwd.csv": b"Nazwa\r\nKlub\r\n"})
    yield "formulas", b"Nazwa;Opis\r\n=cmd|' /C calc'!A0;@SUM(1)\r\n+A1;-2+3\r\n"


def damaged():
    """Yield good files cut off, turned round, with bytes changed; none may take long or fall."""
    chance = random.Random(SEED)  # noqa: S311
    book, packed = good_xlsx(), archive(organizations=b"id,name\r\n1,Klub\r\n")
    text = json.dumps([{"name": f"Klub {number}", "phone": "12 633 12 34"} for number in range(50)]).encode()
    sources = [book, GOOD_CSV * 30, text, packed, GOOD_CSV.decode().encode("utf-16"), zlib.compress(GOOD_CSV)]
    number = 0
    while True:
        source = bytearray(sources[number % len(sources)])
        kind = number // len(sources) % 4
        if kind == 0:
            source = source[: chance.randrange(1, len(source))]
        elif kind == 1:
            for _time in range(chance.randrange(1, 60)):
                source[chance.randrange(len(source))] = chance.randrange(256)
        elif kind == 2:
            start = chance.randrange(len(source))
            source[start:start] = bytes(chance.randrange(256) for _byte in range(200))
        else:
            source = bytearray(chance.randbytes(chance.randrange(1, 4000)))
        yield f"damaged {number}", bytes(source)
        number += 1


def files(count=200):
    """Return so many files with their names."""
    found = list(named())
    rest = damaged()
    return [*found, *(next(rest) for _number in range(count - len(found)))]
