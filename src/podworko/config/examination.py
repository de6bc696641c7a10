"""What is misconfigured, in plain words: every question that `podworko check` asks an instance."""

import smtplib
import socket
import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import connection

from podworko import __version__, sqlite_library
from podworko.accounts.models import User
from podworko.core import health
from podworko.core.backup import make
from podworko.core.health import Finding, State

OLD_BACKUP = timedelta(days=2)


def examine(*, with_mail: bool) -> Iterator[Finding]:
    """Yield what was found, part by part; what needs a database is left out where there is none."""
    yield _ok("program", f"Podwórko {__version__}.")
    yield from _folder()
    yield from _address()
    database = health.examine()
    yield from database
    if not {"database", "migrations"} & {finding.part for finding in database if finding.state == State.ERROR}:
        yield from _library()
        yield from _people()
    yield from _backups()
    yield from _django()
    if with_mail:
        yield from _mail()


def _ok(part: str, says: str) -> Finding:
    return Finding(part, State.OK, says)


def _warning(part: str, says: str) -> Finding:
    return Finding(part, State.WARNING, says)


def _folder() -> Iterator[Finding]:
    folder = settings.DATA
    yield _ok("folder", f"Folder danych: {folder} (PODWORKO_DATA).")
    for private in (folder / "secret.key", folder / "podworko.sqlite3"):
        if private.exists() and stat.S_IMODE(private.stat().st_mode) & stat.S_IROTH:
            yield _warning(
                "folder", f"Plik {private.name} może czytać każdy na tym komputerze. Wpisz: chmod o-r {private}"
            )


def _address() -> Iterator[Finding]:
    site = settings.SITE
    if site.is_loopback:
        yield _warning(
            "address", f"Adres {site.origin} działa tylko na tym komputerze. Dla innych ustaw PODWORKO_URL."
        )
    elif not site.is_https:
        yield Finding(
            "address",
            State.ERROR,
            f"Adres {site.origin} nie jest szyfrowany. Ustaw PODWORKO_URL=https://… i serwer pośredni.",
        )
    else:
        yield _ok("address", f"Adres: {site.origin}.")
    if settings.DEVELOPMENT:
        yield _warning(
            "address", "Tryb próbny (PODWORKO_DEVELOPMENT): konta na próbę są otwarte. Nie dla prawdziwych danych."
        )
    if site.is_https and not settings.TRUSTED_PROXIES:
        yield _warning(
            "address",
            "Strona ma adres https, a PODWORKO_TRUSTED_PROXIES to 0. Za serwerem pośrednim ustaw 1:"
            " inaczej przeglądarka będzie w kółko przekierowywana.",
        )


def _library() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            yield _ok("database", f"PostgreSQL {cursor.fetchone()[0]}.")
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
    library = f"SQLite {sqlite3.sqlite_version}, dziennik {journal}."
    if sqlite_library.has_safe_log(sqlite3.sqlite_version_info):
        yield _ok("database", library)
    else:
        yield _warning(
            "database",
            f"{library} Ta wersja ma błąd w dzienniku WAL, więc go nie używamy: zapisy są bezpieczne, ale wolniejsze.",
        )


def _people() -> Iterator[Finding]:
    if User.objects.keepers().exists():
        yield _ok("people", "Jest administrator.")
    else:
        yield _warning("people", "Nie ma administratora. Wpisz: podworko sign-in-link --first-administrator")


def _backups() -> Iterator[Finding]:
    age = make.time_since_latest()
    if age is None:
        yield _warning("backup", "W folderze backups nie ma żadnej kopii. Wpisz: podworko backup")
    elif age > OLD_BACKUP:
        yield _warning("backup", f"Ostatnia kopia ma {age.days} dni. Ustaw codzienną kopię (docs/operate.md).")
    else:
        yield _ok("backup", "Jest świeża kopia.")


def _django() -> Iterator[Finding]:
    for message in checks.run_checks(include_deployment_checks=settings.SITE.is_https):
        if not message.is_silenced():
            state = State.ERROR if message.is_serious() else State.WARNING
            yield Finding("settings", state, f"{message.msg} ({message.id})")


def _mail() -> Iterator[Finding]:
    server = settings.MAIL_SERVER
    if server is None:
        where = "zostają na stronie /mailbox/" if settings.SITE.is_loopback else "nie wychodzą: ustaw EMAIL_URL"
        yield (_ok if settings.SITE.is_loopback else _warning)("mail", f"Nie ma serwera poczty; listy {where}.")
        return
    try:
        mail = get_connection(timeout=10)
        mail.open()
        mail.close()
    except smtplib.SMTPAuthenticationError:
        yield Finding("mail", State.ERROR, f"Serwer poczty {server.host} nie przyjął hasła z EMAIL_URL.")
    except (OSError, smtplib.SMTPException, socket.gaierror) as error:
        yield Finding("mail", State.ERROR, f"Serwer poczty {server.host}:{server.port} nie odpowiada: {error}")
    else:
        yield _ok("mail", f"Serwer poczty {server.host} odpowiada.")
