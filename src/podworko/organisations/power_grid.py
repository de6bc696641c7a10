"""The grid of who counts how much: what a coordinator reads of it, and what everybody else does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.core.svg_steps import Point, StepsPicture, draw
from podworko.core.visibility import Reach
from podworko.organisations.choices import Stance
from podworko.organisations.models import Assessment, AssessmentAxes, Organisation
from podworko.organisations.models.stakeholders import assessable, axes_of
from podworko.places.models import Area

MOST_NAMED = 200
"""Organisations that are listed as not placed yet; the table has all."""
SIGNS = {
    Stance.SUPPORT: ("circle", "#1F5B47"),
    Stance.NEUTRAL: ("square", "#2D6A8E"),
    Stance.RESISTANCE: ("triangle", "#A63F28"),
    "": ("hexagon", "#5D6764"),
}
"""Shape and colour of each stance; none: nobody asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see."""

    day: date
    then: date | None = None
    """An earlier day to compare with."""
    assessor: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """An organisation on the grid."""

    number: int
    organisation: Organisation
    now: Assessment
    column: int
    row: int
    """In steps of the axes that hold now."""
    before: Assessment | None = None
    moved_from: tuple[int, int] | None = None

    @property
    def has_moved(self) -> bool:
        """Say whether it stood elsewhere on the earlier day."""
        return self.moved_from is not None

    @property
    def stance(self) -> str:
        """What it makes of what is planned, in words."""
        return str(self.now.get_stance_display() or _("jeszcze nie pytano"))

    @property
    def before_said(self) -> str:
        """Where it stood on the earlier day, in words."""
        if self.before is None:
            return _("nie było oceny")
        return f"{self.before.vertical} / {self.before.horizontal}"


@dataclass(frozen=True, slots=True)
class Grid:
    """Who stands where on a day, as one person may read it: their own organisations are not counted anywhere."""

    area: Area
    axes: AssessmentAxes
    asked: Asked
    placed: Sequence[Placed]
    unplaced: Sequence[Organisation]
    assessors: Sequence[str]
    older: bool
    """Whether something was placed on axes that asked something else."""

    @property
    def named(self) -> Sequence[Organisation]:
        """The first of those that nobody has placed yet."""
        return self.unplaced[:MOST_NAMED]

    @property
    def total(self) -> int:
        """How many there are to be placed."""
        return len(self.placed) + len(self.unplaced)

    @property
    def title(self) -> str:
        """What is drawn."""
        return _("Siatka: %(vertical)s i %(horizontal)s") % {
            "vertical": self.axes.vertical_label,
            "horizontal": self.axes.horizontal_label,
        }


def read(area: Area, reach: Reach, asked: Asked) -> Grid:
    """Return the grid of an area as a person may see it."""
    axes = axes_of(area)
    to_place = {row.pk: row for row in assessable(area, reach).select_related("home_area")}
    known = (
        Assessment.objects.visible_to(reach)
        .standing()
        .filter(area=area, organisation__in=assessable(area, reach).order_by().values("pk"))
    )
    answering = known.filter(axes__question=axes.question)
    rows = list(answering.select_related("axes").order_by("assessed_on", "pk"))
    assessors = sorted({row.assessor for row in rows})
    if asked.assessor:
        rows = [row for row in rows if row.assessor == asked.assessor]
    now = {row.organisation_id: row for row in rows if row.assessed_on <= asked.day}
    before = {row.organisation_id: row for row in rows if asked.then and row.assessed_on <= asked.then}
    return Grid(
        area=area,
        axes=axes,
        asked=asked,
        placed=[
            _placed(number, organisation, now[organisation.pk], before.get(organisation.pk), axes)
            for number, organisation in enumerate((row for pk, row in to_place.items() if pk in now), start=1)
        ],
        unplaced=[row for pk, row in to_place.items() if pk not in now],
        assessors=assessors,
        older=known.exclude(axes__question=axes.question).exists(),
    )


def step_on(step: int, scale: int, other: int) -> int:
    """Return the step of another scale that lies where this one does."""
    return step if scale == other else max(1, min(other, round((step - 0.5) / scale * other + 0.5)))


def drawn(grid: Grid) -> str:
    """Return the picture of the grid as SVG."""
    return draw(
        StepsPicture(
            title=f"{grid.area.full_label}: {grid.title}",
            description=describe(grid),
            horizontal=grid.axes.horizontal_label,
            vertical=grid.axes.vertical_label,
            scale=grid.axes.scale,
            points=[_point(row) for row in grid.placed],
            quarters=_quarters(grid.axes),
            legend=_legend(row.now.stance for row in grid.placed),
            ends=(_("mało"), _("dużo")),
            identifier="power-grid",
        )
    )


def describe(grid: Grid) -> str:
    """Return in one sentence what the picture shows; the table says the rest."""
    return _("Na siatce: %(placed)s z %(total)s. Kto stoi gdzie, mówi tabela obok.") % {
        "placed": len(grid.placed),
        "total": grid.total,
    }


def _placed(
    number: int, organisation: Organisation, now: Assessment, before: Assessment | None, axes: AssessmentAxes
) -> Placed:
    column, row = _on(now, axes)
    was = _on(before, axes) if before else None
    moved = was if was and was != (column, row) else None
    return Placed(number, organisation, now, column, row, before, moved)


def _on(assessment: Assessment, axes: AssessmentAxes) -> tuple[int, int]:
    scale = assessment.axes.scale
    return step_on(assessment.horizontal, scale, axes.scale), step_on(assessment.vertical, scale, axes.scale)


def _point(row: Placed) -> Point:
    shape, colour = SIGNS[row.now.stance]
    said = f"{row.organisation.name}; {row.now.assessor}, {date_format(row.now.assessed_on, 'd.m.Y')}"
    return Point(row.number, row.column, row.row, shape, colour, said, before=row.moved_from)


def _quarters(axes: AssessmentAxes) -> tuple[str, ...]:
    if not axes.is_usual:
        return ()
    return (_("dbać o dobre relacje"), _("włączać w decyzje"), _("mieć na oku"), _("informować na bieżąco"))


def _legend(stances: Iterable[str]) -> list[tuple[str, str, str]]:
    labels = {**dict(Stance.choices), "": _("nastawienie: jeszcze nie pytano")}
    there = set(stances)
    return [(*sign, str(labels[stance])) for stance, sign in SIGNS.items() if stance in there]
