"""For whom there is too much at once in the coming weeks, and for whom nothing, as far as a reader may see."""

from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.density import densities
from podworko.agenda.coordination.sentences import Facts, said
from podworko.agenda.coordination.values import Density, codes, mask
from podworko.agenda.findings import limits_of, planned
from podworko.agenda.models import EventListing, Occurrence
from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.resources.choices import Audience

AHEAD = 56
"""Days that are looked at."""
_ASKED = [one.value for one in Audience if one != Audience.EVERYONE]


class Crowding(NamedTuple):
    """Days with much, or weeks with nothing, for one audience."""

    label: str
    is_empty: bool
    strength: int
    why: str
    address: str
    """Query of the calendar that shows these days for this audience."""


def of(area: Area, reach: Reach, today: date) -> list[Crowding]:
    """Return what there is to say of the coming eight weeks, the surest first."""
    last = today + timedelta(days=AHEAD - 1)
    listed = EventListing.objects.filter(event=OuterRef("event"), area__path__startswith=area.path)
    rows = Occurrence.objects.visible_to(reach).filter(
        Exists(listed), is_cancelled=False, day__lte=last, last_day__gte=today
    )
    found = densities(planned(rows), mask(_ASKED), today.toordinal(), last.toordinal(), limits_of(area))
    return [_said(one) for one in sorted(found, key=lambda one: (-one.strength, one.first_day, one.audience))]


def _said(one: Density) -> Crowding:
    first, last = date.fromordinal(one.first_day), date.fromordinal(one.last_day)
    audience = codes(one.audience)[0]
    facts = Facts(kind=one.kind, dates=[first, last], audiences=[str(audience.label)], count=len(one.events))
    return Crowding(
        label=str(one.kind.label),
        is_empty=one.kind == FindingKind.EMPTY,
        strength=one.strength,
        why=said(facts),
        address=f"?{urlencode({'view': 'week', 'day': first.isoformat(), 'for': audience.value})}",
    )
