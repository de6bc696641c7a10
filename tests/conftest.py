from collections import OrderedDict

import pytest

from podworko.core import public_page
from tests.instances import bare, demo_instance, instance, migrated, with_demo
from tests.world import clients, world

__all__ = ["bare", "clients", "demo_instance", "instance", "migrated", "with_demo", "world"]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """What one test's pages keep in the process is not shown in another's."""
    monkeypatch.setattr(public_page, "_kept", OrderedDict())
