from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.actions.contact import Ways, add_contact, delete_contact
from podworko.organisations.actions.location import delete_location
from podworko.organisations.actions.membership import remove_membership
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import Location, Membership
from podworko.resources.actions.hours import set_opening_hours
from tests.register import messages_on


def address(entry):
    return f"/azory/organisations/szkola-nr-5/history/{entry.pk}/restore/"


def test_page_shows_what_would_come_back(signed_in, estate):
    change_organisation(estate.school, values={"name": "Inna szkoła"}, by=None)
    response = signed_in("editor").get(address(AuditEntry.objects.get()))
    (change,) = response.context["changes"]
    assert (change.label, change.before, change.after) == ("nazwa", "Inna szkoła", "Szkoła nr 5")
    estate.school.refresh_from_db()
    assert estate.school.name == "Inna szkoła"


def test_restoring_writes_a_new_version(signed_in, estate):
    change_organisation(estate.school, values={"name": "Inna szkoła"}, by=None)
    response = signed_in("editor").post(address(AuditEntry.objects.get()), follow=True)
    estate.school.refresh_from_db()
    assert (estate.school.name, estate.school.version) == ("Szkoła nr 5", 3)
    assert any("Przywrócono" in said for said in messages_on(response))
    latest = AuditEntry.objects.latest("pk")
    assert (latest.verb, latest.actor_id) == ("restore_version", estate.editor.pk)


def test_hours_come_back(signed_in, estate):
    set_opening_hours(estate.place, table={"spans": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]}, by=None)
    set_opening_hours(estate.place, table={}, by=None)
    client = signed_in("editor")
    entry = AuditEntry.objects.latest("pk")
    assert "pn 8:00–16:00" in client.get(address(entry)).text
    client.post(address(entry))
    assert estate.place.opening_hours.count() == 1


def test_deleted_place_comes_back(signed_in, estate):
    entry = delete_location(estate.place, by=None)
    client = signed_in("coordinator")
    assert "Wojciecha Weissa" in client.get(address(entry)).text
    client.post(address(entry))
    assert Location.objects.get(pk=estate.place.pk).listings.count() == 1


def test_somebody_elses_private_contact_is_not_found(signed_in, estate):
    way = {"kind": "phone", "value": "600 000 001", "visibility": Visibility.PRIVATE}
    values = {"role": "dyrekcja", "holder_visibility": Visibility.PRIVATE}
    contact = add_contact(organisation=estate.school, values=values, ways=Ways(added=[way]), by=estate.editor)
    entry = delete_contact(contact, by=estate.editor)
    assert signed_in("coordinator").get(address(entry)).status_code == 404
    assert signed_in("coordinator").post(address(entry)).status_code == 404
    assert signed_in("editor").get(address(entry)).status_code == 200


def test_change_of_another_entry_is_not_found(signed_in, estate):
    shop = estate.area.organisations.get(name="Sklep")
    change_organisation(shop, values={"name": "Bazar"}, by=None)
    assert signed_in("editor").get(address(AuditEntry.objects.get())).status_code == 404


def test_beginning_cannot_be_undone_here(signed_in, estate):
    add_contact(organisation=estate.school, values={"role": "biuro"}, ways=Ways(), by=None)
    response = signed_in("editor").get(address(AuditEntry.objects.latest("pk")), follow=True)
    assert messages_on(response) == ["Przed tą zmianą nic tu nie było."]


def test_membership_is_not_given_back_through_the_history(signed_in, estate):
    remove_membership(Membership.objects.get(user=estate.member), by=estate.editor)
    entry = AuditEntry.objects.get(verb="remove_membership")
    client = signed_in("editor")
    assert address(entry) not in client.get("/azory/organisations/szkola-nr-5/history/").text
    response = client.post(address(entry), follow=True)
    assert messages_on(response) == ["Tej zmiany nie można cofnąć tutaj."]
    assert not Membership.objects.filter(user=estate.member).exists()
