"""What every organisation of an area has and needs, in one list; where nobody has asked yet, it says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from podworko.core.visibility import Reach
from podworko.needs import exchange_reading, links
from podworko.needs.exchange_choices import CardSide
from podworko.needs.exchange_models import Asking, Card
from podworko.organisations.choices import Status
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.models import Resource

PAGE = 50
MISSING = ("", "asked", "unasked")


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that an organisation has or looks for."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation in the list."""

    organisation: Organisation
    url: str
    offers: list[Named]
    has: list[tuple[Resource, str]]
    """What of its resources nobody has offered yet, and what kind each is."""
    asks: list[Named]
    asked_on: date | None
    has_nothing: bool
    needs_nothing: bool
    note: str
    is_editable: bool

    @property
    def said_offers(self) -> list[str]:
        """What it has, in words: an answer, or that nobody has asked."""
        named = [*(one.text for one in self.offers), *(resource.name for resource, _kind in self.has)]
        return named or [_("pytano: nic") if self.has_nothing else _("jeszcze nie pytano")]

    @property
    def said_asks(self) -> list[str]:
        """What it looks for, in words: an answer, or that nobody has asked."""
        return [one.text for one in self.asks] or [_("pytano: nic") if self.needs_nothing else _("jeszcze nie pytano")]

    @property
    def is_known(self) -> bool:
        """Say whether both questions have an answer."""
        return bool((self.offers or self.has or self.has_nothing) and (self.asks or self.needs_nothing))


def lines_of(area: Area, reach: Reach, missing: str = "") -> list[Line]:
    """Return all organisations of an area that a person may see, in order.

    `missing`: `asked` keeps those with both answers, `unasked` those where one is still to be asked for.
    """
    rows = Organisation.objects.visible_to(reach).active_in(area).exclude(status=Status.CLOSED)
    organisations = list(rows.select_related("home_area").order_by("sort_key", "pk"))
    lines = _lines(organisations, area, reach)
    if missing not in {"asked", "unasked"}:
        return lines
    return [line for line in lines if line.is_known == (missing == "asked")]


def page_of(lines: Sequence[Line], page: str) -> "Page[Line]":
    """Return one page of the list."""
    return Paginator(lines, PAGE).get_page(page)


def _lines(organisations: Sequence[Organisation], area: Area, reach: Reach) -> list[Line]:
    ids = [row.pk for row in organisations]
    cards = exchange_reading.by_organisation(area, reach)
    editable = set(Organisation.objects.editable_by(reach).filter(pk__in=ids).values_list("pk", flat=True))
    # Only who keeps an entry, or coordinates the area, says when it was asked; partners read it.
    asked = {row.organisation_id: row for row in Asking.objects.filter(organisation__in=ids)}
    partners = bool(area.pk in reach.partner_in | reach.coordinator_of | reach.analyst_in | reach.officer_in)
    has = _unoffered(ids, reach)
    found = []
    for row in organisations:
        asking = asked.get(row.pk)
        is_told = asking is not None and (partners or row.pk in reach.member_of)
        of_it = cards.get(row.pk, {})
        found.append(
            Line(
                organisation=row,
                url=links.organisation(row),
                offers=_named(of_it.get(CardSide.OFFER, [])),
                has=has.get(row.pk, []),
                asks=_named(of_it.get(CardSide.ASK, [])),
                asked_on=asking.asked_on if asking and is_told else None,
                has_nothing=bool(asking and is_told and asking.has_nothing),
                needs_nothing=bool(asking and is_told and asking.needs_nothing),
                note=asking.note if asking and row.pk in editable else "",
                is_editable=row.pk in editable,
            )
        )
    return found


def _named(cards: Sequence[Card]) -> list[Named]:
    return [Named(card.title, links.card(card)) for card in cards]


def _unoffered(ids: Sequence[int], reach: Reach) -> dict[int, list[tuple[Resource, str]]]:
    offered = Card.objects.visible_to(reach).standing().filter(resource__isnull=False).values("resource")
    found: dict[int, list[tuple[Resource, str]]] = {}
    rows = Resource.objects.visible_to(reach).filter(organisation__in=ids).exclude(pk__in=offered)
    for row in rows.order_by("kind", "sort_key", "pk"):
        found.setdefault(row.organisation_id, []).append((row, str(row.get_kind_display())))
    return found
