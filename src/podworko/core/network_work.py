"""Where the points of a network are drawn, and which of them join what would otherwise fall apart.

networkx takes 20 MB and a quarter of a second to come: so this works in a process of its own, see `core.child`.
Bytes in, JSON out; the same network is drawn the same everywhere.
"""

import json
import os
from typing import Any

MOST_FOR_EXACT = 300
"""Of more points the betweenness is estimated from so many of them."""
_ROUNDS = 80


def lay_out(data: bytes) -> dict[str, Any]:
    """Take `{"nodes": [key], "edges": [[key, key, weight]]}`; return places, brokers and groups.

    `groups`: the connected parts, the largest first, each with the place of its points in a square of side 1.
    `between`: key → share of the shortest ways between all others that lead through it (Freeman 1977), 0–1.
    `clusters`: key → number of a group of points that are closer to one another than to others.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import networkx as nx

    said = json.loads(data)
    graph = nx.Graph()
    graph.add_nodes_from(said["nodes"])
    graph.add_weighted_edges_from(said["edges"])
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    sample = MOST_FOR_EXACT if len(graph) > MOST_FOR_EXACT else None
    between = nx.betweenness_centrality(graph, k=sample, seed=1)
    return {
        "groups": [_placed(nx, graph, sorted(part)) for part in parts if len(part) > 1],
        "between": {str(key): round(value, 4) for key, value in between.items() if value},
        "clusters": _clusters(nx, graph),
    }


def _placed(networkx: Any, graph: Any, part: list[int]) -> dict[str, list[float]]:
    inside = networkx.Graph()
    # Its order decides where points lie: so it is always the same.
    inside.add_nodes_from(part)
    inside.add_weighted_edges_from(
        sorted((min(one, other), max(one, other), weight) for one, other, weight in graph.edges(part, data="weight"))
    )
    begin = networkx.circular_layout(inside)
    places = networkx.spring_layout(inside, pos=begin, seed=1, iterations=_ROUNDS, k=1.6 / len(part) ** 0.5)
    low = [min(place[axis] for place in places.values()) for axis in (0, 1)]
    high = [max(place[axis] for place in places.values()) for axis in (0, 1)]
    size = [max(float(high[axis] - low[axis]), 1e-6) for axis in (0, 1)]
    return {
        str(key): [round(float(place[axis] - low[axis]) / size[axis], 4) for axis in (0, 1)]
        for key, place in places.items()
    }


def _clusters(networkx: Any, graph: Any) -> dict[str, int]:
    if not graph.number_of_edges():
        return {str(key): 0 for key in graph}
    found = networkx.community.greedy_modularity_communities(graph, weight="weight")
    ordered = sorted((sorted(each) for each in found), key=lambda each: (-len(each), each[0]))
    return {str(key): number for number, each in enumerate(ordered) for key in each}
