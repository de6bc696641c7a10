"""What can be printed of an area, as the page of prints offers it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from podworko.agenda.wanted import next_month
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal import calendar_pdfs, entry_cards, needs_map, needs_pdfs
from podworko.resources.choices import Audience

Links = list[tuple[str, str]]
MONTHS_AHEAD = 3
_MOST_PARTS = 20
"""Of a print that is too large for one file, how many are offered."""
AUDIENCES = (Audience.SENIORS, Audience.FAMILIES, Audience.AGE_13_17, Audience.DISABILITIES, Audience.NEWCOMERS)
"""For whom the list is offered right away; any other stands in the calendar's own filters."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One print: what it is called, where it stands, and what it looks like."""

    name: str
    title: str
    about: str
    to_open: str
    """What the button says."""
    picture: str
    """What the picture is of, for those who do not see it."""
    url: str
    preview: str
    is_upright: bool = True
    more_title: str = ""
    more: tuple[tuple[str, str], ...] = ()
    """The same print of something else: name and address."""

    @property
    def others(self) -> Links:
        """Name of each other language and the address of the print in it."""
        current = get_language()
        return [(str(name), f"{self.url}?language={code}") for code, name in settings.LANGUAGES if code != current]


def of_register(area: Area, *, has_poster: bool) -> list[Offer]:
    """Return the prints of the register of an area."""
    poster = Offer(
        name="resource-map",
        title=_("Plakat z mapą"),
        about=_("Arkusz A3: mapa ze znakami i lista według kategorii. Na drukarce A4 wybierz „dopasuj do strony”."),
        to_open=_("Otwórz plakat (PDF)"),
        picture=_("Plakat: otwórz PDF"),
        url=reverse("portal:print_resource_map", args=[area.slug]),
        preview=reverse("portal:print_preview", args=[area.slug, "resource-map"]),
        is_upright=False,
    )
    listed = Offer(
        name="list",
        title=_("Lista dużym drukiem"),
        about=_("Arkusze A4: te same wpisy dużą czcionką, najpierw telefon."),
        to_open=_("Otwórz listę (PDF)"),
        picture=_("Lista: otwórz PDF"),
        url=reverse("portal:print_list", args=[area.slug]),
        preview=reverse("portal:print_preview", args=[area.slug, "list"]),
    )
    cards = _cards(area)
    return [poster, listed, *cards] if has_poster else [listed, *cards]


def _cards(area: Area) -> list[Offer]:
    count = entry_cards.count_of(area)
    if not count:
        return []
    url = reverse("portal:print_entry_cards", args=[area.slug])
    more = range(2, min(-(-count // entry_cards.MOST_CARDS), _MOST_PARTS) + 1)
    return [
        Offer(
            name="entry-cards",
            title=_("Kartki z kodem QR"),
            about=_(
                "Na ladę albo drzwi, po osiem na arkuszu A4, do pocięcia. Kto zeskanuje, mówi, czy wpis się zgadza."
            ),
            to_open=_("Otwórz kartki (PDF)"),
            picture=_("Kartki: otwórz PDF"),
            url=url,
            preview=reverse("portal:print_preview", args=[area.slug, "entry-cards"]),
            more_title=_("Dalsze kartki:") if more else "",
            more=tuple((str(number), f"{url}?page={number}") for number in more),
        )
    ]


def of_needs(area: Area) -> list[Offer]:
    """Return the print of the map of needs; nothing where nothing is open that everybody may read."""
    if not needs_map.shown_of(area, NOBODY).exists():
        return []
    url = reverse("portal:print_needs_map", args=[area.slug])
    return [
        Offer(
            name="needs-map",
            title=_("Mapa potrzeb"),
            about=_("Arkusz A4: mapa i lista tego, co przeszkadza i czego brakuje, ze źródłami i odpowiedziami."),
            to_open=_("Otwórz mapę potrzeb (PDF)"),
            picture=_("Mapa potrzeb: otwórz PDF"),
            url=url,
            preview=reverse("portal:print_preview", args=[area.slug, "needs-map"]),
            more_title=_("Większy arkusz:"),
            more=tuple((paper, f"{url}?paper={paper}") for paper in list(needs_pdfs.PAPERS)[1:]),
        )
    ]


def of_calendar(area: Area, today: date) -> list[Offer]:
    """Return the prints of the calendar of an area."""
    return [_month(area, today), _week(area), _whats_on(area), _leaflet(area)]


def _month(area: Area, today: date) -> Offer:
    months = [next_month(today, distance) for distance in range(1, MONTHS_AHEAD + 1)]
    url = _url(area, calendar_pdfs.MONTH)
    return Offer(
        name=calendar_pdfs.MONTH,
        title=_("Kalendarz: miesiąc"),
        about=_("Arkusz A3: cały miesiąc na jednej stronie, od poniedziałku do niedzieli."),
        to_open=_("Otwórz miesiąc (PDF)"),
        picture=_("Miesiąc: otwórz PDF"),
        url=url,
        preview=_preview(area, calendar_pdfs.MONTH),
        is_upright=False,
        more_title=_("Inny miesiąc:"),
        more=tuple((date_format(day, "F Y").lower(), f"{url}?month={day:%Y-%m}") for day in months),
    )


def _week(area: Area) -> Offer:
    return Offer(
        name=calendar_pdfs.WEEK,
        title=_("Kalendarz: tydzień"),
        about=_("Arkusz A4: siedem dni, z godziną i miejscem."),
        to_open=_("Otwórz tydzień (PDF)"),
        picture=_("Tydzień: otwórz PDF"),
        url=_url(area, calendar_pdfs.WEEK),
        preview=_preview(area, calendar_pdfs.WEEK),
    )


def _whats_on(area: Area) -> Offer:
    url = _url(area, calendar_pdfs.WHATS_ON)
    return Offer(
        name=calendar_pdfs.WHATS_ON,
        title=_("Co się dzieje, dużym drukiem"),
        about=_("Arkusze A4: najbliższe 30 dni dużą czcionką, dla wszystkich albo dla wybranych."),
        to_open=_("Otwórz listę wydarzeń (PDF)"),
        picture=_("Lista wydarzeń: otwórz PDF"),
        url=url,
        preview=_preview(area, calendar_pdfs.WHATS_ON),
        more_title=_("Tylko dla:"),
        more=tuple((str(each.label), f"{url}?{urlencode({'for': each.value})}") for each in AUDIENCES),
    )


def _leaflet(area: Area) -> Offer:
    return Offer(
        name=calendar_pdfs.LEAFLET,
        title=_("Ulotka na klatkę"),
        about=_("Arkusz A4: ten tydzień i następny, z dużym kodem QR do kalendarza."),
        to_open=_("Otwórz ulotkę (PDF)"),
        picture=_("Ulotka: otwórz PDF"),
        url=_url(area, calendar_pdfs.LEAFLET),
        preview=_preview(area, calendar_pdfs.LEAFLET),
    )


def _url(area: Area, name: str) -> str:
    return reverse(f"portal:print_{name.replace('-', '_')}", args=[area.slug])


def _preview(area: Area, name: str) -> str:
    return reverse("portal:print_calendar_preview", args=[area.slug, name])
