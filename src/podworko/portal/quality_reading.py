"""Reads the entries of an area as the check of their quality takes them: ten thousand in a dozen queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from podworko.core import typst
from podworko.core.text import fold
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.choices import ContactKind, Precision, Status
from podworko.organisations.duplicates import distance
from podworko.organisations.models import ContactField, Location, Organisation, Pair
from podworko.places import geometry
from podworko.places.models import Area, Boundary, Street
from podworko.resources.models import Category, HoursState, IgnoredProblem, Listing, OpeningHours
from podworko.resources.quality import CheckedEntry, Kind, Problem, find_problems

FAR_FROM_STREET = 1000
"""Metres from the nearest of at least so many known points of its street from which a point is doubted."""
KNOWN_POINTS = 3
FAR_OUTSIDE = 500
"""Metres outside the area from which a point is doubted, where its street tells nothing."""


class _Row(NamedTuple):
    """A place, in the order of `_COLUMNS`."""

    pk: int
    name: str
    number: int | None
    street_name: str
    house_number: str
    flat_number: str
    is_flat_confirmed: bool
    city: str
    address_as_printed: str
    latitude: float | None
    longitude: float | None
    precision: str
    visibility: str
    sort_key: str
    organisation: int
    of: str
    corrected_name: str
    kind_code: str
    status: str
    assured_date: date | None
    slug: str
    home: str
    of_visibility: str


_OF = ("name", "corrected_name", "kind_code", "status", "assured_date", "slug", "home_area__slug", "visibility")
_COLUMNS = (*_Row._fields[:15], *(f"organisation__{name}" for name in _OF))


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, or an organisation without one, as the page names it."""

    key: str
    """`l12` for a place, `o5` for an organisation without any."""
    name: str
    number: int | None
    organisation_id: int
    location_id: int | None
    home: str
    slug: str
    is_printed: bool
    """It would stand on the next print."""
    sort_key: str


@dataclass(frozen=True, slots=True)
class Found:
    """A problem with the entry that has it."""

    problem: Problem
    entry: Entry
    ignored: IgnoredProblem | None
    pair: int | None
    """Id of the pair that the problem is about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is wrong with the entries of an area."""

    found: list[Found]
    empty: list[str]
    """Of categories without entries, what the print will say."""
    entries: int


def read(area: Area, reach: Reach, today: date, *, organisation: Organisation | None = None) -> Reading:
    """Return the problems of the entries that a person keeps in an area: what would be printed wrong comes first.

    Those that somebody lets be have `ignored`. `organisation`: only its own.
    """
    rows = _rows(area, reach, organisation)
    nowhere = _nowhere(area, reach, organisation)
    known = _Known(area, rows, organisation)
    entries = {row.pk: known.entry(row) for row in rows}
    entries |= {-row[0]: _entry_nowhere(row) for row in nowhere}
    checked = [known.checked(row) for row in rows] + [known.checked_nowhere(row) for row in nowhere]
    problems = find_problems(checked, categories=known.categories.items(), streets=known.streets, today=today)
    found, empty = [], []
    for problem in problems:
        if problem.key is None:
            empty.append(problem.says)
            continue
        if problem.key < 0 and problem.kind in _ONLY_OF_PLACES:
            continue
        entry = entries[problem.key]
        ignored = known.ignored.get((entry.key, problem.kind))
        still = ignored if ignored and ignored.facts == problem.digest else None
        found.append(Found(problem, entry, still, known.pairs.get(entry.organisation_id, (None, ""))[0]))
    return Reading(sorted(found, key=_order), [] if organisation else empty, len(entries))


_KINDS = {kind: place for place, kind in enumerate(Kind)}
_ONLY_OF_PLACES = {Kind.MISSING_ADDRESS, Kind.MISSING_POINT, Kind.APPROXIMATE_POINT}


def _order(found: Found) -> tuple[Any, ...]:
    """Sort by what would be printed wrong first: printed before hidden, grave before slight, rare before common."""
    entry, kind = found.entry, found.problem.kind
    place = entry.number or 10**6
    return not entry.is_printed, found.problem.weight.value, _KINDS[kind], place, entry.sort_key, entry.key


def _rows(area: Area, reach: Reach, organisation: Organisation | None) -> list[_Row]:
    places = Location.objects.editable_by(reach).exclude(organisation__status=Status.CLOSED)
    places = (
        places.filter(area__path__startswith=area.path)
        if organisation is None
        else places.filter(organisation=organisation)
    )
    return [_Row(*row) for row in places.order_by("sort_key", "pk").values_list(*_COLUMNS)]


def _nowhere(area: Area, reach: Reach, organisation: Organisation | None) -> list[tuple[Any, ...]]:
    """Return the organisations of an area that have no place."""
    kept = Organisation.objects.editable_by(reach).exclude(status=Status.CLOSED)
    kept = kept.filter(pk=organisation.pk) if organisation else kept.active_in(area)
    return list(
        kept.exclude(pk__in=Location.objects.order_by().values("organisation"))
        .order_by("sort_key", "pk")
        .values_list("pk", *_OF, "sort_key")
    )


def _entry_nowhere(row: tuple[Any, ...]) -> Entry:
    pk, name, _corrected, _kind, _status, _assured, slug, home, _visibility, sort_key = row
    return Entry(f"o{pk}", name, None, pk, None, home, slug, False, sort_key)


class _Known:
    """What stands round the entries: categories, contacts, hours, pairs, points of streets, decisions."""

    def __init__(self, area: Area, rows: Sequence[_Row], organisation: Organisation | None) -> None:
        below = Area.objects.filter(path__startswith=area.path).values("pk")
        self.streets = list(Street.objects.filter(area__in=below).values_list("name", flat=True))
        round_it = Category.objects.filter(area__in=area.path_ids).order_by("position")
        self.categories = dict(round_it.filter(is_fallback=False).values_list("code", "name"))
        owned = Q(organisation=organisation) if organisation else Q()
        self.listed = _listed(owned if organisation is None else Q(location__organisation=organisation))
        self.reached, self.bouncing = _contacts(organisation)
        self.timed = _timed(organisation)
        self.pairs = _pairs(area)
        self.ignored = {
            (f"l{row.location_id}" if row.location_id else f"o{row.organisation_id}", row.kind): row
            for row in IgnoredProblem.objects.filter(owned).select_related("entered_by")
        }
        self.metres = _metres_off(area, rows)

    def entry(self, row: _Row) -> Entry:
        is_public = row.visibility == row.of_visibility == Visibility.PUBLIC
        name = f"{row.of} – {row.name}" if row.name else row.of
        is_printed = is_public and row.pk in self.listed
        return Entry(
            f"l{row.pk}", name, row.number, row.organisation, row.pk, row.home, row.slug, is_printed, row.sort_key
        )

    def checked(self, row: _Row) -> CheckedEntry:
        category, category_name = self.listed.get(row.pk, ("", ""))
        return CheckedEntry(
            key=row.pk,
            name=row.of,
            category=category,
            category_name=category_name,
            street=row.street_name,
            house=row.house_number,
            flat=row.flat_number,
            is_flat_confirmed=row.is_flat_confirmed,
            city=row.city,
            address_as_printed=row.address_as_printed,
            corrected_name=row.corrected_name,
            undrawable=_undrawable(f"{row.of}{row.name}{row.corrected_name}{row.street_name}"),
            kind_code=row.kind_code if category else "",
            status=row.status,
            precision=row.precision,
            has_contact=bool({(row.organisation, None), (row.organisation, row.pk)} & self.reached),
            assured_date=row.assured_date,
            has_category=bool(category),
            has_hours=row.pk in self.timed,
            bouncing=self.bouncing.get(row.organisation, ""),
            metres_off=self.metres.get(row.pk, 0),
            point=f"{row.latitude:.6f} {row.longitude:.6f}" if row.latitude and row.longitude else "",
            twin=self.pairs.get(row.organisation, (None, ""))[1],
        )

    def checked_nowhere(self, row: tuple[Any, ...]) -> CheckedEntry:
        pk, name, corrected, _kind, status, assured, *_rest = row
        return CheckedEntry(
            key=-pk,
            name=name,
            category="",
            category_name="",
            corrected_name=corrected,
            undrawable=_undrawable(f"{name}{corrected}"),
            status=status,
            has_contact=any(owner == pk for owner, _place in self.reached),
            assured_date=assured,
            precision=Precision.NONE,
            bouncing=self.bouncing.get(pk, ""),
            twin=self.pairs.get(pk, (None, ""))[1],
        )


def _undrawable(text: str) -> str:
    # Nearly all names are of letters that every font has; to ask for each would take most of the time.
    return "" if text.isascii() or not set(text) - _USUAL else typst.undrawable(text)


_USUAL = set(map(chr, range(32, 127))) | set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–’")


def _listed(owned: Q) -> dict[int, tuple[str, str]]:
    rows = Listing.objects.filter(owned, is_primary=True).order_by()
    found = rows.values_list("location", "category__code", "category__name")
    return {pk: (code, name) for pk, code, name in found}


def _contacts(organisation: Organisation | None) -> tuple[set[tuple[int, int | None]], dict[int, str]]:
    """Return where anybody can ring or write to, as (organisation, place); and the addresses that are dead."""
    ways = ContactField.objects.filter(kind__in=[ContactKind.PHONE, ContactKind.EMAIL])
    if organisation is not None:
        ways = ways.filter(contact__organisation=organisation)
    public = ways.filter(visibility=Visibility.PUBLIC, contact__held_until=None, bounced_on=None).order_by()
    dead = ways.exclude(bounced_on=None).exclude(visibility=Visibility.PRIVATE)
    columns = ("contact__organisation", "contact__location")
    return set(public.values_list(*columns)), dict(dead.values_list("contact__organisation", "value"))


def _timed(organisation: Organisation | None) -> set[int]:
    """Return the places whose hours are known, also as „po umówieniu” or in words."""
    tables: list[QuerySet[Any]] = [
        OpeningHours.objects.all(),
        HoursState.objects.filter(Q(by_appointment=True) | ~Q(note="")),
    ]
    found: set[int] = set()
    for table in tables:
        rows = table.filter(location__organisation=organisation) if organisation else table
        found.update(rows.order_by().values_list("location", flat=True).distinct())
    return found


def _pairs(area: Area) -> dict[int, tuple[int, str]]:
    """Return, by organisation, the strongest pair that waits, and the name of the other one."""
    rows = Pair.objects.waiting().in_area(area).order_by("strength", "-pk")
    found = {}
    for pk, first, second, name, other in rows.values_list("pk", "first", "second", "first__name", "second__name"):
        found[first], found[second] = (pk, other), (pk, name)
    return found


def _metres_off(area: Area, rows: Sequence[_Row]) -> dict[int, int]:
    """Return, by place, how far a doubtful point lies from where it should be, in metres."""
    by_street: dict[str, list[tuple[int, tuple[float, float]]]] = defaultdict(list)
    for pk, street, latitude, longitude in _known_points(area, rows):
        by_street[fold(street)].append((pk, (latitude, longitude)))
    found, rest = {}, []
    for row in rows:
        if row.precision == Precision.NONE or row.latitude is None or row.longitude is None:
            continue
        others = [point for pk, point in by_street.get(fold(row.street_name), ()) if pk != row.pk]
        if len(others) < KNOWN_POINTS:
            rest.append(row)
            continue
        nearest = min(distance((row.latitude, row.longitude), other) for other in others)
        if nearest > FAR_FROM_STREET:
            found[row.pk] = round(nearest)
    return found | _outside(area, rest)


def _known_points(area: Area, rows: Sequence[_Row]) -> Iterable[tuple[int, str, float, float]]:
    """Yield the exact points with a street: those at hand, or, of few places, those of their streets."""
    if len(rows) > _FEW:
        for row in rows:
            if row.precision == Precision.EXACT and row.street_name and row.latitude and row.longitude:
                yield row.pk, row.street_name, row.latitude, row.longitude
        return
    known = Location.objects.filter(
        area__path__startswith=area.path,
        precision=Precision.EXACT,
        visibility=Visibility.PUBLIC,
        street_name__in={row.street_name for row in rows if row.street_name},
    )
    for pk, street, latitude, longitude in known.values_list("pk", "street_name", "latitude", "longitude"):
        if latitude is not None and longitude is not None:
            yield pk, street, latitude, longitude


_FEW = 40


def _outside(area: Area, rows: Sequence[_Row]) -> dict[int, int]:
    boundary = Boundary.objects.filter(area=area).order_by("-pk").first()
    if boundary is None or not boundary.geometry:
        return {}
    shape = geometry.from_geojson(boundary.geometry)
    metres = geometry.distances(shape, [(row.longitude or 0.0, row.latitude or 0.0) for row in rows])
    return {row.pk: round(far) for row, far in zip(rows, metres, strict=True) if far > FAR_OUTSIDE}
