"""Answers a question: what is found, in which order, and what was done to find it.

What is tried, until something is found: all words as they stand; words that stand nowhere replaced by
their nearest; the words as beginnings; some of the words instead of all.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import QuerySet

from podworko.core.reading import fetch
from podworko.core.search import fulltext, vocabulary, words
from podworko.core.search.fulltext import Clause, Sign, expression
from podworko.core.search.models import SearchDocument, is_title
from podworko.core.text import fold, squeeze
from podworko.core.visibility import Reach, Visibility

PAGE_SIZE = 10
MOST = 100
"""Hits that are counted and paged through; of more it is only said that there are more."""
RANKED = 100
"""Up to so many hits are ranked one by one; more come in the stored order, those with all words in the title first."""
_MOST_WORDS = 8
_MOST_SCOPES = 100
LONGEST_QUESTION = 200
_SHORTEST_BEGINNING = 3
_SHORTEST_ROOT = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """Where somebody looks, and who looks."""

    reach: Reach = field(default_factory=Reach)
    kinds: tuple[str, ...] = ()
    """Kinds of documents; empty: all."""
    area_path: tuple[int, ...] = ()
    """Ids from the root down to the area; empty: everywhere."""

    @property
    def wider(self) -> "Scope":
        """The same in the widest area round this one."""
        return replace(self, area_path=self.area_path[:1])

    def clauses(self) -> Iterator[Clause]:
        """Return what the index can tell of the scope: exact for a passer-by, never too narrow for others."""
        reach = self.reach
        if self.area_path:
            inside, own = ("b", "y") if reach.is_anonymous else ("a", "x")
            *around, here = self.area_path
            yield Clause([f"{inside}{here}", *(f"{own}{area_id}" for area_id in around), f"{own}0"], Sign.SCOPE)
        elif reach.is_anonymous:
            yield Clause([f"v{Visibility.PUBLIC}"], Sign.SCOPE)
        if self.kinds:
            yield Clause([f"k{kind}" for kind in self.kinds], Sign.SCOPE)
        if reach.is_anonymous:
            return
        owners = reach.member_of | reach.editor_of | reach.opened
        areas = reach.partner_in | reach.analyst_in | reach.coordinator_of
        if len(owners) + len(areas) <= _MOST_SCOPES:
            mine = [*(f"o{pk}" for pk in sorted(owners)), *(f"p{pk}" for pk in sorted(areas))]
            yield Clause([f"v{Visibility.PUBLIC}", *mine], Sign.SCOPE)

    def ids(self, clauses: Sequence[Clause], limit: int) -> list[int]:
        """Return the first documents that hold what is asked and that the person may see."""
        asked = expression([*clauses, *self.clauses()])
        if self.reach.is_anonymous:
            return fulltext.ids(asked, limit=limit)
        visible = fulltext.matching(SearchDocument.objects.visible_to(self.reach), asked)
        return list(visible.values_list("pk", flat=True)[:limit])

    def documents(self, clauses: Sequence[Clause]) -> QuerySet[SearchDocument]:
        """Return all documents that hold what is asked and that the person may see, as a query to build on."""
        asked = expression([*clauses, *self.clauses()])
        return SearchDocument.objects.visible_to(self.reach).filter(pk__in=fulltext.all_matching(asked))

    def count(self, clauses: Sequence[Clause], limit: int) -> int:
        """Return how many documents `ids` would return, without fetching them."""
        asked = expression([*clauses, *self.clauses()])
        if self.reach.is_anonymous:
            return fulltext.count(asked, limit=limit)
        return fulltext.matching(SearchDocument.objects.visible_to(self.reach), asked)[:limit].count()

    def holds(self, clause: Clause) -> bool:
        """Say whether anything in the scope satisfies a clause."""
        return bool(self.ids([clause], 1))


class Hit(NamedTuple):
    """What a result shows of a document; the fields are columns of `SearchDocument`."""

    pk: int
    kind: str
    title: str
    label: str
    address: str
    body: str
    other_titles: Sequence[str]
    numbers: Sequence[str]
    page: Mapping[str, str]

    @classmethod
    def read(cls, *columns: Any) -> "Hit":
        """Make a hit of a row as the database gives it, with JSON as text."""
        pk, kind, title, label, address, body, other_titles, numbers, page = columns
        # Most documents have neither.
        others = [] if other_titles == "[]" else _decode(other_titles)
        known = [] if numbers == "[]" else _decode(numbers)
        return cls(pk, kind, title, label, address, body, others, known, _decode(page))


_decode = json.JSONDecoder().decode
_COLUMNS = "id, kind, title, label, address, body, other_titles, numbers, page"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, one page of it, and how."""

    hits: Sequence[Hit] = ()
    count: int = 0
    """At most `MOST`."""
    has_more: bool = False
    """More than `MOST` were found."""
    page: int = 1
    clauses: Sequence[Clause] = ()
    """What the documents hold; tells which words to mark."""
    replaced: Sequence[tuple[str, str]] = ()
    """Words as asked and as looked for instead."""
    wider_count: int = 0
    """Where nothing was found: how much there is in the widest area round the one asked for."""
    is_partial: bool = False
    """No document holds all the words; these hold some."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class _Attempt:
    clauses: Sequence[Clause]
    replaced: Sequence[tuple[str, str]] = ()
    is_partial: bool = False
    named: Sequence[int] = ()
    """The first documents that hold it all in their title; one more than `MOST` at most."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """One way to understand a question, and all documents that answer it so."""

    documents: QuerySet[SearchDocument]
    replaced: Sequence[tuple[str, str]] = ()
    """As in `Answer`."""
    is_partial: bool = False


def understandings(question: str, scope: Scope) -> Iterator[Understanding]:
    """Yield the ways to understand a question, the nearest first, as `search` tries them.

    For whoever narrows a list of its own by words and knows best which way leaves something of it.
    """
    question = tidy(question)
    if asked := words.asked(question)[:_MOST_WORDS]:
        for attempt in _attempts(question, asked, scope, is_literal=False):
            yield Understanding(scope.documents(attempt.clauses), attempt.replaced, attempt.is_partial)


def tidy(question: str) -> str:
    """Return a question as it is asked, wherever it comes from: on one line, and not longer than anybody asks."""
    # A NUL is refused by PostgreSQL, and by nobody missed.
    return squeeze(question.replace("\0", " "))[:LONGEST_QUESTION]


def search(question: str, scope: Scope, *, page: int = 1, is_literal: bool = False) -> Answer:
    """Return a page of what answers a question; `is_literal`: replace no word."""
    question = question[:LONGEST_QUESTION]
    asked = words.asked(question)[:_MOST_WORDS]
    if not asked:
        return Answer()
    for attempt in _attempts(question, asked, scope, is_literal=is_literal):
        named = scope.ids(_in_title(attempt), MOST + 1)
        # What so many bear in their names need not be counted elsewhere.
        count = len(named) if len(named) > MOST else scope.count(attempt.clauses, MOST + 1)
        if count:
            return _answer(question, replace(attempt, named=named), scope, count, page)
    if scope.wider == scope:
        return Answer()
    wider = search(question, scope.wider, is_literal=is_literal)
    return Answer(wider_count=wider.count, has_more=wider.has_more)


def suggest(question: str, scope: Scope, *, limit: int = 8) -> list[Hit]:
    """Return documents whose title, or else heading or address, holds the words of an unfinished question."""
    asked = words.split(question[:LONGEST_QUESTION])[-_MOST_WORDS:]
    if not asked or len(asked[-1]) < 2:  # noqa: PLR2004 – beginnings of two letters and more are indexed
        return []
    *complete, last = asked
    finished = [word for word in complete if word not in words.UNSAID]
    found: dict[str, Hit] = {}
    for sign, others in ((Sign.TITLE, Sign.TITLE), (Sign.NEAR, Sign.ANYWHERE)):
        clauses = [_beginning(last, sign), *(_clause(word, others) for word in finished)]
        # A chain and its places bear one name.
        for hit in _fetch(scope, scope.ids(clauses, limit * 2)):
            found.setdefault(words.key(hit.title), hit)
        if len(found) >= limit:
            break
    return list(found.values())[:limit] or list(search(question, scope).hits[:limit])


def _clause(word: str, sign: Sign = Sign.ANYWHERE) -> Clause:
    return Clause(words.forms_at_once(word), sign)


def _attempts(question: str, asked: Sequence[str], scope: Scope, *, is_literal: bool) -> Iterator[_Attempt]:
    number = words.long_number(question)
    if number:
        rest = [word for word in words.split(words.without_long_number(question)) if word not in words.UNSAID]
        yield _Attempt([Clause([number], Sign.NEAR), *map(_clause, rest)])
    clauses = [_clause(word) for word in asked]
    yield _Attempt(clauses)
    replaced: list[tuple[str, str]] = []
    if not is_literal:
        for position, word in enumerate(asked):
            instead = _instead_of(word, clauses[position], scope)
            if instead:
                clauses[position] = _clause(instead)
                replaced.append((word, instead))
        if replaced:
            yield _Attempt(clauses, replaced)
    yield _Attempt([_beginning(word) if _tells(word) else _clause(word) for word in asked])
    if not is_literal:
        # „lekarz” is no form of „lekarska”, but they begin alike.
        yield _Attempt([_beginning(_root(word)) if _tells(word) else _clause(word) for word in asked])
    telling = [clause for word, clause in zip(asked, clauses, strict=True) if _tells(word)]
    if len(asked) > 1 and telling:
        yield from _partial(telling, replaced, scope)


def _beginning(word: str, sign: Sign = Sign.WORD) -> Clause:
    """Return what holds a word that begins so."""
    start = fold(word)
    if len(start) > fulltext.LONGEST_PREFIX and word.isalpha():
        # Longer beginnings are not indexed: all that begins so would be collected before the first hit.
        return Clause(vocabulary.beginning_with(start) or [start], sign)
    return Clause([start], sign, is_prefix=True)


def _root(word: str) -> str:
    """Return what two words of one family often have in common."""
    return word[: max(_SHORTEST_ROOT, len(word) - 2)]


def _tells(word: str) -> bool:
    """Say whether a word is more than a number or an abbreviation."""
    return word.isalpha() and len(word) >= _SHORTEST_BEGINNING


def _partial(clauses: Sequence[Clause], replaced: Sequence[tuple[str, str]], scope: Scope) -> Iterator[_Attempt]:
    """Try any of the words, or the rarest alone where they are common."""
    counted = [(scope.count([clause], RANKED + 1), clause) for clause in clauses]
    _, clause = min(((number, clause) for number, clause in counted if number), default=(0, None))
    if clause is None:
        return
    if sum(number for number, _ in counted) <= RANKED:
        clause = Clause([term for each in clauses for term in each.terms])
    yield _Attempt([clause], replaced, is_partial=True)


def _instead_of(word: str, clause: Clause, scope: Scope) -> str:
    """Return the nearest word that the person may know of, if the word itself finds nothing anywhere."""
    if scope.wider.holds(clause):
        return ""
    candidates = vocabulary.nearest(fold(word))
    for where in (scope, scope.wider):
        for near in candidates:
            # The word itself must stand where the person can read it: a stem in common would give it away.
            ids = where.ids([Clause([near], Sign.WORD)], 1)
            for hit in _fetch(where, ids):
                return _spelling(near, hit)
    return ""


def _spelling(folded: str, hit: Hit) -> str:
    shown = (hit.title, *hit.other_titles, hit.label, hit.address, hit.body)
    return next((word for text in shown for word in words.split(text) if fold(word) == folded), folded)


def _answer(question: str, attempt: _Attempt, scope: Scope, count: int, page: int) -> Answer:
    first = (page - 1) * PAGE_SIZE
    if count <= RANKED:
        ids = _ranked(question, attempt, scope.ids(attempt.clauses, RANKED))[first : first + PAGE_SIZE]
    else:
        ids = _in_stored_order(question, attempt, scope, min(first + PAGE_SIZE, MOST))[first:]
    return Answer(
        hits=_fetch(scope, ids),
        count=min(count, MOST),
        has_more=count > MOST,
        page=page,
        clauses=attempt.clauses,
        replaced=attempt.replaced,
        is_partial=attempt.is_partial,
    )


def _in_stored_order(question: str, attempt: _Attempt, scope: Scope, last: int) -> list[int]:
    """Return the first `last` documents: of that very name, with all words in the name, and the others."""
    # Few questions are a whole name; its own index tells sooner than the index of words.
    is_name = is_title(words.key(question))
    found = dict.fromkeys(scope.ids([_exact(question)], last) if is_name else [])
    # Those found already may come again, each once.
    found.update(dict.fromkeys(attempt.named))
    if len(found) < last:
        found.update(dict.fromkeys(scope.ids(attempt.clauses, last + len(found))))
    return list(found)[:last]


def _in_title(attempt: _Attempt) -> list[Clause]:
    return [clause._replace(sign=Sign.TITLE) for clause in attempt.clauses]


def _exact(question: str) -> Clause:
    return Clause([words.exact(question)], Sign.EXACT)


def _ranked(question: str, attempt: _Attempt, hits: Sequence[int]) -> list[int]:
    key = words.key(question)
    if not hits:
        return []
    # Written out, as in `_fetch`.
    table = SearchDocument._meta.db_table  # noqa: SLF001
    rows = fetch(f"SELECT id, title_key, terms FROM {table} WHERE id IN ({_marks(hits)})", hits)
    scored = [(-_score(key, title_key, terms, attempt.clauses), pk) for pk, title_key, terms in rows]
    return [pk for _, pk in sorted(scored)]


def _score(key: str, title_key: str, terms: str, clauses: Sequence[Clause]) -> float:
    """Return how well a document answers: its name before its heading and address, and those before the rest.

    Of two names that hold the words, the one that holds little else comes first.
    """
    if title_key == key:
        return 1000
    # Looked through as a text: to take a hundred of them apart would cost more than all the rest.
    held = f" {terms} "
    in_title = 0
    score = 0.0
    for clause in clauses:
        if _holds(held, clause, Sign.TITLE):
            in_title += 1
            score += 10
        elif _holds(held, clause, Sign.NEAR):
            score += 3
        elif _holds(held, clause, Sign.ANYWHERE):
            score += 1
    # The word as it was typed is more than one of its forms.
    score += sum(f" {Sign.WORD}{clause.terms[0]} " in held for clause in clauses)
    return score + 2 * in_title / (len(title_key.split()) + 1) + 2 * title_key.startswith(key)


def _holds(held: str, clause: Clause, sign: Sign) -> bool:
    """Say whether one of a clause's terms stands among others, each between spaces."""
    end = "" if clause.is_prefix else " "
    return any(f" {sign}{term}{end}" in held for term in clause.terms)


def _fetch(scope: Scope, ids: Sequence[int]) -> list[Hit]:
    """Return what `scope.ids` has found, in the same order."""
    if not ids:
        return []
    # Written out: building the query would cost more than running it. Who may see them, `scope.ids` has asked.
    statement = f"SELECT {_COLUMNS} FROM {SearchDocument._meta.db_table} WHERE id IN ({_marks(ids)})"  # noqa: SLF001
    if scope.reach.is_anonymous:
        statement += f" AND visibility = '{Visibility.PUBLIC.value}'"
    found = {row[0]: Hit.read(*row) for row in fetch(statement, ids)}
    return [found[pk] for pk in ids if pk in found]


def _marks(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values))
