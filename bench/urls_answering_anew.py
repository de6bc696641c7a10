"""The pages as those get them who ask first: months and search results are made anew for each request.

Counts, letters and filters stay kept, as they stay between the questions of different people.
"""

from bench.urls import urlpatterns
from podworko.portal import found
from podworko.portal.views import calendar

__all__ = ["urlpatterns"]

ANSWERS = ("shown", "grid")
_kept = calendar.kept


def _kept_unless_answer(request, name, make):
    return make() if name[0] in ANSWERS else _kept(request, name, make)


calendar.kept = _kept_unless_answer
found.keep = lambda _key, make: make()
