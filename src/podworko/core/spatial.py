"""Points in a window, on both databases, behind one function: an R-tree on SQLite, GiST on PostgreSQL.

Any migration that rebuilds an indexed table on SQLite drops its triggers, so it must end with
`IndexPoints` again; a house test compares the index with the table.
"""

from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models.expressions import RawSQL

ModelT = TypeVar("ModelT", bound=models.Model)


class Window(NamedTuple):
    """A rectangle in degrees, WGS 84; `west` ≤ `east`, `south` ≤ `north`."""

    west: float
    south: float
    east: float
    north: float


WORLD = Window(-180, -90, 180, 90)


def parse_window(text: str) -> Window:
    """Read `west,south,east,north` as in GeoJSON (RFC 7946, section 5); raise ValueError if it is none."""
    west, south, east, north = (float(part) for part in text.split(","))
    if not (WORLD.west <= west <= east <= WORLD.east and WORLD.south <= south <= north <= WORLD.north):
        raise ValueError(text)
    return Window(west, south, east, north)


def within(rows: models.QuerySet[ModelT], window: Window) -> models.QuerySet[ModelT]:
    """Keep the rows whose `longitude` and `latitude` lie in a window; rows without a point fall out."""
    table = rows.model._meta.db_table  # noqa: SLF001
    if connection.vendor == "sqlite":
        # The R-tree keeps 32-bit floats rounded outwards, so the exact columns decide at the rim.
        inside = RawSQL(
            f"SELECT id FROM {table}_points WHERE max_lon >= %s AND min_lon <= %s AND max_lat >= %s AND min_lat <= %s",
            (window.west, window.east, window.south, window.north),
        )
    else:
        inside = RawSQL(
            f"SELECT id FROM {table} WHERE point(longitude, latitude) <@ box(point(%s, %s), point(%s, %s))",
            (window.west, window.south, window.east, window.north),
        )
    return rows.filter(
        pk__in=inside,
        longitude__range=(window.west, window.east),
        latitude__range=(window.south, window.north),
    )


class IndexPoints(Operation):
    """Make, or make anew, the index over a model's `longitude` and `latitude`."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the models' state as it is."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        """Make the index and fill it."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table  # noqa: SLF001
        for statement in _statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        """Drop the index."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table  # noqa: SLF001
        if schema_editor.connection.vendor == "sqlite":
            for event in ("insert", "update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_points_{event}")
            schema_editor.execute(f"DROP TABLE IF EXISTS {table}_points")
        else:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_points")

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Index the points of {self.model_name}"


def _statements(vendor: str, table: str) -> list[str]:
    if vendor != "sqlite":
        return [
            f"DROP INDEX IF EXISTS {table}_points",
            f"CREATE INDEX {table}_points ON {table} USING gist (point(longitude, latitude))",
        ]
    insert = (
        f"INSERT INTO {table}_points SELECT new.id, new.longitude, new.longitude, new.latitude, new.latitude"
        " WHERE new.longitude IS NOT NULL;"
    )
    delete = f"DELETE FROM {table}_points WHERE id = old.id;"
    trigger = "CREATE TRIGGER {0}_points_{1} AFTER {1} ON {0} BEGIN {2} END"
    return [
        *(f"DROP TRIGGER IF EXISTS {table}_points_{event}" for event in ("insert", "update", "delete")),
        f"DROP TABLE IF EXISTS {table}_points",
        f"CREATE VIRTUAL TABLE {table}_points USING rtree(id, min_lon, max_lon, min_lat, max_lat)",
        f"INSERT INTO {table}_points SELECT id, longitude, longitude, latitude, latitude FROM {table}"
        " WHERE longitude IS NOT NULL",
        trigger.format(table, "insert", insert),
        trigger.format(table, "update", delete + insert),
        trigger.format(table, "delete", delete),
    ]
