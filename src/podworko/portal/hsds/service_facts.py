"""What a service costs and for whom it is, in the words of the standard. Pure functions over values."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from podworko.core import identity
from podworko.resources.choices import Audience, Cost
from podworko.resources.models import Resource

CURRENCY = "PLN"
_AGES: dict[str, tuple[int, int | None]] = {
    Audience.AGE_0_2: (0, 2),
    Audience.AGE_3_6: (3, 6),
    Audience.AGE_7_12: (7, 12),
    Audience.AGE_13_17: (13, 17),
    Audience.AGE_18_29: (18, 29),
    Audience.AGE_30_59: (30, 59),
    Audience.AGE_60: (60, None),
}


def ages(audiences: Sequence[str]) -> tuple[int | None, int | None]:
    """Return the lowest and the highest age in years; neither where groups are named too, or ages between are not."""
    bands = sorted((_AGES[code] for code in set(audiences) if code in _AGES), key=lambda band: band[0])
    if not bands or len(bands) < len(set(audiences)):
        return None, None
    for (_low, high), (low, _high) in pairwise(bands):
        if high is None or low != high + 1:
            return None, None
    return bands[0][0], bands[-1][1]


def said_audiences(audiences: Sequence[str]) -> str:
    """Return for whom it is in words; empty where nobody has asked."""
    labels = {str(code): str(label) for code, label in Audience.choices}
    return ", ".join(labels[code] for code in audiences if code in labels)


def fees(row: Resource) -> str:
    """Return what it costs in words; empty where nobody has asked."""
    label = "" if row.cost == Cost.NOT_ASKED else str(Cost(row.cost).label)
    return ", ".join(filter(None, [label, row.cost_note]))


def costs(service_id: str, row: Resource) -> list[dict[str, Any]]:
    """Return what it costs as amounts: only „free” is a number that is known."""
    if row.cost != Cost.FREE:
        return []
    return [
        {
            "id": identity.derived_id("cost", service_id),
            "service_id": service_id,
            "option": _("bezpłatnie"),
            "currency": CURRENCY,
            "amount": 0,
        }
    ]
