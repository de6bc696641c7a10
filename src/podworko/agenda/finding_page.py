"""What the pages over findings show: the list, one finding with both events side by side, and a proposal."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from podworko.agenda import finding_words, links, sides
from podworko.agenda.actions.finding import JOINABLE
from podworko.agenda.actions.joining import OPEN
from podworko.agenda.choices import FindingKind, JoinState, OrganiserRole
from podworko.agenda.finding_models import FindingQuerySet, is_decided
from podworko.agenda.findings import ORGANISING
from podworko.agenda.materialising import timing_of
from podworko.agenda.models import Event, EventListing, Finding, FindingDecision, Join, Occurrence
from podworko.agenda.rule_words import in_words
from podworko.agenda.things import THINGS
from podworko.core.visibility import Reach
from podworko.organisations.models import Location, Membership, Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience
from podworko.resources.models import Resource

if TYPE_CHECKING:
    from django.core.paginator import Page

SHOWN = 20
UNDECIDED, DECIDED, GONE = "undecided", "decided", "gone"
STATES = (UNDECIDED, DECIDED, GONE)
_BOTH = ("first__area", "first__organisation", "second__area", "second__organisation")


class Asked(NamedTuple):
    """Which findings are asked for; empty: of every kind, in every state, of every event."""

    kind: str = ""
    state: str = ""
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in a list."""

    finding: Finding
    why: str
    dates: str
    strength: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two events, as a person may read it."""

    event: Event
    page: str
    change: str
    """Where it is changed; empty for whoever does not keep it."""
    when: str
    next: datetime | None
    """Local: when it takes place next."""
    until: datetime | None
    """When that ends, if somebody said."""
    where: str
    room: str
    equipment: list[str]
    helpers: list[str]
    audiences: str
    organisers: list[str]
    others: list[str]
    """What else somebody does for it, and who."""
    funding: list[str]

    @property
    def name(self) -> str:
        """Who organises it, in one line."""
        return ", ".join(self.organisers)


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said, as the others read it: organisations are named, people are not."""

    decision: FindingDecision
    who: str
    """Empty for the coordinator."""
    is_for_them: bool
    """Somebody wrote it down for an organisation to which they do not belong."""
    may_take_back: bool
    is_replaced: bool
    """The same side has said something else since."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as its page shows it."""

    finding: Finding
    row: Row
    sides: list[Side]
    meetings: list[tuple[datetime, datetime]]
    said: list[Said]
    joins: list[Join]
    is_over: bool
    may_propose: bool


def in_area(rows: FindingQuerySet, area: Area) -> FindingQuerySet:
    """Keep the findings about an event that stands in the calendar of an area, or of an area inside it."""
    listed = EventListing.objects.filter(area__path__startswith=area.path).values("event")
    return rows.filter(Q(first__in=listed) | Q(second__in=listed))


def listed(area: Area, reach: Reach, asked: Asked, page: str) -> "tuple[Page[Any], list[Row]]":
    """Return the findings of an area that are a person's business: what nobody has decided first, then by date."""
    seen = in_area(Finding.objects.visible_to(reach), area)
    seen = seen.filter(Q(first=asked.event) | Q(second=asked.event)) if asked.event else seen
    seen = seen.filter(kind=asked.kind) if asked.kind else seen
    rows = (seen.filter(gone_at__isnull=False) if asked.state == GONE else seen.present()).annotate(
        is_decided=is_decided()
    )
    if asked.state in {DECIDED, UNDECIDED}:
        rows = rows.filter(is_decided=asked.state == DECIDED)
    order = ("-gone_at", "pk") if asked.state == GONE else ("is_decided", "first_at", "-strength", "pk")
    shown = Paginator(rows.order_by(*order).select_related(*_BOTH), SHOWN).get_page(page)
    return shown, rows_of(list(shown), area, reach)


def rows_of(found: Collection[Finding], area: Area, reach: Reach) -> list[Row]:
    """Put findings into words; `is_decided` must be annotated."""
    names = finding_words.names_for(found, area, reach)
    return [
        Row(
            each,
            finding_words.why(each, names),
            finding_words.dates(each),
            finding_words.strength(each),
            bool(getattr(each, "is_decided", False)),
        )
        for each in found
    ]


def read(finding: Finding, area: Area, reach: Reach) -> Shown:
    """Read what a person may see of a finding that they may see."""
    both = [finding.first, finding.second]
    is_present = finding.gone_at is None and finding.last_at >= timezone.now()
    joins = list(Join.objects.visible_to(reach).filter(kept__in=both, absorbed__in=both))
    is_proposed = any(row.state in {*OPEN, JoinState.JOINED} for row in joins)
    return Shown(
        finding=finding,
        row=rows_of([finding], area, reach)[0],
        sides=sides_of(both, reach),
        meetings=finding_words.meetings(finding),
        said=_said(finding, reach),
        joins=joins,
        is_over=not is_present,
        may_propose=is_present and finding.kind in JOINABLE and not is_proposed,
    )


def open_join(finding: Finding, reach: Reach) -> Join | None:
    """Return the proposal about the two events of a finding that nobody has answered for good."""
    both = [finding.first_id, finding.second_id]
    rows = Join.objects.visible_to(reach).filter(kept__in=both, absorbed__in=both)
    return rows.filter(state__in=[*OPEN, JoinState.JOINED]).first()


def sides_of(events: Iterable[Event], reach: Reach) -> list[Side]:
    """Read what a person may see of some events, to lay them side by side."""
    listed = list(events)
    kept = {row.pk for row in sides.kept_of(listed, reach)}
    return [_side(event, reach, is_kept=event.pk in kept) for event in listed]


def _side(event: Event, reach: Reach, *, is_kept: bool) -> Side:
    places, things = Location.objects.visible_to(reach), Resource.objects.visible_to(reach)
    seen = set(Organisation.objects.visible_to(reach).filter(co_organised__event=event).values_list("pk", flat=True))
    helping = event.organisers.select_related("organisation").order_by("role", "organisation__sort_key")
    rows = [row for row in helping if row.organisation_id in seen]
    owner = event.organisation.name if event.organisation else event.organiser_name
    location = places.filter(pk=event.location_id).first() if event.location_id else None
    starts, ends = _next(event, reach)
    return Side(
        event=event,
        page=links.page(event),
        change=links.change(event) if is_kept and not event.joined_into_id else "",
        when=_when(event),
        next=starts,
        until=ends if event.has_end else None,
        where=", ".join(filter(None, [event.place_name, str(location) if location else ""])),
        room=things.filter(pk=event.room_id).values_list("name", flat=True).first() or "" if event.room_id else "",
        equipment=list(things.filter(needed_for=event).order_by("sort_key").values_list("name", flat=True)),
        helpers=list(things.filter(helps_at=event).order_by("sort_key").values_list("name", flat=True)),
        audiences=", ".join(str(Audience(code).label) for code in event.audiences if code in Audience.values),
        organisers=[*filter(None, [owner]), *(row.organisation.name for row in rows if row.role in ORGANISING)],
        others=[
            f"{OrganiserRole(row.role).label}: {row.organisation.name}" for row in rows if row.role not in ORGANISING
        ],
        funding=list(event.funding.order_by("pk").values_list("source", flat=True)),
    )


def _when(event: Event) -> str:
    if event.is_pencilled:
        return event.pencil
    if event.rule:
        return in_words(timing_of(event, []))
    # What has become a part of another event has no times of its own, but had a day.
    return date_format(event.starts, "j E Y") if event.joined_into_id and event.starts else ""


def _next(event: Event, reach: Reach) -> tuple[datetime | None, datetime | None]:
    rows = Occurrence.objects.visible_to(reach).filter(event=event, is_cancelled=False)
    coming = rows.filter(ends__gte=timezone.now(), is_tentative=False).order_by("starts").first()
    return (timezone.localtime(coming.starts), timezone.localtime(coming.ends)) if coming else (None, None)


def _said(finding: Finding, reach: Reach) -> list[Said]:
    rows = list(finding.decisions.select_related("finding__first", "finding__second"))
    asked = [row.organisation_id for row in rows if row.organisation_id]
    names = dict(Organisation.objects.visible_to(reach).filter(pk__in=asked).values_list("pk", "name"))
    members = set(Membership.objects.filter(organisation__in=asked).values_list("user_id", "organisation_id"))
    speaking = {row.pk for row in sides.organisations_for(finding, reach)}
    coordinates = sides.speaks_as_coordinator(finding, reach)
    last = {row.organisation_id: row.pk for row in rows}
    return [
        Said(
            row,
            names.get(row.organisation_id, "") if row.organisation_id else "",
            is_for_them=bool(row.entered_by_id and (row.entered_by_id, row.organisation_id) not in members),
            may_take_back=row.organisation_id in speaking if row.organisation_id else coordinates,
            is_replaced=row.pk != last[row.organisation_id],
        )
        for row in rows
    ]


def covered_by(join: Join) -> list[datetime]:
    """Return the times of a series that become part of the other event."""
    return [datetime.fromisoformat(text) for text in join.covered]


def added_by(join: Join, reach: Reach) -> list[str]:
    """Return what joining gave to the event that stayed, and undoing takes from it, in words."""
    pks = [row["organisation"] for row in join.added.get("organisers", [])]
    names = (
        Organisation.objects.visible_to(reach).filter(pk__in=pks).order_by("sort_key").values_list("name", flat=True)
    )
    audiences = [str(Audience(code).label) for code in join.added.get("audiences", []) if code in Audience.values]
    ids = [pk for name in THINGS for pk in join.added.get(name, [])]
    things = Resource.objects.visible_to(reach).filter(pk__in=ids).order_by("sort_key").values_list("name", flat=True)
    return [*names, *(row["source"] for row in join.added.get("funding", [])), *audiences, *things]


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of findings about two events, with their names."""
    of_audiences = {FindingKind.CROWDED, FindingKind.EMPTY}
    return [(kind.value, str(kind.label)) for kind in FindingKind if kind not in of_audiences]
