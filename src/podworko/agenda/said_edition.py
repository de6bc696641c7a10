"""Which time something takes place: „III”, „5. edycja”, „piąta edycja”. Pure functions over values."""

import re
from typing import NamedTuple

from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_words import NUMBERS


class Edition(NamedTuple):
    said: str = ""
    number: int | None = None


_ROMAN = r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_WORDS = "|".join(sorted((word for word in NUMBERS if NUMBERS[word] > 0), key=len, reverse=True))
_TIME = r"(?:edycj[aięe]|odslon[ay]|odcinek)"
_SAID = (
    re.compile(rf"(?<!\w)(?P<number>{_ROMAN}|\d{{1,3}}|{_WORDS})\.?(?:-?(?:a|ta))?\s+{_TIME}(?!\w)"),
    re.compile(rf"(?<!\w){_TIME}\s+(?:nr\s+)?(?P<number>{_ROMAN}|\d{{1,3}})(?![\w:])"),
    re.compile(r"(?<!\w)(?:vol\.?|cz\.|czesc|#)\s*(?P<number>\d{1,3})(?![\w:])"),
    re.compile(r"(?:^|(?<=[,;|\x01:]))\s*(?P<number>\d{1,3})\.\s+(?=[a-z]{3})"),
)
# „III Piknik”, but „Uniwersytet III Wieku”, „Jana Pawła II”, „XX wiek”.
_LEADING = re.compile(
    rf"(?:^|(?<=[,;|\x01:]))[\s\"„]*(?P<number>{_ROMAN})\.?\s+(?=[a-z])(?!(?:wiek|rp\b|lo\b|liceum|klas"
    rf"|rok|pietr|wojn)\w*)",
)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def read_edition(line: Line) -> Edition:
    """Note which edition a line names; the words stay in the title."""
    for pattern in _SAID:
        match = line.find(pattern)
        if match:
            return _edition(line, match)
    match = line.find(_LEADING)
    if match and line.typed(*match.span("number")).isupper():
        return _edition(line, match)
    return Edition()


def _edition(line: Line, match: re.Match[str]) -> Edition:
    piece = line.note(Part.EDITION, match.start() + len(match[0]) - len(match[0].lstrip(' "„')), match.end())
    said = match["number"]
    value = int(said) if said.isdecimal() else NUMBERS.get(said) or _value(said)
    return Edition(piece.text if piece else "", value)


def _value(roman: str) -> int:
    values = [_VALUES[sign] for sign in roman]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
