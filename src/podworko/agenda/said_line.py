"""A line of text with the pieces of it that were understood. Pure functions over values."""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from podworko.agenda.said_words import corrected
from podworko.core.text import fold

_WORD = re.compile(r"\w+")
_TAKEN = "\x01"
_LEADING = re.compile(r"\b(?:w|we|o|na|dnia|w dniu|w dniach|dn\.|od|do|i|oraz|w terminie|termin:?)[ \t]+$")


class Part(StrEnum):
    """What a piece of a line says."""

    TITLE = "title"
    DAY = "day"
    TIME = "time"
    PLACE = "place"
    ORGANISER = "organiser"
    AUDIENCE = "audience"
    COST = "cost"
    RECURRENCE = "recurrence"
    REGISTRATION = "registration"
    EDITION = "edition"
    REST = "rest"


class Piece(NamedTuple):
    """A piece of a line and what it says; `start` and `end` are indices into `Understood.line`."""

    part: Part
    text: str
    start: int
    end: int


class Line:
    """A line to be read: as typed, folded with days and months spelt right, and what of it has been taken."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.pieces: list[Piece] = []
        self.unclear: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.plain = self._plain()
        self.free = self.plain
        """As `plain`, with a sign that no pattern matches in place of what was taken."""

    def _plain(self) -> str:
        words = list(_WORD.finditer(self.text))
        folded = [fold(word[0]) for word in words]
        written, at = [], 0
        for index, word in enumerate(words):
            written.append(self._as_is(at, word.start()))
            before = folded[index - 1] if index else ""
            after = folded[index + 1] if index + 1 < len(folded) else ""
            written.append(self._spelt(word, corrected(folded[index], before, after)))
            at = word.end()
        written.append(self._as_is(at, len(self.text)))
        return "".join(written)

    def _as_is(self, start: int, end: int) -> str:
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))
        return self.text[start:end].replace(_TAKEN, " ").replace("–", "-").replace("—", "-").replace("\xa0", " ")

    def _spelt(self, word: re.Match[str], plain: str) -> str:
        if len(plain) == len(word[0]):
            self._starts.extend(range(word.start(), word.end()))
            self._ends.extend(range(word.start() + 1, word.end() + 1))
        else:
            self._starts.extend([word.start()] * len(plain))
            self._ends.extend([word.end()] * len(plain))
        return plain

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first match in what has not been taken."""
        return pattern.search(self.free)

    def typed(self, start: int, end: int) -> str:
        """Return what was typed between two indices of `plain`."""
        return self.text[self._starts[start] : self._ends[end - 1]] if start < end else ""

    def take(self, part: Part, start: int, end: int) -> Piece | None:
        """Take what stands between two indices of `plain`, and a preposition that leads to it."""
        if part in {Part.DAY, Part.TIME, Part.RECURRENCE}:
            leading = _LEADING.search(self.free, 0, start)
            start = leading.start() if leading else start
        piece = self.note(part, start, end)
        self.free = self.free[:start] + _TAKEN * (end - start) + self.free[end:]
        return piece

    def note(self, part: Part, start: int, end: int) -> Piece | None:
        """Remember a piece that stays in the title as well."""
        while start < end and self.plain[start].isspace():
            start += 1
        while start < end and self.plain[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        piece = Piece(part, self.typed(start, end), self._starts[start], self._ends[end - 1])
        self.pieces.append(piece)
        return piece

    def place_of(self, piece: Piece) -> tuple[int, int]:
        """Return the indices into `plain` of a piece."""
        start = next(index for index, at in enumerate(self._starts) if at >= piece.start)
        end = next((index for index, at in enumerate(self._starts) if at >= piece.end), len(self._starts))
        return start, end

    def is_taken(self, index: int) -> bool:
        """Tell whether the sign at an index of `plain` has been taken."""
        return self.free[index] == _TAKEN
