import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher


@pytest.fixture(autouse=True)
def passwords_are_cheap(monkeypatch):
    """What makes a password dear to guess makes a test of signing in slow; which way it is kept stays the same."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
