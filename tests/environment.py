"""Set up before Django is imported: a data folder of the tests' own, the database that is asked for."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

_data = tempfile.mkdtemp(prefix="podworko-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
# Workers find here the folder of the process that started them.
os.environ.setdefault("PODWORKO_TEST_SHARED", _data)
# What one of them signs, another reads.
_key = Path(os.environ["PODWORKO_TEST_SHARED"], "secret.key")
if _key.parent == Path(_data):
    _key.write_text(secrets.token_urlsafe(64))
    _key.chmod(0o600)
else:
    shutil.copy(_key, _data)
os.environ["PODWORKO_DATA"] = _data
os.environ["PODWORKO_URL"] = "http://localhost:8000"
os.environ["DJANGO_SETTINGS_MODULE"] = "podworko.config.settings"
os.environ["DATABASE_URL"] = os.environ.get("PODWORKO_TEST_DATABASE_URL", "")

# A busy machine is no failure.
# In CI the same examples come each time; elsewhere each run tries new ones.
hypothesis_settings.register_profile(
    "calm",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
hypothesis_settings.load_profile("calm")

CHROMIUM = shutil.which("chromium")


ON_POSTGRES = bool(os.environ["DATABASE_URL"])
DATABASE_FIXTURES = {"django_db_setup", "fresh"}
"""One of these is behind every fixture that gives a database: the tests' own, or that of a whole instance."""


def touches_database(item):
    """Say whether a test may meet a database: only then can it tell one kind from the other.

    pytest-django refuses the database to a test that has neither its mark nor one of its fixtures.
    """
    if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames):
        return True
    # It may ask which database it is without asking the database anything.
    from django.db import connection, connections

    return any(value is connection or value is connections for value in vars(item.module).values())


LONG = "test_every_page.py"
"""Its tests take half a minute each; one after the other at the end, they would keep one worker from ending."""


def spread(items):
    """Put the long tests between the others, at the turn from one module to the next, as far apart as may be."""
    long = [item for item in items if item.path.name == LONG]
    others = [item for item in items if item.path.name != LONG]
    if not others:
        return long
    turns = [place for place in range(len(others)) if not place or others[place].path != others[place - 1].path]
    for number, item in enumerate(reversed(long)):
        wanted = len(others) * (len(long) - 1 - number) // len(long)
        turn = min(turns, key=lambda place: abs(place - wanted))
        others.insert(turn, item)
        turns = [place for place in turns if place <= turn]
    return others


def pytest_collection_modifyitems(config, items):
    """Leave browser tests out where there is no browser; `script/test` refuses that in CI.

    What meets no database runs once, on SQLite.
    """
    if ON_POSTGRES:
        without = [item for item in items if not touches_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]
    items[:] = spread(items)
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))
