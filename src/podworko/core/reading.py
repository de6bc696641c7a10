"""Reads rows by SQL that is written out, past what Django puts between a statement and SQLite.

For what many pages ask on every request: there Django's cursor takes as long as the look-up itself.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def fetch(statement: str, parameters: Sequence[float | str | date]) -> list[tuple[Any, ...]]:
    """Return the rows that a reading statement gives, as tuples; its parameters stand in it as `%s`."""
    rows: list[tuple[Any, ...]]
    # Each look at `connection` would find it anew.
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "sqlite" or database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            cursor.execute(statement, parameters)
            rows = cursor.fetchall()
        return rows
    database.ensure_connection()
    with database.wrap_database_errors:
        rows = database.connection.execute(_for_sqlite(statement), parameters).fetchall()
    return rows


@lru_cache(maxsize=1000)
def _for_sqlite(statement: str) -> str:
    return statement.replace("%s", "?").replace("%%", "%")
