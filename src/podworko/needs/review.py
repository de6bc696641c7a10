"""How long what is known of problems holds."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

REVIEW_MONTHS = 12
"""After so many months without anybody looking at it, what a map of needs says is out of date."""


def is_old(reviewed_on: date | None, today: date | None = None) -> bool:
    """Say whether nobody has looked at something within the review period."""
    return reviewed_on is None or reviewed_on < last_good_day(today or timezone.localdate())


def last_good_day(today: date) -> date:
    """Return the day since which something must have been looked at: the same day of the month, a year ago."""
    year = today.year - REVIEW_MONTHS // 12
    # 29 February of a year that has none.
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(year, today.month, day)


def newest(days: Iterable[date | None]) -> date | None:
    """Return the latest of some days; nothing where none is known."""
    return max((day for day in days if day is not None), default=None)
