"""The full-text index over `SearchDocument`: FTS5 on SQLite, a `tsvector` with GIN on PostgreSQL.

Each document is a set of terms without order. A bare term is a form of a word, wherever the word
stands; a sign in front says more, so that one look-up answers „in the title?” or „in this area?”
without reading what stands elsewhere:

    zlobek          a form of a word of the document
    ^zlobek         a form of a word of its title
    ~niska          a form of a word of its heading or address
    =zlobek         the folded word itself, which suggestions and corrections may name
    !zlobek_nr_25   its whole title
    #a7             its scope: an area it belongs to or that lies round it
    #x7             the area itself to which it belongs, #x0 for none
    #b7 #y7         the same as #a7 and #x7, of what everybody may see: one look-up for passers-by instead of two
    #korganisation #vpublic #o12 #p7   its kind; its visibility, owner and areas for the visibility table

The FTS5 table keeps no text of its own; the functions of `podworko.core.search.index` keep it true.
Its row ids are the ids of the documents, so that hits come in the stored order.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models.expressions import RawSQL

from podworko.core.reading import fetch

ModelT = TypeVar("ModelT", bound=models.Model)

TABLE = "core_searchdocument"
INDEX = "core_search_fts"
LONGEST_PREFIX = 4
"""Letters of beginnings that are indexed."""

_MAKE = {
    "sqlite": [
        # The tokenizer leaves letters beyond ASCII alone: words come folded. Prefixes of two to four letters
        # behind their sign are kept, for suggestions.
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(terms, content='{TABLE}', content_rowid='id',"
        " tokenize=\"ascii tokenchars '^~=!#_'\", detail='none', columnsize=0, prefix='3 4 5')",
        f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
    ],
    "postgresql": [
        f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector"
        " GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(terms, ' '), ''))) STORED",
        f"CREATE INDEX core_search_vector ON {TABLE} USING gin (vector)",
    ],
}
_DROP = {
    "sqlite": [f"DROP TABLE IF EXISTS {INDEX}"],
    "postgresql": [f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector"],
}
_CHUNK = 500
_PAGES = 500
"""Pages of the index, of four kilobytes, that one step merges: some milliseconds."""
_MOST_STEPS = 10_000


class Sign(StrEnum):
    """What stands in front of a term."""

    ANYWHERE = ""
    TITLE = "^"
    NEAR = "~"
    WORD = "="
    EXACT = "!"
    SCOPE = "#"


class Clause(NamedTuple):
    """Terms of which a document must hold one."""

    terms: Sequence[str]
    sign: Sign = Sign.ANYWHERE
    is_prefix: bool = False
    """The terms are beginnings of what is looked for."""


def expression(clauses: Iterable[Clause]) -> str:
    """Return what the database is asked for documents that satisfy all clauses.

    The terms are words of `podworko.core.search.words` or scopes: letters and digits, nothing to escape.
    """
    if connection.vendor == "sqlite":
        quote, end, either, both = '"', " *", " OR ", " AND "
    else:
        quote, end, either, both = "'", ":*", " | ", " & "
    return both.join(
        "("
        + either.join(f"{quote}{clause.sign}{term}{quote}{end if clause.is_prefix else ''}" for term in clause.terms)
        + ")"
        for clause in clauses
    )


def ids(asked: str, *, limit: int) -> list[int]:
    """Return the ids of the first documents that match an expression, in the stored order, whoever may see them."""
    return [row[0] for row in fetch(_first(), [asked, limit])]


def count(asked: str, *, limit: int) -> int:
    """Return how many documents match an expression, at most `limit`."""
    return int(fetch(f"SELECT COUNT(*) FROM ({_first()}) AS found", [asked, limit])[0][0])


def _first() -> str:
    if connection.vendor == "sqlite":
        return f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s ORDER BY rowid LIMIT %s"
    return f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery ORDER BY id LIMIT %s"


def matching(rows: models.QuerySet[ModelT], asked: str) -> models.QuerySet[ModelT]:
    """Keep the documents that match an expression, in the stored order."""
    if connection.vendor == "sqlite":
        # A join read in the index's order stops at the limit; a subquery would be made whole first.
        return rows.extra(  # noqa: S610 – constants; what is asked for travels as a parameter
            tables=[INDEX],
            where=[f"{INDEX}.rowid = {TABLE}.id", f"{INDEX} MATCH %s"],
            params=[asked],
            order_by=[f"{INDEX}.rowid"],
        )
    return rows.extra(where=["vector @@ %s::tsquery"], params=[asked]).order_by("pk")


def all_matching(asked: str) -> RawSQL:
    """Return the ids of all documents that match an expression, as a subquery for `pk__in`."""
    if connection.vendor == "sqlite":
        return RawSQL(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s", [asked])
    return RawSQL(f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery", [asked])


def add(written: Sequence[int]) -> None:
    """Index the documents that were just written."""
    _copy_to_index(f"INSERT INTO {INDEX} (rowid, terms) SELECT id, terms", written)


def discard(leaving: Sequence[int]) -> None:
    """Take documents out of the index, before they are deleted."""
    # FTS5 must be told what stood there, or it keeps pointing at it.
    _copy_to_index(f"INSERT INTO {INDEX} ({INDEX}, rowid, terms) SELECT 'delete', id, terms", leaving)


def tidy() -> None:
    """Merge the pieces of which the index was written into one: each look-up asks all of them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")


def tidy_in_steps() -> int:
    """Do as `tidy`, in steps between which others can write; return how many it took."""
    if connection.vendor != "sqlite":
        return 0
    steps = 0
    with connection.cursor() as cursor:
        while steps < _MOST_STEPS:
            before = connection.connection.total_changes
            # The first, negative step begins a merge of all pieces, the others go on with it.
            pages = -_PAGES if not steps else _PAGES
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('merge', {pages})")
            # Fewer than two changes: there was nothing left to merge.
            if connection.connection.total_changes - before < 2:  # noqa: PLR2004
                break
            steps += 1
    return steps


def discard_all() -> None:
    """Empty the index, before all documents are deleted."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')")


def _copy_to_index(insert: str, documents: Sequence[int]) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for start in range(0, len(documents), _CHUNK):
            chunk = documents[start : start + _CHUNK]
            marks = ", ".join(["%s"] * len(chunk))
            cursor.execute(f"{insert} FROM {TABLE} WHERE id IN ({marks})", list(chunk))


class MakeFullTextIndex(Operation):
    """Make the index that fits the database."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the models' state as it is."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        """Make the index and fill it."""
        for statement in _MAKE[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        """Drop the index."""
        for statement in _DROP[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    def describe(self) -> str:
        """Say what the operation does."""
        return "Make the full-text index"
