"""Changes of what is known about getting into a place and using it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.organisations.actions.writing import changing
from podworko.organisations.models import Location
from podworko.resources.choices import AccessFeature, Answer
from podworko.resources.models import Accessibility

Answers = Mapping[str, Mapping[str, str]]
"""Feature → `answer` and `note`."""


def set_accessibility(
    location: Location,
    *,
    answers: Answers,
    by: Actor | None,
    version: int | None = None,
    verb: str = "set_accessibility",
) -> Location:
    """Write down the answers about a place; a feature that is not named is one nobody has asked about."""
    with changing(location.organisation):
        fresh = audit.lock(location, version)
        before = _answered(fresh)
        for feature in AccessFeature:
            told = answers.get(feature, {})
            answer, note = told.get("answer", Answer.NOT_ASKED), told.get("note", "").strip()
            if answer == Answer.NOT_ASKED and note:
                raise ValidationError({f"note_{feature}": _("Jest uwaga, ale nie ma odpowiedzi. Wybierz odpowiedź.")})
            if answer == Answer.NOT_ASKED:
                fresh.accessibility.filter(feature=feature).delete()
                continue
            row = fresh.accessibility.filter(feature=feature).first() or Accessibility(location=fresh, feature=feature)
            row.answer, row.note = Answer(answer), note
            row.full_clean()
            row.save()
        audit.change(fresh, {}, verb=verb, by=by, also={"accessibility": (before, _answered(fresh))})
    return fresh


def _answered(location: Location) -> dict[str, dict[str, str]]:
    rows = location.accessibility.exclude(answer=Answer.NOT_ASKED).order_by("feature")
    return {row.feature: {"answer": row.answer, "note": row.note} for row in rows}
