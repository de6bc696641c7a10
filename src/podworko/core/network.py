"""Measures of a network that need no library: pure functions over keys and pairs of keys."""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi, sin
from typing import Any, NamedTuple

from podworko.core import child, network_work
from podworko.core.public_page import keep

Edge = tuple[int, int, float]
ALLOWANCE = child.Allowance(seconds=20, processor_seconds=10, megabytes=400)

MOST_EDGES = 6_000
"""Of more, nothing could be told apart in a picture."""

logger = logging.getLogger(__name__)


class Measures(NamedTuple):
    """How closely a network is woven."""

    nodes: int
    edges: int
    density: float
    """Pairs that are joined, of all pairs, 0–1."""
    isolated: int
    """Points without a line."""
    parts: int
    """Groups of two or more that are not joined with one another."""
    largest: int
    """Points of the largest of them."""


def measure(nodes: Iterable[int], edges: Iterable[tuple[int, int]]) -> Measures:
    """Return the measures of a network; edges to points that are not in it do not count."""
    known = set(nodes)
    pairs = {(min(pair), max(pair)) for pair in edges if known.issuperset(pair) and pair[0] != pair[1]}
    root = {node: node for node in known}

    def top(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in pairs:
        root[top(one)] = top(other)
    sizes: dict[int, int] = {}
    for node in known:
        sizes[top(node)] = sizes.get(top(node), 0) + 1
    possible = len(known) * (len(known) - 1) / 2
    joined = [size for size in sizes.values() if size > 1]
    return Measures(
        nodes=len(known),
        edges=len(pairs),
        density=len(pairs) / possible if possible else 0.0,
        isolated=len(known) - sum(joined),
        parts=len(joined),
        largest=max(joined, default=0),
    )


def laid_out(nodes: Sequence[int], edges: Sequence[Edge]) -> Mapping[str, Any]:
    """Return what `network_work.lay_out` makes of a network, computed once per process for the same one.

    A network that takes too much is drawn in a circle, without brokers and clusters.
    """
    asked = json.dumps({"nodes": sorted(nodes), "edges": sorted(edges)}).encode()
    key = ("network", hashlib.sha256(asked).hexdigest())
    if not edges:
        return {"groups": [], "between": {}, "clusters": {}}
    if len(edges) > MOST_EDGES:
        return _circle(edges)

    def make() -> Mapping[str, Any]:
        try:
            found: Mapping[str, Any] = child.run(network_work.lay_out, asked, allowance=ALLOWANCE)
        except (child.ChildError, child.ChildLimitError):
            logger.exception("a network could not be laid out")
            return _circle(edges)
        return found

    return keep(key, make)


def _circle(edges: Sequence[Edge]) -> Mapping[str, Any]:
    keys = sorted({key for edge in edges for key in edge[:2]})
    turn = [2 * pi * number / len(keys) for number in range(len(keys))]
    places = {str(key): [0.5 + cos(angle) / 2, 0.5 + sin(angle) / 2] for key, angle in zip(keys, turn, strict=True)}
    return {"groups": [places], "between": {}, "clusters": {}}
