"""Keeps the search true: an action calls `refresh` for what it has changed, in its own transaction.

    organisation.save()
    index.refresh(organisation)          # or a location, a contact, a listing: whatever was changed

    index.refresh_many("organisations.organisation", ids)      # after a bulk change

    location.delete()
    index.refresh(location)              # its organisation's documents are made anew, without it

    organisation_id = organisation.pk
    organisation.delete()
    index.refresh_many("organisations.organisation", [organisation_id])      # gone: so are its documents

Which documents a row makes, its app declares in `<app>/search.py`; see `podworko.core.search.documents`.
A row that no app declares is passed over. `podworko manage rebuild_search` makes everything anew.
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import translation

from podworko.core import bulk, versions
from podworko.core.search import fulltext, words
from podworko.core.search.documents import About, Document, Extra, Follow, Source, declarations
from podworko.core.search.fulltext import Clause, Sign, expression
from podworko.core.search.models import SearchDocument, SearchDocumentArea, SearchWord
from podworko.core.text import fold
from podworko.core.visibility import Visibility

COUNTER = "search"
"""In `core.versions`: rises whenever any document changes."""
BATCH = 500
"""Rows of a source whose documents are made at once."""

_LETTERS = {character: rank for rank, character in enumerate("0123456789abcdefghijklmnopqrstuvwxyz", start=1)}
_LETTERS_IN_PLACE = 7
_TAIL_BITS = 22
_TAILS = 1 << _TAIL_BITS


def refresh(*rows: models.Model) -> None:
    """Make the documents in which some rows stand anew; a row may be new, changed, or just deleted."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        label = row._meta.label_lower  # noqa: SLF001
        if label in declarations().sources and row.pk is not None:
            wanted[label].add(row.pk)
        for source, path in declarations().follows.get(label, ()):
            wanted[source].update(_followed(row, path))
    for label, ids in sorted(wanted.items()):
        refresh_many(label, ids)


def refresh_many(label: str, ids: Iterable[int]) -> None:
    """Make the documents of some rows of a source anew; the documents of a row that is gone go, too."""
    source = declarations().sources[label]
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), BATCH):
        _refresh_batch(source, ordered[start : start + BATCH])


def rebuild(track: Callable[[str, Sequence[Sequence[int]]], Iterable[Sequence[int]]] | None = None) -> None:
    """Make everything anew; `track` may wrap the batches of ids of each source, to show how far it is."""
    _remove_all()
    for label in declarations().sources:
        rows = apps.get_model(label)._base_manager  # noqa: SLF001
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
        for batch in track(label, batches) if track else batches:
            refresh_many(label, batch)
    fulltext.tidy()


def _remove_all() -> None:
    with transaction.atomic():
        fulltext.discard_all()
        SearchDocumentArea.objects.all().delete()
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()
        versions.bump([COUNTER])


def place_of(document: Document) -> int:
    """Return the place of a document in the stored order: by `order`, then by the title's first letters.

    Below 2⁶², with room for four million documents that begin alike; two documents that
    would share a place are set apart when they are written.
    """
    place = document.order & 7
    letters = [_LETTERS[character] for character in fold(document.title) if character in _LETTERS]
    for rank in [*letters, *[0] * _LETTERS_IN_PLACE][:_LETTERS_IN_PLACE]:
        place = place * (len(_LETTERS) + 1) + rank
    tail = zlib.crc32(f"{document.about.model}:{document.about.id}".encode()) % _TAILS
    return (place << _TAIL_BITS) | tail


def _followed(row: models.Model, path: Follow) -> Iterable[int]:
    if callable(path):
        return path(row)
    value: Any = row
    for name in path.split("."):
        value = getattr(value, name)
    return [] if value is None else [value]


def _refresh_batch(source: Source, ids: Sequence[int]) -> None:
    with transaction.atomic():
        # Two people who change parts of one organisation at once must not write its documents twice.
        rows = apps.get_model(source.model)._base_manager.filter(pk__in=ids)  # noqa: SLF001
        list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
        made = _make(source, ids)
        was = _take_out(SearchDocument.objects.filter(source=source.model, source_id__in=ids))
        written = _write(source.model, made)
        versions.bump([COUNTER])
        _learn(made)
        _forget(_words_of(was) - _words_of(row.terms for row in written))


def discard(documents: Sequence[int]) -> None:
    """Delete some documents, given by their ids, and nothing else, before they are made anew or for good."""
    for start in range(0, len(documents), BATCH):
        with transaction.atomic():
            was = _take_out(SearchDocument.objects.filter(pk__in=documents[start : start + BATCH]))
            versions.bump([COUNTER])
            _forget(_words_of(was))


def _take_out(documents: "models.QuerySet[SearchDocument]") -> list[str]:
    """Delete documents and return what the index held of them."""
    was = dict(documents.values_list("pk", "terms"))
    ids = list(was)
    fulltext.discard(ids)
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        # Nothing else points at them; Django would fetch all of them to find that out.
        SearchDocumentArea.objects.filter(document__in=chunk)._raw_delete(using=connection.alias)  # noqa: SLF001
        SearchDocument.objects.filter(pk__in=chunk)._raw_delete(using=connection.alias)  # noqa: SLF001
    return list(was.values())


def _make(source: Source, ids: Sequence[int]) -> list[Document]:
    # Whoever writes, the words of a choice are indexed in the language of the instance.
    with translation.override(settings.LANGUAGE_CODE):
        return _made(source, ids)


def _made(source: Source, ids: Sequence[int]) -> list[Document]:
    made = list(source.documents(ids))
    extras: dict[About, list[Extra]] = defaultdict(list)
    for contribution in declarations().contributions:
        if contribution.model == source.model:
            made.extend(contribution.documents(ids))
            for extra in contribution.extras(ids):
                extras[extra.about].append(extra)
    for position, document in enumerate(made):
        for extra in extras.get(document.about, ()):
            made[position] = made[position].with_extra(extra)
    return made


def _write(source: str, made: Sequence[Document]) -> list[SearchDocument]:
    rows = [_row(source, document) for document in made]
    _set_apart(rows)
    bulk.insert(rows)
    bulk.insert(
        SearchDocumentArea(document_id=row.pk, area_id=area_id)
        for row, document in zip(rows, made, strict=True)
        for area_id in sorted(document.audience.areas)
    )
    fulltext.add([row.pk for row in rows])
    return rows


def _row(source: str, document: Document) -> SearchDocument:
    return SearchDocument(
        id=place_of(document),
        source=source,
        source_id=document.source_id,
        model=document.about.model,
        object_id=document.about.id,
        kind=document.kind,
        title=document.title[:300],
        title_key=words.key(document.title),
        other_titles=list(document.other_titles),
        label=document.label[:300],
        address=document.address,
        body=document.body,
        numbers=list(document.numbers),
        page=dict(document.page),
        terms=" ".join(_terms(document)),
        visibility=document.audience.visibility,
        owner_id=document.audience.owner_id,
        author_id=document.audience.author_id,
    )


def _terms(document: Document) -> Iterator[str]:
    title = words.terms((document.title, *document.other_titles))
    near = words.terms((document.label, document.address, document.hidden))
    numbers = words.terms(document.numbers)
    whole_numbers = words.number_terms(document.numbers)
    body = words.terms([document.body])
    yield from dict.fromkeys([*title, *near, *numbers, *whole_numbers, *body])
    yield from (f"{Sign.TITLE}{term}" for term in title)
    yield from (f"{Sign.NEAR}{term}" for term in [*near, *whole_numbers])
    shown = dict.fromkeys(fold(word) for text in _shown(document) for word in words.split(text))
    yield from (f"{Sign.WORD}{word}" for word in shown)
    yield f"{Sign.EXACT}{words.exact(document.title)}"
    yield from (f"{Sign.SCOPE}{scope}" for scope in _scope(document))


def _shown(document: Document) -> tuple[str, ...]:
    return (document.title, *document.other_titles, document.label, document.address, document.body)


def _scope(document: Document) -> Iterator[str]:
    audience = document.audience
    yield f"k{document.kind}"
    yield f"v{audience.visibility}"
    if audience.owner_id is not None:
        yield f"o{audience.owner_id}"
    for area_id in sorted(audience.areas):
        yield f"p{area_id}"
    inside = sorted({area_id for path in document.area_paths for area_id in path})
    own = sorted({path[-1] for path in document.area_paths}) or [0]
    yield from (f"a{area_id}" for area_id in inside)
    yield from (f"x{area_id}" for area_id in own)
    if audience.visibility == Visibility.PUBLIC:
        yield from (f"b{area_id}" for area_id in inside)
        yield from (f"y{area_id}" for area_id in own)


def _set_apart(rows: Sequence[SearchDocument]) -> None:
    """Give each row a place that no other has."""
    given: set[int] = set()
    waiting = list(rows)
    while waiting:
        taken = set(SearchDocument.objects.filter(pk__in=[row.pk for row in waiting]).values_list("pk", flat=True))
        moved = []
        for row in waiting:
            if row.pk in taken or row.pk in given:
                row.pk = row.pk - row.pk % _TAILS + (row.pk + 1) % _TAILS
                moved.append(row)
            else:
                given.add(row.pk)
        waiting = moved


def _words_of(texts: Iterable[str]) -> set[str]:
    return {term[1:] for text in texts for term in text.split() if term.startswith(Sign.WORD)}


def _learn(made: Sequence[Document]) -> None:
    """Put new words into the vocabulary."""
    told = {fold(word) for document in made for text in _shown(document) for word in words.split(text)}
    new = {word for word in told if word.isalpha() and len(word) >= words.SHORTEST_IN_VOCABULARY}
    new -= set(SearchWord.objects.filter(word__in=new).values_list("word", flat=True))
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in sorted(new)], ignore_conflicts=True)


def _forget(words_left: Iterable[str]) -> None:
    """Take words out of the vocabulary that stand nowhere any more."""
    gone = [word for word in words_left if not fulltext.ids(expression([Clause([word], Sign.WORD)]), limit=1)]
    for start in range(0, len(gone), BATCH):
        SearchWord.objects.filter(word__in=gone[start : start + BATCH]).delete()
