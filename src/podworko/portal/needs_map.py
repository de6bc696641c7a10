"""The map of needs of an area: which open problems lie where, from when that is known, and whether it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from podworko.core.map_frame import Degrees
from podworko.core.map_layout import TooManyMarkersError
from podworko.core.svg_map import MapPicture, PlacedMarker, draw
from podworko.core.svg_marker import Marker
from podworko.core.visibility import Reach
from podworko.needs import links, reading, review
from podworko.needs.choices import OPEN_STATES, ProblemKind
from podworko.needs.joining import joined_in
from podworko.needs.models import Evidence, Problem, ProblemQuerySet
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.portal.drawn_map import Base, Sheet, base_of, frame_of
from podworko.portal.map_page import moving

PAGE = Sheet(width=660, height=620, margin=40, marker_size=34, type_size=14, identifier="needs")
MOST = 300
"""Problems on one map and one print."""
SIGNS = {ProblemKind.PROBLEM: ("triangle", "#A63F28"), ProblemKind.NEED: ("circle", "#1F5B47")}


NOWHERE: tuple[Degrees | None, str] = (None, Precision.NONE)


@dataclass(frozen=True, slots=True)
class Marked:
    """An open problem and its number on the map."""

    number: int
    problem: Problem
    url: str
    point: Degrees | None
    precision: str
    answers: tuple[str, ...]
    """Who and what answers it, as far as the reader may see that."""
    sources: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """Say whether anybody does."""
        return bool(self.answers)

    @property
    def is_exact(self) -> bool:
        """Say whether it lies where its sign stands."""
        return self.precision == Precision.EXACT

    @property
    def is_near(self) -> bool:
        """Say whether it lies somewhere near its sign."""
        return self.point is not None and not self.is_exact

    @property
    def shape(self) -> str:
        """The shape of its sign."""
        return SIGNS[ProblemKind(self.problem.kind)][0]

    @property
    def colour(self) -> str:
        """The colour of its sign."""
        return SIGNS[ProblemKind(self.problem.kind)][1]


@dataclass(frozen=True, slots=True)
class NeedsMap:
    """Everything that a map of needs says."""

    area: Area
    base: Base
    placed: list[Marked]
    unplaced: list[Marked]
    stated: date | None
    """The newest review of what is shown."""
    old: str
    """That nobody has looked at anything for so long; empty where somebody has."""
    is_cut: bool
    """There are more problems than a map holds."""

    @property
    def is_old(self) -> bool:
        """Say whether it is out of date."""
        return bool(self.old)

    @property
    def marked(self) -> list[Marked]:
        """All problems by their numbers."""
        return [*self.placed, *self.unplaced]


def shown_of(area: Area, reach: Reach) -> ProblemQuerySet:
    """Return the open problems of an area as far as a person may see them."""
    return Problem.objects.visible_to(reach).inside(area).kept().filter(state__in=OPEN_STATES)


def read(area: Area, reach: Reach, today: date) -> NeedsMap:
    """Read the open problems of an area as far as a person may see them, and their places."""
    rows = shown_of(area, reach)
    found = list(rows.select_related("area", "location").order_by("sort_key", "pk")[: MOST + 1])
    problems, points = found[:MOST], _points(found[:MOST], reach)
    answers = _answers(area, problems, reach)
    sources = _sources(problems)
    in_order = sorted(problems, key=lambda problem: problem.pk not in points)
    marked = [
        Marked(
            number=number,
            problem=problem,
            url=links.page(problem),
            point=points.get(problem.pk, NOWHERE)[0],
            precision=points.get(problem.pk, NOWHERE)[1],
            answers=tuple(answer.name for answer in answers[problem.pk]),
            sources=tuple(sources.get(problem.pk, ())),
        )
        for number, problem in enumerate(in_order, start=1)
    ]
    months = review.months_of(area)
    stated = review.newest(problem.reviewed_on for problem in problems)
    return NeedsMap(
        area=area,
        base=base_of(area, today),
        placed=[one for one in marked if one.point],
        unplaced=[one for one in marked if not one.point],
        stated=stated,
        old=review.unseen(months) if problems and review.is_old(stated, months, today) else "",
        is_cut=len(found) > MOST,
    )


def picture_of(shown: NeedsMap, sheet: Sheet = PAGE, *, is_linked: bool = True) -> str:
    """Draw the map as SVG; empty where neither a boundary nor a point is known, or the signs have no room."""
    placed = [(one, one.point) for one in shown.placed if one.point]
    frame = frame_of(shown.base, [point for _one, point in placed], sheet)
    if frame is None:
        return ""
    inside = [(one, point) for one, point in placed if frame.shows(*point)]
    picture = MapPicture(
        frame=frame,
        title=_("Mapa potrzeb: %(area)s") % {"area": shown.area.full_label},
        description=describe([one for one, _point in inside]),
        markers=[PlacedMarker(_marker(one, is_linked=is_linked), *point) for one, point in inside],
        polygons=shown.base.polygons,
        marker_size=sheet.marker_size,
        gap=sheet.marker_size * 0.09,
        type_size=sheet.type_size,
        metres_word=pgettext("metry", "m"),
        north_word=pgettext("kierunek: północ", "N"),
        identifier=sheet.identifier,
    )
    try:
        return draw(picture).text
    except TooManyMarkersError:
        return ""


def script(shown: NeedsMap) -> dict[str, Any]:
    """Return what the moving map needs to know."""
    return {
        "entries": reverse("portal:needs_map_geojson", args=[shown.area.slug]),
        "isLarge": False,
        "window": [],
        "categories": {str(kind): [str(kind.label), *SIGNS[kind]] for kind in ProblemKind},
        **moving(shown.base),
    }


def geojson(shown: NeedsMap) -> dict[str, Any]:
    """Return the problems that have a place, as points (RFC 7946)."""
    return {
        "type": "FeatureCollection",
        "attribution": "; ".join(shown.base.attributions),
        "stated": shown.stated.isoformat() if shown.stated else None,
        "outOfDate": shown.is_old,
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": list(one.point)},
                "properties": {
                    "id": one.problem.pk,
                    "number": one.number,
                    "name": one.problem.title,
                    "address": one.problem.place_name,
                    "category": one.problem.kind,
                    "state": one.problem.state,
                    "precision": one.precision,
                    "isOwnJudgement": one.problem.is_own_judgement,
                    "url": links.whole(one.url),
                },
            }
            for one in shown.placed
            if one.point
        ],
    }


def describe(placed: Sequence[Marked]) -> str:
    """Return in words what the map shows, for whoever does not see it."""
    exact = sum(one.is_exact for one in placed)
    return _(
        "Granice i znaki z numerami. Liczba znaków: %(count)d, w tym w miejscu dokładnym: %(exact)d,"
        " w przybliżonym: %(near)d. Wszystko jest też na liście, z tymi samymi numerami."
    ) % {"count": len(placed), "exact": exact, "near": len(placed) - exact}


def _marker(one: Marked, *, is_linked: bool) -> Marker:
    return Marker(
        text=str(one.number),
        shape=one.shape,
        colour=one.colour,
        is_exact=one.is_exact,
        title=one.problem.title,
        href=f"#entry-{one.problem.pk}" if is_linked else "",
    )


def _points(problems: Sequence[Problem], reach: Reach) -> dict[int, tuple[Degrees, str]]:
    """Return where problems lie, and how exactly; a place that the person may not see gives no point."""
    ids = {problem.location_id for problem in problems if problem.location_id}
    seen = set(Location.objects.visible_to(reach).filter(pk__in=ids).values_list("pk", flat=True))
    found: dict[int, tuple[Degrees, str]] = {}
    for problem in problems:
        spot: Problem | Location | None = problem.location if problem.location_id in seen else problem
        if spot is None or spot.longitude is None or spot.latitude is None:
            continue
        found[problem.pk] = ((spot.longitude, spot.latitude), spot.precision)
    return found


def _answers(area: Area, problems: Sequence[Problem], reach: Reach) -> dict[int, list[reading.Answer]]:
    under = joined_in(area).all_of(problem.pk for problem in problems)
    seen = set(Problem.objects.visible_to(reach).filter(pk__in=under).values_list("pk", flat=True))
    return reading.answers_of({pk: kept for pk, kept in under.items() if pk in seen}, reach)


def _sources(problems: Sequence[Problem]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in Evidence.objects.filter(problem__in=problems).order_by("pk"):
        found.setdefault(one.problem_id, []).append(f"{one.get_kind_display()}: {one.source}")
    return found
