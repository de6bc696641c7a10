"""Stub."""
from collections.abc import Sequence
from podworko.agenda.coordination.pairs import compare, gather
from podworko.agenda.coordination.values import Limits, Pair, Planned


def check(new: Sequence[Planned], others: Sequence[Planned], limits: Limits) -> list[Pair]:
    return gather([(a, b, m) for a in new for b in others for m in compare(a, b, limits)])


def scan(planned: Sequence[Planned], limits: Limits) -> list[Pair]:
    return gather([(a, b, m) for i, a in enumerate(planned) for b in planned[i+1:] for m in compare(a, b, limits)])
