"""Text as Polish people write and sort it: folding, sorting, hard spaces. Pure functions over strings."""

import re
import unicodedata

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
"""The Polish alphabet with the letters q, v and x of foreign words (Słownik języka polskiego PWN, rules of order)."""

_RANK = {letter: f"{position:02d}" for position, letter in enumerate(ALPHABET, start=1)}
_NOT_DECOMPOSED = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss"})
_POLISH = str.maketrans("ąćęłńóśźż", "acelnoszz")
_DIGITS = re.compile(r"\d+")
_ORPHAN = re.compile(r"(?<![^\s(„])([aiouwzAIOUWZ]|[Nn]r(?= \d)) ")
_SPACES = re.compile(r"\s+")
_UNBREAKABLE = re.compile(r"[^\s\-–—\u200b]{25,}")
_PIECE = 12
"""Letters of a word without end that stay together, far fewer than fit in the narrowest column."""


def fold(text: str) -> str:
    """Return the text in lower case without diacritics: „Żłobek” → `zlobek`; other scripts keep their letters."""
    # Nearly all that is folded here is Polish: no letter need be taken apart.
    plain = text.casefold().translate(_POLISH)
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFD", text.translate(_NOT_DECOMPOSED).casefold())
    kept = []
    base_is_latin = True
    for character in decomposed:
        if unicodedata.combining(character):
            # й and ї are letters of their own in Ukrainian, not letters with marks.
            if base_is_latin:
                continue
        else:
            base_is_latin = "a" <= character <= "z"
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def squeeze(text: str) -> str:
    """Return the text without leading, trailing and repeated white space."""
    return _SPACES.sub(" ", text).strip()


def sort_key(text: str) -> str:
    """Return a key that sorts as bytes in the order of the Polish alphabet, numbers by value.

    Quotation marks and other signs do not count; „Szkoła nr 9” comes before „Szkoła nr 113”.
    At most 240 characters.
    """
    words = _DIGITS.sub(lambda digits: f" {int(digits[0]):012d} ", text.casefold())
    key = []
    for character in unicodedata.normalize("NFC", words):
        if character in _RANK:
            key.append(_RANK[character])
        elif character.isdigit():
            key.append(character)
        elif character.isspace() or character in "-–—":
            key.append(" ")
        elif character.isalpha():
            key.append(_rank_of_foreign(character))
    return squeeze("".join(key))[:240]


def _rank_of_foreign(character: str) -> str:
    base = fold(character)
    if len(base) == 1 and base in _RANK:
        return _RANK[base]
    return f"99{ord(character):06x}"


def whole_words(slug: str, longest: int) -> str:
    """Return a slug of at most `longest` characters that ends with a whole word, if it holds more than one."""
    if len(slug) <= longest:
        return slug
    head, _hyphen, _rest = slug[: longest + 1].rpartition("-")
    return (head or slug[:longest]).strip("-")


def break_long_words(text: str) -> str:
    """Put a zero-width space now and then into words of more than 24 letters, so that they stay in their column."""
    return _UNBREAKABLE.sub(lambda word: _with_breaks(word[0]), text)


def _with_breaks(word: str) -> str:
    pieces = [""]
    for character in unicodedata.normalize("NFC", word):
        if len(pieces[-1]) >= _PIECE and not unicodedata.combining(character):
            pieces.append("")
        pieces[-1] += character
    return "\N{ZERO WIDTH SPACE}".join(pieces)


def bind_orphans(text: str) -> str:
    """Put a hard space after one-letter words, so that none of them ends a line, and between „nr” and its number."""
    # A template of what to put there would be taken apart anew for every text.
    return _ORPHAN.sub(_bound, text)


def _bound(orphan: re.Match[str]) -> str:
    return f"{orphan[1]}\N{NO-BREAK SPACE}"
