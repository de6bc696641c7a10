"""A written import is taken back as one step; what others have changed since stays, and is told."""

import pytest

from podworko.core.models import AuditEntry
from podworko.organisations.actions.contact import Ways, add_contact
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import ContactField, Organisation
from podworko.resources.views import imports
from tests.factories import EventFactory
from tests.organisations.scenarios import PHONE
from tests.resources.importing import IMPORTS, committed, previewed, undone, worked

TABLE = (
    "Nazwa;Ulica;Nr domu;Telefon;Strona;Opis;Usługi\n"
    "Klub Sowa;Elsnera;3;12 633 12 34;;;\n"
    "Klub Kruk;Elsnera;5;12 633 12 36;;;\n"
    "Szkoła nr 5;Weissa;8;12 633 12 35;www.sp5.example;Uczy;Świetlica\n"
)


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


@pytest.fixture
def made(coordinator):
    return committed(coordinator, previewed(coordinator, TABLE))


def test_added_entries_go_and_changed_ones_are_as_before(coordinator, estate, made):
    made = undone(coordinator, made)
    assert not Organisation.objects.filter(name__startswith="Klub").exists()
    estate.school.refresh_from_db()
    assert (estate.school.website, estate.school.description) == ("", "")
    assert not ContactField.objects.exists()
    assert not estate.school.resources.exists()
    assert made.kept == []
    text = coordinator.get(f"{IMPORTS}{made.pk}/result/").text
    assert "Usuniętych wpisów: 2." in text


def test_entry_changed_since_stays_and_is_named(coordinator, estate, made):
    crow = Organisation.objects.get(name="Klub Kruk")
    change_organisation(crow, values={"description": "Szachy"}, by=estate.editor)
    made = undone(coordinator, made)
    assert list(Organisation.objects.filter(name__startswith="Klub")) == [crow]
    assert made.kept == ["Klub Kruk"]
    assert "Klub Kruk" in coordinator.get(f"{IMPORTS}{made.pk}/result/").text


def test_entry_with_an_event_since_stays(coordinator, made):
    crow = Organisation.objects.get(name="Klub Kruk")
    EventFactory(organisation=crow)
    assert undone(coordinator, made).kept == ["Klub Kruk"]
    assert Organisation.objects.filter(pk=crow.pk).exists()


def test_entry_with_a_contact_since_stays(coordinator, made):
    crow = Organisation.objects.get(name="Klub Kruk")
    add_contact(organisation=crow, values={"role": "dyżurny"}, ways=Ways(added=[PHONE]), by=None)
    assert undone(coordinator, made).kept == ["Klub Kruk"]


def test_field_changed_since_keeps_its_value_and_the_others_go_back(coordinator, estate, made):
    change_organisation(estate.school, values={"website": "https://nowa.example"}, by=estate.editor)
    made = undone(coordinator, made)
    estate.school.refresh_from_db()
    assert (estate.school.website, estate.school.description) == ("https://nowa.example", "")
    assert made.kept == ["Szkoła nr 5"]


def test_entry_that_was_removed_can_come_back_from_its_history(coordinator, made):
    undone(coordinator, made)
    entry = AuditEntry.objects.get(verb="undo_import", model="organisations.organisation", object_label="Klub Sowa")
    coordinator.post(f"/azory/organisations/deleted/{entry.pk}/restore/")
    back = Organisation.objects.get(name="Klub Sowa")
    assert back.locations.get().house_number == "3"
    assert ContactField.objects.get(contact__organisation=back).value == "+48 12 633 12 34"


def test_page_asks_first_and_undoes_once(coordinator, made):
    text = coordinator.get(f"{IMPORTS}{made.pk}/undo/").text
    assert "Nowych wpisów: 2." in text
    undone(coordinator, made)
    assert coordinator.post(f"{IMPORTS}{made.pk}/undo/").url.endswith("/result/")


def test_many_entries_are_left_to_a_job(coordinator, made, monkeypatch):
    monkeypatch.setattr(imports, "SMALL_STEP", 0)
    answer = coordinator.post(f"{IMPORTS}{made.pk}/undo/")
    assert answer.url.endswith("/progress/")
    worked()
    assert not Organisation.objects.filter(name="Klub Sowa").exists()
