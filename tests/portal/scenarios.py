"""One run of every action of `portal`; see tests/test_actions_are_recorded.py."""

from podworko.places.choices import AreaKind
from podworko.portal import actions
from tests.factories import AreaFactory

SCENARIOS = {
    "portal/actions.py::found_area": lambda by: actions.found_area(name="Nowe", kind=AreaKind.NEIGHBOURHOOD, by=by),
    "portal/actions.py::record_hand_over": lambda by: actions.record_hand_over(AreaFactory(), by=by),
    "portal/actions.py::change_account": lambda by: actions.change_account(
        by, name="Ewa Nowak", language="pl", mails="daily", by=by
    ),
}
