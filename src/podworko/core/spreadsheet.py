"""Files for Polish spreadsheets: semicolons, decimal commas, a byte-order mark, and no cell that is a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from podworko.core.text import squeeze

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield a CSV file line by line; the first row is its heading."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    mark = BYTE_ORDER_MARK
    for row in rows:
        yield mark + writer.writerow([_safe(cell) for cell in row])
        mark = ""


def _safe(cell: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, „CSV Injection”)."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.7f}".rstrip("0").rstrip(".").replace(".", ",")
    text = squeeze(str(cell))
    return f"'{text}" if text.startswith(_FORMULA) else text
