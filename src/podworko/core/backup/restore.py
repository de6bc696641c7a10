"""Restores a backup. What was there before is moved aside, never deleted, and comes back if anything fails."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from tqdm import tqdm

from podworko.core.backup import archive, tables
from podworko.core.backup.archive import BackupError, Manifest, Reader
from podworko.core.backup.make import count_sqlite

SQLITE_FILES = ("", "-wal", "-shm", "-journal")
COPY = "backup_copy"
"""Alias of the connection to the SQLite file of a backup that goes into PostgreSQL."""


def restore(reader: Reader, *, quiet: bool = False) -> str:
    """Put a checked backup in the place of what is there; return where the former things are, or nothing.

    The caller holds the instance still, and migrates afterwards. Raise BackupError, with everything as
    it was, if the backup is of a newer program or does not hold what its manifest says.
    """
    refuse_newer(reader.manifest)
    if not reader.manifest.rows:
        raise BackupError("Kopia jest pusta: nie ma w niej ani jednej tabeli. Nic nie zmieniono.")
    stamp = f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S}"
    aside: Path = settings.DATA / stamp
    with _database_aside(stamp) as has_database, _uploads_aside(aside) as has_uploads:
        _restore_database(reader, quiet=quiet)
        _compare(reader.manifest)
        _restore_uploads(reader, quiet=quiet)
    if archive.KEY_MEMBER in reader.manifest.members:
        _restore_key(reader, aside)
    return str(aside if connection.vendor == "sqlite" or has_uploads else stamp) if has_database or has_uploads else ""


def refuse_newer(manifest: Manifest) -> None:
    """Raise BackupError if a backup knows steps of the schema that this program does not."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise BackupError(
            f"Kopia pochodzi z innej, zapewne nowszej wersji programu ({manifest.program})."
            f" Ten program nie zna kroków: {', '.join(unknown[:3])}{'…' if len(unknown) > 3 else ''}."  # noqa: PLR2004
            " Najpierw zaktualizuj program."
        )


@contextmanager
def _database_aside(stamp: str) -> Iterator[bool]:
    move, back = (
        (_move_files, _move_files_back) if connection.vendor == "sqlite" else (_move_schema, _move_schema_back)
    )
    had_any = move(stamp)
    try:
        yield had_any
    except BaseException:
        back(stamp, had_any)
        raise


def _move_files(stamp: str) -> bool:
    connection.close()
    database, aside = Path(connection.settings_dict["NAME"]), settings.DATA / stamp
    if not database.exists():
        return False
    aside.mkdir(mode=0o750)
    for ending in SQLITE_FILES:
        file = database.with_name(database.name + ending)
        if file.exists():
            file.rename(aside / file.name)
    return True


def _move_files_back(stamp: str, had_any: bool) -> None:  # noqa: FBT001
    connection.close()
    database, aside = Path(connection.settings_dict["NAME"]), settings.DATA / stamp
    for ending in SQLITE_FILES:
        database.with_name(database.name + ending).unlink(missing_ok=True)
    if had_any:
        for file in aside.iterdir():
            if file.name.startswith(database.name):
                file.rename(database.with_name(file.name))
        _remove_if_empty(aside)


def _move_schema(stamp: str) -> bool:
    with connection.cursor() as cursor:
        if not connection.introspection.table_names(cursor):
            return False
        cursor.execute(f'ALTER SCHEMA public RENAME TO "{stamp}"')
        cursor.execute("CREATE SCHEMA public")
    return True


def _move_schema_back(stamp: str, had_any: bool) -> None:  # noqa: FBT001
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute(f'ALTER SCHEMA "{stamp}" RENAME TO public' if had_any else "CREATE SCHEMA public")


@contextmanager
def _uploads_aside(aside: Path) -> Iterator[bool]:
    folder: Path = settings.MEDIA_ROOT
    had_any = folder.exists() and any(folder.iterdir())
    if had_any:
        aside.mkdir(mode=0o750, exist_ok=True)
        folder.rename(aside / "uploads")
    folder.mkdir(mode=0o750, exist_ok=True)
    try:
        yield had_any
    except BaseException:
        shutil.rmtree(folder)
        if had_any:
            (aside / "uploads").rename(folder)
            _remove_if_empty(aside)
        folder.mkdir(mode=0o750, exist_ok=True)
        raise


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _restore_database(reader: Reader, *, quiet: bool) -> None:
    holds_file = archive.SQLITE_MEMBER in reader.manifest.members
    if holds_file and connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        reader.extract(archive.SQLITE_MEMBER, target, _nothing)
        target.chmod(0o600)
        _check_sqlite(target)
        return
    historical = _migrate_to(reader.manifest)
    tables.empty_all(historical, connection)
    if holds_file:
        with _sqlite_copy(reader) as rows_of:
            _insert_all(historical, rows_of, reader.manifest, quiet=quiet)
    else:
        _insert_all(historical, lambda model: _lines_of(reader, model), reader.manifest, quiet=quiet)


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(file)) as database:
            is_whole = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        raise BackupError("Baza danych w kopii jest uszkodzona.") from error
    if not is_whole:
        raise BackupError("Baza danych w kopii jest uszkodzona.")


def _migrate_to(manifest: Manifest) -> Apps:
    """Bring the empty database to the backup's schema; return the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(tables.last_steps(executor.loader, manifest.migrations))
    return tables.models_at(manifest.migrations)


def _insert_all(historical: Apps, rows_of: Any, manifest: Manifest, *, quiet: bool) -> None:
    total = sum(manifest.rows.values())
    with transaction.atomic(), tqdm(desc="wiersze", total=total, disable=True if quiet else None, leave=False) as bar:
        for model in tables.stored_models(historical):
            if tables.table(model) in manifest.rows:
                bar.update(tables.insert(model, rows_of(model), "default"))
        tables.go_on_counting(historical, connection)


def _lines_of(reader: Reader, model: type[models.Model]) -> Iterator[models.Model]:
    name = f"{archive.TABLES}{tables.table(model)}.jsonl"
    try:
        with reader.open(name) as stream:
            yield from tables.from_lines(model, iter(stream))
    except (KeyError, TypeError, ValueError, RecursionError, ValidationError) as error:
        raise BackupError(f"W kopii nie da się odczytać części {name}. Nic nie zmieniono.") from error


@contextmanager
def _sqlite_copy(reader: Reader) -> Iterator[Any]:
    file = settings.DATA / "backups" / f".restore-{os.getpid()}.sqlite3"
    try:
        reader.extract(archive.SQLITE_MEMBER, file, _nothing)
        _check_sqlite(file)
        connections.settings[COPY] = connections.configure_settings(
            {"default": {}, COPY: {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}}
        )[COPY]
        yield lambda model: model._base_manager.using(COPY).order_by("pk").iterator(chunk_size=tables.BATCH)  # noqa: SLF001
    finally:
        if COPY in connections.settings:
            connections[COPY].close()
            del connections.settings[COPY]
        file.unlink(missing_ok=True)


def _restore_uploads(reader: Reader, *, quiet: bool) -> None:
    folder: Path = settings.MEDIA_ROOT
    names = reader.uploads()
    for name in tqdm(names, desc="pliki", disable=True if quiet else None, leave=False):
        reader.extract(name, folder / name.removeprefix(archive.UPLOADS), _nothing)


def _restore_key(reader: Reader, aside: Path) -> None:
    key = settings.DATA / archive.KEY_MEMBER
    if key.exists():
        aside.mkdir(mode=0o750, exist_ok=True)
        key.rename(aside / key.name)
    reader.extract(archive.KEY_MEMBER, key, _nothing)
    key.chmod(0o600)


def _compare(manifest: Manifest) -> None:
    """Raise BackupError if the database does not hold as many rows as the manifest says."""
    if connection.vendor == "sqlite":
        found = count_sqlite(Path(connection.settings_dict["NAME"]), list(manifest.rows))
    else:
        with connection.cursor() as cursor:
            found = {}
            for name in manifest.rows:
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
                found[name] = int(cursor.fetchone()[0])
    differing = [name for name, count in manifest.rows.items() if found.get(name, 0) != count]
    if differing:
        raise BackupError(f"Liczba wierszy nie zgadza się w tabelach: {', '.join(differing)}. Nic nie zmieniono.")


def _nothing(_: int) -> None:
    """Show no progress here."""


def needs_new_indexes(manifest: Manifest) -> bool:
    """Say whether only rows were restored, so that what is derived from them must be made anew."""
    return archive.SQLITE_MEMBER not in manifest.members or connection.vendor != "sqlite"
