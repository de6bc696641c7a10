"""What a file of tables holds, and why one cannot be read. Values that go through JSON."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

MOST_ROWS: Final = 50_000
"""Rows of all sheets together; a register of a whole district has fewer."""
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 5_000
"""Characters; what is longer is cut there, and stays too long for any field."""


class Problem(StrEnum):
    """Why a file cannot be read at all."""

    EMPTY = "empty"
    NO_ROWS = "no_rows"
    NOT_A_TABLE = "not_a_table"
    NOT_TEXT = "not_text"
    BROKEN_ARCHIVE = "broken_archive"
    BOMB = "bomb"
    BROKEN_WORKBOOK = "broken_workbook"
    BROKEN_JSON = "broken_json"
    NO_OBJECTS = "no_objects"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    LOCKED = "locked"


class Remark(StrEnum):
    """What was done to a file, and should be told."""

    CP1250 = "cp1250"
    ISO_8859_2 = "iso-8859-2"
    UTF_16 = "utf-16"
    MIXED = "mixed"
    CUT_CELLS = "cut_cells"
    CONTROL = "control"
    LETTERS = "letters"
    OPEN_QUOTE = "open_quote"


class TableError(Exception):
    """The file cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(slots=True)
class Sheet:
    """Rows of text cells, trailing empty ones left out, each with its number in the file."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    is_named: bool = False
    """Whether the first row holds the names of fields, as in JSON, and stands in no file."""

    def add(self, number: int, cells: list[str]) -> None:
        """Add a row unless it is empty."""
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            self.rows.append(cells)
            self.numbers.append(number)


@dataclass(slots=True)
class Tables:
    """What a file holds."""

    kind: str
    """`csv`, `xlsx`, `ods`, `xls`, `json`, `geojson`, `umap`, `zip`."""
    sheets: list[Sheet] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    raw: Any = None
    """Of JSON: the document itself, for whoever knows its standard; never sent to another process."""

    def check_size(self) -> None:
        """Refuse more rows than anybody looks through."""
        if sum(len(sheet.rows) for sheet in self.sheets) > MOST_ROWS:
            raise TableError(Problem.TOO_MANY_ROWS)

    def say(self, remark: Remark) -> None:
        """Remember something to tell, once."""
        if remark not in self.remarks:
            self.remarks.append(remark)


def column_letter(index: int) -> str:
    """Return what spreadsheets call a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
