"""Finds, in a line, one of the places or organisations that are known. Pure functions over values.

A word of the line is a word of a name if it is the same word in another case, a piece of it („bibl.”), the initials of
several („CAS”), or one letter off. Which words tell names apart is counted over the names that were given.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from podworko.agenda.said_line import Line
from podworko.core.text import fold


class Named(NamedTuple):
    """Something that a line may name."""

    id: Hashable
    name: str
    others: Sequence[str] | str = ()
    """Other names, and the address."""


class Found(NamedTuple):
    """Which of the names a line has, and where in `Line.plain`."""

    best: tuple[Named, ...]
    """One; more if the line does not tell them apart."""
    start: int
    end: int
    is_apart: bool
    """Stands on its own (after a comma, after „w”) and not in the middle of a title."""


class _Word(NamedTuple):
    plain: str
    start: int
    end: int
    is_capital: bool
    is_short: bool


@dataclass
class _Known:
    named: Named
    aliases: list[list[str]]
    words: set[str] = field(default_factory=set)


_SMALL_TEXT = """
    w we na im imienia ul ulica ulicy nr os przy sw i z dla pl al the of krakow krakowie krakowa
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_GENERAL = re.compile(r"(?:senior|dzieci|mlodziez|rodzin|mieszkan|azor|osiedl)")
_ENDINGS_TEXT = """
    a e i o u y ie ia iu em iem om iom ow ami iami ach iach ego iego emu ej iej ym im ymi imi ych ich owi owie
    ze zie cie dze le la lu ly ol ola ele ole ka ki ce ku kow kach kiem ek ko rze ra sko sku skim skiej ska
    ski ny na nej nym om od odzie et ecie ca cu cem ec
"""
_ENDINGS = frozenset(_ENDINGS_TEXT.split()) | {""}
_STEM, _STEM_TAIL, _TYPO = 3, 4, 5
_PIECE = 4
_SHORT = 2
_WORD = re.compile(r"[^\W_]+")
_PLACE_BEFORE = re.compile(
    r"(?:^|[,;(|:]|\s-|\x01)\s*$|(?<!\w)(?:w|we|na|przy|u|pod|kolo|obok|przed|@|ul\.|sali|siedzibie"
    r"|budynku|terenie|miejsce:?)\s+$",
)
_AFTER = re.compile(r"\s*(?:$|[,;)|\x01]|-\s|\.(?:\s|$)|:\s)")


def find_named(line: Line, names: Sequence[Named]) -> Found | None:
    """Return the best of the names that a line holds in what is free of it, or None."""
    known = [_known(Named(*name)) for name in names]
    frequency = Counter(word for one in known for word in one.words)
    found: list[tuple[float, int, int, _Known]] = []
    words = _words(line)
    for one in known:
        for first in range(len(words)):
            matched = _match_from(words, first, one, frequency)
            if matched:
                score, last = matched
                found.append((score, first, last, one))
    accepted = [
        (score, words[first].start, words[last].end, one)
        for score, first, last, one in found
        if _is_meant(line, words, (first, last), one, frequency)
    ]
    return _best(line, accepted)


def _best(line: Line, accepted: list[tuple[float, int, int, _Known]]) -> Found | None:
    if not accepted:
        return None
    top = max(score for score, *_rest in accepted)
    best = [one for one in accepted if one[0] > top - 0.01]
    _score, start, end, _known = max(best, key=lambda one: one[2] - one[1])
    named = tuple(dict.fromkeys(one[3].named.id for one in best if one[1] < end and start < one[2]))
    by_id = {one[3].named.id: one[3].named for one in best}
    return Found(tuple(by_id[key] for key in named), start, end, _stands_apart(line, start, end))


def _stands_apart(line: Line, start: int, end: int) -> bool:
    typed = line.typed(start, end)
    is_name = typed[:1].isupper() or typed[:3].isupper()
    return bool(_PLACE_BEFORE.search(line.free[:start])) or is_name


def _known(named: Named) -> _Known:
    others = [named.others] if isinstance(named.others, str) else list(named.others)
    aliases = [[word for word in _WORD.findall(fold(name)) if word not in _SMALL] for name in (named.name, *others)]
    known = _Known(named, [alias for alias in aliases if alias])
    known.words = {word for alias in known.aliases for word in alias}
    return known


def _words(line: Line) -> list[_Word]:
    return [
        _Word(
            match[0],
            *match.span(),
            line.typed(*match.span())[:1].isupper(),
            line.free[match.end() : match.end() + 1] == ".",
        )
        for match in _WORD.finditer(line.free)
    ]


def _match_from(words: list[_Word], first: int, known: _Known, frequency: Counter[str]) -> tuple[float, int] | None:
    """Return how well words from `first` on name it, and the last of them."""
    matched: set[str] = set()
    last = -1
    for index in range(first, len(words)):
        word = words[index]
        if word.plain in _SMALL and index > first:
            continue
        hits = _hits(word, words[index + 1] if index + 1 < len(words) else None, known) - matched
        if not hits or (last >= 0 and word.start - words[last].end > _STEM_TAIL + 2):
            break
        matched |= hits
        last = index
    if last < 0:
        return None
    weights = sum(1 / max(1, frequency[word]) for word in matched)
    covered = max(sum(word in matched for word in alias) / len(alias) for alias in known.aliases)
    return weights + covered / 10, last


def _hits(word: _Word, following: _Word | None, known: _Known) -> set[str]:
    same = {one for one in known.words if is_same_word(word.plain, one)}
    if same:
        return {min(same, key=lambda one: (one != word.plain, OSA.distance(one, word.plain)))}
    if (word.is_short and len(word.plain) >= _SHORT) or len(word.plain) >= _PIECE:
        cut = [one for one in known.words if one.startswith(word.plain) and one != word.plain and not one.isdigit()]
        if cut and (word.is_short or len(word.plain) < _TYPO):
            return {cut[0]}
    is_initials = len(word.plain) > _SHORT or (following is not None and following.plain.isdigit()) or word.is_capital
    if len(word.plain) >= _SHORT and is_initials:
        for alias in known.aliases:
            for run in _runs(alias, len(word.plain)):
                if "".join(one[0] for one in run) == word.plain:
                    return set(run)
    return set()


def _runs(alias: list[str], length: int) -> Iterator[list[str]]:
    return (alias[start : start + length] for start in range(len(alias) - length + 1))


def is_same_word(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one Polish word, or one letter apart."""
    if one == other:
        return True
    if any(sign.isdigit() for sign in one + other):
        return False
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if common >= _STEM and {one[common:], other[common:]} <= _ENDINGS and common * 2 >= max(len(one), len(other)):
        return True
    return min(len(one), len(other)) >= _TYPO and OSA.distance(one, other, score_cutoff=1) <= 1


def _is_meant(line: Line, words: list[_Word], at: tuple[int, int], known: _Known, frequency: Counter[str]) -> bool:
    """Tell whether words that match a name mean it: all of it, or what tells it apart where a name can stand."""
    first, last = at
    run = [word for word in words[first : last + 1] if word.plain not in _SMALL]
    hits = [_hits(word, words[words.index(word) + 1] if word is not words[-1] else None, known) for word in run]
    matched = set().union(*hits)
    if not run or _names_another(words, last, known, matched):
        return False
    if any(len(alias) > 1 and set(alias) <= matched for alias in known.aliases):
        return True
    telling = [word for word in matched if frequency[word] == 1 and not word.isdigit()]
    initials = any(len(hit) > 1 for hit in hits)
    if initials and (telling or len(run) > 1):
        return True
    if all(_GENERAL.match(word) for word in matched):
        return False
    before, after = _PLACE_BEFORE.search(line.free[: words[first].start]), _AFTER.match(line.free, words[last].end)
    preposition = before and before[0].strip(" ,;(|:-\x01") != ""
    return bool(before and (preposition or (after and (words[first].start > 0 or after[0].lstrip()[:1] == ":"))))


def _names_another(words: list[_Word], last: int, known: _Known, matched: set[str]) -> bool:
    """„SP 9” does not name school no. 113."""
    following = words[last + 1] if last + 1 < len(words) else None
    if following is None or not following.plain.isdigit() or following.start - words[last].end != 1:
        return False
    pairs = (pair for alias in known.aliases for pair in pairwise(alias))
    numbers = {number for word, number in pairs if word in matched and number.isdigit()}
    return bool(numbers) and following.plain not in numbers
