"""Counters that say whether something has changed since it was last shown.

The action that changes rows bumps the counters of all that shows them, in its transaction;
a page then answers „unchanged” after reading one row. Names: `area:azory`.
"""

from collections.abc import Iterable

from django.db import connection, transaction


def bump(names: Iterable[str]) -> None:
    """Raise each named counter by one; a counter starts at 1."""
    rows = [(name,) for name in sorted(set(names))]
    if not rows:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core_version (name, number) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET number = core_version.number + 1",
            rows,
        )


def read(name: str) -> int:
    """Return a counter; 0 if nothing was ever bumped. One raw read of one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM core_version WHERE name = %s", [name])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
