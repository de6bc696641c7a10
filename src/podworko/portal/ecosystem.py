"""Who counts in an area by sector and by what they do, and whose voice is missing."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from podworko.core import svg_board
from podworko.core.svg_board import BoardPicture, Column
from podworko.core.visibility import Reach
from podworko.needs.choices import OPEN_STATES
from podworko.needs.models import Problem
from podworko.organisations.choices import LegalForm, Sector, Status
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.portal.network_words import SIGNS
from podworko.resources.choices import Audience
from podworko.resources.models import Category, Listing, Resource

ASKED_FOR = [sector for sector in Sector if sector != Sector.UNKNOWN]
GROUPS = [
    Audience.AGE_0_2,
    Audience.AGE_3_6,
    Audience.AGE_7_12,
    Audience.AGE_13_17,
    Audience.AGE_18_29,
    Audience.AGE_30_59,
    Audience.AGE_60,
    Audience.FAMILIES,
    Audience.SENIORS,
    Audience.CARERS,
    Audience.DISABILITIES,
    Audience.NEWCOMERS,
]
MOST_ASKED = 20_000
"""A database takes so many numbers in one question."""
FEW = 4
"""So many groups are told one by one; more are told together."""
WITHIN = {
    Audience.SENIORS: (Audience.AGE_60,),
    Audience.AGE_60: (Audience.SENIORS,),
    Audience.FAMILIES: (Audience.AGE_0_2, Audience.AGE_3_6, Audience.AGE_7_12),
}
"""Who serves one of these serves that group as well."""


class Member(NamedTuple):
    """An organisation or group with all that is asked about it here."""

    pk: int
    name: str
    sector: str
    legal_form: str
    role: str
    url: str
    categories: tuple[str, ...]
    offers: tuple[str, ...]
    """What it has, as its entry says; empty: nobody asked yet."""
    needs: tuple[str, ...]
    """What it looks for or is troubled by; empty: nobody asked yet."""


class Missing(NamedTuple):
    """A voice that is missing, and why one may say so."""

    name: str
    why: str


class Board(NamedTuple):
    """The map: categories down, sectors across."""

    columns: list[str]
    rows: list[tuple[str, list[list[Member]]]]


def read(area: Area, reach: Reach, *, sector: str = "", category: str = "", form: str = "") -> list[Member]:
    """Return the organisations of an area that a person may see, in the order of their names."""
    found = Organisation.objects.visible_to(reach).active_in(area).exclude(status=Status.CLOSED)
    found = found.filter(**{name: value for name, value in (("sector", sector), ("legal_form", form)) if value})
    rows = list(found.select_related("home_area").order_by("sort_key", "pk"))
    within = found.order_by().values("pk")
    categories, offers, needs = _categories(reach, within), _offers(reach, within), _needs(reach, within)
    members = [
        Member(
            row.pk,
            row.name,
            row.sector,
            row.legal_form,
            row.role_in_area,
            f"/{row.home_area.slug}/organisations/{row.slug}/",
            tuple(categories[row.pk]),
            tuple(offers[row.pk]),
            tuple(needs[row.pk]),
        )
        for row in rows
    ]
    return [member for member in members if not category or category in member.categories]


def board(members: Sequence[Member], area: Area) -> Board:
    """Return the map of the members; a sector that is empty keeps its column."""
    columns = [*ASKED_FOR, *([Sector.UNKNOWN] if any(each.sector == Sector.UNKNOWN for each in members) else [])]
    around = Category.objects.filter(Q(area__in=area.path_ids) | Q(area__path__startswith=area.path))
    named = list(around.order_by("position", "pk").values_list("name", flat=True))
    further = sorted({name for each in members for name in each.categories[:1]} - set(named))
    rows = []
    for heading in (*dict.fromkeys(named), *further, ""):
        here = [each for each in members if (each.categories[0] if each.categories else "") == heading]
        if here:
            cells = [[each for each in here if each.sector == column] for column in columns]
            rows.append((heading or _("bez kategorii"), cells))
    return Board([str(column.label) for column in columns], rows)


def drawn(members: Sequence[Member], area: Area) -> str:
    """Return the map as SVG."""
    shown = board(members, area)
    by_label = {str(sector.label): SIGNS[sector] for sector in Sector}
    return svg_board.draw(
        BoardPicture(
            title=_("%(area)s: kto tu jest, według sektorów") % {"area": area.full_label},
            description=_("W kolumnach sektory, w wierszach kategorie. To samo mówi tabela obok."),
            columns=[Column(_("sektor %(name)s") % {"name": name}, *by_label[name]) for name in shown.columns],
            rows=[(name, [[_signed(each) for each in cell] for cell in cells]) for name, cells in shown.rows],
            empty=_("brakuje głosu: nikogo z tego sektora"),
            more=_("i jeszcze:"),
        )
    )


def missing(members: Sequence[Member], reach: Reach) -> list[Missing]:
    """Return the sectors and groups of whom nobody is here."""
    found = [
        Missing(
            _("Sektor %(name)s") % {"name": sector.label},
            _("W spisie nie ma nikogo z tego sektora. %(example)s") % {"example": _example(sector)},
        )
        for sector in ASKED_FOR
        if not any(each.sector == sector for each in members)
    ]
    forms = {each.legal_form for each in members}
    if LegalForm.INFORMAL_GROUP not in forms:
        why = _("Nie ma żadnej grupy bez osobowości prawnej: klubu rodziców, grupy sąsiadów, koła.")
        found.append(Missing(_("Grupy nieformalne"), why))
    if LegalForm.PERSON_FOR_A_PLACE not in forms:
        why = _("Nie ma nikogo, kto mówi w imieniu ulicy, bloku albo podwórka.")
        found.append(Missing(_("Osoby działające w imieniu miejsca"), why))
    return [*found, *_unserved(members, reach)]


def unknown_sectors(members: Sequence[Member]) -> int:
    """Count those whose sector nobody has asked about: until then a sector may only seem empty."""
    return sum(each.sector == Sector.UNKNOWN for each in members)


def _unserved(members: Sequence[Member], reach: Reach) -> list[Missing]:
    told = Resource.objects.visible_to(reach).filter(organisation__in=[each.pk for each in members[:MOST_ASKED]])
    audiences = [set(codes) for codes in told.values_list("audiences", flat=True) if codes]
    if not audiences:
        why = _("Przy żadnej usłudze ani miejscu nie zapisano, dla kogo jest. Dopóki nikt nie zapyta, nie wiadomo.")
        return [Missing(_("Grupy wiekowe i inne grupy: jeszcze nie pytano"), why)]
    served = {code for codes in audiences for code in codes}
    why = _("Żadna organizacja nie zapisała, że ma coś dla tej grupy.")
    if Audience.EVERYONE in served:
        why = _("Nikt nie zapisał niczego właśnie dla tej grupy; jest tylko to, co dla wszystkich.")
    groups = [each for each in GROUPS if each not in served and not served.intersection(WITHIN.get(each, ()))]
    if len(groups) <= FEW:
        return [Missing(str(group.label), why) for group in groups]
    why = _(
        "Żadna organizacja nie zapisała, że ma coś właśnie dla tych grup. Dla kogo jest oferta, podano przy: %(told)s."
    )
    return [Missing(", ".join(str(group.label) for group in groups), why % {"told": len(audiences)})]


def _example(sector: Sector) -> str:
    return {
        Sector.PUBLIC: _("To na przykład urząd, szkoła, ośrodek pomocy."),
        Sector.PRIVATE: _("To na przykład sklep, apteka, zarządca budynków."),
        Sector.CIVIC: _("To na przykład stowarzyszenie, parafia, klub."),
        Sector.KNOWLEDGE: _("To na przykład uczelnia, biblioteka, instytut."),
    }.get(sector, "")


def _signed(member: Member) -> str:
    return f"{member.name} ({member.role})" if member.role and len(member.role) <= 40 else member.name  # noqa: PLR2004 – a line


def _categories(reach: Reach, within: Any) -> dict[int, list[str]]:
    places = Location.objects.visible_to(reach).filter(organisation__in=within)
    rows = Listing.objects.filter(location__in=places).order_by("-is_primary", "category__position", "pk")
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name in rows.values_list("location__organisation", "category__name"):
        if name not in found[pk]:
            found[pk].append(name)
    return found


def _offers(reach: Reach, within: Any) -> dict[int, list[str]]:
    rows = Resource.objects.visible_to(reach).filter(organisation__in=within).order_by("sort_key", "pk")
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name in rows.values_list("organisation", "name"):
        found[pk].append(name)
    return found


def _needs(reach: Reach, within: Any) -> dict[int, list[str]]:
    rows = Problem.objects.visible_to(reach).kept().filter(Q(organisation__in=within), state__in=OPEN_STATES)
    found: dict[int, list[str]] = defaultdict(list)
    for pk, title in rows.order_by("sort_key", "pk").values_list("organisation", "title"):
        if pk is not None:
            found[pk].append(title)
    return found
