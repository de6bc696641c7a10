"""What an app tells the search about its rows, in a module `search.py` of its own.

    # organisations/search.py
    SOURCES = [Source("organisations.organisation", documents_of_organisations)]
    FOLLOWS = [("organisations.location", "organisations.organisation", "organisation_id")]

A *source* makes the documents of some rows at once; a *document* is one thing that can be found.
`FOLLOWS` says which other rows stand in those documents, so that an action passes whatever it has
changed to `index.refresh` and need not know where it shows. An app above may add words and documents
to a source of an app below by `CONTRIBUTIONS` (the category of a place, what an organisation offers).

What must be in no public output must be in no document: flat numbers, notes of editors.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from django.apps import apps

from podworko.core.visibility import Visibility

Follow = str | Callable[[Any], Iterable[int]]
"""How to get from a row to the ids of the source's rows: a path of attributes to one id, or a function."""


class About(NamedTuple):
    """The row that a document is about: label of its model, as `organisations.location`, and its id."""

    model: str
    id: int


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees a document, in the terms of the visibility table."""

    visibility: str = Visibility.ORGANISATION
    owner_id: int | None = None
    """The owning organisation."""
    areas: frozenset[int] = frozenset()
    """Where the row counts."""
    author_id: int | None = None
    """Who entered the row."""

    @property
    def is_public(self) -> bool:
        """Say whether everybody is meant."""
        return self.visibility == Visibility.PUBLIC

    def hidden_with(self, other: "Audience") -> "Audience":
        """Return who sees a row that is hidden with another row of the same owner.

        Never more people than see both; a few of them may be missed where both are restricted.
        """
        if other.is_public:
            return self
        if self.is_public:
            return other
        narrowness = list(Visibility.values).index
        narrower, wider = sorted([self, other], key=lambda one: narrowness(one.visibility), reverse=True)
        both_private = wider.visibility == Visibility.PRIVATE
        author_id = narrower.author_id if not both_private or wider.author_id == narrower.author_id else None
        return Audience(narrower.visibility, narrower.owner_id, narrower.areas & wider.areas, author_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing that can be found, with everything a result shows. A word counts most in the title."""

    source_id: int
    """The id of the row of the source's model with which the document is made anew."""
    about: About
    kind: str
    """What the reader is told it is, e.g. `organisation`; the page that shows results names it."""
    title: str
    other_titles: tuple[str, ...] = ()
    """Former or corrected names; they count as the title and are shown beside it."""
    label: str = ""
    """A heading under which it stands, e.g. a category; counts less than the title."""
    address: str = ""
    """As it may be printed for whoever sees the document; counts as the label."""
    hidden: str = ""
    """Words that find it as the address does and are not shown, e.g. a street as it was misspelt."""
    body: str = ""
    """Everything else that may be shown; a result quotes from it."""
    numbers: tuple[str, ...] = ()
    """Telephone and register numbers: found with and without spaces; shown when found."""
    page: Mapping[str, str] = field(default_factory=dict)
    """What the address of its page is made of, e.g. `{"area_slug": "azory", "slug": "zlobek-nr-25"}`."""
    audience: "Audience"
    area_paths: frozenset[tuple[int, ...]] = frozenset()
    """The areas it belongs to, each as ids from the root down: it is found in them, in all areas round them,
    and in all areas inside them. What belongs to no area is found in all."""
    order: int = 3
    """0–7: which kinds come first among many that match equally."""

    def with_extra(self, extra: "Extra") -> "Document":
        """Return the document with what another app adds."""
        return replace(
            self,
            label=" · ".join(filter(None, [self.label, extra.label])),
            hidden=" ".join(filter(None, [self.hidden, extra.hidden])),
            body="\n".join(filter(None, [self.body, extra.body])),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What one app adds to a document of another."""

    about: About
    label: str = ""
    hidden: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A model whose rows make documents."""

    model: str
    documents: Callable[[Sequence[int]], Iterable[Document]]
    """Takes ids of rows, at most a few hundred; makes nothing of an id that is gone."""


def _nothing(ids: Sequence[int]) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an app adds to a source below it: words to its documents, and documents that live and die with its row.

    Both take the ids of the source's rows.
    """

    model: str
    extras: Callable[[Sequence[int]], Iterable[Extra]] = _nothing
    documents: Callable[[Sequence[int]], Iterable[Document]] = _nothing


@dataclass(frozen=True, slots=True)
class Declarations:
    """What all installed apps declare."""

    sources: Mapping[str, Source]
    follows: Mapping[str, Sequence[tuple[str, Follow]]]
    contributions: Sequence[Contribution]


@cache
def declarations() -> Declarations:
    """Collect the modules `search.py` of the installed apps."""
    sources: dict[str, Source] = {}
    follows: dict[str, list[tuple[str, Follow]]] = {}
    contributions: list[Contribution] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.search"
        if config.name == "podworko.core" or find_spec(name) is None:
            continue
        module = import_module(name)
        sources.update({source.model: source for source in getattr(module, "SOURCES", ())})
        contributions.extend(getattr(module, "CONTRIBUTIONS", ()))
        for label, source, path in getattr(module, "FOLLOWS", ()):
            follows.setdefault(label, []).append((source, path))
    return Declarations(sources, follows, contributions)
