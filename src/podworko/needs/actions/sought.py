"""Changes of the log of what was looked for and not found."""

import datetime as dt
import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit, submission
from podworko.core.audit import Actor, Values
from podworko.core.text import fold, squeeze
from podworko.needs import personal_words
from podworko.needs.actions.problem import add_problem
from podworko.needs.choices import SoughtSource
from podworko.needs.models import Problem, Sought, SoughtDay
from podworko.needs.personal_words import Reason
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience

LONGEST = 120
LONGEST_SEARCH = 60
"""Characters of a search that is counted; what is longer tells a story."""
SHORTEST_SEARCH = 3
MOST_NEW = 200
"""New words of the search in one area on one day: more are no people."""
_SIGNS = re.compile(r"[^\w]+")


def key_of(words: str) -> str:
    """Return the words so that the same thing, typed otherwise, is the same: „Dentysta?” → „dentysta”."""
    return squeeze(_SIGNS.sub(" ", fold(words)))[:LONGEST]


@transaction.atomic
def log_not_found(  # noqa: PLR0913 – what is said in ten seconds
    *,
    area: Area,
    words: str,
    by: Actor | None,
    day: dt.date | None = None,
    audience: str = "",
    token: UUID | None = None,
) -> Sought:
    """Write down what somebody looked for and did not find; `audience`: for whom. `token`: `core.submission`."""
    claimed = submission.claim(token, by=by)
    words = squeeze(words)[:LONGEST]
    if not key_of(words):
        raise ValidationError({"words": _("Napisz, czego ktoś szukał.")})
    if Reason.PESEL in personal_words.reasons(words):
        raise ValidationError({"words": _("Tu stoi numer PESEL. Skasuj go: nie zapisujemy takich numerów.")})
    if audience and audience not in Audience.values:
        raise ValidationError({"audience": _("Wybierz z listy, dla kogo.")})
    day = day or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"day": _("Ten dzień dopiero będzie.")})
    sought = _sought(area.pk, words)
    if sought.words == sought.key and words != sought.words:
        # As a person writes it, not as the search folds it.
        Sought.objects.filter(pk=sought.pk).update(words=words)
    row, is_new = SoughtDay.objects.get_or_create(
        sought=sought, day=day, source=SoughtSource.PERSON, audience=audience, defaults={"count": 1}
    )
    if not is_new:
        SoughtDay.objects.filter(pk=row.pk).update(count=F("count") + 1)
        row.refresh_from_db()
    before = None if is_new else {"count": row.count - 1}
    after = {"area_id": area.pk, "day": day, "count": row.count}
    # The words stay out of the history: a name that slipped in must be erasable.
    audit.record(sought, verb="log_not_found", before=before, after={"count": row.count} if before else after, by=by)
    submission.made(claimed, sought.pk)
    return sought


def count_search(*, area_id: int, words: str, day: dt.date) -> bool:
    """Count words of the search that found nothing, once a day; say whether they were counted.

    Nothing of whoever asked is known here. What looks like personal data, and what is too short or too long to be a
    thing, is passed over.
    """
    text = squeeze(words)
    key = key_of(text)
    if not SHORTEST_SEARCH <= len(key) <= LONGEST_SEARCH or key.isdecimal() or personal_words.reasons(text):
        return False
    known = Sought.objects.filter(area=area_id, key=key).first()
    if known is None and _new_today(area_id, day) >= MOST_NEW:
        return False
    try:
        with transaction.atomic():
            # Folded: how somebody types is theirs.
            sought = known or _sought(area_id, key)
            SoughtDay.objects.create(sought=sought, day=day, source=SoughtSource.SEARCH)
    except IntegrityError:
        # Another process was faster.
        return False
    return True


@transaction.atomic
def answer_sought(sought: Sought, *, organisation: Organisation | None, by: Actor | None) -> Sought:
    """Say which entry answers it; nothing takes that back."""
    return _mark(sought, {"organisation_id": organisation.pk if organisation else None}, "answer_sought", by)


@transaction.atomic
def join_sought(sought: Sought, *, problem: Problem | None, by: Actor | None) -> Sought:
    """Say which problem it belongs to; nothing takes that back."""
    if problem is not None and problem.area_id != sought.area_id:
        raise ValidationError(_("Ten problem należy do innego osiedla."), code="other_area")
    return _mark(sought, {"problem_id": problem.pk if problem else None}, "join_sought", by)


@transaction.atomic
def take_sought(  # noqa: PLR0913 – what `add_problem` takes
    sought: Sought,
    *,
    area: Area,
    values: Values,
    by: Actor | None,
    evidence: list[Values] | tuple[Values, ...] = (),
    token: UUID | None = None,
) -> Problem:
    """Make a problem of what is looked for in vain; `values`, `evidence`, `token` as in `add_problem`."""
    problem = add_problem(area=area, values=values, by=by, evidence=evidence, token=token)
    _mark(sought, {"problem_id": problem.pk}, "take_sought", by)
    return problem


@transaction.atomic
def read_sought(rows: list[Sought], *, day: dt.date, by: Actor | None) -> int:
    """Write down that these were read at a meeting; return how many were not before."""
    fresh = [sought for sought in rows if sought.read_on != day]
    for sought in fresh:
        _mark(sought, {"read_on": day}, "read_sought", by)
    return len(fresh)


@transaction.atomic
def delete_sought(sought: Sought, *, by: Actor | None) -> None:
    """Delete it for good: it names somebody, or nobody can have meant it."""
    fresh = audit.lock(sought)
    audit.record(fresh, verb="delete_sought", before={"area_id": fresh.area_id}, after=None, by=by)
    fresh.delete()


def _mark(sought: Sought, values: Values, verb: str, by: Actor | None) -> Sought:
    fresh = audit.lock(sought)
    before = {name: getattr(fresh, name) for name in values}
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[name.removesuffix("_id") for name in values])
    audit.record(fresh, verb=verb, before=before, after=dict(values), by=by)
    return fresh


def _sought(area_id: int, words: str) -> Sought:
    found, _is_new = Sought.objects.get_or_create(area_id=area_id, key=key_of(words), defaults={"words": words})
    return found


def _new_today(area_id: int, day: dt.date) -> int:
    counted = SoughtDay.objects.filter(sought__area=area_id, day=day, source=SoughtSource.SEARCH)
    return counted.count()
