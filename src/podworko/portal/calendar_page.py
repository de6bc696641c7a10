"""What the calendar of an area shows, in each of its views."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.agenda import reading
from podworko.agenda.choices import EventStatus
from podworko.agenda.days import SHOWN
from podworko.agenda.models import Event, EventKind, Suggestion
from podworko.agenda.permissions import may_announce
from podworko.agenda.reading import Entry
from podworko.agenda.wanted import View, Wanted, month_of, next_month, week_of
from podworko.core.svg_marker import Marker
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.portal import little_map
from podworko.portal.calendar_addresses import Subscription
from podworko.portal.filters_said import filters_said
from podworko.portal.little_map import Pin
from podworko.resources.choices import Audience, Cost

AHEAD = 28
"""Days that the list shows at once, if there is not too much."""
MOST_LISTED = 100
"""Entries from which a list ends with the day before."""
MOST_SOON = 5
"""Entries on the front page of an area."""
_TABS = {
    View.LIST: gettext_lazy("Lista"),
    View.WEEK: gettext_lazy("Tydzień"),
    View.MONTH: gettext_lazy("Miesiąc"),
    View.PLACES: gettext_lazy("Gdzie"),
    View.ORGANISERS: gettext_lazy("Kto"),
    View.MAP: gettext_lazy("Mapa dnia"),
}
_PRINTS = {View.MONTH: "portal:print_month", View.WEEK: "portal:print_week"}
_COLOUR = "#1F5B47"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading."""

    title: str
    entries: list[Entry]
    day: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month."""

    day: date
    is_outside: bool
    """Of the month before or after."""
    is_today: bool
    count: int
    first: list[list[Any]]
    """As in `agenda.days`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a calendar."""

    wanted: Wanted
    today: date
    title: str
    """The span of time that it shows."""
    area_slug: str
    previous: str
    """Address of the time before."""
    following: str
    groups: list[Group] = field(default_factory=list)
    weeks: list[list[Cell]] = field(default_factory=list)
    undated: list[Event] = field(default_factory=list)
    """Those to come whose day nobody knows."""
    held: list[Event] = field(default_factory=list)
    """Those that have been, on a day that nobody knows."""
    picture: str = ""
    """A drawn map."""
    area_path: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """What it is narrowed to, in words."""
    may_add: bool = False
    may_decide: bool = False
    """Whether the reader decides on suggestions."""
    suggested: int = 0
    """How many suggestions wait for them."""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing takes place."""
        return not any(group.entries for group in self.groups) and not any(
            cell.count for week in self.weeks for cell in week
        )

    @property
    def subscription(self) -> Subscription:
        """The same part of the calendar, for other programs."""
        return Subscription(self.area_slug, self.wanted)

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """Name, address and whether it is chosen, of each view."""
        return [
            (str(name), self.wanted.address(view=view) or "?", view == self.wanted.view)
            for view, name in _TABS.items()
        ]

    @property
    def to_today(self) -> str:
        """Address of the same view at today."""
        return self.wanted.address(day=None) or "?"

    @property
    def without_filters(self) -> str:
        """Address of the same time with nothing left out."""
        return Wanted(self.wanted.view, self.wanted.day).address() or "?"

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Code and name of the kinds of events that there are here."""
        rows = EventKind.objects.filter(area__in=self.area_path).order_by("position", "pk")
        return list(dict(rows.values_list("code", "name")).items())

    @property
    def to_print(self) -> str:
        """Address of the print that shows most nearly the same."""
        page = _PRINTS.get(self.wanted.view, "portal:print_whats_on")
        return reverse(page, args=[self.area_slug]) + self.wanted.address(view=View.LIST)

    @property
    def audiences(self) -> list[tuple[str, str]]:
        """Code and name of those for whom something may be."""
        return [(str(code), str(label)) for code, label in Audience.choices]

    @property
    def costs(self) -> list[tuple[str, str]]:
        """Code and name of what one may ask about costs."""
        return [(code.value, str(code.label)) for code in (Cost.FREE, Cost.PAID)]


class _Asked(NamedTuple):
    """What is to be read, and for whom."""

    area: Area
    reach: Reach
    wanted: Wanted
    day: date
    today: date

    def on(self, first: date, last: date, *, most: int = reading.MOST) -> list[Entry]:
        """Return what takes place on some days, both included."""
        return reading.on(self.area, self.reach, self.wanted, first, last, most=most)


def read(area: Area, reach: Reach, wanted: Wanted, today: date) -> Shown:
    """Read what an address asks for."""
    readers = {View.MONTH: _month, View.WEEK: _week, View.MAP: _map}
    reader = readers.get(wanted.view, _list)
    return reader(_Asked(area, reach, wanted, wanted.day or today, today))


def soon(area: Area, reach: Reach, today: date) -> Group:
    """Return the next few things that take place within as many days as a list shows."""
    wanted, last = Wanted(), today + timedelta(days=AHEAD - 1)
    return Group("", reading.on(area, reach, wanted, today, last, most=MOST_SOON)[:MOST_SOON])


def with_chosen(organisers: Sequence[tuple[str, str]], chosen: str, reach: Reach) -> list[tuple[str, str]]:
    """Return slugs and names to choose from, with the chosen one though it may have nothing to come."""
    if not chosen or chosen in dict(organisers):
        return list(organisers)
    name = Organisation.objects.visible_to(reach).filter(slug=chosen).values_list("name", flat=True).first()
    return [(chosen, name or chosen), *organisers]


def _list(asked: _Asked) -> Shown:
    day, wanted = asked.day, asked.wanted
    found, last = _ahead(asked)
    undated: list[Event] = []
    held: list[Event] = []
    if wanted.view == View.PLACES:
        groups = _grouped(found, [entry.place or _("miejsce jeszcze nieznane") for entry in found])
    elif wanted.view == View.ORGANISERS:
        groups = _grouped(found, [entry.organiser or _("organizator nieznany") for entry in found])
    else:
        for event in reading.undated(asked.area, asked.reach, wanted):
            (held if event.status == EventStatus.HELD else undated).append(event)
        shown = [day + timedelta(days=distance) for distance in range((last - day).days + 1)]
        groups = _days(found, shown, asked.today)
    title = _span(day, last)
    following = last + timedelta(days=1)
    return _shown(asked, title, day - timedelta(days=AHEAD), following, groups=groups, undated=undated, held=held)


def _ahead(asked: _Asked) -> tuple[list[Entry], date]:
    """Return what a list shows and its last day: four weeks, or fewer days where there is much."""
    day, last = asked.day, asked.day + timedelta(days=AHEAD - 1)
    found = asked.on(day, last, most=MOST_LISTED + 1)
    if len(found) <= MOST_LISTED:
        return found, last
    last = max(found[-1].day - timedelta(days=1), day)
    if found[-1].day <= day:
        return asked.on(day, day), day
    return [entry for entry in found if entry.day <= last], last


def _week(asked: _Asked) -> Shown:
    shown = week_of(asked.day)
    sorted_out = reading.by_day(asked.on(shown[0], shown[-1]), shown)
    groups = [Group(_heading(each, asked.today), sorted_out.get(each, []), each) for each in shown]
    title, step = _span(shown[0], shown[-1]), timedelta(days=7)
    return _shown(asked, title, shown[0] - step, shown[0] + step, groups=groups)


def _month(asked: _Asked) -> Shown:
    day, shown = asked.day, month_of(asked.day)
    if asked.reach.is_anonymous and not asked.wanted.is_narrowed:
        known = reading.days(asked.area, shown)
    else:
        sorted_out = reading.by_day(asked.on(shown[0], shown[-1]), shown)
        known = {
            each: (len(found), [_brief(entry, each) for entry in found[:SHOWN]]) for each, found in sorted_out.items()
        }
    cells = [Cell(each, each.month != day.month, each == asked.today, *known.get(each, (0, []))) for each in shown]
    weeks = [cells[start : start + 7] for start in range(0, 42, 7)]
    return _shown(asked, date_format(day, "F Y").lower(), next_month(day, -1), next_month(day), weeks=weeks)


def _map(asked: _Asked) -> Shown:
    day = asked.day
    found = asked.on(day, day)
    pins = [
        Pin(Marker(str(number), "circle", _COLOUR, title=entry.title), entry.longitude, entry.latitude)
        for number, entry in enumerate(found, start=1)
        if entry.latitude is not None and entry.longitude is not None
    ]
    picture = little_map.draw_pins(little_map.ground_of(asked.area, asked.today), pins, _long(day))
    groups = [Group(_heading(day, asked.today), found, day)] if found else []
    step = timedelta(days=1)
    return _shown(asked, _long(day), day - step, day + step, groups=groups, picture=picture)


def _shown(asked: _Asked, title: str, previous: date, following: date, **more: Any) -> Shown:
    area, reach, wanted = asked.area, asked.reach, asked.wanted
    may_decide = area.pk in reach.coordinator_of
    return Shown(
        wanted=wanted,
        today=asked.today,
        title=title,
        area_slug=area.slug,
        area_path=list(area.path_ids),
        said=filters_said(area, wanted) if wanted.is_narrowed else [],
        previous=wanted.address(day=previous),
        following=wanted.address(day=following),
        may_add=may_announce(area, reach),
        may_decide=may_decide,
        suggested=Suggestion.objects.waiting().filter(area=area).count() if may_decide else 0,
        **more,
    )


def _days(found: Sequence[Entry], shown: Sequence[date], today: date) -> list[Group]:
    sorted_out = reading.by_day(found, shown)
    return [Group(_heading(day, today), sorted_out[day], day) for day in shown if day in sorted_out]


def _grouped(found: Sequence[Entry], headings: Sequence[str]) -> list[Group]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry, heading in zip(found, headings, strict=True):
        groups[heading].append(entry)
    return [Group(heading, groups[heading]) for heading in sorted(groups, key=str.casefold)]


def _heading(day: date, today: date) -> str:
    said = date_format(day, "l, j E")
    near = {today: _("Dziś"), today + timedelta(days=1): _("Jutro")}.get(day)
    return f"{near}, {said[0].lower()}{said[1:]}" if near else said


def _long(day: date) -> str:
    return date_format(day, "j E Y")


def _span(first: date, last: date) -> str:
    if first.year != last.year:
        return f"{_long(first)} – {_long(last)}"
    if first.month != last.month:
        return f"{date_format(first, 'j E')} – {_long(last)}"
    return f"{first.day}–{_long(last)}"


def _brief(entry: Entry, day: date) -> list[Any]:
    is_begun = entry.day == day
    special = (
        "cancelled" if entry.is_cancelled else "pencilled" if entry.is_tentative else "" if is_begun else "goes-on"
    )
    return [entry.event, f"{entry.starts:%H:%M}" if entry.is_timed and is_begun else "", entry.title, special]
