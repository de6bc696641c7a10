"""Asks and offers for a spreadsheet. Without any contact, and without a price."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from podworko.needs import exchange_reading
from podworko.needs.exchange_models import Card
from podworko.needs.register_reading import Line


def card_rows(cards: Iterable[Card]) -> Iterator[list[Any]]:
    """Yield the heading and a row for each card."""
    yield [
        *(_("Mamy czy szukamy"), _("Organizacja"), _("Co to jest"), _("W jednym zdaniu"), _("Więcej")),
        *(_("Kiedy"), _("Ile"), _("Warunki"), _("Kategoria"), _("Ważne do"), _("Kto widzi")),
    ]
    for card in cards:
        terms = ", ".join(filter(None, [str(card.get_terms_display()), card.terms_note]))
        yield [
            *(card.get_side_display(), card.organisation, card.get_kind_display(), card.title, card.text),
            *(exchange_reading.said_when(card), card.quantity, terms, card.category or ""),
            *(card.valid_until.isoformat(), card.get_visibility_display()),
        ]


def register_rows(lines: Iterable[Line]) -> Iterator[list[Any]]:
    """Yield the heading and a row for each organisation: what it has, what it needs, when it was asked."""
    yield [_("Organizacja"), _("Mamy"), _("Szukamy"), _("Kiedy pytano"), _("Notatka")]
    for line in lines:
        asked = line.asked_on.isoformat() if line.asked_on else ""
        yield [line.organisation, "; ".join(line.said_offers), "; ".join(line.said_asks), asked, line.note]
