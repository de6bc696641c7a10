"""Words of the search that found nothing: counted once a day, after the page has gone out, and of nobody.

A page of results may be kept for many passers-by, and is not made anew for the next of them: so what was asked is
noticed where it is asked. Each process remembers what it has counted today, so the same words cost one look at a set.
"""

import datetime as dt
import logging
from threading import Lock

from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone

from podworko.core.afterwards import afterwards
from podworko.core.search import lemmas
from podworko.needs.actions import sought
from podworko.places.models import Area

MOST_REMEMBERED = 5000
"""Words that a process remembers of one day; with more it stops counting until tomorrow."""

_counted: set[tuple[int, str]] = set()
_day: list[dt.date] = []
_lock = Lock()
logger = logging.getLogger(__name__)


def count(response: HttpResponse, area: Area, words: str) -> None:
    """Count words that found nothing in an area, once the response is with its reader."""
    # Until the dictionary is there, what is in another form of a word is not found.
    if not lemmas.are_open() or not _is_new(area.pk, words):
        return
    day, area_id = timezone.localdate(), area.pk
    afterwards(response, lambda: _count(area_id, words, day))


def forget() -> None:
    """Forget what was counted."""
    with _lock:
        _counted.clear()
        _day.clear()


def _is_new(area_id: int, words: str) -> bool:
    today, key = timezone.localdate(), (area_id, sought.key_of(words))
    with _lock:
        if _day != [today]:
            _day[:] = [today]
            _counted.clear()
        if key in _counted or len(_counted) >= MOST_REMEMBERED:
            return False
        _counted.add(key)
    return True


def _count(area_id: int, words: str, day: dt.date) -> None:
    try:
        sought.count_search(area_id=area_id, words=words, day=day)
    except DatabaseError:
        # A full disk, or a database that only reads: nobody waits for this count.
        logger.warning("a search that found nothing was not counted", exc_info=True)
