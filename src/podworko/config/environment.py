"""Reads settings from environment variables and refuses what it does not understand, in a sentence."""

import difflib
import os
import re
from email.utils import parseaddr
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on", "tak"}
NO = {"", "0", "false", "no", "off", "nie"}
OURS = "PODWORKO_"
FOR_TESTS = "PODWORKO_TEST_"
PORT_OF_SCHEME = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*|\[[\da-fA-F:]+\]")
_LONGEST_NUMBER = 9
"""Digits."""
_asked: set[str] = set()


class MailServer(NamedTuple):
    """Where mail is handed in."""

    host: str
    port: int
    user: str
    password: str
    starts_encrypted: bool
    turns_encrypted: bool


def text(name: str, default: str = "") -> str:
    """Return a variable, or the default where it is missing or empty."""
    _asked.add(name)
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Return whether a variable says yes; missing or empty is no."""
    value = text(name).lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name}: „{value}” to ani „tak” (1), ani „nie” (0).")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number that is at least `least`."""
    value = text(name, str(default))
    is_number = value.isdecimal() and len(value) <= _LONGEST_NUMBER
    if not is_number or int(value) < least:
        raise ImproperlyConfigured(f"{name}: „{value[:40]}” to nie jest liczba całkowita od {least} w górę.")
    return int(value)


def hosts(name: str) -> list[str]:
    """Return a list of host names; refuse what stands for all of them, since that trusts whatever a visitor says."""
    found = names(name)
    for host in found:
        if not _HOST.fullmatch(host):
            raise ImproperlyConfigured(f"{name}: „{host}” to nie jest nazwa hosta, np. www.podworko.example.")
    return found


def sender(name: str, default: str) -> str:
    """Return a sender of mail, e.g. `Podwórko <podworko@podworko.example>`."""
    value = text(name)
    if not value:
        return default
    if not value.isprintable() or "@" not in parseaddr(value)[1]:
        raise ImproperlyConfigured(f"{name}: „{value}” to nie jest nadawca taki jak Podwórko <podworko@host.example>.")
    return value


def address(text: str) -> SplitResult | None:
    """Take an address apart; return nothing if it is none, or its port is none, or it holds what no address can."""
    if not text.isprintable() or " " in text:
        return None
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        return None
    return parts


def names(name: str) -> list[str]:
    """Return a list written with commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def mail_server(name: str) -> MailServer | None:
    """Return the mail server that a variable names, or nothing where it is missing.

    `smtp://` is not encrypted, `smtp+tls://` turns encrypted (STARTTLS), `smtps://` is from the start.
    """
    url = text(name)
    if not url:
        return None
    parts = address(url)
    port = (parts.port or PORT_OF_SCHEME.get(parts.scheme)) if parts else None
    if parts is None or parts.scheme not in PORT_OF_SCHEME or not parts.hostname or port is None:
        raise ImproperlyConfigured(
            f"{name}: to nie jest adres serwera poczty, np. smtp+tls://konto:haslo@poczta.example:587"
        )
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_encrypted=parts.scheme == "smtps",
        turns_encrypted=parts.scheme == "smtp+tls",
    )


def refuse_unknown() -> None:
    """Refuse a variable that looks like a setting and is none: a slip of the keyboard must not pass unnoticed.

    Called when all settings have been read.
    """
    for name in sorted(os.environ):
        if not name.startswith(OURS) or name.startswith(FOR_TESTS) or name in _asked:
            continue
        near = difflib.get_close_matches(name, _asked, n=1)
        hint = f" Czy chodziło o {near[0]}?" if near else ""
        raise ImproperlyConfigured(f"{name}: nie ma takiego ustawienia.{hint} Wszystkie opisuje docs/settings.md.")
