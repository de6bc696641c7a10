"""Small cards of entries with a QR code, to be cut out and stood on a counter: „Zgadza się?” in one tap."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from podworko.core import typst
from podworko.core.text import bind_orphans, break_long_words
from podworko.organisations import assured
from podworko.organisations.choices import Status
from podworko.organisations.models import Location, Organisation
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal.pdfs import qr_code

if TYPE_CHECKING:
    from django.db.models import QuerySet

TEMPLATE = "portal/print/entry_cards.typ"
MOST_CARDS = 160
"""On twenty sheets; who wants more prints the next ones."""
PER_SHEET = 8
_LONGEST_NAME = 110


def rows_of(area: Area, slug: str = "", page: int = 1) -> "QuerySet[Organisation]":
    """Return the entries of which cards are printed: one of them, or those of a page of all."""
    rows = _all_of(area)
    if slug:
        return rows.filter(slug=slug)
    first = (page - 1) * MOST_CARDS
    return rows.order_by("sort_key", "pk")[first : first + MOST_CARDS]


def count_of(area: Area) -> int:
    """Return how many entries have a card."""
    return _all_of(area).count()


def _all_of(area: Area) -> "QuerySet[Organisation]":
    return Organisation.objects.visible_to(NOBODY).filter(home_area=area).exclude(status=Status.CLOSED)


def entry_cards(area: Area, rows: "QuerySet[Organisation]", *, language: str, now: datetime | None = None) -> bytes:
    """Return the cards as a PDF: eight on a sheet of A4, each of the size A7.

    Raises:
        PrintError: The print could not be made.
    """
    return typst.render(document(area, rows, language=language, now=now))


def first_sheet(area: Area, *, language: str) -> typst.Document:
    """Return the first sheet of the cards of all entries, to be looked at small."""
    return document(
        area, _all_of(area).select_related("home_area").order_by("sort_key", "pk")[:PER_SHEET], language=language
    )


def document(
    area: Area, rows: "QuerySet[Organisation]", *, language: str, now: datetime | None = None
) -> typst.Document:
    """Return the print before it is set."""
    moment = now or timezone.now()
    with translation.override(language):
        organisations = list(rows)
        addresses = _addresses(organisations)
        title = _("%(area)s: kartki z kodem QR") % {"area": area.full_label[:1].upper() + area.full_label[1:]}
        data = {
            "content_language": settings.LANGUAGE_CODE,
            "area": _bound(area.name),
            "sample": _("wymyślone") if Area.objects.above(area).filter(is_sample=True).exists() else "",
            "question": _("Zgadza się?"),
            "hint": bind_orphans(_("Zeskanuj telefonem i powiedz jednym dotknięciem.")),
            "cards": [_card(row, addresses.get(row.pk, "")) for row in organisations],
        }
        return typst.Document(TEMPLATE, data, title, language, moment)


def _addresses(organisations: list[Organisation]) -> dict[int, str]:
    places = Location.objects.visible_to(NOBODY).filter(organisation__in=organisations).order_by("number", "pk")
    found: dict[int, str] = {}
    for place in places:
        found.setdefault(place.organisation_id, place.public_address)
    return found


def _card(row: Organisation, address: str) -> dict[str, Any]:
    url = f"{settings.PODWORKO_URL}/{row.home_area.slug}/organisations/{row.slug}/still-true/"
    return {
        "name": _bound(row.name[:_LONGEST_NAME]),
        "address": _bound(address),
        "checked": _bound(assured.said(row.assured_date, "")),
        "qr": qr_code(url),
        "qr_alt": _("Kod QR: %(address)s") % {"address": url},
    }


def _bound(text: str) -> str:
    return break_long_words(bind_orphans(text))
