"""Workbooks (Office Open XML, OpenDocument, the old .xls): their sheets as text, merged cells filled down.

No formula is ever worked out: the value that the program has kept beside it is read.
"""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, Final

from podworko.core.tables.delimited import cell
from podworko.core.tables.sheet import MOST_COLUMNS, MOST_ROWS, Problem, Sheet, TableError, Tables

_LOCKED_WORDS: Final = ("password", "encrypted")


def read_workbook(data: bytes, kind: str) -> Tables:
    """Read all sheets of a workbook; hidden ones, too, since people forget that they hid them."""
    from python_calamine import CalamineError, CalamineWorkbook

    tables = Tables(kind)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            tables.sheets.append(_sheet(workbook.get_sheet_by_name(name), tables))
            tables.check_size()
    except CalamineError as error:
        is_locked = any(word in str(error).lower() or word in type(error).__name__.lower() for word in _LOCKED_WORDS)
        raise TableError(Problem.LOCKED if is_locked else Problem.BROKEN_WORKBOOK) from error
    except (OSError, ValueError, OverflowError, KeyError, IndexError) as error:
        raise TableError(Problem.BROKEN_WORKBOOK) from error
    except BaseException as error:
        # The library is compiled; what it gives up on inside comes out as a „panic”, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise TableError(Problem.BROKEN_WORKBOOK) from error
        raise
    return tables


def _sheet(found: Any, tables: Tables) -> Sheet:
    sheet = Sheet(found.name)
    if found.start is None:
        return sheet
    top, left = found.start
    if found.height > 20 * MOST_ROWS:
        raise TableError(Problem.TOO_MANY_ROWS)
    rows: list[list[str]] = []
    for values in found.to_python(skip_empty_area=True):
        kept = _checked(values) if len(values) > MOST_COLUMNS else values
        rows.append([""] * left + [_text(value, tables) for value in kept])
    _fill_down(rows, found.merged_cell_ranges or (), top)
    for index, cells in enumerate(rows):
        sheet.add(top + index + 1, cells)
    return sheet


def _checked(values: list[Any]) -> list[Any]:
    """Cut what is empty beyond the last column; formatting alone can make a sheet of 16,384."""
    if any(value not in {"", None} for value in values[MOST_COLUMNS:]):
        raise TableError(Problem.TOO_MANY_COLUMNS)
    return values[:MOST_COLUMNS]


def _fill_down(rows: list[list[str]], merged: Sequence[Any], top: int) -> None:
    """Give every row the value of a cell that is merged over several rows; a title over columns stays one cell."""
    for (first_row, first_column), (last_row, last_column) in merged:
        if last_row == first_row or last_column != first_column or not first_row - top < len(rows):
            continue
        source = rows[first_row - top] if first_row >= top else []
        value = source[first_column] if first_column < len(source) else ""
        for cells in rows[max(first_row - top + 1, 0) : last_row - top + 1]:
            if value and first_column < len(cells) and not cells[first_column]:
                cells[first_column] = value


def _text(value: Any, tables: Tables) -> str:
    if isinstance(value, str):
        return cell(value, tables)
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, float):
        # A number of a telephone is kept as 12345678.0; digits that are there are never rounded away.
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)  # noqa: PLR2004
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)
