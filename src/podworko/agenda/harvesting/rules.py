"""What the owner of a calendar has said of its events: „whose title holds ‘senior’ are for seniors”. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from podworko.core.text import fold, squeeze

MOST = 10
"""Rules of one calendar."""


class Sorting(NamedTuple):
    """For whom an event is, and of what kind."""

    audiences: list[str]
    kind_id: int | None


def sort(title: str, rules: Iterable[Mapping[str, Any]], usual: Sorting) -> Sorting:
    """Return what the first rule says whose text stands in the title; what it leaves open is as usual.

    A rule is a mapping with `text`, `audiences` (codes) and `kind_id`. Case and marks above letters do not matter.
    """
    folded = squeeze(fold(title))
    for rule in rules:
        text = squeeze(fold(rule["text"]))
        if text and text in folded:
            return Sorting(rule["audiences"] or usual.audiences, rule["kind_id"] or usual.kind_id)
    return usual
