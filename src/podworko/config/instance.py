"""What makes one instance: its data folder, its secret key, its address."""

import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult

from django.core.exceptions import ImproperlyConfigured

from podworko.config import environment

_HOST = r"[\w.-]+(:\d+)?|\[[\da-fA-F:]+\](:\d+)?"
"""Host and port that may stand in a content security policy."""
PARTS = ("uploads", "static", "logs", "backups")


class Site(NamedTuple):
    """The public address of the instance, e.g. `https://podworko.example`, taken apart."""

    origin: str
    host: str
    is_https: bool
    is_loopback: bool


def data_folder() -> Path:
    """Return the folder named by `PODWORKO_DATA` (default `./data`), made if it is not there."""
    folder = Path(environment.text("PODWORKO_DATA", "data")).absolute()
    try:
        for part in (folder, *(folder / name for name in PARTS)):
            part.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        msg = f"PODWORKO_DATA: nie da się założyć folderu {folder}: {error.strerror}."
        raise ImproperlyConfigured(msg) from error
    return folder


def secret_key(folder: Path) -> str:
    """Return the instance's secret key, made at the first call and readable by its owner only."""
    file = folder / "secret.key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    except OSError as error:
        # An existing key may be read from a folder that cannot be written.
        if not file.exists():
            msg = f"PODWORKO_DATA: nie da się zapisać w folderze {folder}: {error.strerror}."
            raise ImproperlyConfigured(msg) from error
    else:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
    try:
        key = file.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        key = ""
    except OSError as error:
        msg = f"Nie da się odczytać klucza {file}: {error.strerror}. Uruchom program na koncie, do którego należy."
        raise ImproperlyConfigured(msg) from error
    if len(key) < 50:  # noqa: PLR2004 – Django's own minimum
        msg = f"W {file} nie ma klucza. Odtwórz go z kopii albo skasuj: wtedy wszyscy zalogują się od nowa."
        raise ImproperlyConfigured(msg)
    return key


def read_site(url: str) -> Site:
    """Take a public address apart; refuse one that is not `http(s)://host[:port]`."""
    parts = environment.address(url)
    if parts is None or parts.scheme not in {"http", "https"} or not _is_bare(parts):
        msg = f"PODWORKO_URL: „{url}” to nie jest adres taki jak https://podworko.example"
        raise ImproperlyConfigured(msg)
    host = _as_browsers_say(parts.hostname or "")
    shown = f"[{host}]" if ":" in host else host
    return Site(
        origin=f"{parts.scheme}://{shown}" + (f":{parts.port}" if parts.port else ""),
        host=host,
        is_https=parts.scheme == "https",
        is_loopback=is_loopback(host),
    )


def _as_browsers_say(host: str) -> str:
    """Return a host as it stands in a request: `podwórko.example` as `xn--podwrko-o0a.example`."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise ImproperlyConfigured(f"PODWORKO_URL: „{host}” to nie jest nazwa hosta.") from error


def _is_bare(parts: SplitResult) -> bool:
    """Say whether an address names a host and perhaps a port, and nothing else."""
    has_more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    return bool(parts.hostname and not has_more)


def is_loopback(host: str) -> bool:
    """Say whether a host name or address means this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_public_development(site: Site, *, is_development: bool) -> None:
    """Refuse an instance that would open its demo accounts to the world."""
    if is_development and not site.is_loopback:
        raise ImproperlyConfigured(
            "PODWORKO_DEVELOPMENT otwiera konta na próbę i skrzynkę z listami, więc działa tylko na tym komputerze."
            f" Wyłącz je albo usuń PODWORKO_URL={site.origin}."
        )


def tile_host(address: str) -> list[str]:
    """Return the origin from which map tiles come, as a list for the content security policy; empty for no tiles.

    `address` is `https://host/…{z}…{x}…{y}…`, as Leaflet fills it in.
    """
    if not address:
        return []
    parts = environment.address(address)
    has_places = parts and all(place in f"{parts.path}?{parts.query}" for place in ("{z}", "{x}", "{y}"))
    if not parts or parts.scheme not in {"http", "https"} or not re.fullmatch(_HOST, parts.netloc) or not has_places:
        msg = f"PODWORKO_TILES: „{address}” to nie jest adres taki jak https://kafelki.example/{{z}}/{{x}}/{{y}}.png"
        raise ImproperlyConfigured(msg)
    return [f"{parts.scheme}://{parts.netloc}"]
