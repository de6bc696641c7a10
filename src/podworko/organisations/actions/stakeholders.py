"""Where organisations are placed: a new look is a new row, and what was placed wrongly is withdrawn, never changed.

No page for everybody shows any of it, and no organisation's own history: so nothing is announced.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, submission
from podworko.core.audit import Actor, Values
from podworko.core.text import squeeze
from podworko.organisations.choices import Stance
from podworko.organisations.models import Assessment, AssessmentAxes, Membership, Organisation
from podworko.organisations.models.stakeholders import axes_of
from podworko.places.models import Area

AXES_FIELDS = ("horizontal", "vertical", "scale")


class Placement(NamedTuple):
    """Where an organisation stands, in steps from 1."""

    horizontal: int
    vertical: int
    stance: str = ""
    note: str = ""


def assess(  # noqa: PLR0913 – what a placement is made of
    organisation: Organisation,
    *,
    area: Area,
    placement: Placement,
    assessor: str,
    day: date | None = None,
    by: Actor | None,
    token: UUID | None = None,
) -> Assessment:
    """Place an organisation on the axes of an area; what was said before stays. `token` as in `core.submission`.

    Raises:
        ValidationError: The step is none of the scale, the day is yet to come, or somebody places their own.
    """
    rows = [(organisation, placement)]
    return assess_many(rows, area=area, assessor=assessor, day=day, by=by, token=token)[0]


def assess_many(  # noqa: PLR0913 – what placements are made of
    placements: Iterable[tuple[Organisation, Placement]],
    *,
    area: Area,
    assessor: str,
    day: date | None = None,
    by: Actor | None,
    token: UUID | None = None,
) -> list[Assessment]:
    """Place several organisations at once: all of them or none; otherwise as `assess`."""
    on = day or timezone.localdate()
    if on > timezone.localdate():
        raise ValidationError({"assessed_on": _("Ten dzień dopiero będzie.")})
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        axes = _saved(axes_of(area), by=by)
        made = [
            _place(organisation, placement, axes, assessor=assessor, day=on, by=by)
            for organisation, placement in placements
        ]
        if made:
            submission.made(claimed, made[0].pk)
    return made


def withdraw_assessment(assessment: Assessment, *, by: Actor | None) -> Assessment:
    """Take a placement back; it stays in the history, crossed out."""
    return _stamp(assessment, is_withdrawn=True, verb="withdraw_assessment", by=by)


def reinstate_assessment(assessment: Assessment, *, by: Actor | None) -> Assessment:
    """Let a placement count again that was taken back."""
    return _stamp(assessment, is_withdrawn=False, verb="reinstate_assessment", by=by)


def set_axes(area: Area, *, values: Values, is_same_question: bool, by: Actor | None) -> AssessmentAxes:
    """Choose what is asked about the organisations of an area. `values`: `AXES_FIELDS`.

    `is_same_question`: only words or steps change, and what was placed before stands beside what comes.
    """
    if unknown := set(values) - set(AXES_FIELDS):
        raise TypeError(sorted(unknown))
    with transaction.atomic():
        now = axes_of(Area.objects.select_for_update().get(pk=area.pk))
        question = now.question if is_same_question else now.question + 1
        known = {name: getattr(now, name) for name in AXES_FIELDS}
        wanted = {**known, **values}
        wanted.update({name: squeeze(wanted[name]) for name in ("horizontal", "vertical")})
        if now.pk and is_same_question and wanted == known:
            return now
        chosen = AssessmentAxes(area=area, question=question, entered_by_id=by.pk if by else None, **wanted)
        return audit.create(chosen, verb="set_axes", by=by)


def _saved(axes: AssessmentAxes, *, by: Actor | None) -> AssessmentAxes:
    return axes if axes.pk else audit.create(axes, verb="set_axes", by=by)


def _place(  # noqa: PLR0913 – what a placement is made of
    organisation: Organisation, placed: Placement, axes: AssessmentAxes, *, assessor: str, day: date, by: Actor | None
) -> Assessment:
    if not (1 <= placed.horizontal <= axes.scale and 1 <= placed.vertical <= axes.scale):
        raise ValidationError(_("Wybierz oba stopnie ze skali."), code="off_scale")
    if placed.stance and placed.stance not in Stance.values:
        raise ValidationError({"stance": _("Wybierz nastawienie z listy.")})
    if by and Membership.objects.filter(user=by.pk, organisation=organisation).exists():
        raise ValidationError(_("Własnej organizacji się nie ocenia. Zrobi to ktoś inny."), code="own_organisation")
    row = Assessment(
        organisation=organisation,
        area_id=axes.area_id,
        axes=axes,
        assessor=squeeze(assessor)[:160] or str(_("koordynator")),
        assessed_on=day,
        entered_by_id=by.pk if by else None,
        **placed._replace(note=placed.note.strip())._asdict(),
    )
    return audit.create(row, verb="assess", by=by)


def _stamp(assessment: Assessment, *, is_withdrawn: bool, verb: str, by: Actor | None) -> Assessment:
    with transaction.atomic():
        fresh = audit.lock(assessment)
        # A double click, or two coordinators: the first one counts.
        if bool(fresh.withdrawn_at) != is_withdrawn:
            audit.change(fresh, {"withdrawn_at": timezone.now() if is_withdrawn else None}, verb=verb, by=by)
    return fresh
