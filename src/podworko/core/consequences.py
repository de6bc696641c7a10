"""What must follow a change in apps above the one that makes it, called by the action itself in its transaction.

An app that keeps something derived from rows of a lower app (counts, copies) declares it in
`<app>/consequences.py`: a function `follow(changed)`, given the ids of the rows that were made,
changed or deleted, by model label, e.g. `{"organisations.location": {4, 7}}`.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

Changed = Mapping[str, Collection[int]]


def follow(changed: Changed) -> None:
    """Tell every app what has changed, lower rows first."""
    for each in _declared():
        each(changed)


@cache
def _declared() -> tuple[Callable[[Changed], None], ...]:
    names = [app.name for app in apps.get_app_configs() if app.name.startswith("podworko.") and app.label != "core"]
    found = [f"{name}.consequences" for name in reversed(names) if find_spec(f"{name}.consequences")]
    return tuple(import_module(module).follow for module in found)
