"""What takes long to make is made once in a run: its rows and files are kept, and put back ten times as fast."""

import fcntl
import os
import pickle
import shutil
from datetime import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from podworko.core.search import fulltext

SHARED = Path(os.environ["PODWORKO_TEST_SHARED"])
"""A folder that all workers of a run see, and nobody else."""


def once(name, make):
    """Return the text that `make` gives; whoever of the workers needs it first makes it, the others wait."""
    ready = SHARED / f"{name}.ready"
    with (SHARED / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            ready.write_text(make())
        return ready.read_text()


class Kept:
    """What a function adds to an empty database and to the uploads, with what it returned, as plain values."""

    def __init__(self, name, build):
        self.folder = SHARED / f"{name}-kept"
        once(self.folder.name, lambda: self._keep(build))
        self._pickled = (self.folder / "returned").read_bytes()
        with (self.folder / "rows").open("rb") as file:
            self._rows = pickle.load(file)  # noqa: S301 – written by this run itself

    def _keep(self, build):
        uploads = Path(settings.MEDIA_ROOT)
        there = set(uploads.rglob("*"))
        with transaction.atomic():
            before = {table: set(map(repr, _read(table, columns))) for table, columns in _tables().items()}
            returned = build()
            rows = {
                table: [_written(row) for row in _read(table, columns) if repr(row) not in before[table]]
                for table, columns in _tables().items()
            }
            transaction.set_rollback(True)
        self.folder.mkdir()
        for path in sorted(set(uploads.rglob("*")) - there):
            if path.is_file():
                copy = self.folder / "uploads" / path.relative_to(uploads)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        (self.folder / "rows").write_bytes(pickle.dumps({table: added for table, added in rows.items() if added}))
        (self.folder / "returned").write_bytes(pickle.dumps(returned))
        return ""

    def put_back(self):
        """Write it into the database and the uploads; return what the function returned, anew each time."""
        # Rows point at rows that come after them.
        with transaction.atomic(), connection.cursor() as cursor:
            for table, columns in _tables().items():
                marks = ", ".join(["%s"] * len(columns))
                if table in self._rows:
                    cursor.executemany(
                        f"INSERT INTO {table} ({_columns(columns)}) VALUES ({marks})", self._rows[table]
                    )
            if connection.vendor == "sqlite":
                cursor.execute(f"INSERT INTO {fulltext.INDEX} ({fulltext.INDEX}) VALUES ('rebuild')")
            models = list(apps.get_models(include_auto_created=True))
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
        if (self.folder / "uploads").exists():
            shutil.copytree(self.folder / "uploads", settings.MEDIA_ROOT, dirs_exist_ok=True)
        return pickle.loads(self._pickled)  # noqa: S301 – written by this run itself


def _tables():
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: [field.column for field in model._meta.local_concrete_fields] for model in models}


def _columns(names):
    return ", ".join(map(connection.ops.quote_name, names))


def _read(table, columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(columns)} FROM {table}")
        return cursor.fetchall()


def _written(row):
    # What SQLite's driver makes of a time of day, it does not take back.
    return [str(value) if isinstance(value, time) and connection.vendor == "sqlite" else value for value in row]
