"""The hand-over book of an area on paper: not for everybody, and says so on every page."""

from datetime import datetime

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from podworko.core import typst
from podworko.core.text import bind_orphans, break_long_words
from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.portal import handover
from podworko.portal.handover import Section

TEMPLATE = "portal/print/handover.typ"


def document(area: Area, reach: Reach, *, made_by: str, language: str, now: datetime | None = None) -> typst.Document:
    """Return the book as a person may see it, before it is set; `made_by`: who makes it."""
    moment = now or timezone.now()
    with translation.override(language):
        is_sample = Area.objects.above(area).filter(is_sample=True).exists()
        name = area.full_label[:1].upper() + area.full_label[1:]
        when = formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
        data = {
            "content_language": settings.LANGUAGE_CODE,
            "area": bind_orphans(name),
            "headline": _("Książka przekazania"),
            "lead": bind_orphans(
                _("Dla osoby, która będzie koordynować osiedle: kto jest kim, co jest otwarte, co się kiedy dzieje.")
            ),
            "made": [
                _("Kto zrobił: %(who)s") % {"who": bind_orphans(made_by)},
                _("Kiedy: %(when)s") % {"when": when},
            ],
            "sample": _("To osiedle nie istnieje: wszystkie wpisy są wymyślone.") if is_sample else "",
            "warning": _("Są tu kontakty nie dla wszystkich. Nie zostawiaj tej książki na wierzchu."),
            "contents": _("Co jest w środku"),
            "page": _("strona"),
            "empty": _("Nic tu nie ma."),
            "sections": [_section(each) for each in handover.read(area, reach)],
        }
        return typst.Document(TEMPLATE, data, f"{name}: {_('książka przekazania')}", language, moment)


def _section(section: Section) -> dict[str, object]:
    return {
        "name": section.name,
        "headings": section.headings,
        "rows": [[break_long_words(bind_orphans(cell)) for cell in row] for row in section.rows],
        "note": bind_orphans(section.note),
        "rest": _("Dalszych: %(count)s") % {"count": section.rest} if section.rest else "",
    }
