"""Takes text apart into words, and words into the forms by which they are found. Pure functions over strings.

Per word: the folded form, the folded lemma, the folded stem and the stem of the folded form. None of
them is enough: the lemmatiser does not know „slonecznej”, and the stemmer makes different stems of
„seniorów” and „seniorow”. A word that is not Polish is found by its folded form and what the
stemmer leaves of it.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import snowballstemmer

from podworko.core.search import lemmas
from podworko.core.text import fold

LONGEST = 60
"""Characters of a word that are kept."""
SHORTEST_IN_VOCABULARY = 3
"""Letters of a word that may be proposed instead of another."""
_SHORTEST_STEM = 3

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
NUMBER = re.compile(r"(?<!\w)\+?\d(?:[ \u00a0()./-]*\d){6,}(?!\w)")
"""Seven digits or more, together or apart."""
_APOSTROPHE = re.compile("['’ʼ]")
_POLAND, _NATIONAL = "48", 9
LOCAL_NUMBER = 7
"""Digits of a telephone number without the prefix of its region; the shortest number known as one."""

_SMALL_WORDS = """
    a aby albo ale by co dla do i ich im in jak jest jej jego je lub na nad nr o od oraz po pod pl przed przez
    przy pw są się sp sw św ta te to u ul ulica ulicy w we z za ze że
    and at by for from of or the to with в до для з за і й на по при та у
"""
UNSAID = frozenset(_SMALL_WORDS.split())
"""Words that a question may hold and an entry need not."""

_local = threading.local()


def split(text: str) -> list[str]:
    """Return the words of a text in lower case, with their diacritics, in order."""
    return [bare(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]


def bare(word: str) -> str:
    """Return one word as `split` gives it."""
    return _APOSTROPHE.sub("", word.lower())[:LONGEST]


@lru_cache(maxsize=16_384)
def forms(word: str) -> tuple[str, ...]:
    """Return the forms of a word by which it is found, the folded word first, each once."""
    return _forms(word, fold(lemmas.lemma(word))) if word.isalpha() else (fold(word),)


def forms_at_once(word: str) -> tuple[str, ...]:
    """Return the forms of a word without waiting for the dictionary of lemmas."""
    if lemmas.are_open() or not word.isalpha():
        return forms(word)
    lemmas.open_soon()
    return _forms(word)


def forms_as_written(word: str) -> tuple[str, ...]:
    """Return the forms of a word as it stands in a text, with its capitals; without waiting, as `forms_at_once`."""
    return _forms_as_written(word) if lemmas.are_open() else forms_at_once(bare(word))


@lru_cache(maxsize=16_384)
def _forms_as_written(word: str) -> tuple[str, ...]:
    return forms(bare(word))


def _forms(word: str, *lemma: str) -> tuple[str, ...]:
    folded = fold(word)
    stem = _stemmer()
    stems = (fold(stem(word)), stem(folded))
    return tuple(dict.fromkeys([folded, *lemma, *(one for one in stems if len(one) >= _SHORTEST_STEM)]))


def _stemmer() -> Callable[[str], str]:
    # A stemmer keeps the word it works on, so each thread has its own.
    if not hasattr(_local, "stem"):
        _local.stem = snowballstemmer.stemmer("polish").stemWord
    stem: Callable[[str], str] = _local.stem
    return stem


def terms(texts: Iterable[str]) -> list[str]:
    """Return the forms of all words of some texts, each once, in order of appearance."""
    return list(dict.fromkeys(form for text in texts for form in _forms_of(text)))


@lru_cache(maxsize=2_048)
def _forms_of(text: str) -> tuple[str, ...]:
    # The name of an organisation stands in each document that its places and contacts make.
    return tuple(dict.fromkeys(form for word in split(text) for form in forms(word)))


def key(text: str) -> str:
    """Return the folded words of a text, at most 300 characters: by it two spellings of a name are one."""
    return fold(" ".join(split(text)))[:300]


def exact(text: str) -> str:
    """Return the folded words of a text as one term."""
    return key(text).replace(" ", "_")


def asked(question: str) -> list[str]:
    """Return the words of a question that must be found; all of them if they are all small words."""
    words = list(dict.fromkeys(split(question)))
    return [word for word in words if word not in UNSAID] or words


def long_number(text: str) -> str:
    """Return the digits of the first telephone or register number in a text, or an empty string.

    Without the prefix of Poland, so that a telephone number is found with and without it.
    """
    match = NUMBER.search(text)
    if match is None:
        return ""
    digits = "".join(character for character in match[0] if character in "0123456789").removeprefix("00")
    if len(digits) == len(_POLAND) + _NATIONAL:
        digits = digits.removeprefix(_POLAND)
    return digits


def number_terms(texts: Iterable[str]) -> list[str]:
    """Return what telephone and register numbers are found by; one of Poland also without its region's prefix."""
    numbers = [number for number in map(long_number, texts) if number]
    local = [number[-LOCAL_NUMBER:] for number in numbers if len(number) == _NATIONAL]
    return list(dict.fromkeys([*numbers, *local]))


def without_long_number(text: str) -> str:
    """Return a text without what `long_number` has found in it."""
    return NUMBER.sub(" ", text, count=1)
