"""How many passers-by have said that an entry is right since somebody last checked it."""

from podworko.core.prepared import Prepared
from podworko.organisations.models import Organisation
from podworko.resources.models import FreshnessSignal

_days_of = Prepared(lambda pk: FreshnessSignal.objects.filter(organisation=pk).values_list("day"), int)


def count(organisation: Organisation) -> int:
    """Return how many browsers have said so since the entry was last checked; ever, where nobody has checked it."""
    since = organisation.assured_date
    return sum(since is None or day >= since for (day,) in _days_of.all(organisation.pk))
