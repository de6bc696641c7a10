import shutil
from collections import OrderedDict

import pytest
from django.conf import settings
from django.db import connections

from podworko.config.templatetags import frame, quick_extends
from podworko.core import feed_files, public_page
from podworko.core.search import fulltext
from tests.instances import (
    POSTGRES,
    backup_of_demo,
    bare,
    demo_backup,
    demo_instance,
    drop_databases,
    fresh,
    instance,
    migrated,
    with_demo,
)
from tests.loaded import demo_kept, loaded_demo
from tests.world import clients, prints_as_data, world, world_kept

__all__ = [
    "backup_of_demo",
    "bare",
    "clients",
    "demo_backup",
    "demo_instance",
    "demo_kept",
    "fresh",
    "instance",
    "loaded_demo",
    "migrated",
    "prints_as_data",
    "with_demo",
    "world",
    "world_kept",
]


def pytest_sessionfinish(session):
    # The process that starts the workers ends after them.
    if POSTGRES and not hasattr(session.config, "workerinput"):
        drop_databases()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, migrated):
    """The tests' database begins as a copy of one that all workers of a run share: to migrate takes seconds.

    SQLite's is a file, as every instance's is, in the worker's own folder. One in memory would be a single connection
    that the browser tests' server shares between its threads, which Python's sqlite3 does not survive: a statement
    kept for one thread is taken away by another (`KeyError`).
    """
    settings_of_tests = connections["default"].settings_dict["TEST"]
    if connections["default"].vendor == "sqlite":
        settings_of_tests["NAME"] = str(settings.DATA / "tests.sqlite3")
        shutil.copyfile(migrated.folder / "podworko.sqlite3", settings_of_tests["NAME"])
    else:
        settings_of_tests["TEMPLATE"] = migrated.database


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """What was copied is kept; it goes with the worker's folder."""
    return django_db_keepdb or connections["default"].vendor == "sqlite"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """What one test's pages keep in the process is not shown in another's."""
    monkeypatch.setattr(public_page, "_kept", OrderedDict())
    monkeypatch.setattr(feed_files, "_kept", OrderedDict())
    monkeypatch.setattr(frame, "_shared", {})
    monkeypatch.setattr(quick_extends, "_shells", {})


@pytest.fixture(autouse=True)
def index_goes_with_its_documents(request):
    """What a test that commits leaves is emptied table by table afterwards, which the full-text index does not notice.

    What stood there would be found by whoever comes next.
    """
    mark = request.node.get_closest_marker("django_db")
    if not mark or not mark.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    fulltext.discard_all()
