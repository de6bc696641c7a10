"""Causes and effects as a graph without circles. Pure functions over ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Link = tuple[int, int]
"""Cause, effect."""


def circle_in(links: Iterable[Link]) -> list[int]:
    """Return the problems of a circle, each the cause of the next and the last that of the first; empty if none."""
    effects = _effects(links)
    done: set[int] = set()
    for start in sorted(effects):
        found = _walk(start, effects, done)
        if found:
            return found
    return []


def _walk(start: int, effects: Mapping[int, Sequence[int]], done: set[int]) -> list[int]:
    path, on_path = [start], {start}
    waiting = [iter(effects.get(start, ()))]
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            gone = path.pop()
            on_path.discard(gone)
            done.add(gone)
        elif following in on_path:
            return path[path.index(following) :]
        elif following not in done:
            path.append(following)
            on_path.add(following)
            waiting.append(iter(effects.get(following, ())))
    return []


def rungs(links: Iterable[Link]) -> dict[int, int]:
    """Return how high each problem stands: 0 for what has no cause, else one above the highest of its causes.

    Of a graph with a circle, what stands in the circle is left out.
    """
    known = set(links)
    effects = _effects(known)
    open_causes: dict[int, int] = defaultdict(int)
    for _cause, effect in known:
        open_causes[effect] += 1
    heights = {pk: 0 for link in known for pk in link if not open_causes[pk]}
    waiting = sorted(heights)
    while waiting:
        pk = waiting.pop(0)
        for effect in effects.get(pk, ()):
            open_causes[effect] -= 1
            heights[effect] = max(heights.get(effect, 0), heights[pk] + 1)
            if not open_causes[effect]:
                waiting.append(effect)
    return {pk: height for pk, height in heights.items() if not open_causes[pk]}


def round_about(pk: int, links: Iterable[Link]) -> set[Link]:
    """Return the links from all causes, however far, to a problem, and from it to all effects."""
    known = set(links)
    return _reach(pk, known) | {(cause, effect) for effect, cause in _reach(pk, {(b, a) for a, b in known})}


def _reach(pk: int, links: set[Link]) -> set[Link]:
    found: set[Link] = set()
    waiting, seen = [pk], {pk}
    effects = _effects(links)
    while waiting:
        here = waiting.pop()
        for effect in effects.get(here, ()):
            found.add((here, effect))
            if effect not in seen:
                seen.add(effect)
                waiting.append(effect)
    return found


def _effects(links: Iterable[Link]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for cause, effect in sorted(set(links)):
        found[cause].append(effect)
    return dict(found)
