"""For whom there is too much at once in the coming weeks, and for whom nothing, as far as a reader may see."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple
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
    """Days with much for one audience, or weeks with nothing for one or several."""

    label: str
    is_empty: bool
    strength: int
    why: str
    address: str
    """Query of the calendar that shows these days, for this audience if it is one."""


def of(area: Area, reach: Reach, today: date) -> list[Crowding]:
    """Return what there is to say of the coming eight weeks, the surest first."""
    last = today + timedelta(days=AHEAD - 1)
    listed = EventListing.objects.filter(event=OuterRef("event"), area__path__startswith=area.path)
    rows = Occurrence.objects.visible_to(reach).filter(
        Exists(listed), is_cancelled=False, day__lte=last, last_day__gte=today
    )
    found = densities(planned(rows), mask(_ASKED), today.toordinal(), last.toordinal(), limits_of(area))
    alike: dict[Any, list[Density]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (-one.strength, one.first_day, one.audience)):
        alike[_what_is_said_once(one)].append(one)
    return [_said(each) for each in alike.values()]


def _what_is_said_once(one: Density) -> Any:
    """Return what is the same in weeks that have nothing for several audiences; what is much is said of each."""
    is_empty = one.kind == FindingKind.EMPTY
    return (one.kind, one.first_day, one.last_day) if is_empty else (one.kind, one.first_day, one.audience)


def _said(alike: list[Density]) -> Crowding:
    one = alike[0]
    first, last = date.fromordinal(one.first_day), date.fromordinal(one.last_day)
    audiences = [codes(each.audience)[0] for each in alike]
    labels = [str(each.label) for each in audiences]
    facts = Facts(kind=one.kind, dates=[first, last], audiences=labels, count=len(one.events))
    shown = {"view": "week", "day": first.isoformat()}
    if len(audiences) == 1:
        shown["for"] = audiences[0].value
    return Crowding(
        label=str(one.kind.label),
        is_empty=one.kind == FindingKind.EMPTY,
        strength=one.strength,
        why=said(facts),
        address=f"?{urlencode(shown)}",
    )
