"""Which entries have a name like that of a row: a quick look at all, a close one at few. Pure functions."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from podworko.organisations.duplicates import ALIKE_AT_ADDRESS, Known, suspects
from podworko.organisations.names import is_faint
from podworko.resources.importing.register import name_key

_FULL: Final = 60
"""Entries under one beginning of a word above which it tells nothing."""
_TRIED: Final = 6
_LOOSELY: Final = 70
"""Likeness of the letters of two names below which they are not looked at more closely."""
_SHARED: Final = 0.5
"""Share of the telling words of a name that another must begin alike; a number counts twice."""


class Names:
    """Finds names that may be alike without comparing each with each."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._buckets: dict[str, list[int]] = defaultdict(list)

    def add(self, each: Known) -> None:
        """Remember an entry; those of earlier rows have ids below zero."""
        key = len(self._known)
        self._known[key] = each
        words = name_key(each.name).split()
        # Those of earlier rows would be a bucket for each few letters.
        short = _abbreviations(words, "=", "~") if each.id > 0 else ()
        for sign in (*_signs(words, each.address), *short):
            self._buckets[sign].append(key)

    def like(self, name: str, address: str) -> list[Known]:
        """Return the entries that the module of duplicates suspects, the likeliest first."""
        counted: Counter[int] = Counter()
        words = name_key(name).split()
        # A word that many names share tells nothing: neither that two are alike, nor that they are not.
        telling = [(sign, bucket) for sign in _signs(words, address) if len(bucket := self._at(sign)) <= _FULL]
        for sign, bucket in telling:
            counted.update(bucket * 2 if sign.isdigit() else bucket)
        # „KSW” is all of a name that is spelt out elsewhere.
        short = {key for sign in _abbreviations(words, "~", "=") for key in self._at(sign)}
        counted.update([*short] * len(telling))
        enough = _SHARED * len(telling)
        likely = [self._known[key] for key, count in counted.most_common(_TRIED) if count >= enough and
                  (key in short or _may_be_alike(name, address, self._known[key]))]  # fmt: skip
        return suspects(name, address, likely) if likely else []

    def _at(self, sign: str) -> list[int]:
        return self._buckets.get(sign, _NONE)


_NONE: Final[list[int]] = []


def _signs(words: Sequence[str], address: str) -> set[str]:
    signs = {_sign(word) for word in words if not _is_faint(word)}
    return (signs or {_sign(word) for word in words}) | ({f"@{address}"} if address else set())


def _may_be_alike(name: str, address: str, known: Known) -> bool:
    """Say whether two names are worth a closer look, which takes a hundred times as long."""
    least = ALIKE_AT_ADDRESS if address and known.address == address else _LOOSELY
    one, other = name_key(name), name_key(known.name)
    mine, theirs = _digits(one), _digits(other)
    if mine and theirs and not mine & theirs:
        return False
    # Of „SP 119” only the number tells.
    if _is_kind_only(one) or _is_kind_only(other):
        return True
    return fuzz.token_set_ratio(one, other, score_cutoff=least) > 0


@lru_cache(8192)
def _digits(name: str) -> frozenset[str]:
    return frozenset(word for word in name.split() if word.isdigit())


@lru_cache(8192)
def _is_kind_only(name: str) -> bool:
    return all(word.isdigit() or _is_faint(word) for word in name.split())


def _sign(word: str) -> str:
    return word if word.isdigit() else word[:4]


@lru_cache(20_000)
def _is_faint(word: str) -> bool:
    return not word.isdigit() and (len(word) < 3 or is_faint(word))  # noqa: PLR2004 – „na”, „im”


def _abbreviations(words: Sequence[str], spelt_out: str, short: str) -> set[str]:
    """Return what an abbreviation of three to six words in a row would be, and the words that may be one."""
    letters = "".join(word[0] for word in words if not word.isdigit())
    found = {
        f"{spelt_out}{letters[start : start + length]}"
        for length in range(3, 7)
        for start in range(len(letters) - length + 1)
    }
    return found | {f"{short}{word}" for word in words if 2 < len(word) < 7 and not word.isdigit()}  # noqa: PLR2004
