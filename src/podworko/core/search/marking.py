"""Shows why something was found: the words of a text that answer the question, marked."""

import html
import re
from collections.abc import Sequence

from django.utils.safestring import SafeString

from podworko.core.search import words
from podworko.core.search.fulltext import Clause

EXCERPT = 180
"""Characters of a longer text that are quoted round the first marked word."""

_START, _END = "\x01", "\x02"
"""Stand for the tags until the text is escaped."""
_NOTHING: frozenset[int] = frozenset()


class Marker:
    """Marks the words that satisfy the clauses of a question; remembers, result by result, which are satisfied."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = clauses
        self._by_term: dict[str, list[int]] = {}
        self._beginnings: list[tuple[int, tuple[str, ...]]] = []
        for position, clause in enumerate(clauses):
            if clause.is_prefix:
                self._beginnings.append((position, tuple(clause.terms)))
                continue
            for term in clause.terms:
                self._by_term.setdefault(term, []).append(position)
        self._asks_number = any(
            len(term) >= words.LOCAL_NUMBER and term.isdigit() for c in clauses for term in c.terms
        )
        self._known: dict[str, frozenset[int]] = {}
        self._satisfied: set[int] = set()

    def start(self) -> None:
        """Begin with the next result."""
        self._satisfied.clear()

    def marked(self, text: str) -> SafeString:
        """Return a text as HTML with its answering words in `<mark>`."""
        return _as_html(words.WORD.sub(self._mark, text))

    def marked_further(self, text: str) -> SafeString:
        """Return a text as HTML, its answering words marked only if the result has not shown them all yet."""
        return _as_html(text) if len(self._satisfied) == len(self._clauses) else self.marked(text)

    def excerpt(self, text: str) -> SafeString:
        """Return the part of a text round the first word that answers what the result has not shown yet, marked."""
        if len(self._satisfied) == len(self._clauses):
            return SafeString("")
        first = next(
            (match for match in words.WORD.finditer(text) if self._answered(match[0]) - self._satisfied), None
        )
        return self.marked(_cut(text, first.start(), first.end())) if first else SafeString("")

    def numbers(self, numbers: Sequence[str]) -> list[str]:
        """Return the telephone and register numbers that were asked for."""
        if not self._asks_number:
            return []
        asked = {term for clause in self._clauses for term in clause.terms}
        return [number for number in numbers if not asked.isdisjoint(words.number_terms([number]))]

    def _mark(self, match: re.Match[str]) -> str:
        answered = self._answered(match[0])
        if not answered:
            return match[0]
        self._satisfied |= answered
        return f"{_START}{match[0]}{_END}"

    def _answered(self, word: str) -> frozenset[int]:
        # The results of one question share most of their words.
        answered = self._known.get(word)
        if answered is None:
            answered = self._known[word] = self._compare(word)
        return answered

    def _compare(self, word: str) -> frozenset[int]:
        forms = words.forms_as_written(word)
        answered = {position for form in forms if form in self._by_term for position in self._by_term[form]}
        for position, beginnings in self._beginnings:
            if forms[0].startswith(beginnings):
                answered.add(position)
        return frozenset(answered) if answered else _NOTHING


def _cut(text: str, start: int, end: int) -> str:
    """Return at most `EXCERPT` characters or so round a word, whole words only."""
    if len(text) <= EXCERPT:
        return text
    first = max(0, start - EXCERPT // 3)
    last = min(len(text), max(end, first + EXCERPT))
    if first:
        first = text.find(" ", first, start) + 1 or start
    if last < len(text):
        last = max(end, text.rfind(" ", end, last))
    return f"{'… ' if first else ''}{text[first:last]}{' …' if last < len(text) else ''}"


def _as_html(text: str) -> SafeString:
    # `django.utils.html.escape` does the same and also asks each time whether it was given a lazy text.
    escaped = html.escape(text).replace(_START, "<mark>").replace(_END, "</mark>")
    return SafeString(escaped)
