"""A picture with the tables that say the same, as a print: for whatever is drawn and listed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.core import typst
from podworko.core.text import bind_orphans, break_long_words

TEMPLATE = "core/print/sheet.typ"
PAPERS = ("A4", "A3")


class Table(NamedTuple):
    """A heading, the names of the columns, and the rows; `wide`: how wide each column is beside the others."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: Sequence[float] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed."""

    area: str
    headline: str
    picture: str = ""
    alternative: str = ""
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    warning: str = ""
    """Who must not see it, or that all of it is invented."""
    is_lying: bool = False
    measures: Sequence[tuple[str, str]] = field(default=())
    """Term and sentence."""


def render(sheet: Sheet, *, paper: str = "A4", language: str = "pl", now: datetime | None = None) -> bytes:
    """Return a sheet as a tagged PDF. Call it with the language of the sheet's words switched on.

    Raises:
        PrintError: The print could not be made.
    """
    return typst.render(document(sheet, paper=paper, language=language, now=now))


def document(sheet: Sheet, *, paper: str = "A4", language: str = "pl", now: datetime | None = None) -> typst.Document:
    """Return the print before it is set."""
    moment = now or timezone.now()
    title = f"{sheet.area}: {sheet.headline}"
    data: dict[str, Any] = {
        "content_language": settings.LANGUAGE_CODE,
        "paper": paper.lower(),
        "is_lying": sheet.is_lying,
        "area": bind_orphans(sheet.area),
        "headline": bind_orphans(sheet.headline),
        "further": title,
        "stated": _("Stan na %(date)s") % {"date": date_format(timezone.localdate(moment), "j E Y")},
        "warning": bind_orphans(sheet.warning),
        "picture": sheet.picture,
        "alternative": sheet.alternative or title,
        "measures": [[bind_orphans(name), bind_orphans(said)] for name, said in sheet.measures],
        "tables": [_table(table) for table in sheet.tables],
        "notes": [bind_orphans(note) for note in sheet.notes],
        "page": _("strona"),
    }
    return typst.Document(TEMPLATE, data, title, language, moment)


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": bind_orphans(table.title),
        "columns": [break_long_words(str(name)) for name in table.columns],
        "wide": list(table.wide) or [1] * len(table.columns),
        "rows": [[break_long_words(bind_orphans(str(cell))) for cell in row] for row in table.rows],
        "empty": bind_orphans(table.empty),
    }
