"""Makes a backup while the site goes on: the database at one moment, then the uploads."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from tqdm import tqdm

from podworko import __version__, sqlite_library
from podworko.core.backup import archive, tables
from podworko.core.backup.archive import BackupError, Manifest, Writer

AUTOMATIC = "before-upgrade"
KEPT_AUTOMATIC = 5
"""Backups made before an upgrade that are kept."""
STEP = 4096
"""Pages of SQLite copied before the progress bar moves."""


def default_file(name: str = "podworko") -> Path:
    """Return a new name in the folder of backups, e.g. `podworko-2026-11-21-093000.zip`."""
    folder: Path = settings.DATA / "backups"
    stem = f"{name}-{timezone.localtime():%Y-%m-%d-%H%M%S}"
    return next(
        file for number in range(1000) if not (file := folder / f"{stem}{f'-{number}' if number else ''}.zip").exists()
    )


def make(target: Path, *, with_uploads: bool = True, with_secret_key: bool = False, quiet: bool = False) -> Manifest:
    """Write a backup; return its manifest. Raise BackupError if that cannot be done: then no file is left."""
    manifest = Manifest(
        program=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
    )
    if not manifest.migrations:
        raise BackupError(
            f"W bazie nic jeszcze nie ma, więc nie ma czego kopiować. Czy to na pewno ten folder: {settings.DATA}?"
        )
    with archive.writing(target, manifest) as writer:
        if connection.vendor == "sqlite":
            _add_sqlite(writer, quiet=quiet)
        else:
            _add_tables(writer, quiet=quiet)
        if with_uploads:
            _add_uploads(writer, quiet=quiet)
        if with_secret_key:
            writer.add_file(archive.KEY_MEMBER, settings.DATA / archive.KEY_MEMBER, _nothing)
    return manifest


def make_before_upgrade() -> Path:
    """Back up the database alone, for the case that an upgrade goes wrong; drop the oldest of these."""
    target = default_file(AUTOMATIC)
    make(target, with_uploads=False)
    for old in sorted(target.parent.glob(f"{AUTOMATIC}-*.zip"))[:-KEPT_AUTOMATIC]:
        old.unlink()
    return target


def time_since_latest() -> timedelta | None:
    """Return how long ago the latest full backup in the instance's own folder was made; nothing if never."""
    times = [file.stat().st_mtime for file in (settings.DATA / "backups").glob("podworko-*.zip")]
    return timedelta(seconds=timezone.now().timestamp() - max(times)) if times else None


def copy_sqlite(source: Path, target: Path, *, quiet: bool) -> None:
    """Copy a SQLite database as it is at one moment, by the library's own backup interface.

    With a write-ahead log an open reading transaction holds that moment while others go on writing.
    With a rollback journal the copy is made in one step, during which writers wait.
    """
    try:
        _copy_sqlite(source, target, quiet=quiet)
    except sqlite3.Error as error:
        raise BackupError(f"Kopii bazy nie da się zapisać na dysku: {error}.") from error


def _copy_sqlite(source: Path, target: Path, *, quiet: bool) -> None:
    can_wait = sqlite_library.has_safe_log(sqlite3.sqlite_version_info)
    with (
        closing(sqlite3.connect(source, timeout=60, isolation_level=None)) as live,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
        _bar("baza danych", quiet=quiet) as bar,
    ):
        if can_wait:
            live.execute("BEGIN")
            live.execute("SELECT count(*) FROM sqlite_master").fetchone()

        def show(status: int, remaining: int, total: int) -> None:
            bar.total = total
            bar.update(total - remaining - bar.n)

        live.backup(copy, pages=STEP if can_wait else -1, progress=show)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupError("Baza danych jest uszkodzona. Nie kasuj starszych kopii. Co robić: docs/operate.md.")


def _add_sqlite(writer: Writer, *, quiet: bool) -> None:
    with tempfile.TemporaryDirectory(dir=settings.DATA / "backups", prefix=".copy-") as folder:
        copy = Path(folder) / archive.SQLITE_MEMBER
        copy_sqlite(Path(connection.settings_dict["NAME"]), copy, quiet=quiet)
        writer.manifest.rows = count_sqlite(copy, [tables.table(model) for model in tables.stored_models(apps)])
        with _bar("spakowano", total=copy.stat().st_size, quiet=quiet) as bar:
            writer.add_file(archive.SQLITE_MEMBER, copy, bar.update)


def count_sqlite(file: Path, names: list[str]) -> dict[str, int]:
    """Return table → number of rows in a SQLite file, for those tables that it has."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
        present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        wanted = [name for name in names if name in present]
        return {name: int(copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in wanted}


def _add_tables(writer: Writer, *, quiet: bool) -> None:
    # Before an upgrade the database is older than the program's models.
    as_it_is = tables.models_at(writer.manifest.migrations)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # One moment for all tables, while others go on writing.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        writer.manifest.rows = tables.count_rows(as_it_is, "default")
        with _bar("wiersze", total=sum(writer.manifest.rows.values()), quiet=quiet, unit="") as bar:
            for model in tables.stored_models(as_it_is):
                name = f"{archive.TABLES}{tables.table(model)}.jsonl"
                writer.add_pieces(name, tables.to_lines(model, "default"), lambda _: bar.update(1))


def _add_uploads(writer: Writer, *, quiet: bool) -> None:
    folder: Path = settings.MEDIA_ROOT
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    with _bar("pliki", total=len(files), quiet=quiet, unit="") as bar:
        for file in files:
            name = file.relative_to(folder).as_posix()
            try:
                writer.add_file(archive.UPLOADS + name, file, _nothing)
            except FileNotFoundError:
                writer.manifest.lost_uploads.append(name)
            bar.update(1)


def _nothing(_: int) -> None:
    """Show no progress: the bar counts files."""


@contextmanager
def _bar(what: str, *, quiet: bool, total: int | None = None, unit: str = "B") -> Iterator["tqdm[Any]"]:
    with tqdm(
        desc=what, total=total, unit=unit, unit_scale=unit == "B", disable=True if quiet else None, leave=False
    ) as bar:
        yield bar


def keep_latest(count: int) -> int:
    """Delete all but the latest full backups in the instance's own folder; return how many were deleted."""
    old = sorted((settings.DATA / "backups").glob("podworko-*.zip"))[:-count]
    for file in old:
        file.unlink()
    return len(old)
