"""Rows as lines of JSON, so that a backup of one database can be restored into the other."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

BATCH = 1000


def stored_models(apps: Apps) -> list[type[models.Model]]:
    """Return every model with a table of its own, the tables of many-to-many relations included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]  # noqa: SLF001


def models_at(applied: Iterable[tuple[str, str]]) -> Apps:
    """Return the models as they were when these migrations had been applied: an older database has no newer column."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return loader.project_state(last_steps(loader, applied)).apps


def last_steps(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of the applied migrations that no other of them builds on."""
    known = set(applied) & set(loader.graph.nodes)
    return [step for step in known if not any(child.key in known for child in loader.graph.node_map[step].children)]


def table(model: type[models.Model]) -> str:
    """Return the name of a model's table."""
    return model._meta.db_table  # noqa: SLF001


def count_rows(apps: Apps, using: str) -> dict[str, int]:
    """Return table → number of rows."""
    counts = {}
    with connections[using].cursor() as cursor:
        for model in stored_models(apps):
            cursor.execute(f"SELECT count(*) FROM {connections[using].ops.quote_name(table(model))}")
            counts[table(model)] = int(cursor.fetchone()[0])
    return counts


def to_lines(model: type[models.Model], using: str) -> Iterator[bytes]:
    """Yield the names of a model's columns as one line, then each row as one, in the order of its primary key."""
    fields = model._meta.concrete_fields  # noqa: SLF001
    yield _line([field.attname for field in fields])
    rows = model._base_manager.using(using).order_by("pk")  # noqa: SLF001
    for row in rows.iterator(chunk_size=BATCH):
        yield _line([_to_json(field, row) for field in fields])


def from_lines(model: type[models.Model], lines: Iterator[bytes]) -> Iterator[models.Model]:
    """Yield the rows that `to_lines` wrote for a model with the same columns, in whatever order."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    fields = [by_name[name] for name in json.loads(next(lines, b""))]
    for line in lines:
        values = zip(fields, json.loads(line), strict=True)
        yield model(**{field.attname: _from_json(field, value) for field, value in values})


def insert(model: type[models.Model], rows: Iterable[models.Model], using: str) -> int:
    """Insert rows exactly as they are, dates of creation included; return how many."""
    for field in model._meta.concrete_fields:  # noqa: SLF001
        # Else Django would write the time of the restoring. The model is a historical one, used by nobody else.
        for automatic in ("auto_now", "auto_now_add"):
            if hasattr(field, automatic):
                setattr(field, automatic, False)
    count = 0
    batch: list[models.Model] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            count += len(model._base_manager.using(using).bulk_create(batch))  # noqa: SLF001
            batch = []
    return count + len(model._base_manager.using(using).bulk_create(batch))  # noqa: SLF001


def empty_all(apps: Apps, connection: BaseDatabaseWrapper) -> None:
    """Delete what migrations put into the tables."""
    names = [table(model) for model in stored_models(apps)]
    with connection.constraint_checks_disabled():
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), names, allow_cascade=True))


def go_on_counting(apps: Apps, connection: BaseDatabaseWrapper) -> None:
    """Let the database number new rows after the highest that is there."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), stored_models(apps)):
            cursor.execute(statement)


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _to_json(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(field, models.JSONField):
        return value
    return field.value_to_string(row)


def _from_json(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)
