"""How an instance is: what `/healthz` answers and `podworko check` explains."""

import datetime as dt
import shutil
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from podworko.core.jobs.models import WorkerPresence

WORKER_SILENCE = dt.timedelta(minutes=2)
"""After this long without a sign, no worker is taken to be running."""
LITTLE_SPACE, NO_SPACE = 1_000_000_000, 100_000_000
"""Free bytes below which a disk is worth a warning, and below which writing is taken to fail."""

FRESH = 5.0
"""Seconds for which findings are passed on to whoever asks again."""
_latest: dict[str, tuple[float, list["Finding"]]] = {}


class State(StrEnum):
    """How one part is; `WARNING` still serves pages."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """The state of one part and, in plain words, what it means."""

    part: str
    state: State
    says: str


def examine() -> list[Finding]:
    """Look at the database, its schema, the worker and the disk; never raise."""
    found = [_database()]
    if found[-1].state == State.OK:
        found.append(_migrations())
    if found[-1].state == State.OK:
        found += [_writing(), _worker()]
    return [*found, _disk()]


def examine_lately() -> list[Finding]:
    """Return findings that are at most a few seconds old: whoever asks all the time costs nothing."""
    asked, findings = _latest.get("", (0.0, []))
    if not findings or time.monotonic() - asked > FRESH:
        findings = examine()
        _latest[""] = (time.monotonic(), findings)
    return findings


def forget() -> None:
    """Forget the latest findings."""
    _latest.clear()


def overall(findings: list[Finding]) -> State:
    """Return the worst state of all."""
    worst = [State.OK, State.WARNING, State.ERROR]
    return max((finding.state for finding in findings), key=worst.index)


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Finding("database", State.ERROR, _("Baza danych nie odpowiada."))
    return Finding("database", State.OK, _("Baza danych odpowiada."))


def _writing() -> Finding:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # A write that is taken back: a full or read-only disk shows here.
            cursor.execute("INSERT INTO core_version (name, number) VALUES ('healthz', 1)")
            transaction.set_rollback(True)
    except DatabaseError:
        return Finding("writing", State.ERROR, _("Baza danych nie przyjmuje zapisów."))
    return Finding("writing", State.OK, _("Baza danych przyjmuje zapisy."))


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return Finding(
            "migrations", State.ERROR, _("Baza danych jest pusta albo starsza niż program. Uruchom stronę ponownie.")
        )
    return Finding("migrations", State.OK, _("Baza danych pasuje do programu."))


def _worker() -> Finding:
    if WorkerPresence.seen_within(WORKER_SILENCE):
        return Finding("worker", State.OK, _("Zadania w tle są wykonywane."))
    return Finding("worker", State.WARNING, _("Nikt nie wykonuje zadań w tle. Uruchom: podworko work."))


def _disk() -> Finding:
    free = free_space(settings.DATA)
    if free < NO_SPACE:
        return Finding("disk", State.ERROR, _("Na dysku nie ma już miejsca."))
    if free < LITTLE_SPACE:
        return Finding("disk", State.WARNING, _("Na dysku kończy się miejsce."))
    return Finding("disk", State.OK, _("Na dysku jest miejsce."))


def free_space(folder: Path) -> int:
    """Return the free bytes of a folder's disk."""
    return shutil.disk_usage(folder).free
