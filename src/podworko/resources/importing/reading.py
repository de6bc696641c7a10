"""The reading of a register's file in a child process: tables, and standards that are more than a table."""

from typing import Any

from podworko.core.tables import reading
from podworko.core.tables.sheet import TableError
from podworko.resources.importing.hsds import as_one_table


def read_to_plain(data: bytes) -> dict[str, Any]:
    """Read a file; what is wrong with it is part of the answer, as in `core.tables.reading`."""
    try:
        return reading.to_plain(as_one_table(reading.read(data)))
    except TableError as error:
        return {"problem": str(error.problem)}
