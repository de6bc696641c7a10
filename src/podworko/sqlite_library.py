"""Chooses the SQLite library before Django opens one.

SQLite 3.7.0 to 3.51.2 can lose committed writes when a write-ahead log is reset
(https://sqlite.org/wal.html, section "The WAL-Reset Bug"; fixed in 3.51.3, 3.50.7 and 3.44.6).
Debian 12 ships 3.40.1. The package pysqlite3 bundles a mended library where it has a wheel.
"""

import sqlite3 as system_sqlite3
import sys

MENDED_BRANCHES = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
"""Minor release → the patch release from which its write-ahead log is safe."""


def prefer_bundled() -> None:
    """Let `import sqlite3` find the bundled library, if it is installed and newer than the system's."""
    try:
        import pysqlite3  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return
    if pysqlite3.sqlite_version_info > system_sqlite3.sqlite_version_info:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def has_safe_log(version: tuple[int, ...]) -> bool:
    """Say whether a SQLite of this version, e.g. `(3, 40, 1)`, keeps every committed write in WAL mode."""
    major, minor, patch = (*version, 0, 0)[:3]
    if (major, minor) > (3, 51):
        return True
    first_safe = MENDED_BRANCHES.get((major, minor))
    return first_safe is not None and patch >= first_safe
