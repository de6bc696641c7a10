"""What came of coordination in a period: what was noticed, what was decided, what organisations did together.

Each reader gets the numbers of what they may see; each number opens to its records. An event counts once, however
often it takes place; what became a part of another event counts with that one.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from podworko.agenda.choices import EventStatus, FindingAnswer, FindingKind, JoinState
from podworko.agenda.findings import ORGANISING
from podworko.agenda.models import (
    Event,
    EventFunding,
    EventListing,
    EventOrganiser,
    Finding,
    FindingDecision,
    Join,
    Occurrence,
)
from podworko.agenda.permissions import may_announce
from podworko.core.text import squeeze
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.models import Resource

LONGEST = timedelta(days=3 * 366)
USUAL = timedelta(days=90)
_ZONE = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both counted."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """When it begins."""
        return datetime.combine(self.first, time(), tzinfo=_ZONE).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """When it is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=_ZONE).astimezone(UTC)


class Line(NamedTuple):
    """A number with what it counts."""

    label: str
    value: str
    what: str = ""
    """Which records it opens to: see `Report.records`; empty where it is worked out of others."""
    of: str = ""
    part: str = ""
    """Of what is listed on the same page: in which table."""


class Table(NamedTuple):
    """Numbers that belong together."""

    title: str
    lines: Sequence[Line]
    note: str = ""
    name: str = ""
    """As `Line.part`."""


def period_of(first: date | None, last: date | None, today: date) -> Period:
    """Return the days that are asked for: the last ninety where none are, and at most three years."""
    end = last or max(today, first or today)
    start = first or end - USUAL
    if start > end:
        start, end = end, start
    return Period(max(start, end - LONGEST), end)


@dataclass
class Report:
    """The numbers for one reader."""

    area: Area
    reach: Reach
    period: Period
    _known: dict[str, Any] = field(default_factory=dict)

    def records(self, what: str, of: str = "") -> "list[Event] | list[Finding]":
        """Return what a number counts; nothing for what no number counts."""
        if what == "findings":
            return [row for row in self.findings if not of or row.kind == of]
        if what == "answer":
            return [row for row in self.findings if self.answers.get(row.pk, "") == of]
        chosen = self._chosen(what, of)
        return [self.events[pk] for pk in chosen if pk in self.events] if chosen is not None else []

    def _chosen(self, what: str, of: str) -> Sequence[int] | None:
        known: dict[str, Mapping[str, Sequence[int]]] = {
            "events": {"": list(self.events)},
            "common": {"": self.common},
            "several": {"": self.several},
            "joined": {"": [pk for pk in self.joined if pk in self.events]},
            "pair": self.pairs,
            "funding": self.funding,
            "room": self.rooms,
        }
        return known.get(what, {}).get(of)

    @cached_property
    def events(self) -> dict[int, Event]:
        """What took place, or is going to, by id, in order; `begins`: for the first time in the period."""
        listed = EventListing.objects.filter(event=OuterRef("pk"), area__path__startswith=self.area.path)
        held = Occurrence.objects.visible_to(self.reach).filter(
            event=OuterRef("pk"),
            is_cancelled=False,
            is_tentative=False,
            starts__lt=self.period.until,
            ends__gt=self.period.since,
        )
        rows = Event.objects.visible_to(self.reach).filter(Exists(listed), Exists(held), joined_into=None)
        rows = rows.exclude(status=EventStatus.CANCELLED).select_related("area", "organisation").defer("block")
        begins = Subquery(held.order_by("starts").values("starts")[:1])
        return {row.pk: row for row in rows.annotate(begins=begins).order_by(begins, "pk")}

    @cached_property
    def organising(self) -> dict[int, set[int]]:
        """Who organises each event, alone or with others, as far as the reader may see them."""
        named: dict[int, set[int]] = defaultdict(set)
        for event in self.events.values():
            if event.organisation_id:
                named[event.pk].add(event.organisation_id)
        rows = EventOrganiser.objects.filter(event__in=self.events, role__in=ORGANISING)
        for event_id, organisation_id in rows.values_list("event", "organisation"):
            named[event_id].add(organisation_id)
        return {pk: {each for each in found if each in self.names} for pk, found in named.items()}

    @cached_property
    def names(self) -> dict[int, str]:
        """Names of the organisations that the reader may see, by id."""
        return dict(Organisation.objects.visible_to(self.reach).order_by("sort_key", "pk").values_list("pk", "name"))

    @cached_property
    def common(self) -> list[int]:
        """Events of two organisers or more."""
        return [pk for pk in self.events if len(self.organising.get(pk, ())) > 1]

    @cached_property
    def pairs(self) -> dict[str, list[int]]:
        """Events by two organisations that organised them together: `3-7`, the smaller id first."""
        found: dict[str, list[int]] = defaultdict(list)
        for pk in self.common:
            for one, other in combinations(sorted(self.organising[pk]), 2):
                found[f"{one}-{other}"].append(pk)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    @cached_property
    def funding(self) -> dict[str, list[int]]:
        """Events by what pays for them; under an empty name those of which nobody has said."""
        found: dict[str, list[int]] = defaultdict(list)
        rows = EventFunding.objects.filter(event__in=self.events).order_by("event", "pk")
        for source, event_id in rows.values_list("source", "event"):
            name = squeeze(source)
            if event_id not in found[name]:
                found[name].append(event_id)
        paid = {pk for ids in found.values() for pk in ids}
        ordered = dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))
        if silent := [pk for pk in self.events if pk not in paid]:
            ordered[""] = silent
        return ordered

    @cached_property
    def rooms(self) -> dict[str, list[int]]:
        """Events by the room in which they take place, as far as the reader may see it."""
        found: dict[str, list[int]] = defaultdict(list)
        for event in self.events.values():
            if event.room_id in self.room_names:
                found[str(event.room_id)].append(event.pk)
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))

    @cached_property
    def room_names(self) -> dict[int, str]:
        """Names of the rooms, by id."""
        ids = {event.room_id for event in self.events.values() if event.room_id}
        rows = Resource.objects.visible_to(self.reach).filter(pk__in=ids).select_related("organisation")
        return {row.pk: f"{row.name} – {row.organisation.name}" for row in rows}

    @cached_property
    def findings(self) -> list[Finding]:
        """What was noticed about events that meet in the period."""
        listed = EventListing.objects.filter(area__path__startswith=self.area.path).values("event")
        rows = Finding.objects.visible_to(self.reach).filter(Q(first__in=listed) | Q(second__in=listed))
        rows = rows.filter(first_at__lt=self.period.until, last_at__gte=self.period.since)
        return list(rows.select_related("first__area", "second__area").order_by("first_at", "pk"))

    @cached_property
    def answers(self) -> dict[int, str]:
        """The last word about each finding that still holds."""
        hashes = {row.pk: row.facts_hash for row in self.findings}
        said = FindingDecision.objects.filter(finding__in=hashes).order_by("at", "pk")
        rows = said.values_list("finding", "answer", "facts_hash")
        return {pk: answer for pk, answer, facts_hash in rows if hashes[pk] == facts_hash}

    @cached_property
    def joined(self) -> list[int]:
        """Events that were made of two."""
        rows: QuerySet[Join] = Join.objects.visible_to(self.reach).filter(state=JoinState.JOINED)
        return list(rows.order_by("kept").values_list("kept", flat=True).distinct())

    def tables(self) -> list[Table]:
        """Return all numbers; of findings only to those who are shown them, since to others none would be a lie."""
        noticed = [self._noticed()] if may_announce(self.area, self.reach) else []
        return [self._together(), *noticed, self._pairs(), self._funding(), self._rooms()]

    def _together(self) -> Table:
        count, common = len(self.events), len(self.common)
        share = f"{round(100 * common / count)}%" if count else "–"
        lines = [
            Line(_("Wydarzenia"), str(count), "events"),
            Line(_("Wspólne, czyli co najmniej dwóch organizatorów"), str(common), "common"),
            Line(_("Udział wspólnych"), share),
            Line(_("Powstałe z połączenia dwóch"), str(len(self._chosen("joined", "") or ())), "joined"),
            Line(_("Pary organizacji, które zrobiły coś razem"), str(len(self.pairs)), part="pairs"),
            Line(_("Opłacone z co najmniej dwóch źródeł"), str(len(self.several)), "several"),
        ]
        return Table(_("Razem"), lines)

    @cached_property
    def several(self) -> list[int]:
        """Events that two sources or more pay for."""
        sources = Counter(pk for name, ids in self.funding.items() if name for pk in ids)
        return [pk for pk in self.events if sources[pk] > 1]

    def _noticed(self) -> Table:
        kinds, answers = Counter(row.kind for row in self.findings), Counter(self.answers.values())
        lines = [Line(_("Zauważone zbieżności"), str(len(self.findings)), "findings")]
        lines += [
            Line(f"{_('w tym:')} {kind.label}", str(kinds[kind]), "findings", kind.value)
            for kind in FindingKind
            if kinds[kind]
        ]
        lines += [
            Line(f"{_('Odpowiedź:')} {answer.label}", str(answers[answer]), "answer", answer.value)
            for answer in FindingAnswer
            if answers[answer]
        ]
        open_ones = len(self.findings) - len(self.answers)
        lines.append(Line(_("Nikt jeszcze nie odpowiedział"), str(open_ones), "answer", ""))
        note = _("Zbieżność liczy się w dniach, w których wydarzenia się spotykają, także gdy jest już nieaktualna.")
        return Table(_("Co się zbiegało"), lines, note)

    def _pairs(self) -> Table:
        lines = []
        for key, ids in self.pairs.items():
            one, other = (self.names[int(pk)] for pk in key.split("-"))
            lines.append(Line(f"{one} + {other}", str(len(ids)), "pair", key))
        return Table(_("Kto z kim"), lines, name="pairs")

    def _funding(self) -> Table:
        lines = [Line(name or _("nie podano"), str(len(ids)), "funding", name) for name, ids in self.funding.items()]
        note = _("Wydarzenie opłacone z kilku źródeł liczy się przy każdym z nich.")
        return Table(_("Z czego opłacone"), lines, note)

    def _rooms(self) -> Table:
        lines = [Line(self.room_names[int(pk)], str(len(ids)), "room", pk) for pk, ids in self.rooms.items()]
        return Table(_("W których salach"), lines)
