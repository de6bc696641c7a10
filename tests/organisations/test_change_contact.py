import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.actions.contact import Ways, change_contact
from tests.factories import ContactFactory, ContactFieldFactory
from tests.register import form_on, messages_on


@pytest.fixture
def contact(estate):
    made = ContactFactory(organisation=estate.school, holder_name="Anna Zielna", holder_visibility=Visibility.PRIVATE)
    ContactFieldFactory(contact=made, public=True, value="+48 12 000 00 00")
    ContactFieldFactory(contact=made, value="+48 600 000 001", visibility=Visibility.PRIVATE)
    return made


@pytest.fixture
def address(contact):
    return f"/azory/organisations/szkola-nr-5/contacts/{contact.pk}/edit/"


def test_editor_changes_a_number_and_empties_another(signed_in, contact, address):
    office, mobile = contact.fields.order_by("pk")
    client = signed_in("editor")
    form = form_on(client.get(address), having="role")
    client.post(address, form.filled(**{f"way_{office.pk}_value": "12 000 00 09", f"way_{mobile.pk}_value": ""}))
    assert [way.value for way in contact.fields.all()] == ["+48 12 000 00 09"]


def test_coordinator_neither_sees_nor_loses_what_is_private(signed_in, contact, address):
    response = signed_in("coordinator").get(address)
    assert "600 000 001" not in response.text
    assert "Anna Zielna" not in response.text
    signed_in("coordinator").post(address, form_on(response, having="role").filled(role="biuro"))
    contact.refresh_from_db()
    assert (contact.role, contact.holder_name) == ("biuro", "Anna Zielna")
    assert contact.fields.count() == 2


def test_forged_field_of_a_private_number_changes_nothing(signed_in, contact, address):
    mobile = contact.fields.get(visibility=Visibility.PRIVATE)
    client = signed_in("coordinator")
    sent = form_on(client.get(address), having="role").filled()
    client.post(address, sent | {f"way_{mobile.pk}_value": "600 000 999", f"way_{mobile.pk}_visibility": "public"})
    mobile.refresh_from_db()
    assert (mobile.value, mobile.visibility) == ("+48 600 000 001", Visibility.PRIVATE)


def test_two_people_change_one_number(signed_in, estate, contact, address):
    office = contact.fields.order_by("pk")[0]
    client = signed_in("editor")
    opened = form_on(client.get(address), having="role")
    change_contact(
        contact, values={}, ways=Ways(changed={office.pk: {"value": "12 000 00 08"}}), by=estate.coordinator
    )
    name = f"way_{office.pk}_value"
    response = client.post(address, opened.filled(**{name: "12 000 00 09"}))
    assert "+48 12 000 00 08" in response.text
    client.post(address, form_on(response, having="role").filled(**{f"keep_{name}": "theirs"}))
    office.refresh_from_db()
    assert office.value == "+48 12 000 00 08"


def test_number_that_somebody_deleted_meanwhile_is_said_to_be_gone(signed_in, estate, contact, address):
    office = contact.fields.order_by("pk")[0]
    client = signed_in("editor")
    opened = form_on(client.get(address), having="role")
    change_contact(contact, values={}, ways=Ways(removed=[office.pk]), by=None)
    response = client.post(address, opened.filled(role="biuro"), follow=True)
    contact.refresh_from_db()
    assert contact.role == "biuro"
    assert messages_on(response)
    assert not contact.fields.filter(pk=office.pk).exists()
