"""What was looked for and not found in an area, as it is read: month by month, what is asked most often first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language

from podworko.core.visibility import Reach
from podworko.needs import links
from podworko.needs.choices import SoughtSource
from podworko.needs.models import Problem, Sought, SoughtDay
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience

MOST = 200
"""Things on one page: of a month nobody reads more aloud."""
MONTHS_BACK = 24
_MONTH = "%Y-%m"
_SMALL_MONTHS = frozenset({"pl", "uk"})
"""Languages in which the name of a month has no capital within a sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in one month."""

    sought: Sought
    told: int
    """Times that somebody wrote it down."""
    searched: int
    """Days on which it was asked of the search."""
    audiences: list[str]
    problem: Problem | None
    """What was made of it, if the reader may see that."""
    organisation: Organisation | None

    @property
    def problem_page(self) -> str:
        """Where the problem stands."""
        return links.page(self.problem) if self.problem else ""

    @property
    def organisation_page(self) -> str:
        """Where the entry stands."""
        return links.organisation(self.organisation) if self.organisation else ""

    @property
    def times(self) -> int:
        """By how much it stands before others: times and days are shown apart, and only ordered together."""
        return self.told + self.searched

    @property
    def is_settled(self) -> bool:
        """Say whether somebody has done something about it."""
        return bool(self.sought.problem_id or self.sought.organisation_id)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the log."""

    first: dt.date
    name: str
    rows: list[Row]
    rest: int
    """How many more there are."""
    others: list[tuple[str, str]]
    """The other months with something in them: as an address names them, and their names."""

    @property
    def code(self) -> str:
        """The month as an address names it: `2026-11`."""
        return self.first.strftime(_MONTH)


def month_asked_for(text: str) -> dt.date:
    """Return the first day of the month that an address names; of this month where it names none."""
    try:
        found = dt.datetime.strptime(text, _MONTH).replace(tzinfo=dt.UTC).date()
    except ValueError:
        found = timezone.localdate()
    return found.replace(day=1)


def read(area: Area, reach: Reach, first: dt.date) -> Month:
    """Read a month of an area's log as a person may see it."""
    readable = Sought.objects.visible_to(reach).readable().filter(area=area)
    ids = set(readable.values_list("pk", flat=True))
    rows = sorted(_rows(ids, reach, first), key=lambda row: (row.is_settled, -row.times, row.sought.words))
    return Month(first, month_name(first), rows[:MOST], max(len(rows) - MOST, 0), _others(ids, first))


def month_name(day: dt.date) -> str:
    """Return „listopad 2026”."""
    name = str(MONTHS[day.month])
    return f"{name.lower() if get_language() in _SMALL_MONTHS else name} {day.year}"


def table(month: Month) -> Iterator[list[str]]:
    """Yield the rows of a month for a spreadsheet, the headings first."""
    # Codes, not words of the interface: files are compared from month to month.
    yield ["month", "words", "told", "searched_days", "audiences", "read_on", "problem", "entry"]
    for row in month.rows:
        sought = row.sought
        yield [
            month.code,
            sought.words,
            str(row.told),
            str(row.searched),
            ", ".join(row.audiences),
            sought.read_on.isoformat() if sought.read_on else "",
            row.problem.title if row.problem else "",
            row.organisation.name if row.organisation else "",
        ]


def how_often(sought: Sought) -> tuple[int, int, dt.date | None, dt.date | None]:
    """Return how often something was written down and on how many days searched for, and from when to when."""
    days = SoughtDay.objects.filter(sought=sought)
    told = sum(days.filter(source=SoughtSource.PERSON).values_list("count", flat=True))
    searched = days.filter(source=SoughtSource.SEARCH).count()
    span = days.aggregate(first=Min("day"), last=Max("day"))
    return told, searched, span["first"], span["last"]


def _rows(ids: set[int], reach: Reach, first: dt.date) -> list[Row]:
    after = _next(first)
    told: dict[int, int] = defaultdict(int)
    searched: dict[int, int] = defaultdict(int)
    audiences: dict[int, set[str]] = defaultdict(set)
    days = SoughtDay.objects.filter(sought__in=ids, day__gte=first, day__lt=after)
    for pk, source, audience, count in days.values_list("sought", "source", "audience", "count"):
        (told if source == SoughtSource.PERSON else searched)[pk] += count
        if audience in Audience.values:
            audiences[pk].add(audience)
    found = list(Sought.objects.filter(pk__in={*told, *searched}))
    problems = (
        Problem.objects.visible_to(reach)
        .select_related("area")
        .in_bulk([row.problem_id for row in found if row.problem_id])
    )
    visible = Organisation.objects.visible_to(reach).select_related("home_area")
    entries = visible.in_bulk([row.organisation_id for row in found if row.organisation_id])
    return [
        Row(
            row,
            told[row.pk],
            searched[row.pk],
            [str(Audience(code).label) for code in Audience.values if code in audiences[row.pk]],
            problems.get(row.problem_id or 0),
            entries.get(row.organisation_id or 0),
        )
        for row in found
    ]


def _others(ids: set[int], first: dt.date) -> list[tuple[str, str]]:
    days = SoughtDay.objects.filter(sought__in=ids).dates("day", "month", order="DESC")[:MONTHS_BACK]
    return [(day.strftime(_MONTH), month_name(day)) for day in days if day != first]


def _next(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)
