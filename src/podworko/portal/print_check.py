"""What is wrong before printing, as the page shows it: to each person what they may mend, to others only how much."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from podworko.core import typst
from podworko.core.visibility import Reach
from podworko.organisations.models import Location
from podworko.places.models import Area, Street
from podworko.portal import drawn_map
from podworko.portal.printed import PrintedArea, PrintedEntry, collect
from podworko.portal.queries import Entry
from podworko.resources.quality import CheckedEntry, Kind, Problem, Weight, advice, find_problems

OF_ORGANISATION = {Kind.UNPRINTABLE, Kind.PROBABLE_TYPO, Kind.UNCERTAIN, Kind.STALE}
"""Mended in the entry of the organisation; the others in that of the place."""
COMMON = {Kind.MISSING_CONTACT, Kind.STALE, Kind.APPROXIMATE_POINT}
"""What nearly all entries of a young register share; a long list of it must not hide what only one has."""
MANY = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One problem of one entry."""

    says: str
    name: str = ""
    number: int | None = None
    edit_url: str = ""


@dataclass(slots=True)
class Group:
    """All problems of one kind."""

    kind: Kind
    advice: str
    is_urgent: bool
    rows: list[Row] = field(default_factory=list)
    hidden: int = 0
    """Problems of entries that somebody else keeps."""

    @property
    def count(self) -> int:
        """All problems of the kind."""
        return len(self.rows) + self.hidden

    @property
    def is_folded(self) -> bool:
        """Say whether the page folds it away at first."""
        return self.kind in COMMON and len(self.rows) > MANY


def problem_groups(area: Area, reach: Reach, today: date) -> list[Group]:
    """Return the problems of an area's print by kind, the worst first.

    Raises:
        TooManyEntriesError: The area has more entries than a print can hold.
    """
    printed = collect(area, today)
    lines = {line.entry.pk: line for line in printed.entries}
    editable = set(Location.objects.editable_by(reach).filter(pk__in=lines).values_list("pk", flat=True))
    groups: dict[Kind, Group] = {}
    for problem in _problems(area, printed, today):
        group = groups.setdefault(
            problem.kind, Group(problem.kind, advice(problem.kind), problem.weight is Weight.MEND)
        )
        if problem.key is None:
            group.rows.append(Row(problem.says))
        elif problem.key in editable:
            group.rows.append(_row(problem, lines[problem.key]))
        else:
            group.hidden += 1
    return list(groups.values())


def _row(problem: Problem, line: PrintedEntry) -> Row:
    return Row(problem.says, line.entry.title, line.number, _edit_url(problem.kind, line.entry))


def _edit_url(kind: Kind, entry: Entry) -> str:
    organisation = [entry.home_slug, entry.organisation_slug]
    if kind == Kind.MISSING_CONTACT:
        return reverse("organisations:add_contact", args=organisation)
    if kind in OF_ORGANISATION:
        return reverse("organisations:change_organisation", args=organisation)
    return reverse("organisations:change_location", args=[*organisation, entry.pk])


def _problems(area: Area, printed: PrintedArea, today: date) -> list[Problem]:
    base = drawn_map.base_of(area, today)
    drawn = {entry.pk for entry in drawn_map.on_map(base, (line.entry for line in printed.entries))}
    return find_problems(
        _checked(printed, drawn),
        categories=[(category.code, category.name) for category, _lines in printed.sections],
        streets=list(Street.objects.filter(area__path__startswith=area.path).values_list("name", flat=True)),
        today=today,
    )


def _checked(printed: PrintedArea, drawn: set[int]) -> Sequence[CheckedEntry]:
    known = {
        pk: rest
        for pk, *rest in Location.objects.filter(pk__in=[line.entry.pk for line in printed.entries]).values_list(
            "pk", "city", "address_as_printed", "organisation__kind_code"
        )
    }
    checked = []
    for category, lines in printed.sections:
        for line in lines:
            entry = line.entry
            city, address, kind_code = known[entry.pk]
            checked.append(
                CheckedEntry(
                    key=entry.pk,
                    name=entry.title,
                    category=category.code,
                    category_name=category.name,
                    street=entry.street_name,
                    house=entry.house_number,
                    flat=entry.flat_number,
                    is_flat_confirmed=entry.is_flat_confirmed,
                    city=city,
                    address_as_printed=address,
                    corrected_name=entry.corrected_name,
                    undrawable=typst.undrawable(f"{entry.title}{entry.corrected_name}{entry.street_name}"),
                    kind_code=kind_code,
                    status=entry.status,
                    precision=entry.precision,
                    is_stray=drawn_map.point_of(entry) is not None and entry.pk not in drawn,
                    has_contact=bool(line.phones or line.emails),
                    assured_date=entry.assured_date,
                )
            )
    return checked
