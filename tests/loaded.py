"""The demo in a test's database."""

import pytest

from podworko.config import demo
from tests.kept import Kept


@pytest.fixture(scope="session")
def demo_kept(django_db_setup, django_db_blocker):
    """What the demo adds to each table."""
    with django_db_blocker.unblock():
        return Kept("demo", demo.load)


@pytest.fixture
def loaded_demo(db, demo_kept):
    """The demo, as `podworko demo` loads it into an empty instance."""
    demo_kept.put_back()
