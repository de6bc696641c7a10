"""One run of every action of `portal`; see tests/test_actions_are_recorded.py."""

from podworko.places.choices import AreaKind
from podworko.portal import actions

SCENARIOS = {
    "portal/actions.py::found_area": lambda by: actions.found_area(name="Nowe", kind=AreaKind.NEIGHBOURHOOD, by=by),
}
