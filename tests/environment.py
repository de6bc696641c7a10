"""Set up before Django is imported: a data folder of the tests' own, the database that is asked for."""

import atexit
import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

_data = tempfile.mkdtemp(prefix="podworko-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["PODWORKO_DATA"] = _data
os.environ["PODWORKO_URL"] = "http://localhost:8000"
os.environ["DJANGO_SETTINGS_MODULE"] = "podworko.config.settings"
os.environ["DATABASE_URL"] = os.environ.get("PODWORKO_TEST_DATABASE_URL", "")

# A busy machine is no failure.
hypothesis_settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("calm")

CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items):
    """Leave browser tests out where there is no browser; `script/test` refuses that in CI."""
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))
