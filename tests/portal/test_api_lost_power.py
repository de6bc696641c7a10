"""A token does what its person may do at this moment: with their role it loses its power at once."""

import pytest

from podworko.accounts.models import AreaRole
from podworko.agenda.models import Event
from podworko.organisations.models import Membership, Organisation
from tests.portal.api import Program, organisation_id
from tests.portal.test_api_events import picnic
from tests.portal.test_api_organisations import entry
from tests.register import make_estate

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate():
    return make_estate()


def test_who_keeps_the_entry_no_more_reads_and_changes_nothing(estate):
    program, path = Program(estate.editor), f"organisations/{organisation_id(estate.school)}"
    assert program.patch(path, {"description": "Uczymy."}).status_code == 200
    Membership.objects.filter(user=estate.editor).delete()
    assert program.get(path).status_code == 404
    assert program.patch(path, {"description": "Już nie."}).status_code == 404
    assert program.post(f"{path}/contacts/", {"role": "biuro", "phone": "12 345 67 80"}).status_code == 404
    assert program.get("organisations/").json()["contents"] == []
    estate.school.refresh_from_db()
    assert estate.school.description == "Uczymy."


def test_who_is_a_member_only_now_changes_nothing(estate):
    program, path = Program(estate.editor), f"organisations/{organisation_id(estate.school)}"
    Membership.objects.filter(user=estate.editor).update(role="member")
    assert program.patch(path, {"description": "Już nie."}).status_code == 404


def test_who_may_announce_no_more_announces_nothing_and_a_known_key_opens_nothing(estate):
    program = Program(estate.editor)
    assert program.post("events/", picnic(estate), Idempotency_Key="piknik").status_code == 201
    Membership.objects.filter(user=estate.editor).delete()
    for key in ("piknik", "drugi"):
        assert program.post("events/", picnic(estate), Idempotency_Key=key).status_code == 403
    assert Event.objects.count() == 1


def test_who_coordinates_no_more_enters_and_changes_nothing(estate):
    program, path = Program(estate.coordinator), f"organisations/{organisation_id(estate.school)}"
    assert program.post("organisations/", entry(estate)).status_code == 201
    assert program.patch(path, {"description": "Uczymy."}).status_code == 200
    AreaRole.objects.filter(user=estate.coordinator).delete()
    before = Organisation.objects.count()
    assert program.post("organisations/", entry(estate, name="Inny klub")).status_code == 403
    assert Organisation.objects.count() == before
    assert program.patch(path, {"description": "Już nie."}).status_code == 404


def test_account_that_is_closed_takes_its_tokens_along(estate):
    program = Program(estate.editor)
    estate.editor.is_active = False
    estate.editor.save(update_fields=["is_active"])
    assert program.get("organisations/").status_code == 401
