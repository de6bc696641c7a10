import pytest
import time_machine

from podworko.accounts.choices import AreaRoleKind
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.models import Opening, Organisation
from podworko.organisations.reach import reach_of
from tests.factories import AdministratorFactory, AreaFactory, AreaRoleFactory, OrganisationFactory

URL = "/accounts/open-records/"


@pytest.fixture
def hidden(azory):
    return OrganisationFactory(name="Tajna", home_area=azory, visibility=Visibility.PRIVATE)


@pytest.fixture
def administrator():
    return AdministratorFactory(name="Adam Administrator")


def open_records(client, organisation, reason="Zgubił się numer"):
    address = f"http://localhost:8000/{organisation.home_area.slug}/organisations/{organisation.slug}/"
    return client.post(URL, {"address": address, "purpose": "repair", "reason": reason})


def sees(user, organisation):
    return Organisation.objects.visible_to(reach_of(type(user).objects.get(pk=user.pk))).contains(organisation)


def may_edit(user, organisation):
    return Organisation.objects.editable_by(reach_of(type(user).objects.get(pk=user.pk))).contains(organisation)


def test_administrator_opens_for_an_hour_to_read_only(client, hidden, administrator):
    client.force_login(administrator)
    with time_machine.travel("2026-11-21 10:00", tick=False):
        assert not sees(administrator, hidden)
        open_records(client, hidden)
        assert sees(administrator, hidden)
        assert not may_edit(administrator, hidden)
    with time_machine.travel("2026-11-21 11:01", tick=False):
        assert not sees(administrator, hidden)


def test_opening_stands_in_the_history_of_the_organisation(client, hidden, administrator):
    client.force_login(administrator)
    open_records(client, hidden)
    entry = AuditEntry.objects.get(verb="open_records")
    assert entry.about == f"organisation:{hidden.pk}"
    assert entry.actor_label == "Adam Administrator"
    assert entry.after["reason"] == "Zgubił się numer"


@pytest.mark.parametrize("reason", ["", "   ", "bo"])
def test_without_a_reason_nothing_opens(client, hidden, administrator, reason):
    client.force_login(administrator)
    open_records(client, hidden, reason)
    assert not Opening.objects.exists()


def test_officer_opens_in_their_area_only(client, hidden, azory):
    officer = AreaRoleFactory(area=azory, kind=AreaRoleKind.DATA_PROTECTION_OFFICER).user
    elsewhere = OrganisationFactory(home_area=AreaFactory(), visibility=Visibility.PRIVATE)
    client.force_login(officer)
    open_records(client, hidden)
    assert "nie ma wpisu" in open_records(client, elsewhere).text
    assert sees(officer, hidden)
    assert not sees(officer, elsewhere)


def test_opening_ends_with_the_role(client, hidden, azory):
    officer = AreaRoleFactory(area=azory, kind=AreaRoleKind.DATA_PROTECTION_OFFICER).user
    client.force_login(officer)
    open_records(client, hidden)
    officer.area_roles.all().delete()
    assert not sees(officer, hidden)


def test_nobody_else_opens_anything(client, hidden, coordinator, stranger):
    for user in (coordinator, stranger):
        client.force_login(user)
        assert open_records(client, hidden).status_code == 404
    assert not Opening.objects.exists()


def test_a_wrong_address_and_a_hidden_one_of_another_area_get_one_answer(client, azory):
    officer = AreaRoleFactory(area=azory, kind=AreaRoleKind.DATA_PROTECTION_OFFICER).user
    elsewhere = OrganisationFactory(home_area=AreaFactory(), visibility=Visibility.PRIVATE)
    client.force_login(officer)
    for address in ("nonsens", f"/{elsewhere.home_area.slug}/organisations/{elsewhere.slug}/", "/azory/map/"):
        page = client.post(URL, {"address": address, "purpose": "export", "reason": "wniosek osoby"}).text
        assert "nie ma wpisu" in page
