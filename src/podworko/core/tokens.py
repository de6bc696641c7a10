"""Secrets that travel in links. The database keeps their digests only, so a copy of it opens nothing."""

import hashlib
import secrets


def new_token() -> str:
    """Return a secret of 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token: SHA-256 as 64 hexadecimal digits. The token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
