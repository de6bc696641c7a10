"""Streets as people write them: „ul. Sołtysowskiej 12”, „Soltysowska”, „J. Mehoffera”. Pure functions over strings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import DamerauLevenshtein

from podworko.core.search.words import forms, split
from podworko.core.text import fold, squeeze

_WORDS_FOR_STREETS = """
    ul ulica ulicy ulice al aleja alei aleje pl plac placu os osiedle osiedlu rondo ronda skwer
"""
_KINDS = frozenset(_WORDS_FOR_STREETS.split())
_LONG_WORD = 8
"""From so many letters on, two may be wrong; as in the search."""
_ENDING = re.compile(r"(iego|ego|iej|ej|imi|ich|ych|ymi|im|ym|ie|a|e|y|i)$")
_SHORTEST_STEM = 4


class Likeness(IntEnum):
    """How well a street fits what was asked for, the best first."""

    SAME = 0
    PART = 1
    """All words asked for stand in the name: „Jaremy” for „Marii Jaremy”."""
    FORM = 2
    """The same words in other forms: „Sołtysowskiej” for „Sołtysowska”."""
    NEAR = 3
    """Words that differ by a letter or two."""


@dataclass(frozen=True, slots=True)
class Match:
    """A street that fits, and how well."""

    name: str
    likeness: Likeness


def bare(text: str) -> str:
    """Return a street without its kind and without house number, as it was written otherwise."""
    words = squeeze(text).split(" ")
    while words and fold(words[0]).strip(".") in _KINDS:
        words = words[1:]
    while len(words) > 1 and words[-1][:1].isdigit():
        words = words[:-1]
    return " ".join(words).strip(" ,.")


def find(asked: str, names: Iterable[str]) -> list[Match]:
    """Return the streets that fit best, all of one likeness, in order; nothing where none comes near."""
    words = split(bare(asked))
    if not words:
        return []
    found = [Match(name, likeness) for name in dict.fromkeys(names) if (likeness := _compare(words, name)) is not None]
    best = min((match.likeness for match in found), default=None)
    return [match for match in found if match.likeness is best]


def _compare(asked: list[str], name: str) -> Likeness | None:
    words = split(bare(name))
    if [fold(word) for word in asked] == [fold(word) for word in words]:
        return Likeness.SAME
    for likeness, is_like in ((Likeness.PART, _is_same), (Likeness.FORM, _is_form), (Likeness.NEAR, _is_near)):
        if all(any(is_like(word, other) for other in words) for word in asked):
            # An initial alone says nothing: some longer word has to be there.
            return likeness if any(len(word) > 1 for word in asked) else None
    return None


def _is_same(asked: str, word: str) -> bool:
    one, other = fold(asked), fold(word)
    return one == other or (len(one) == 1 and other.startswith(one))


def _is_form(asked: str, word: str) -> bool:
    return _is_same(asked, word) or bool(set(forms(asked)) & set(forms(word))) or _stem(asked) == _stem(word)


def _is_near(asked: str, word: str) -> bool:
    if _is_form(asked, word):
        return True
    allowed = 2 if len(asked) >= _LONG_WORD else 1
    return len(asked) >= _SHORTEST_STEM and (
        DamerauLevenshtein.distance(fold(asked), fold(word)) <= allowed
        or DamerauLevenshtein.distance(_stem(asked), _stem(word)) <= 1
    )


def _stem(word: str) -> str:
    """Take off an adjective's ending: „Sołtysowskiej”, „Sołtysowska”, „Sołtysowską” → `soltysowsk`."""
    folded = fold(word)
    stem = _ENDING.sub("", folded)
    return stem if len(stem) >= _SHORTEST_STEM else folded
