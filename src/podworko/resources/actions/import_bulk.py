"""Writes thousands of new entries at once: the same rows and the same history as the single actions would, in bulk."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from podworko.core import audit, bulk
from podworko.core.audit import Actor
from podworko.core.text import fold, sort_key, whole_words
from podworko.organisations.actions.organisation import RESERVED_SLUGS
from podworko.organisations.actions.writing import AT_ONCE, announce
from podworko.organisations.models import (
    Activity,
    Contact,
    ContactField,
    Location,
    Organisation,
    OrganisationIdentifier,
)
from podworko.places.models import Area
from podworko.resources.choices import Answer, ResourceKind
from podworko.resources.importing.comparing import Outcome
from podworko.resources.models import Listing, OpeningHours, Resource

VERB = "commit_import"
Count = Callable[[int], None]
"""Is told after each portion how many rows it wrote."""


class BulkWriter:
    """Collects the rows of one portion of entries and writes them, table by table."""

    def __init__(self, area: Area, options: Mapping[str, Any], by: Actor | None) -> None:
        self.area, self.options, self.by = area, options, by
        self.made: dict[int, Organisation] = {}
        """Position of a row → the organisation it added."""
        taken = Organisation.objects.filter(home_area=area).values_list("slug", flat=True)
        self._slugs = set(taken) | set(RESERVED_SLUGS)
        self._numbers: defaultdict[str, int] = defaultdict(lambda: 2)
        self._after: dict[Any, dict[str, Any]] = {}

    def add(self, outcomes: Sequence[Outcome], count: Count) -> None:
        """Write new organisations with all that their rows tell."""
        for start in range(0, len(outcomes), AT_ONCE):
            portion = outcomes[start : start + AT_ONCE]
            self._write_organisations(portion)
            self._write_belongings([(self.made[each.position], each) for each in portion])
            self._record()
            announce([self.made[each.position].pk for each in portion])
            count(len(portion))

    def join(self, outcomes: Sequence[Outcome], count: Count) -> None:
        """Write further places of organisations that earlier rows have added."""
        for start in range(0, len(outcomes), AT_ONCE):
            portion = outcomes[start : start + AT_ONCE]
            pairs = [(self.made[each.joins], each) for each in portion if each.joins in self.made]
            self._write_belongings(pairs)
            self._record()
            announce({organisation.pk for organisation, _outcome in pairs})
            count(len(portion))

    def _write_organisations(self, outcomes: Sequence[Outcome]) -> None:
        rows = [self._organisation(each) for each in outcomes]
        bulk.insert(rows)
        self.made.update({each.position: row for each, row in zip(outcomes, rows, strict=True)})
        bulk.insert(Activity(organisation_id=row.pk, area_id=self.area.pk) for row in rows)
        numbers = [
            OrganisationIdentifier(organisation=row, scheme=scheme, value=value)
            for each, row in zip(outcomes, rows, strict=True)
            for scheme, value in each.plan.identifiers.items()
        ]
        bulk.insert(numbers)
        listed: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
        for number in numbers:
            listed[number.organisation_id].append({"scheme": number.scheme, "value": number.value, "source": ""})
        for row in rows:
            numbered = {"identifiers": listed[row.pk]} if listed[row.pk] else {}
            self._after[row] = {"active_in": [self.area.pk], **numbered}

    def _organisation(self, outcome: Outcome) -> Organisation:
        values = dict(outcome.plan.organisation)
        if "assured_date" in values:
            values["assured_date"] = date.fromisoformat(values["assured_date"])
        name = values["name"]
        row = Organisation(
            home_area=self.area,
            slug=self._free_slug(name),
            sort_key=sort_key(name),
            source=self.options["source"],
            visibility=self.options["visibility"],
            entered_by_id=self.by.pk if self.by else None,
            **values,
        )
        if row.status == "closed":
            row.status_note = _("według wczytanego pliku")
        row.clean_fields(exclude=["home_area", "entered_by", "parent"])
        return row

    def _free_slug(self, name: str) -> str:
        wanted = slug = whole_words(slugify(fold(name)), 70) or "organizacja"
        while slug in self._slugs:
            slug = f"{wanted}-{self._numbers[wanted]}"
            self._numbers[wanted] += 1
        self._slugs.add(slug)
        return slug

    def _write_belongings(self, pairs: Sequence[tuple[Organisation, Outcome]]) -> None:
        places = {each.position: self._place(row, each) for row, each in pairs if each.plan.place}
        bulk.insert(places.values())
        self._write_filing(places, [each for _row, each in pairs])
        for place in places.values():
            self._after.setdefault(place, {})
        self._write_contacts(pairs, places)
        services = [
            Resource(
                organisation=row,
                location=places.get(each.position),
                kind=ResourceKind.SERVICE,
                name=name,
                sort_key=sort_key(name),
                source=self.options["source"],
                visibility=self.options["visibility"],
                entered_by_id=self.by.pk if self.by else None,
            )
            for row, each in pairs
            for name in each.plan.services
        ]
        bulk.insert(services)
        self._after.update({row: {"categories": []} for row in services})

    def _place(self, organisation: Organisation, outcome: Outcome) -> Location:
        row = Location(
            organisation=organisation,
            area=self.area,
            visibility=self.options["visibility"],
            entered_by_id=self.by.pk if self.by else None,
            **outcome.plan.place,
        )
        row.sort_key = sort_key(row.name or organisation.name)
        row.clean_fields(exclude=["organisation", "area", "operator", "entered_by"])
        return row

    def _write_filing(self, places: Mapping[int, Location], outcomes: Iterable[Outcome]) -> None:
        listings, spans = [], []
        for each in outcomes:
            place = places.get(each.position)
            if place is None:
                continue
            after = self._after.setdefault(place, {})
            if each.plan.category:
                listings.append(Listing(location=place, category_id=each.plan.category, is_primary=True))
                after["listings"] = [each.plan.category]
            rows = [
                OpeningHours(
                    location=place,
                    weekday=weekday,
                    opens=time.fromisoformat(opens),
                    closes=time.fromisoformat(closes),
                )
                for weekday, opens, closes in each.plan.hours
            ]
            spans += rows
            if rows:
                after["opening_hours"] = _table(rows)
        bulk.insert(listings)
        bulk.insert(spans)

    def _write_contacts(self, pairs: Sequence[tuple[Organisation, Outcome]], places: Mapping[int, Location]) -> None:
        contacts = {
            each.position: Contact(
                organisation=row,
                # The first place of an organisation is reached as the organisation is.
                location=places.get(each.position) if each.joins is not None else None,
                role=each.plan.role or _("kontakt ogólny"),
                holder_name=each.plan.holder,
            )
            for row, each in pairs
            if each.plan.ways or each.plan.holder
        }
        bulk.insert(contacts.values())
        ways = [
            ContactField(
                contact=contacts[each.position],
                kind=kind,
                value=value,
                position=position,
                entered_by_id=self.by.pk if self.by else None,
                **way_values(self.options),
            )
            for _row, each in pairs
            for position, (kind, value) in enumerate(each.plan.ways)
        ]
        bulk.insert(ways)
        self._after.update({row: {} for row in [*contacts.values(), *ways]})

    def _record(self) -> None:
        """Write the history of the portion, a row for each that was made."""
        entries = []
        for row, also in self._after.items():
            after = audit.snapshot(row) | also
            entry = audit.described(row, verb=VERB, before=None, after=after, by=self.by)
            if entry is not None:
                entries.append(entry)
        bulk.insert(entries)
        self._after.clear()


def way_values(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return who sees the imported ways to reach somebody, on what basis, and since when they know."""
    return {
        "visibility": options["contact_visibility"],
        "legal_basis": options["legal_basis"],
        "notice_date": date.fromisoformat(options["notice_date"]) if options["notice_date"] else None,
        "source": options["source"],
    }


def _table(rows: Iterable[OpeningHours]) -> dict[str, Any]:
    spans = [
        {"weekday": row.weekday, "opens": row.opens, "closes": row.closes, "valid_from": None, "valid_until": None}
        for row in rows
    ]
    known = {"closed_on_holidays": str(Answer.NOT_ASKED), "by_appointment": False, "note": ""}
    return {"spans": spans, "exceptions": [], **known}
