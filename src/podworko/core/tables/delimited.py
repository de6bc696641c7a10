"""Text with separators (CSV, RFC 4180 and what programs make of it): which letters, which separator, which lines."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from podworko.core.tables.sheet import LONGEST_CELL, MOST_ROWS, Problem, Remark, Sheet, TableError, Tables

SEPARATORS: Final = (";", "\t", ",", "|")
_SAMPLE: Final = 60
"""Rows from which the separator is told."""
_SAMPLE_CHARACTERS: Final = 100_000
_POLISH: Final = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_STRANGE: Final = re.compile("[\x80-\x9f\u02c7\u02c6\u00a6\u00a9\u00ac\u013d\u013e\u02db\u00b1\u00b6\u0164\u0165]")
"""What one of the two Polish encodings shows where the other was meant; hardly ever in an address book."""
_HALVES: Final = 0.3
"""Share of zero bytes from which text without a mark is UTF-16."""
_BAD_UTF8: Final = 0.02
"""Share of broken letters up to which a file is UTF-8 with an accident in it."""
csv.field_size_limit(64 * 1024 * 1024)


def decode(data: bytes, told: Tables | None = None) -> str:
    """Return the text of a file, told by its mark, else by which encoding gives Polish words."""
    told = told if told is not None else Tables("csv")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        told.say(Remark.UTF_16)
        return data.decode("utf-16", "replace")
    if data.count(0) > _HALVES * len(data):
        told.say(Remark.UTF_16)
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        # A file cut off in the middle of a letter is still UTF-8.
        return data[: _whole(data)].decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    kept = data.decode("utf-8-sig", "replace")
    letters = sum(1 for character in kept if ord(character) > 127)  # noqa: PLR2004 – beyond ASCII
    if letters and kept.count("\ufffd") <= max(_BAD_UTF8 * letters, 1) < letters:
        told.say(Remark.MIXED)
        return kept
    return _eight_bit(data, told)


def _whole(data: bytes) -> int:
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:  # noqa: PLR2004 – first byte of a letter
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4  # noqa: PLR2004
            return len(data) if back >= needed else len(data) - back
        if byte < 0x80:  # noqa: PLR2004
            break
    return len(data)


def _eight_bit(data: bytes, told: Tables) -> str:
    windows, latin = data.decode("cp1250", "replace"), data.decode("iso-8859-2", "replace")
    if _polishness(latin) > _polishness(windows):
        told.say(Remark.ISO_8859_2)
        return latin
    told.say(Remark.CP1250)
    return windows


def _polishness(text: str) -> int:
    counted = Counter(text)
    return sum(counted[letter] for letter in _POLISH) - 2 * len(_STRANGE.findall(text)) - 3 * counted["\ufffd"]


def read_delimited(data: bytes, *, name: str = "", told: Tables | None = None) -> Tables:
    """Read text with separators; raise TableError where it is none."""
    tables = told if told is not None else Tables("csv")
    text = decode(data, tables)
    cleaned = text.replace("\0", "")
    if len(text) - len(cleaned) > len(text) // 100 or _is_binary(cleaned):
        raise TableError(Problem.NOT_TEXT)
    if len(cleaned) != len(text):
        tables.say(Remark.CONTROL)
    cleaned = _unwrapped(cleaned)
    sheet = Sheet(name)
    _fill(sheet, _lines(cleaned, separator_of(cleaned)), tables)
    tables.sheets.append(sheet)
    return tables


def separator_of(text: str) -> str:
    """Return the separator that most rows hold, and most often, as separators do.

    Within a sentence a comma is followed by a space, in a number it stands between two digits; neither counts. Where
    nothing else tells, spaces behind a separator that all rows hold equally often are forgiven.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    # Excel's own way of saying it: „sep=;” as the first line.
    said = re.match(r'"?sep=(.)"?\s', sample, re.IGNORECASE)
    if said:
        return said[1]
    told = {separator: _seams(sample, separator) for separator in SEPARATORS}
    # Of two alike the first is taken.
    best = max(SEPARATORS, key=lambda separator: (len(told[separator]), sum(told[separator])))
    return best if told[best] else next((each for each in SEPARATORS if _is_even(sample, each)), ";")


def _seams(sample: str, separator: str) -> list[int]:
    """Return for each row that has any how many of its cells meet as cells do."""
    found = []
    for _number, row in zip(range(_SAMPLE), _lines(sample, separator), strict=False):
        seams = sum(
            not right[:1].isspace() and not (separator == "," and left[-1:].isdigit() and right[:1].isdigit())
            for left, right in pairwise(row)
        )
        if seams:
            found.append(seams)
    return found


def _is_even(sample: str, separator: str) -> bool:
    widths = [len(row) for _number, row in zip(range(_SAMPLE), _lines(sample, separator), strict=False) if row]
    return len(widths) > 1 and len(set(widths)) == 1 and widths[0] > 1


def _unwrapped(text: str) -> str:
    """Return the lines of a file in which each was taken for one cell and put into quotes as a whole."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(len(line) > 1 and line[0] == line[-1] == '"' for line in lines):  # noqa: PLR2004
        return text
    if any(len(row) > 1 for separator in SEPARATORS for row in _lines(text, separator)):
        return text
    inner = [row[0] for row in _lines(text, ";") if row]
    return "\n".join(inner) if len(inner) == len(lines) else text


def _lines(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _fill(sheet: Sheet, rows: Iterator[list[str]], tables: Tables) -> None:
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            tables.say(Remark.OPEN_QUOTE)
            continue
        if number == 1 and len(row) <= 2 and row and row[0].lower().startswith("sep="):  # noqa: PLR2004
            continue
        sheet.add(number, [cell(value, tables) for value in row])
        if len(sheet.rows) > MOST_ROWS:
            raise TableError(Problem.TOO_MANY_ROWS)


def cell(value: str, tables: Tables) -> str:
    """Return a cell without spaces round it; one without end is cut."""
    text = value.strip().replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_CELL:
        tables.say(Remark.CUT_CELLS)
        text = text[: LONGEST_CELL + 1]
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text).strip()


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    strange = sum(1 for character in sample if not character.isprintable() and character not in "\r\n\t\ufeff\x0c")
    return strange > len(sample) // 20
