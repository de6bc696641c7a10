"""Who has to do with whom in an area: what was entered, and what follows from common events and from entries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.translation import gettext as _

from podworko.agenda.common_actions import common
from podworko.agenda.findings import ORGANISING
from podworko.agenda.models import Event, EventListing, EventOrganiser
from podworko.core import network as networks
from podworko.core.network import Measures
from podworko.core.visibility import Reach
from podworko.organisations.choices import LinkLevel, ParentRole, Status
from podworko.organisations.models import Link, Location, Organisation
from podworko.places import validity
from podworko.places.models import Area

RECENT = timedelta(days=730)
"""How long a common event counts as „now”."""
LEVELS = [level.value for level in LinkLevel]
MOST_DRAWN = 400
"""Organisations of one picture."""
MOST_TOGETHER = 12
"""Organisations of one event whose pairs are counted; of more, nobody knows who worked with whom."""


class Actor(NamedTuple):
    """An organisation or group of the network."""

    pk: int
    number: int
    name: str
    sector: str
    legal_form: str
    role: str
    home_slug: str
    slug: str

    @property
    def url(self) -> str:
        """Where its page stands."""
        return f"/{self.home_slug}/organisations/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two are joined: as close as the closest of all that is known."""

    first: int
    second: int
    level: int
    """Position on the ladder, from 1; 0 where only their entries say so."""
    said: tuple[str, ...]
    sources: tuple[str, ...]
    """Where each of what is said is known from; empty where nobody has written that down."""
    is_entered: bool

    @property
    def label(self) -> str:
        """How close, in words."""
        return str(LinkLevel(LEVELS[self.level - 1]).label) if self.level else _("zależność z wpisu")

    @property
    def pen(self) -> str:
        """How its line is drawn: one of `svg_network.PENS`."""
        return str(self.level) if self.level else "derived"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or what holds now."""

    first: date
    last: date
    year: int | None = None


@dataclass(frozen=True)
class Network:
    """The organisations of an area and what joins them, as one person may see it."""

    area: Area
    period: Period
    actors: Sequence[Actor]
    ties: Sequence[Tie]

    @property
    def keys(self) -> list[int]:
        """The organisations, by number."""
        return [actor.pk for actor in self.actors]

    @property
    def edges(self) -> list[tuple[int, int, float]]:
        """The ties for the drawing: the closer, the heavier."""
        return [(tie.first, tie.second, float(tie.level + 1)) for tie in self.ties]

    @property
    def joined(self) -> list[Actor]:
        """The organisations that have to do with at least one other."""
        ends = {pk for tie in self.ties for pk in (tie.first, tie.second)}
        return [actor for actor in self.actors if actor.pk in ends]

    @property
    def drawn_actors(self) -> Sequence[Actor]:
        """The organisations that stand in a picture: all, or of very many those that are joined."""
        return self.actors if len(self.actors) <= MOST_DRAWN else self.joined[:MOST_DRAWN]

    def names(self) -> dict[int, Actor]:
        """Return the organisations by their id."""
        return {actor.pk: actor for actor in self.actors}

    def measured(self) -> Measures:
        """Return how closely it is woven."""
        return networks.measure(self.keys, [(tie.first, tie.second) for tie in self.ties])


def period_of(year: int | None, today: date) -> Period:
    """Return a year as a period; without one the last two years, up to today."""
    if year is None or year >= today.year:
        return Period(today - RECENT, today)
    return Period(date(year, 1, 1), date(year, 12, 31), year)


def read(area: Area, reach: Reach, period: Period) -> Network:
    """Return the network of an area in a period."""
    return _joined(area, reach, period, _Known(area, reach))


def years(area: Area, reach: Reach, today: date, most: int = 12) -> list[int]:
    """Return the past years of which anything is known, the latest first."""
    return _Known(area, reach).years(today)[:most]


def over_time(area: Area, reach: Reach, today: date, most: int = 12) -> list[tuple[Network, Measures]]:
    """Return the network of each year of which anything is known, and of now, the latest first; reads rows once."""
    known = _Known(area, reach)
    periods = [period_of(None, today), *(period_of(year, today) for year in known.years(today)[:most])]
    found = [_joined(area, reach, period, known) for period in periods]
    return [(each, each.measured()) for each in found]


class _Known:
    """All that says who has to do with whom, read once for however many periods."""

    def __init__(self, area: Area, reach: Reach) -> None:
        shown = Organisation.objects.visible_to(reach)
        rows = Link.objects.visible_to(reach).filter(area__path__startswith=area.path)
        self.links = list(rows.order_by("pk"))
        self.events = _events(area, reach)
        ends = {pk for link in self.links for pk in (link.first_id, link.second_id)}
        here = shown.active_in(area).exclude(status=Status.CLOSED)
        found = shown.filter(Q(pk__in=here.values("pk")) | Q(pk__in=ends)).order_by("sort_key", "pk")
        self.rows = list(
            found.annotate(home=F("home_area__slug")).values(
                "pk", "name", "sector", "legal_form", "role_in_area", "home", "slug", "parent_id", "parent_role"
            )
        )
        # Whether both ends are shown is asked where they are joined: an area may hold ten thousand.
        operated = Location.objects.visible_to(reach).filter(
            organisation__in=found.order_by().values("pk"), operator__isnull=False
        )
        self.operated = sorted(set(operated.values_list("operator", "organisation")))

    def years(self, today: date) -> list[int]:
        """Return the past years in which something began or took place."""
        days = [link.starts_earliest for link in self.links if link.starts_earliest]
        days += [day for day, _organisers in self.events]
        found = [day.year for day in days if day.year < today.year]
        return list(range(today.year - 1, min(found) - 1, -1)) if found else []


def _joined(area: Area, reach: Reach, period: Period, known: _Known) -> Network:
    del reach  # what is known was read as this person sees it
    reasons: dict[tuple[int, int], list[_Why]] = defaultdict(list)
    ids = {row["pk"] for row in known.rows}
    for first, second, reason in (*_entered(known.links, period), *_common(known.events, period), *_structure(known)):
        if first in ids and second in ids and first != second:
            reasons[min(first, second), max(first, second)].append(reason)
    ties = [
        Tie(
            *pair,
            found[0].level,
            tuple(why.said for why in found),
            tuple(why.source for why in found),
            any(why.is_entered for why in found),
        )
        for pair, found in ((pair, sorted(whys, reverse=True)) for pair, whys in sorted(reasons.items()))
    ]
    return Network(area, period, _actors(known.rows), ties)


def _actors(rows: Iterable[Any]) -> list[Actor]:
    return [
        Actor(
            row["pk"],
            number,
            row["name"],
            row["sector"],
            row["legal_form"],
            row["role_in_area"],
            row["home"],
            row["slug"],
        )
        for number, row in enumerate(rows, start=1)
    ]


class _Why(NamedTuple):
    """One thing that joins two; the closest is the greatest."""

    level: int
    said: str
    is_entered: bool
    source: str = ""


_Reason = tuple[int, int, _Why]


def _entered(links: Iterable[Link], period: Period) -> Iterable[_Reason]:
    for link in links:
        began = link.starts_earliest is None or link.starts_earliest <= period.last
        # „Now” means today: what ended last month is over.
        over = period.first if period.year else period.last
        lasts = link.ends_latest is None or link.ends_latest >= over
        if began and lasts:
            yield (
                link.first_id,
                link.second_id,
                _Why(LEVELS.index(link.level) + 1, _said(link), is_entered=True, source=link.source),
            )


def _said(link: Link) -> str:
    parts = [str(link.get_level_display())]
    if link.starts:
        parts.append(_("od: %(date)s") % {"date": validity.say_start(link.starts)})
    if link.ends and link.ends != validity.OPEN:
        parts.append(_("do: %(date)s") % {"date": validity.say_end(link.ends)})
    parts += [link.date_note, link.note]
    return " · ".join(filter(None, parts))


_Together = list[tuple[date, frozenset[int]]]


def _events(area: Area, reach: Reach) -> _Together:
    """Return the common actions of an area: when each began, and who organised it."""
    listed = EventListing.objects.filter(area__path__startswith=area.path).values("event")
    events = common(Event.objects.visible_to(reach).filter(pk__in=listed, starts__isnull=False))
    own = dict(events.values_list("pk", "organisation"))
    starts = dict(events.values_list("pk", "starts"))
    organisers: dict[int, set[int]] = {pk: {owner} if owner else set() for pk, owner in own.items()}
    beside = EventOrganiser.objects.filter(event__in=own, role__in=ORGANISING)
    for event, organisation in beside.values_list("event", "organisation"):
        organisers[event].add(organisation)
    return [(day.date(), frozenset(found)) for pk, found in organisers.items() if (day := starts[pk])]


def _common(events: _Together, period: Period) -> Iterable[_Reason]:
    counted: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day, organisers in events:
        if period.first <= day <= period.last and len(organisers) <= MOST_TOGETHER:
            for pair in combinations(sorted(organisers), 2):
                counted[pair].append(day)
    level = LEVELS.index(LinkLevel.ACTIONS) + 1
    for (first, second), days in counted.items():
        said = _("wspólne wydarzenia z kalendarza: %(count)s (ostatnie: %(day)s)")
        last = validity.say_start(max(days).isoformat())
        yield first, second, _Why(level, said % {"count": len(days), "day": last}, is_entered=False)


def _structure(known: _Known) -> Iterable[_Reason]:
    words = dict(ParentRole.choices)
    for row in known.rows:
        if row["parent_id"]:
            word = str(words.get(row["parent_role"], _("część większej całości")))
            yield row["parent_id"], row["pk"], _Why(0, word, is_entered=False)
    for operator, organisation in known.operated:
        yield operator, organisation, _Why(0, _("jedna organizacja prowadzi miejsce drugiej"), is_entered=False)
