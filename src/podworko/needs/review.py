"""How long what is known of problems holds."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.needs.models import Problem, ReviewPeriod
from podworko.needs.review_models import USUAL
from podworko.places.models import Area

YEAR = 12


def months_of(area: Area) -> int:
    """Return after how many months without anybody looking something of an area is out of date.

    That is the area's own setting, else that of the nearest area round it.
    """
    rows = ReviewPeriod.objects.filter(area__in=area.path_ids).values_list("area_id", "months")
    known = dict(rows)
    return next((known[pk] for pk in reversed(area.path_ids) if pk in known), USUAL)


def is_old(reviewed_on: date | None, months: int, today: date | None = None) -> bool:
    """Say whether nobody has looked at something within the review period."""
    return reviewed_on is None or reviewed_on < last_good_day(today or timezone.localdate(), months)


def known_since(problem: Problem) -> date:
    """Return the last day on which somebody looked at a problem: whoever wrote it down did."""
    return problem.reviewed_on or timezone.localdate(problem.created_at)


def last_good_day(today: date, months: int) -> date:
    """Return the day since which something must have been looked at: the same day of the month, or its last one."""
    year, month = divmod(today.year * YEAR + today.month - 1 - months, YEAR)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def unchecked(months: int) -> str:
    """Say beside one problem that nobody has looked at it for so long."""
    if months == 1:
        return _("nikt nie sprawdzał od miesiąca")
    if months == YEAR:
        return _("nikt nie sprawdzał od roku")
    return _("nikt nie sprawdzał od %(count)s miesięcy") % {"count": months}


def unseen(months: int) -> str:
    """Say of a whole map that nobody has looked at anything on it for so long."""
    if months == 1:
        return _("Od ponad miesiąca nikt tego nie przejrzał.")
    if months == YEAR:
        return _("Od ponad roku nikt tego nie przejrzał.")
    return _("Od ponad %(count)s miesięcy nikt tego nie przejrzał.") % {"count": months}


def newest(days: Iterable[date | None]) -> date | None:
    """Return the latest of some days; nothing where none is known."""
    return max((day for day in days if day is not None), default=None)
