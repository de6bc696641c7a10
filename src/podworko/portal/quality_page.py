"""The quality of an area's entries as a page shows it: what to mend, in what order, and by which click."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.core import spreadsheet
from podworko.core.text import fold
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.portal import quality_reading
from podworko.portal.quality_reading import Entry, Found
from podworko.resources.quality import Kind, Weight, advice

if TYPE_CHECKING:
    from django.core.paginator import Page

PER_PAGE, PER_PRINT = 10, 500
OF_ORGANISATION = {Kind.UNPRINTABLE, Kind.PROBABLE_TYPO, Kind.UNCERTAIN, Kind.STALE}
ONE_CLICK = {Kind.STREET, Kind.PROBABLE_TYPO, Kind.FLAT_NUMBER}


@dataclass(frozen=True)
class Row:
    """One problem as the page shows it."""

    found: Found
    kind: Kind
    says: str
    advice: str
    """What to do; empty where the page has said it above."""
    url: str
    """Of the page of the entry."""
    mend_url: str
    mend_said: str
    correction_said: str
    """What the button says that puts it right; empty where there is none."""
    can_assure: bool
    is_grave: bool

    @property
    def label(self) -> str:
        """What tells its controls from those of the other rows."""
        return f"{self.found.entry.name} ({self.kind.label})"


@dataclass(frozen=True)
class Card:
    """An entry with its problems, the weightiest first."""

    rows: list[Row]

    @property
    def entry(self) -> Entry:
        """The entry that all of them are about."""
        return self.rows[0].found.entry

    @property
    def url(self) -> str:
        """Of the page of the entry."""
        return self.rows[0].url


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    kind: str = ""
    is_printed: bool = False
    is_ignored: bool = False
    words: str = ""
    is_for_paper: bool = False

    @staticmethod
    def of(query: Mapping[str, str]) -> "Wanted":
        """Read the address; what it does not know it leaves out."""
        kind = query.get("kind", "")
        return Wanted(
            kind if kind in Kind.values else "",
            query.get("printed") == "1",
            query.get("ignored") == "1",
            query.get("q", "")[:100],
            query.get("paper") == "1",
        )

    def address(self, **changes: Any) -> str:
        """Return the filters as an address, some of them changed."""
        asked = {"kind": self.kind, "printed": self.is_printed and "1", "ignored": self.is_ignored and "1"}
        asked |= {"q": self.words, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def keeps(self, found: Found) -> bool:
        """Say whether a problem is asked for, its kind aside."""
        if self.is_ignored != (found.ignored is not None) or (self.is_printed and not found.entry.is_printed):
            return False
        return not self.words or fold(self.words) in fold(found.entry.name)


@dataclass(frozen=True)
class Quality:
    """One page of the entries of an area that have problems."""

    page: "Page[Any]"
    """Of entries: so many are on a page, however many problems they have."""
    cards: list[Card]
    kinds: list[tuple[str, str, int, str]]
    """Code, label, count and address of each kind that there is."""
    total: int
    """How many problems are asked for, their kind aside."""
    chosen: int
    """How many are asked for, their kind included."""
    ignored: int
    entries: int
    troubled: int
    """Entries with a problem."""
    empty: list[str]
    wanted: Wanted

    @property
    def csv(self) -> str:
        """The filters, for the address of the file."""
        return self.wanted.address()

    @property
    def paper(self) -> str:
        """The address of the same for paper."""
        return self.wanted.address(paper="1")


def read(area: Area, reach: Reach, wanted: Wanted, number: str, today: date) -> Quality:
    """Return one page of the entries that a person keeps and that have problems, by their weightiest one."""
    reading = quality_reading.read(area, reach, today)
    kept = [found for found in reading.found if wanted.keeps(found)]
    counts = Counter(found.problem.kind for found in kept)
    chosen = [found for found in kept if not wanted.kind or found.problem.kind == wanted.kind]
    entries = _by_entry(chosen)
    page = Paginator(entries, PER_PRINT if wanted.is_for_paper else PER_PAGE).get_page(number)
    open_ones = [found for found in reading.found if found.ignored is None]
    return Quality(
        page,
        _cards(page, area),
        [(kind, str(kind.label), counts[kind], wanted.address(kind=kind)) for kind in Kind if counts[kind]],
        len(kept),
        len(chosen),
        len(reading.found) - len(open_ones),
        reading.entries,
        len({found.entry.key for found in open_ones}),
        reading.empty,
        wanted,
    )


def _by_entry(chosen: Iterable[Found]) -> list[list[Found]]:
    """Put the problems of each entry together; entries stay in the order of their first problems."""
    found: dict[str, list[Found]] = {}
    for each in chosen:
        found.setdefault(each.entry.key, []).append(each)
    return list(found.values())


def _cards(entries: Iterable[list[Found]], area: Area) -> list[Card]:
    """Return the cards of one page; what to do about a kind of problem is said where it first stands."""
    advised: set[Kind] = set()
    cards = []
    for problems in entries:
        rows = [row(found, area) for found in problems]
        cards.append(Card([replace(each, advice="") if each.kind in advised else each for each in rows]))
        advised.update(each.kind for each in rows)
    return cards


def of_organisation(organisation: Organisation, reach: Reach, today: date) -> list[Row]:
    """Return the problems of one entry for who keeps it."""
    area = organisation.home_area
    reading = quality_reading.read(area, reach, today, organisation=organisation)
    # Whether two entries are one, the coordinator decides: the other one may not be seen by its neighbour.
    return [
        row(found, area)
        for found in reading.found
        if found.ignored is None and (found.problem.kind != Kind.DUPLICATE or area.pk in reach.coordinator_of)
    ]


def row(found: Found, area: Area) -> Row:
    """Return a problem with the ways to mend it."""
    problem, entry = found.problem, found.entry
    mend_url, mend_said = _mending(found, area)
    return Row(
        found,
        problem.kind,
        problem.says,
        advice(problem.kind),
        reverse("portal:organisation_page", args=[entry.home, entry.slug]),
        mend_url,
        mend_said,
        _correction(found),
        problem.kind == Kind.STALE,
        problem.weight is Weight.MEND,
    )


def _correction(found: Found) -> str:
    problem = found.problem
    if not problem.correction:
        return ""
    match problem.kind:
        case Kind.STREET | Kind.PROBABLE_TYPO:
            return _("Zmień na „%(right)s”") % {"right": problem.correction}
        case Kind.FLAT_NUMBER:
            return _("Właściciel się zgodził: podawać %(address)s") % {"address": problem.correction}
    return ""


def _mending(found: Found, area: Area) -> tuple[str, str]:
    """Return where a problem is mended by hand, and what the link says."""
    entry, kind = found.entry, found.problem.kind
    organisation = [entry.home, entry.slug]
    if kind == Kind.DUPLICATE and found.pair:
        return reverse("portal:compare_organisations", args=[area.slug, found.pair]), _("Porównaj")
    if kind == Kind.MISSING_CONTACT:
        return reverse("organisations:add_contact", args=organisation), _("Dopisz kontakt")
    if kind == Kind.BOUNCING:
        return reverse("portal:keep_organisation", args=organisation) + "#contacts", _("Popraw adres e-mail")
    if kind in OF_ORGANISATION or entry.location_id is None:
        return reverse("organisations:change_organisation", args=organisation), _("Popraw wpis")
    return _mending_of_place(kind, [*organisation, entry.location_id])


def _mending_of_place(kind: Kind, place: list[Any]) -> tuple[str, str]:
    if kind in {Kind.NO_CATEGORY, Kind.UNUSUAL_CATEGORY}:
        return reverse("resources:set_categories", args=place), _("Wybierz kategorię")
    if kind == Kind.NO_HOURS:
        return reverse("resources:set_opening_hours", args=place), _("Wpisz godziny")
    return reverse("organisations:change_location", args=place), _("Popraw miejsce")


def csv(area: Area, reach: Reach, wanted: Wanted, today: date, origin: str) -> Iterator[str]:
    """Return the problems asked for as a file for Polish spreadsheets, line by line."""
    reading = quality_reading.read(area, reach, today)
    chosen = [found for found in reading.found if wanted.keeps(found)]
    chosen = [found for found in chosen if not wanted.kind or found.problem.kind == wanted.kind]
    return spreadsheet.lines([_headings(), *_lines(chosen, area, origin)])


def _headings() -> list[str]:
    return [
        _("Numer na mapie"),
        _("Wpis"),
        _("Co jest nie tak"),
        _("Szczegóły"),
        _("Na wydruku"),
        _("Zostawiono, bo"),
        _("Kto i kiedy"),
        _("Gdzie poprawić"),
    ]


def _lines(chosen: Iterable[Found], area: Area, origin: str) -> Iterator[list[Any]]:
    for found in chosen:
        left = found.ignored
        who = left.entered_by.get_short_name() if left and left.entered_by else ""
        yield [
            found.entry.number,
            found.entry.name,
            str(found.problem.kind.label),
            found.problem.says,
            _("tak") if found.entry.is_printed else _("nie"),
            left.reason if left else "",
            f"{who}, {date_format(left.at.date(), 'j.m.Y')}" if left else "",
            origin + _mending(found, area)[0],
        ]
