"""Finds the words nearest to a misspelt one, and those that begin alike.

The folded words of all documents are kept in each process, a few megabytes for fifty thousand, and
brought up to date by one short query; which of them a person may be told is for the caller to ask.
"""

import threading
import time
from bisect import bisect_left
from itertools import islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from podworko.core.search.models import SearchWord

LONG_WORD = 8
"""From so many letters on, two mistakes are forgiven instead of one."""
_SHORTEST = 4
"""A word of three letters is near too many others."""
_REREAD_AFTER = 600
"""Seconds after which words that have gone are forgotten."""
_OVERLAP = 1000
"""Ids read again when there are new ones: a transaction that took a lower id may have ended later."""
_MOST, _MOST_READ = 12, 1000


class _Vocabulary:
    """The folded words as this process knows them, by length."""

    def __init__(self) -> None:
        self.by_length: dict[int, list[str]] = {}
        self.in_order: list[str] = []
        self.last_id = 0
        self.read_at = 0.0
        self.lock = threading.Lock()

    def update(self) -> None:
        newest = SearchWord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        is_old = time.monotonic() - self.read_at > _REREAD_AFTER
        if newest == self.last_id and not is_old:
            return
        with self.lock:
            # A lower number than known: the database has been replaced.
            known = {} if is_old or newest < self.last_id else self.by_length
            first = self.last_id - _OVERLAP if known else 0
            words = {length: dict.fromkeys(same) for length, same in known.items()}
            for word in SearchWord.objects.filter(pk__gt=first, pk__lte=newest).values_list("word", flat=True):
                words.setdefault(len(word), {})[word] = None
            self.by_length = {length: list(same) for length, same in words.items()}
            self.in_order = sorted(word for same in self.by_length.values() for word in same)
            self.last_id = newest
            if not known:
                self.read_at = time.monotonic()


_vocabulary = _Vocabulary()


def allowed_mistakes(word: str) -> int:
    """Return how many letters may be wrong, missing, superfluous or swapped."""
    if len(word) < _SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < LONG_WORD else 2


def nearest(word: str) -> list[str]:
    """Return folded words within the allowed distance of a folded word, the nearest and likeliest first.

    Distance: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, in the
    restricted form: no letter is changed twice). Among equally near words the one that begins alike
    comes first (Jaro–Winkler similarity).
    """
    mistakes = allowed_mistakes(word)
    if not mistakes:
        return []
    _vocabulary.update()
    found: list[tuple[int, float, str]] = []
    for length in range(len(word) - mistakes, len(word) + mistakes + 1):
        candidates = _vocabulary.by_length.get(length, [])
        for near, distance, _ in process.extract(
            word, candidates, scorer=OSA.distance, score_cutoff=mistakes, limit=None
        ):
            found.append((int(distance), -JaroWinkler.similarity(word, near), near))
    return [near for _, _, near in sorted(found)[:_MOST]]


def beginning_with(start: str) -> list[str]:
    """Return the shortest folded words that begin with a folded text, at most twelve."""
    _vocabulary.update()
    words = _vocabulary.in_order
    first = bisect_left(words, start)
    found = list(takewhile(lambda word: word.startswith(start), islice(words, first, first + _MOST_READ)))
    return sorted(found, key=len)[:_MOST]


def forget() -> None:
    """Let the next question read the vocabulary anew."""
    _vocabulary.read_at = -_REREAD_AFTER - 1.0
