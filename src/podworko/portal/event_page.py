"""What the page of an event shows: when, where, for whom, what it costs, whom to ring."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from podworko.agenda import links, registering
from podworko.agenda.choices import EventStatus, JoinState, Registration
from podworko.agenda.drawn_pictures import NO_PICTURES, Pictures, pictures_of
from podworko.agenda.materialising import timing_of
from podworko.agenda.models import Event, Join, Occurrence
from podworko.agenda.room_clashes import Clash, clashes_of
from podworko.agenda.rule_words import in_words
from podworko.core.svg_marker import Marker
from podworko.core.visibility import Reach
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.portal import little_map
from podworko.portal.little_map import Pin
from podworko.portal.organisation_page import Reached, ways_to_ask
from podworko.resources.choices import Audience, Cost
from podworko.resources.models import Resource

COMING = 8
"""Dates of a series that are named."""


@dataclass(frozen=True, slots=True)
class Date:
    """One time that it takes place, local."""

    pk: int
    starts: datetime
    ends: datetime
    day: date
    last_day: date
    is_cancelled: bool
    is_tentative: bool
    reason: str = ""
    title: str = ""
    place: str = ""
    original: datetime | None = None
    is_changed: bool = False

    @property
    def name(self) -> str:
        """Its name within the series, as addresses hold it."""
        return f"{self.original:%Y%m%dT%H%M}" if self.original else ""


@dataclass(frozen=True, slots=True)
class Joined:
    """What an event has become a part of."""

    into: Event | None
    """Nothing where the reader may not see it."""
    proposal: Join | None
    """How it came to that; only for those who keep one of both."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as a reader may see it."""

    event: Event
    next: Date | None
    """The occurrence that was asked for, else the next one, else the last."""
    coming: list[Date]
    has_more: bool
    organisation: Organisation | None
    others: list[tuple[str, Organisation]]
    """What each does, and who it is."""
    location: Location | None
    funding: list[str]
    audiences: list[str]
    is_over: bool
    is_editable: bool
    rule: str = ""
    """How it repeats, in words."""
    picture: str = ""
    before: Event | None = None
    """The series that this one goes on from."""
    after: tuple[Event, ...] = ()
    """The series that go on from this one."""
    room: Resource | None = None
    clashes: tuple[Clash, ...] = ()
    """What else takes place in its room at the same time; only for those who keep it."""
    also_in: tuple[Area, ...] = ()
    """Further areas in whose calendars it is shown."""
    pictures: Pictures = NO_PICTURES
    contacts: tuple[Reached, ...] = ()
    """Where one asks about it."""
    register: str = ""
    """Where one registers; empty where that is elsewhere, or closed."""
    places: str = ""
    """How many places are free, of the time that comes next."""
    joined: Joined | None = None
    """What it has become a part of."""
    parts: tuple[Join, ...] = ()
    """What has become a part of it; only for those who keep it."""
    registrations: str = ""
    """Where the list of those who have registered stands; empty for whoever may not read it."""

    @property
    def is_cancelled(self) -> bool:
        """Say whether the whole of it is cancelled."""
        return self.event.status == EventStatus.CANCELLED

    @property
    def cost(self) -> str:
        """What it costs, in words; empty where nobody has asked."""
        said = "" if self.event.cost == Cost.NOT_ASKED else str(Cost(self.event.cost).label)
        return ": ".join(filter(None, [said, self.event.cost_note]))

    @property
    def registration(self) -> str:
        """Whether one has to sign up; empty where nobody has asked."""
        kind = Registration(self.event.registration)
        return "" if kind == Registration.NOT_ASKED else str(kind.label)


def read(event: Event, area: Area, reach: Reach, *, asked: str, now: datetime) -> Shown:
    """Read what a person may see of an event that they may see; `asked`: a day in ISO 8601, or nothing."""
    dates = _dates(event, reach)
    coming = [each for each in dates if each.ends > now]
    chosen = next((each for each in dates if each.day.isoformat() == asked), None)
    places = Location.objects.visible_to(reach).select_related("organisation__home_area")
    visible = Organisation.objects.visible_to(reach).select_related("home_area")
    is_editable = Event.objects.editable_by(reach).filter(pk=event.pk).exists()
    shown = Shown(
        event=event,
        next=chosen
        or next((each for each in coming if not each.is_cancelled), None)
        or (dates[-1] if dates else None),
        coming=coming[:COMING],
        has_more=len(coming) > COMING,
        organisation=visible.filter(pk=event.organisation_id).first() if event.organisation_id is not None else None,
        others=_others(event, reach),
        location=places.filter(pk=event.location_id).first() if event.location_id is not None else None,
        funding=list(event.funding.order_by("pk").values_list("source", flat=True)),
        audiences=[str(Audience(code).label) for code in event.audiences if code in Audience.values],
        is_over=bool(dates) and not coming,
        is_editable=is_editable,
        room=Resource.objects.visible_to(reach).filter(pk=event.room_id).first() if event.room_id else None,
        clashes=tuple(clashes_of(event, reach)) if is_editable else (),
        rule=in_words(timing_of(event, [])) if event.rule else "",
        picture=_picture(event, area, now.date()),
        also_in=tuple(
            Area.objects.filter(event_listings__event=event).exclude(pk=event.area_id).order_by("sort_key", "pk")
        ),
        **_parts_of_series(event, reach),
        joined=_joined(event, reach),
        parts=_parts(event, reach) if is_editable else (),
        pictures=pictures_of(event, reach, is_kept=is_editable, has_begun=any(each.starts <= now for each in dates)),
    )
    register, said, kept = _registration(shown, reach, now)
    contacts = ways_to_ask(shown.organisation, event.location_id, reach, now.date()) if shown.organisation else []
    return replace(shown, register=register, places=said, registrations=kept, contacts=tuple(contacts))


def _parts_of_series(event: Event, reach: Reach) -> dict[str, Any]:
    """Return what else a series consists of that was divided once: „this and the following”."""
    visible = Event.objects.visible_to(reach).select_related("area").defer("block")
    before = visible.filter(pk=event.continues_id).first() if event.continues_id is not None else None
    return {"before": before, "after": tuple(visible.filter(continues=event, starts__isnull=False).order_by("starts"))}


def _joined(event: Event, reach: Reach) -> Joined | None:
    if event.joined_into_id is None:
        return None
    into = (
        Event.objects.visible_to(reach).select_related("area").defer("block").filter(pk=event.joined_into_id).first()
    )
    done = Join.objects.visible_to(reach).filter(absorbed=event, kept=event.joined_into_id, state=JoinState.JOINED)
    return Joined(into, done.first())


def _parts(event: Event, reach: Reach) -> tuple[Join, ...]:
    done = Join.objects.visible_to(reach).filter(Q(kept=event) | Q(absorbed=event), state=JoinState.JOINED)
    return tuple(done.exclude(absorbed__joined_into=F("kept"), absorbed=event).select_related("kept", "absorbed"))


def _dates(event: Event, reach: Reach) -> list[Date]:
    rows = list(Occurrence.objects.visible_to(reach).filter(event=event).order_by("starts", "pk"))
    exceptions = {one.original: one for one in event.exceptions.all()} if event.is_series else {}
    dates = []
    for row in rows:
        zone, exception = ZoneInfo(event.zone), exceptions.get(row.original)
        dates.append(
            Date(
                row.pk,
                row.starts.astimezone(zone),
                row.ends.astimezone(zone),
                row.day,
                row.last_day,
                row.is_cancelled,
                row.is_tentative,
                reason=exception.reason if exception else "",
                title=exception.title if exception else "",
                place=exception.place_name if exception else "",
                original=row.original,
                is_changed=exception is not None,
            )
        )
    return dates


def _registration(shown: Shown, reach: Reach, now: datetime) -> tuple[str, str, str]:
    """Return where one registers, how many places are free, and where the list stands."""
    event, is_here = shown.event, shown.event.registration == Registration.HERE
    has_list = shown.is_editable and (is_here or event.sign_up_lists.exists())
    kept = links.registrations(event) if has_list else ""
    times = registering.open_times(event, reach, now)
    if not times:
        return "", "", kept
    asked = next((one for one in times if shown.next and one.entry.original == shown.next.original), times[0])
    return f"{links.register(event)}?day={asked.entry.day.isoformat()}", asked.places.said, kept


def _others(event: Event, reach: Reach) -> list[tuple[str, Organisation]]:
    visible = {
        one.pk: one
        for one in Organisation.objects.visible_to(reach).filter(co_organised__event=event).select_related("home_area")
    }
    rows = event.organisers.order_by("role", "organisation__sort_key")
    return [
        (str(row.get_role_display()), visible[row.organisation_id]) for row in rows if row.organisation_id in visible
    ]


def _picture(event: Event, area: Area, today: date) -> str:
    if event.latitude is None or event.longitude is None:
        return ""
    marker = Marker("", "circle", "#1F5B47", is_exact=event.precision == Precision.EXACT)
    ground = little_map.ground_of(area, today)
    return little_map.draw_pins(ground, [Pin(marker, event.longitude, event.latitude)], event.title)
