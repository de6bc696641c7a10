"""Bringing a database up to the code: under a lock, so that two processes that start at once do it once."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from podworko.core.backup.make import make_before_upgrade

UPGRADE_LOCK = 7_067_395
"""Key of PostgreSQL's advisory lock: any number, the same in every release."""


@contextmanager
def only_one() -> Iterator[None]:
    """Wait until no other process upgrades this database; hold it for oneself meanwhile."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [UPGRADE_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [UPGRADE_LOCK])
        return
    with (settings.DATA / "upgrade.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pending() -> list[str]:
    """Return the names of the migrations that the code has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_newer_database() -> None:
    """Raise CommandError if a newer program has already changed the database."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("podworko.")}
    unknown = [
        f"{app}.{name}" for app, name in loader.applied_migrations if app in ours and not _is_known(loader, app, name)
    ]
    if unknown:
        raise CommandError(
            f"Baza danych pochodzi z nowszej wersji programu ({min(unknown)})."
            " Zaktualizuj program albo odtwórz kopię sprzed zmiany wersji."
        )


@contextmanager
def guarded() -> Iterator[None]:
    """Hold the lock round a change of the schema; back the database up first if it holds anything."""
    with only_one():
        refuse_newer_database()
        if MigrationRecorder(connection).applied_migrations() and pending():
            sys.stderr.write(f"Kopia bazy przed zmianą: {make_before_upgrade()}\n")
        yield


def bring_up_to_date() -> int:
    """Migrate if anything is pending; return how many migrations were run."""
    with guarded():
        names = pending()
        if names:
            call_command("migrate", verbosity=0, interactive=False)
    return len(names)


def _is_known(loader: MigrationLoader, app: str, name: str) -> bool:
    return (app, name) in loader.disk_migrations or (app, name) in loader.replacements
