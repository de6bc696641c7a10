"""What covered a place on a day: which communities and programmes, which areas, and how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from podworko.places import streets, validity
from podworko.places.models import Area, Boundary, Community, CommunityExtent, Dated, Street, oldest_first
from podworko.places.streets import Likeness
from podworko.places.validity import Coverage


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something did, or may have, or did not cover a place: words of the source, never a guess."""

    said: str
    starts: str
    ends: str
    date_note: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One community, or one area, and how sure it is that it covered the place on the day."""

    names: tuple[str, ...]
    """What it was called on that day; several where nobody knows when the name changed."""
    coverage: Coverage
    reason: Reason
    community: Community | None = None
    area: Area | None = None


@dataclass(slots=True)
class Answer:
    """What covered a street on a day."""

    street: str
    """The name that was meant, or the words asked with where no list and no source has such a street."""
    likeness: Likeness | None
    also_meant: tuple[str, ...]
    """Streets that fit the words just as well."""
    day: date
    certain: list[Finding] = field(default_factory=list)
    uncertain: list[Finding] = field(default_factory=list)
    at_another_time: list[Finding] = field(default_factory=list)
    areas: list[Finding] = field(default_factory=list)
    untold: list[Community] = field(default_factory=list)
    """Communities of that time whose reach no source tells by streets or areas."""


def what_covered(area: Area, asked: str, day: date) -> Answer:
    """Answer for an area, all areas inside it and all round it."""
    tree = Area.objects.filter(Q(path__startswith=area.path) | Q(pk__in=area.path_ids))
    listed = list(Street.objects.filter(area__in=tree).select_related("area"))
    communities = list(Community.objects.around(area).prefetch_related("names", "extents__area"))
    extents = [extent for community in communities for extent in community.extents.all()]
    known = [*(street.name for street in listed), *(name for extent in extents for name in extent.street_names)]
    matches = streets.find(asked, known)
    if not matches:
        return Answer(streets.bare(asked), None, (), day)
    street = matches[0].name
    places = [row.area for row in listed if row.name == street]
    answer = Answer(street, matches[0].likeness, tuple(match.name for match in matches[1:]), day)
    for community in communities:
        _ask(community, street, places, answer)
    answer.areas = _areas(places, street, day)
    return answer


def _ask(community: Community, street: str, places: Sequence[Area], answer: Answer) -> None:
    """File a community under what its extents say of the street."""
    extents = list(community.extents.all())
    about = [extent for extent in extents if _tells_of(extent, street, places)]
    if not about:
        tells_nothing = not any(extent.street_names or extent.area for extent in extents)
        if tells_nothing and any(_coverage(extent, answer.day) is not Coverage.NO for extent in extents):
            answer.untold.append(community)
        return
    best = min(about, key=lambda extent: list(Coverage).index(_coverage(extent, answer.day)))
    coverage = _coverage(best, answer.day)
    finding = Finding(_names(community, answer.day), coverage, _reason(best, best.description), community=community)
    filed = {
        Coverage.YES: answer.certain,
        Coverage.UNCERTAIN: answer.uncertain,
        Coverage.NO: answer.at_another_time,
    }
    filed[coverage].append(finding)


def _tells_of(extent: CommunityExtent, street: str, places: Sequence[Area]) -> bool:
    if any(match.likeness is Likeness.SAME for match in streets.find(street, extent.street_names)):
        return True
    return extent.area is not None and any(place.path.startswith(extent.area.path) for place in places)


def _coverage(row: Dated, day: date) -> Coverage:
    return validity.covers(row.starts, row.ends, day)


def _names(community: Community, day: date) -> tuple[str, ...]:
    rows = oldest_first(community.names.all())
    sure = [row.name for row in rows if _coverage(row, day) is Coverage.YES]
    possible = [row.name for row in rows if _coverage(row, day) is Coverage.UNCERTAIN]
    return tuple(dict.fromkeys(sure or possible or [community.name]))


def _reason(row: Dated, said: str) -> Reason:
    return Reason(said, row.starts, row.ends, row.date_note, row.source)


def _areas(places: Iterable[Area], street: str, day: date) -> list[Finding]:
    """Return the areas on whose lists the street stands, and how far back their boundaries say so."""
    found = []
    for place in places:
        rows = Boundary.objects.filter(area=place, streets__name=street)
        best = min(rows, key=lambda row: list(Coverage).index(_coverage(row, day)), default=None)
        if best is not None and _coverage(best, day) is Coverage.NO:
            continue
        reason = (
            _reason(best, best.description)
            if best
            else Reason(_("ulica stoi na liście ulic tego miejsca"), "", "", "", "")
        )
        coverage = _coverage(best, day) if best else Coverage.UNCERTAIN
        found.append(Finding((place.full_label,), coverage, reason, area=place))
    return found
