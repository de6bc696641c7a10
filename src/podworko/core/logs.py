"""Logs: one JSON object per line, one file per day, and nothing that tells of a person.

No addresses of visitors, no query strings, no one-time links: a request is named by the pattern of
its address (`<slug:area_slug>/map/`), and e-mail addresses in error texts are struck out.
"""

import contextvars
import datetime as dt
import logging
import re
from logging import LogRecord
from pathlib import Path
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

KEPT_DAYS = 14
"""How long a day's file is kept; a scheduled job deletes older ones."""
request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PAGE = re.compile(r"(https?://[^/\s]+)/\S*")
"""The address of a page; its site is no secret."""
_FILE = re.compile(r"podworko-(\d{4}-\d{2}-\d{2})\.log")


def without_addresses(text: str) -> str:
    """Return an error's text without the e-mail addresses that mail servers and databases put into theirs."""
    return _ADDRESS.sub("[…@…]", text)


class LineFormatter(JsonFormatter):
    """JSON lines with `at`, `level`, `logger`, `message` and what was passed as `extra`."""

    def format(self, record: LogRecord) -> str:
        """Return one line."""
        return without_addresses(super().format(record))


class PlainFormatter(logging.Formatter):
    """Lines for a developer's terminal."""

    def format(self, record: LogRecord) -> str:
        """Return one line, or more with a traceback."""
        extra = " ".join(
            f"{name}={getattr(record, name)}"
            for name in ("task", "route", "status", "seconds", "worker")
            if hasattr(record, name)
        )
        return without_addresses(f"{super().format(record)} {extra}".rstrip())


def name_request(record: LogRecord) -> bool:
    """Put the id of the request on a record, and the pattern of its address in the place of the address."""
    record.request_id = request_id.get()
    request = record.__dict__.pop("request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        route = match.route if match else ""
        record.route = route
        if record.name.startswith("django.") and isinstance(record.args, tuple):
            # Django's arguments are the reason and the path, and both may hold a secret link: a reason says which
            # page a refused form came from.
            path = getattr(request, "path", None)
            said = (route or "(no page)" if each == path else each for each in record.args)
            record.args = tuple(_PAGE.sub(r"\1", each) if isinstance(each, str) else each for each in said)
    return True


class DailyFile(logging.Handler):
    """Appends to `podworko-2026-11-21.log`. Any number of processes may share the folder: nobody renames a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._day: dt.date | None = None
        self._stream: TextIO | None = None

    def emit(self, record: LogRecord) -> None:
        """Write one line; a full disk must not take the site down with it."""
        try:
            stream = self._open(dt.datetime.fromtimestamp(record.created, dt.UTC).date())
            stream.write(self.format(record) + "\n")
            stream.flush()
        except OSError:
            self._stream, self._day = None, None

    def close(self) -> None:
        """Close the day's file."""
        if self._stream:
            self._stream.close()
            self._stream = None
        super().close()

    def _open(self, day: dt.date) -> TextIO:
        if self._stream is None or self._day != day:
            if self._stream:
                self._stream.close()
            self._stream = (self.folder / f"podworko-{day}.log").open("a", encoding="utf-8")
            self._day = day
        return self._stream


def delete_old_logs(folder: Path, *, today: dt.date) -> int:
    """Delete the daily files that are older than `KEPT_DAYS`; return how many."""
    count = 0
    for file in folder.iterdir():
        match = _FILE.fullmatch(file.name)
        if match and dt.date.fromisoformat(match[1]) < today - dt.timedelta(days=KEPT_DAYS):
            file.unlink(missing_ok=True)
            count += 1
    return count


def configuration(folder: Path, *, is_plain: bool) -> dict[str, Any]:
    """Return Django's `LOGGING`: JSON into the folder and, plain or JSON, onto standard error."""
    fields = "%(levelname)s %(name)s %(message)s %(request_id)s"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"name_request": {"()": lambda: name_request}},
        "formatters": {
            "json": {
                "()": LineFormatter,
                "fmt": fields,
                "timestamp": "at",
                "json_ensure_ascii": False,
                "rename_fields": {"levelname": "level", "name": "logger"},
            },
            "plain": {"()": PlainFormatter, "fmt": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "plain" if is_plain else "json",
                "filters": ["name_request"],
            },
            "file": {"()": DailyFile, "folder": folder, "formatter": "json", "filters": ["name_request"]},
        },
        "root": {"handlers": ["stderr", "file"], "level": "INFO"},
        "loggers": {
            # Their own handlers would say everything a second time.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
