"""What every action over problems does round its own writes: one transaction, and then whoever must know."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.core import consequences
from podworko.core.search import index
from podworko.needs.joining import joined_in
from podworko.needs.ladder import circle_in
from podworko.needs.models import Cause, Problem
from podworko.places.freshness import bump_area
from podworko.places.models import Area

PROBLEM = Problem._meta.label_lower  # noqa: SLF001


@contextmanager
def changing(*problems: Problem) -> Iterator[None]:
    """Run a change of problems: all of it or nothing, and told to all that show them."""
    with transaction.atomic():
        yield
        announce(problems[0].area, [problem.pk for problem in problems])


def announce(area: Area, problem_ids: Collection[int]) -> None:
    """Tell the pages of an area, the search and the apps above that problems have changed."""
    bump_area(area)
    index.refresh_many(PROBLEM, problem_ids)
    consequences.follow({PROBLEM: problem_ids})


def refuse_circles(area: Area) -> None:
    """Refuse what has just been written if something in the area became the cause of itself."""
    joined = joined_in(area)
    links = Cause.objects.filter(cause__area=area).values_list("cause_id", "effect_id")
    pairs = {(joined.kept_for(cause), joined.kept_for(effect)) for cause, effect in links}
    if circle_in(pairs):
        raise ValidationError(
            _("To zamknęłoby koło: coś stałoby się przyczyną samego siebie. Sprawdź, co z czego wynika."),
            code="circle",
        )
