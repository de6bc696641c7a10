from collections import OrderedDict

import pytest
from django.conf import settings
from django.db import connections

from podworko.core import public_page
from tests.instances import (
    backup_of_demo,
    bare,
    demo_backup,
    demo_instance,
    instance,
    migrated,
    no_database_stays,
    with_demo,
)
from tests.loaded import demo_rows, loaded_demo
from tests.world import clients, prints_as_data, world

__all__ = [
    "backup_of_demo",
    "bare",
    "clients",
    "demo_backup",
    "demo_instance",
    "demo_rows",
    "instance",
    "loaded_demo",
    "migrated",
    "no_database_stays",
    "prints_as_data",
    "with_demo",
    "world",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite's test database is a file, as every instance's is, in the worker's own folder.

    One in memory would be a single connection that the browser tests' server shares between its threads, which
    Python's sqlite3 does not survive: a statement kept for one thread is taken away by another (`KeyError`).
    """
    if connections["default"].vendor == "sqlite":
        connections["default"].settings_dict["TEST"]["NAME"] = str(settings.DATA / "tests.sqlite3")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """What one test's pages keep in the process is not shown in another's."""
    monkeypatch.setattr(public_page, "_kept", OrderedDict())
