"""Which characters a font can draw, read from its `cmap` table (OpenType 1.9, formats 4 and 12)."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WINDOWS_UNICODE = {(3, 1), (3, 10), (0, 3), (0, 4)}


def characters(font: Path) -> frozenset[str]:
    """Return the characters that a TrueType or OpenType file has a glyph for."""
    data = font.read_bytes()
    cmap = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    codes: set[int] = set()
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        if (platform, encoding) in _WINDOWS_UNICODE:
            codes |= _codes(data, cmap + offset)
    return frozenset(map(chr, codes))


@cache
def common_characters(fonts: tuple[Path, ...]) -> frozenset[str]:
    """Return the characters that every one of the fonts can draw, and those that break a line."""
    return frozenset.intersection(*map(characters, fonts)) | {"\n", "\N{ZERO WIDTH SPACE}"}


def undrawable(text: str, known: frozenset[str]) -> str:
    """Return the characters of a text that cannot be drawn, each once, in their order."""
    written = unicodedata.normalize("NFC", text)
    return "".join(dict.fromkeys(character for character in written if character not in known))


def drawable(text: str, known: frozenset[str]) -> str:
    """Return the text with each character that cannot be drawn replaced, and control characters dropped."""
    if known.issuperset(text):
        return text
    text = unicodedata.normalize("NFC", text).replace("\t", " ")
    replacement = REPLACEMENT if REPLACEMENT in known else "?"
    return "".join(
        character if character in known else replacement
        for character in text
        if character in known or character.isprintable()
    )


def _table(data: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, _checksum, offset, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise ValueError(f"font has no table {name.decode()}")


def _codes(data: bytes, start: int) -> set[int]:
    (table_format,) = struct.unpack_from(">H", data, start)
    if table_format == 4:  # noqa: PLR2004 – the formats' own numbers
        return _codes_by_segment(data, start)
    if table_format == 12:  # noqa: PLR2004
        (groups,) = struct.unpack_from(">L", data, start + 12)
        spans = (struct.unpack_from(">LL", data, start + 16 + 12 * index) for index in range(groups))
        return {code for first, last in spans for code in range(first, last + 1)}
    return set()


def _codes_by_segment(data: bytes, start: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + doubled)
    # The last segment is 0xFFFF, which stands for no character.
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}
