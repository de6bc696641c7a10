"""Whether an entry is perhaps there already: the same or a similar name nearby. Pure functions over strings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from podworko.core.text import fold

_WORD = re.compile(r"\w+")
ALIKE = 88
"""Similarity (0–100) of two names from which a duplicate is suspected."""
ALIKE_AT_ADDRESS = 65
"""The same at one address."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that is there; `address` is street and house, folded, or empty."""

    id: int
    name: str
    address: str = ""


def address_key(street: str, house: str) -> str:
    """Return street and house so that they can be compared, or nothing if one is missing."""
    return fold(f"{street} {house}") if street and house else ""


def suspects(name: str, address: str, known: Iterable[Known], limit: int = 3) -> list[Known]:
    """Return the entries that are perhaps the same, the likeliest first; each organisation once.

    Two names with different numbers („nr 113”, „nr 119”) are two schools, however alike they look.
    """
    wanted = _plain(name)
    if not wanted:
        return []
    numbers = _numbers(wanted)
    best: dict[int, tuple[float, Known]] = {}
    for each in known:
        other = _plain(each.name)
        is_there = bool(address) and each.address == address
        score = fuzz.token_sort_ratio(wanted, other, score_cutoff=ALIKE_AT_ADDRESS if is_there else ALIKE)
        if score and _numbers(other) == numbers:
            ranked = (score + 10 * is_there, each)
            best[each.id] = max(ranked, best.get(each.id, ranked), key=lambda pair: pair[0])
    ranking = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].name))
    return [each for _score, each in ranking[:limit]]


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))


def _numbers(name: str) -> list[str]:
    return sorted(word for word in name.split() if word.isdigit())
