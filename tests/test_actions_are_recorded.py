"""Every action is run, and must leave a row in the change history that names who acted.

A run of each stands in `tests/<app>/scenarios.py`: `SCENARIOS`, by file and name; functions that
write nothing worth a history stand in its `NOT_RECORDED` with the reason.
"""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from podworko.core import versions
from podworko.core.models import AuditEntry
from podworko.organisations.actions import organisation as organisations
from podworko.places.freshness import area_counter
from tests.accounts.scenarios import SIGNS_ITSELF
from tests.factories import AreaFactory, OrganisationFactory, UserFactory

SOURCE = Path(__file__).resolve().parent.parent / "src" / "podworko"
DECLARED = [
    import_module(f"tests.{file.parent.name}.scenarios")
    for file in sorted(Path(__file__).parent.glob("*/scenarios.py"))
]
SCENARIOS = {name: run for module in DECLARED for name, run in module.SCENARIOS.items()}
NOT_RECORDED = {name: why for module in DECLARED for name, why in getattr(module, "NOT_RECORDED", {}).items()}
UNSEEN = (
    *("accounts/", "core/", "organisations/actions/membership.py"),
    *("agenda/actions/follower.py", "agenda/actions/suggestion.py::suggest", "agenda/actions/suggestion.py::decline"),
    "agenda/actions/private_calendar.py",
    "organisations/actions/stakeholders.py",
    *("agenda/actions/finding_mails.py", "portal/actions.py::change_account"),
    *("agenda/actions/finding.py", "agenda/actions/joining.py::propose"),
    *("needs/actions/talk.py", "needs/actions/offer_mails.py"),
    *("needs/actions/report.py::report", "needs/actions/report.py::decline"),
    *(f"needs/actions/sought.py::{name}" for name in ("log", "answer", "join", "read", "delete")),
    "portal/actions.py::record_hand_over",
    *(
        f"resources/actions/suggestion.py::{name}"
        for name in ("suggest", "join", "decline", "set_aside", "ask", "answer")
    ),
    *("organisations/actions/pair.py", "resources/actions/quality.py::ignore", "resources/actions/quality.py::heed"),
    *("agenda/actions/feed.py", "agenda/actions/harvest.py::dismiss_events"),
    *("resources/actions/freshness.py::decline", "resources/actions/freshness_settings.py"),
    *("resources/actions/importing.py::start", "resources/actions/importing.py::choose"),
    *("resources/actions/importing.py::decide", "resources/actions/importing.py::delete"),
)
"""What changes nothing that a public page shows."""

pytestmark = pytest.mark.django_db


def actions():
    for file in [*SOURCE.glob("*/actions.py"), *SOURCE.glob("*/actions/*.py")]:
        name = str(file.relative_to(SOURCE))
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                full = f"{name}::{node.name}"
                if name not in NOT_RECORDED and full not in NOT_RECORDED:
                    yield full


def test_every_action_is_run():
    assert sorted(set(actions()) - set(SCENARIOS)) == [], "add a run to tests/<app>/scenarios.py"
    assert sorted(set(SCENARIOS) - set(actions())) == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_action_leaves_its_row_in_the_history(name):
    actor = UserFactory(name="Jolanta Kowal")
    SCENARIOS[name](by=actor)
    entry = AuditEntry.objects.filter(actor_id=actor.pk).first()
    assert entry is not None
    assert entry.actor_label == "Jolanta Kowal"
    assert entry.about
    assert entry.before != entry.after


@pytest.mark.parametrize("name", [name for name in SCENARIOS if not name.startswith(UNSEEN)])
def test_action_tells_the_public_pages_that_something_changed(name):
    before = versions.read("areas")
    SCENARIOS[name](by=UserFactory())
    assert versions.read("areas") > before


@pytest.mark.parametrize("name", sorted(SIGNS_ITSELF))
def test_whoever_holds_a_link_is_the_actor(name):
    actor = UserFactory()
    SCENARIOS[name](by=actor)
    assert AuditEntry.objects.filter(actor_id=actor.pk, object_id=actor.pk).exists()


def test_counter_of_an_area_that_is_left_moves_too():
    organisation = OrganisationFactory(home_area=AreaFactory(), active_in=[left := AreaFactory()])
    before = versions.read(area_counter(left.slug))
    organisations.change_organisation(organisation, values={"active_in": [AreaFactory().pk]}, by=None)
    assert versions.read(area_counter(left.slug)) > before
