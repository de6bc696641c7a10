"""What all prints of a calendar say: whose it is, of which time, which part of it, and where the rest is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.wanted import Wanted
from podworko.core.text import bind_orphans, break_long_words
from podworko.places.models import Area
from podworko.portal.filters_said import filters_said
from podworko.portal.pdfs import Paper, qr_code
from podworko.portal.printed_calendar import PrintedDay

LONGEST_CODE = 150
"""Letters; a code of more has modules that no telephone reads at the size it is printed."""

_LONGEST_PART = 32


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants printed."""

    area: Area
    wanted: Wanted
    """Its day is the one looked at, or one of its week or month; left out: today."""
    today: date
    paper: Paper
    scale: float
    """How much larger or smaller the sheet is than the one that the print is made for."""
    language: str

    @property
    def day(self) -> date:
        """The day looked at."""
        return self.wanted.day or self.today


def calendar_address(area: Area) -> str:
    """Return the address of the living calendar."""
    # Written out, not reversed: that would load every page of the program before the first print.
    return f"{settings.PODWORKO_URL}/{area.slug}/calendar/"


def shared(  # noqa: PLR0913 – what all prints have in common
    asked: Asked, headline: str, time: str, looked_at: Wanted, days: Sequence[PrintedDay], *, is_empty: bool = True
) -> dict[str, Any]:
    """Return what every template reads. `looked_at`: what the code leads to; `is_empty`: if the days are, too."""
    area, filters = asked.area, filters_said(asked.area, asked.wanted)
    address = calendar_address(area)
    exact = address + looked_at.address()
    code = exact if len(exact) <= LONGEST_CODE else address
    label = area.full_label[:1].upper() + area.full_label[1:]
    is_empty = is_empty and not any(day.count for day in days)
    return {
        "mode": "measure",
        "content_language": settings.LANGUAGE_CODE,
        "paper": asked.paper._asdict(),
        "scale": asked.scale,
        "area": _bound(label),
        "headline": headline,
        "further": _("%(area)s: kalendarz, %(span)s") % {"area": label, "span": time},
        "tagline": _("Wspólny kalendarz"),
        "stated": _("Stan na %(date)s") % {"date": date_format(asked.today, "j E Y")},
        "sample": _("To osiedle nie istnieje: wszystkie wpisy są wymyślone.") if _is_sample(area) else "",
        "filter": _bound(_("Tylko część kalendarza – %(filters)s") % {"filters": "; ".join(filters)})
        if filters
        else "",
        "empty": _empty(is_narrowed=asked.wanted.is_narrowed) if is_empty else None,
        "more_specimen": more(888),
        "live_title": bind_orphans(_("Kalendarz na żywo, z tym, co się zmieniło:")),
        "live_text": bind_orphans(_("Zeskanuj kod telefonem albo wpisz adres w przeglądarce.")),
        "address": _breakable(address.split("://", 1)[1]),
        "qr": qr_code(code),
        "qr_alt": _("Kod QR: %(address)s") % {"address": code},
        "foot": _foot(days),
    }


def _foot(days: Sequence[PrintedDay]) -> list[str]:
    lines = [_("Wydarzenia wpisują organizacje i osoby, które prowadzą kalendarz. Przed wyjściem sprawdź na żywo.")]
    if any(entry.is_tentative for day in days for entry in day.entries):
        lines.append(_("„Ołówkiem”: dzień jeszcze niepewny."))
    return [_bound(line) for line in lines]


def _empty(*, is_narrowed: bool) -> dict[str, str]:
    if is_narrowed:
        return {
            "title": _("W tym czasie nic nie pasuje"),
            "text": bind_orphans(_("Całość jest w kalendarzu na żywo.")),
        }
    invitation = _("Kto coś planuje, może to wpisać także wtedy, gdy zna dopiero miesiąc.")
    return {"title": _("W tym czasie nikt niczego nie zapowiedział"), "text": bind_orphans(invitation)}


def more(count: int) -> str:
    """Say how many more there are, and where; nothing if there are none."""
    return _("i jeszcze %(count)d → kod QR") % {"count": count} if count else ""


def day_title(day: date) -> str:
    """Return the heading of a day."""
    return date_format(day, "l, j E")


def span(first: date, last: date) -> str:
    """Return a stretch of days, both included, as one reads it."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'j E Y')}" if first != last else date_format(first, "j E Y")
    begins = date_format(first, "j E" if first.year == last.year else "j E Y")
    return f"{begins} – {date_format(last, 'j E Y')}"


def _breakable(address: str) -> str:
    """Let an address be broken inside a part that is longer than a line; it is always broken at its strokes."""
    return "/".join(break_long_words(part) if len(part) > _LONGEST_PART else part for part in address.split("/"))


def _is_sample(area: Area) -> bool:
    return Area.objects.above(area).filter(is_sample=True).exists()


def _bound(text: str) -> str:
    return break_long_words(bind_orphans(text))
