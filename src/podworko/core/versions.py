"""Counters that say whether something has changed since it was last shown.

The action that changes rows bumps the counters of all that shows them, in its transaction;
a page then answers „unchanged” after reading one row. Names: `area:azory`.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from podworko.core.reading import fetch


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


# Each looked up by itself: `IN` makes a table of the names first.
_ONE = "coalesce((SELECT number FROM core_version WHERE name = %s), 0)"
_SUMS = ["SELECT " + (" + ".join([_ONE] * count) or "0") for count in range(5)]


def read(*names: str) -> int:
    """Return the sum of some counters, which grows with each; 0 if nothing was ever bumped. One raw read."""
    rows = fetch(_SUMS[len(names)], names)
    return int(rows[0][0])
