"""The network, the map of who is here and the catalogue as pictures, tables for spreadsheets and prints."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from podworko.core import sheet, spreadsheet
from podworko.core.sheet import Sheet, Table
from podworko.core.visibility import Reach
from podworko.organisations.choices import LegalForm, Sector
from podworko.places.models import Area
from podworko.portal import ecosystem, network_matrix, network_words
from podworko.portal.ecosystem import Member
from podworko.portal.network import Network, Period, read

KINDS = ("svg", "csv", "pdf")
FILE_NAMES = {"network": "kto-z-kim", "matrix": "macierz", "ecosystem": "kto-tu-jest", "actors": "katalog"}
MOST_SQUARE = 500
"""Rows and columns of the square table as a file."""
_MOST_COLUMNS = 14
"""Of the square table on paper; beyond, the list of pairs is read more easily."""


class Asked(NamedTuple):
    """What a file is made of."""

    area: Area
    reach: Reach
    period: Period
    filters: dict[str, str]
    """As `ecosystem.read` takes them."""


def picture(name: str, asked: Asked) -> str | None:
    """Return the picture of a page, if it has one."""
    if name == "network":
        network = read(asked.area, asked.reach, asked.period)
        return _drawn(network)
    if name == "ecosystem":
        return ecosystem.drawn(_members(asked), asked.area)
    return None


def lines(name: str, asked: Asked) -> Iterator[str]:
    """Yield the table of a page as a CSV file."""
    return spreadsheet.lines(_CSV[name](asked))


def pdf(name: str, asked: Asked, *, paper: str, language: str) -> bytes:
    """Return a page as a tagged PDF.

    Raises:
        PrintError: The print could not be made.
    """
    with translation.override(language):
        return sheet.render(_SHEETS[name](asked), paper=paper, language=language)


def _members(asked: Asked) -> list[Member]:
    return ecosystem.read(asked.area, asked.reach, **asked.filters)


def _drawn(network: Network) -> str:
    joining = network_words.brokers(network)
    return network_words.drawn(network, title=headline(network), joining=joining)


def headline(network: Network) -> str:
    """Return what the network is called."""
    when = str(network.period.year) if network.period.year else _("teraz")
    return _("Kto z kim: %(when)s") % {"when": when}


def _network_rows(asked: Asked) -> Iterable[list[Any]]:
    yield [_("Kto"), _("Z kim"), _("Jak blisko"), _("Skąd to wiemy")]
    for row in network_words.rows(read(asked.area, asked.reach, asked.period)):
        yield [row.first.name, row.second.name, row.tie.label, "; ".join(row.why)]


def _matrix_rows(asked: Asked) -> Iterable[list[Any]]:
    network = read(asked.area, asked.reach, asked.period)
    ties = {(tie.first, tie.second): tie for tie in network.ties}
    shown = network.joined[:MOST_SQUARE]
    yield ["", *(actor.name for actor in shown)]
    for actor in shown:
        cells = [ties.get((min(actor.pk, other.pk), max(actor.pk, other.pk))) for other in shown]
        yield [actor.name, *(cell.label if cell else "" for cell in cells)]
    if len(network.joined) > MOST_SQUARE:
        yield [_("Jest ich więcej. Wszystkie pary stoją w pliku „Kto z kim”.")]


def _member_rows(asked: Asked) -> Iterable[list[Any]]:
    sectors, forms = dict(Sector.choices), dict(LegalForm.choices)
    yield [
        _("Nazwa"),
        _("Sektor"),
        _("Forma"),
        _("Kategorie"),
        _("Rola w okolicy"),
        _("Co ma"),
        _("Czego szuka albo co jej przeszkadza"),
    ]
    for each in _members(asked):
        yield [
            each.name,
            sectors[each.sector],
            forms[each.legal_form],
            ", ".join(each.categories),
            each.role,
            "; ".join(each.offers) or _("jeszcze nie pytano"),
            "; ".join(each.needs) or _("jeszcze nie pytano"),
        ]


def _network_sheet(asked: Asked) -> Sheet:
    network = read(asked.area, asked.reach, asked.period)
    joining = network_words.brokers(network)
    sources = network_words.shared_sources(network)
    pairs = [
        [
            str(row.first.number),
            row.first.name,
            str(row.second.number),
            row.second.name,
            row.tie.label,
            row.why[0],
        ]
        for row in network_words.rows(network, sources)
    ]
    columns = [_("Nr"), _("Kto"), _("Nr"), _("Z kim"), _("Jak blisko"), _("Skąd to wiemy")]
    found = network_words.measures(network, joining)
    return _sheet(
        asked,
        headline(network),
        picture=_drawn(network),
        alternative=network_words.summary(network),
        measures=[(f"{each.name}: {each.value}", each.said) for each in found],
        tables=[
            Table(_("Kto z kim"), columns, pairs, (0.35, 2, 0.35, 2, 1.3, 3), _("Nie ma żadnego powiązania.")),
            *_sources(sources),
            _numbers(network),
        ],
    )


def _sources(sources: list[str]) -> list[Table]:
    numbered = [[f"[{number}]", source] for number, source in enumerate(sources, start=1)]
    return [Table(_("Źródła"), [_("Nr"), _("Skąd to wiemy")], numbered, (0.4, 6))] if sources else []


def _numbers(network: Network) -> Table:
    names = [[str(actor.number), actor.name, actor.role] for actor in network.drawn_actors]
    return Table(_("Numery na rysunku"), [_("Nr"), _("Nazwa"), _("Rola w okolicy")], names, (0.4, 3, 3), _("nikt"))


def _matrix_sheet(asked: Asked) -> Sheet:
    network = read(asked.area, asked.reach, asked.period)
    tables = []
    for number in range(1, network_matrix.read(network).count + 1):
        shown = network_matrix.read(network, number)
        for start in range(0, len(shown.rows), _MOST_COLUMNS):
            part = shown.rows[start : start + _MOST_COLUMNS]
            rows = [
                [
                    f"{row.actor.number}. {row.actor.name}",
                    *(_sign(cell) for cell in row.cells[start : start + _MOST_COLUMNS]),
                ]
                for row in shown.rows
            ]
            columns = [_("Kto"), *(str(row.actor.number) for row in part)]
            span = f"{part[0].actor.name} – {part[-1].actor.name}"
            tables.append(Table(span, columns, rows, (4, *[1] * len(part))))
    empty = Table(_("Kto z kim"), [], [], (), _("Nie ma żadnego powiązania."))
    signs = _("1 – znają się, 2 – wymieniają się wiadomościami, 3 – robią coś razem, 4 – umowa, ↑ – zależność z wpisu")
    return _sheet(asked, _("Macierz: kto z kim"), tables=[*(tables or [empty]), _numbers(network)], notes=[signs])


def _sign(cell: network_matrix.Cell) -> str:
    if cell.is_self:
        return "·"
    if cell.tie is None:
        return ""
    return str(cell.tie.level) if cell.tie.level else "↑"


def _ecosystem_sheet(asked: Asked) -> Sheet:
    members = _members(asked)
    shown = ecosystem.board(members, asked.area)
    rows = [
        [name, column, "; ".join(each.name for each in cell) or "–"]
        for name, cells in shown.rows
        for column, cell in zip(shown.columns, cells, strict=True)
        if cell
    ]
    gaps = [[each.name, each.why] for each in ecosystem.missing(members, asked.reach)]
    return _sheet(
        asked,
        _("Kto tu jest, a kogo brakuje"),
        picture=ecosystem.drawn(members, asked.area),
        tables=[
            Table(_("Czyich głosów brakuje"), [_("Kto"), _("Skąd to wiemy")], gaps, (2, 4), _("Nikogo nie brakuje.")),
            Table(_("Kto tu jest"), [_("Kategoria"), _("Sektor"), _("Nazwy")], rows, (1.2, 1, 4), _("Nikogo.")),
        ],
    )


def _actors_sheet(asked: Asked) -> Sheet:
    heading, *rows = _member_rows(asked)
    return _sheet(
        asked,
        _("Katalog: kto co ma i czego szuka"),
        tables=[Table(_("Organizacje i grupy"), heading, rows, (2, 1, 1.2, 1.2, 1.6, 2, 2), _("Nikogo."))],
        is_lying=True,
    )


def _sheet(asked: Asked, title: str, **parts: Any) -> Sheet:
    is_sample = Area.objects.above(asked.area).filter(is_sample=True).exists()
    warning = _("To osiedle nie istnieje: wszystkie wpisy są wymyślone.") if is_sample else ""
    notes = [*parts.pop("notes", []), _("Jest tu to, co mogła zobaczyć osoba, która to wydrukowała.")]
    name = asked.area.full_label
    return Sheet(area=name[:1].upper() + name[1:], headline=title, notes=notes, warning=warning, **parts)


_CSV: dict[str, Callable[[Asked], Iterable[list[Any]]]] = {
    "network": _network_rows,
    "matrix": _matrix_rows,
    "ecosystem": _member_rows,
    "actors": _member_rows,
}
_SHEETS: dict[str, Callable[[Asked], Sheet]] = {
    "network": _network_sheet,
    "matrix": _matrix_sheet,
    "ecosystem": _ecosystem_sheet,
    "actors": _actors_sheet,
}
