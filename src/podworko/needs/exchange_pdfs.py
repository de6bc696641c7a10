"""Asks and offers on paper, for a notice board or a meeting: as far as whoever prints may see them. No contacts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.core import qr
from podworko.core.text import bind_orphans, break_long_words
from podworko.core.typst import Document
from podworko.core.visibility import Visibility
from podworko.needs import exchange_reading, links
from podworko.needs.exchange_choices import CardSide
from podworko.needs.exchange_models import Card
from podworko.needs.register_reading import Line
from podworko.places.models import Area

TEMPLATE = "needs/print/cards.typ"


def cards(area: Area, found: Sequence[Card], *, language: str) -> Document:
    """Return what is looked for and what there is, each in its own section."""
    names = ((CardSide.ASK, _("Szukamy")), (CardSide.OFFER, _("Mamy")))
    sections = [
        {"name": name, "empty": _("nic"), "rows": [_card(card) for card in found if card.side == side]}
        for side, name in names
    ]
    about = _("Czym organizacje mogą się podzielić i czego szukają. Kontakt przechodzi za zgodą obu stron.")
    return _document(area, _("Szukamy i mamy"), about, sections, page=links.cards(area.slug), language=language)


def register(area: Area, lines: Iterable[Line], *, language: str) -> Document:
    """Return what every organisation has and needs, or that nobody has asked yet."""
    rows = [_line(line) for line in lines]
    sections = [{"name": _("Organizacje"), "empty": _("Nie ma tu jeszcze żadnej organizacji"), "rows": rows}]
    about = _("Gdzie nikt jeszcze nie pytał, tak jest napisane.")
    title = _("Kto co ma i czego szuka")
    return _document(area, title, about, sections, page=links.needs_and_offers(area.slug), language=language)


def _document(  # noqa: PLR0913 – what a sheet of paper is made of
    area: Area, headline: str, about: str, sections: list[dict[str, Any]], *, page: str, language: str
) -> Document:
    name = area.full_label[:1].upper() + area.full_label[1:]
    title = f"{name}: {headline[:1].lower()}{headline[1:]}"
    address = links.whole(page)
    is_sample = Area.objects.above(area).filter(is_sample=True).exists()
    data = {
        "content_language": settings.LANGUAGE_CODE,
        "headline": _bound(title),
        "about": bind_orphans(about),
        "sample": _("To osiedle nie istnieje: wszystkie wpisy są wymyślone.") if is_sample else "",
        "sections": sections,
        "qr": qr.as_svg(address),
        "qr_alt": _("Kod QR: %(address)s") % {"address": address},
        "foot": _("Wydruk: %(date)s") % {"date": date_format(timezone.localdate(), "DATE_FORMAT")},
        "page": _("strona"),
    }
    return Document(TEMPLATE, data, title, language, timezone.now())


def _card(card: Card) -> dict[str, Any]:
    terms = ", ".join(filter(None, [str(card.get_terms_display()), card.terms_note]))
    told = [str(card.organisation), str(card.get_kind_display()), exchange_reading.said_when(card), terms]
    lines = [" · ".join(filter(None, told))]
    if card.visibility != Visibility.PUBLIC:
        lines.append(f"{_('widzą:')} {card.get_visibility_display()}")
    return {"title": _bound(card.title), "lines": [_bound(line) for line in lines]}


def _line(line: Line) -> dict[str, Any]:
    asked = [f"{_('pytano:')} {date_format(line.asked_on, 'DATE_FORMAT')}"] if line.asked_on else []
    lines = [
        f"{_('Mamy:')} {'; '.join(line.said_offers)}",
        f"{_('Szukamy:')} {'; '.join(line.said_asks)}",
        *asked,
    ]
    return {"title": _bound(str(line.organisation)), "lines": [_bound(each) for each in lines]}


def _bound(text: str) -> str:
    return break_long_words(bind_orphans(text))
