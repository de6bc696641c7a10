"""The list of those who have registered, for the door and for a spreadsheet: for whoever keeps the event only."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.models import Event
from podworko.agenda.sign_up_said import Row, Shown
from podworko.core.text import break_long_words, squeeze
from podworko.core.typst import Document


def rows(shown: Shown) -> Iterator[list[Any]]:
    """Yield the heading and a row for each registration."""
    yield [
        *(_("Imię i nazwisko"), _("Ile osób"), _("Miejsce"), _("E-mail"), _("Telefon")),
        *(_("Potrzeby"), _("Kto się zgadza"), _("Zapis z dnia"), _("Przyszło")),
    ]
    for row in (*shown.has_place, *shown.waiting):
        one = row.sign_up
        yield [
            *(one.name, one.people, one.get_place_display(), one.email, one.phone, one.note, one.guardian),
            *(date_format(timezone.localtime(one.created_at), "Y-m-d H:i"), one.came),
        ]


def sheet(event: Event, shown: Shown, *, language: str) -> Document:
    """Return the list as a sheet of paper, with a box to tick for each person."""
    data = {
        "content_language": "pl",
        "when": shown.said,
        "sections": [
            {"name": _("Zapisani"), "rows": [_line(row) for row in shown.has_place]},
            {"name": _("Lista rezerwowa"), "rows": [_line(row) for row in shown.waiting]},
        ],
        "headings": [_("Jest"), _("Imię i nazwisko"), _("Osób"), _("Kontakt"), _("Potrzeby i zgoda")],
        "counts": f"{_('zapisanych:')} {shown.places.taken} · {_('na liście rezerwowej:')} {shown.places.waiting}",
        "empty": _("Nikogo."),
        "warning": _("Na tej kartce są dane osób. Po wydarzeniu zniszcz ją."),
        "page": _("strona"),
    }
    title = f"{squeeze(event.title)}: {_('lista zapisanych')}"
    return Document("agenda/print/registrations.typ", data, title, language, timezone.now())


def _line(row: Row) -> dict[str, Any]:
    one = row.sign_up
    notes = [one.note, f"{_('zgoda:')} {one.guardian}" if one.guardian else ""]
    return {
        "name": break_long_words(one.name),
        "people": one.people,
        "contact": break_long_words(", ".join(filter(None, [one.phone, one.email]))),
        "note": break_long_words("; ".join(filter(None, notes))),
    }
