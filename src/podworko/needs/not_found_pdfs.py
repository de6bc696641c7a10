"""What was looked for and not found, on a sheet to read at a meeting."""

from datetime import datetime

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from podworko.core import typst
from podworko.core.text import bind_orphans, break_long_words
from podworko.needs.sought import Month, Row, month_name
from podworko.places.models import Area

TEMPLATE = "needs/print/not_found.typ"
MOST = 24
"""Rows on one page."""


def document(area: Area, month: Month, *, language: str, now: datetime | None = None) -> typst.Document:
    """Return the sheet of a month before it is set; what is settled already stands last, and falls off first."""
    moment = now or timezone.now()
    with translation.override(language):
        title = _("Nie znaleziono: %(month)s") % {"month": month_name(month.first)}
        rows = month.rows[:MOST]
        rest = len(month.rows) - len(rows) + month.rest
        today = formats.date_format(timezone.localdate(moment), "DATE_FORMAT")
        data = {
            "content_language": settings.LANGUAGE_CODE,
            "area": bind_orphans(area.full_label[:1].upper() + area.full_label[1:]),
            "headline": title,
            "lead": bind_orphans(_("Czego ludzie szukali w okolicy i czego nie było. Przeczytajcie na spotkaniu.")),
            "headings": [_("Czego szukano"), _("Pytań"), _("Dni w wyszukiwarce"), _("Co z tym")],
            "rows": [_row(row) for row in rows],
            "empty": bind_orphans(_("W tym miesiącu nikt niczego nie zapisał.")),
            "rest": _("Dalszych: %(count)s") % {"count": rest} if rest else "",
            "note": bind_orphans(_("Pytania i dni to dwie różne liczby: nie dodajemy ich.")),
            "foot": _("Wydruk: %(date)s") % {"date": today},
        }
        return typst.Document(TEMPLATE, data, f"{area.name}: {title}", language, moment)


def _row(row: Row) -> list[str]:
    said = ", ".join(row.audiences)
    words = f"{row.sought.words} ({said})" if said else row.sought.words
    what = []
    if row.organisation:
        what.append(_("jest: %(name)s") % {"name": row.organisation.name})
    if row.problem:
        what.append(_("problem: %(title)s") % {"title": row.problem.title})
    if row.sought.read_on:
        what.append(_("czytane: %(date)s") % {"date": formats.date_format(row.sought.read_on, "j.m.Y")})
    texts = (words, str(row.told or "–"), str(row.searched or "–"), "; ".join(what) or "………………………")
    return [break_long_words(bind_orphans(text)) for text in texts]
