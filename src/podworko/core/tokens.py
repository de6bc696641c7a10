"""Secrets that travel in links. The database keeps their digests only, so a copy of it opens nothing."""

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new_token() -> str:
    """Return a secret of 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token: SHA-256 as 64 hexadecimal digits. The token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived(purpose: str, seed: str) -> str:
    """Return a secret of 256 bits that can be said again later, made of what is kept and of the instance's key.

    For links that recur in mails, or that a second click must find again. Without the key, which no backup of the
    database holds, the seed opens nothing.
    """
    secret = salted_hmac(f"podworko.{purpose}", seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
