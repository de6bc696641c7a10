"""Where an address probably is, by the exact points of other entries in its street that everybody may see."""

import re
from dataclasses import dataclass

from podworko.core.text import fold
from podworko.organisations.choices import Precision
from podworko.organisations.coordinates import Point
from podworko.organisations.models import Location
from podworko.places.models import Area

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A point for an address, and from where it is known."""

    point: Point
    precision: str
    known_from: str
    """The address of the entry whose point it is."""


def propose(street: str, house: str, area: Area, *, besides: int = 0) -> Proposed | None:
    """Return the point of the same door, or of the door in the street with the nearest number; nothing without one.

    `besides`: id of the place that is looked for.
    """
    rows = Location.objects.public().filter(area__path__startswith=area.path, precision=Precision.EXACT)
    known = [row for row in rows.exclude(pk=besides).order_by("pk") if fold(row.street_name) == fold(street)]
    if not street or not known:
        return None
    best = min(known, key=lambda row: (fold(row.house_number) != fold(house), _away(row.house_number, house)))
    is_door = bool(house) and fold(best.house_number) == fold(house)
    point = Point(best.latitude or 0.0, best.longitude or 0.0)
    known_from = f"{best.street_name} {best.house_number}".strip()
    return Proposed(point, Precision.EXACT if is_door else Precision.STREET, known_from)


def _away(one: str, other: str) -> int:
    """Return by how much two house numbers differ; of one without a number, very much."""
    numbers = [_NUMBER.search(text) for text in (one, other)]
    first, second = (int(found[0]) if found else None for found in numbers)
    return abs(first - second) if first is not None and second is not None else 10**9
