import sqlite3
import sys
from types import ModuleType

import pytest
from django.db import connection

from podworko import sqlite_library
from podworko.config import settings


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),  # Debian 12
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
        ((3, 51), False),
    ],
)
def test_library_with_the_bug_of_the_log_is_known(version, is_safe):
    assert sqlite_library.has_safe_log(version) is is_safe


@pytest.mark.parametrize(("version", "journal"), [((3, 53, 4), "WAL"), ((3, 40, 1), "DELETE")])
def test_journal_follows_the_library(monkeypatch, version, journal):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    command = settings._sqlite()["OPTIONS"]["init_command"]
    assert f"journal_mode={journal};" in command
    assert "synchronous=FULL" in command


def test_newer_bundled_library_takes_the_place_of_the_systems(monkeypatch):
    bundled = ModuleType("pysqlite3")
    bundled.sqlite_version_info = (99, 0, 0)
    bundled.dbapi2 = ModuleType("pysqlite3.dbapi2")
    for name, module in (("pysqlite3", bundled), ("sqlite3", sqlite3), ("sqlite3.dbapi2", sqlite3.dbapi2)):
        monkeypatch.setitem(sys.modules, name, module)
    sqlite_library.prefer_bundled()
    assert sys.modules["sqlite3"] is bundled
    assert sys.modules["sqlite3.dbapi2"] is bundled.dbapi2


def test_older_bundled_library_is_left_alone(monkeypatch):
    bundled = ModuleType("pysqlite3")
    bundled.sqlite_version_info = (3, 0, 0)
    monkeypatch.setitem(sys.modules, "pysqlite3", bundled)
    monkeypatch.setitem(sys.modules, "sqlite3", sqlite3)
    sqlite_library.prefer_bundled()
    assert sys.modules["sqlite3"] is sqlite3


def test_machine_without_bundled_library_uses_the_systems(monkeypatch):
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    monkeypatch.setitem(sys.modules, "sqlite3", sqlite3)
    sqlite_library.prefer_bundled()
    assert sys.modules["sqlite3"] is sqlite3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
def test_foreign_keys_and_full_synchronisation_are_on(db):
    with connection.cursor() as cursor:
        answers = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous")}
    assert answers == {"foreign_keys": 1, "synchronous": 2}
