from datetime import date

import pytest

from podworko.core.visibility import Visibility
from tests.factories import ContactFactory, ContactFieldFactory
from tests.register import form_on


@pytest.fixture
def contact(estate):
    made = ContactFactory(organisation=estate.school, holder_name="Anna", held_from=date(2020, 9, 1))
    ContactFieldFactory(contact=made, public=True, value="+48 12 000 00 00")
    ContactFieldFactory(contact=made, public=True, value="+48 600 000 001")
    return made


@pytest.fixture
def address(contact):
    return f"/azory/organisations/szkola-nr-5/contacts/{contact.pk}/hand-over/"


def test_one_person_ends_and_another_begins(signed_in, estate, contact, address):
    office, mobile = contact.fields.order_by("pk")
    client = signed_in("editor")
    form = form_on(client.get(address), having="holder_name")
    client.post(address, form.filled(holder_name="Ewa", held_from="2026-09-01", kept=[str(office.pk)]))
    contact.refresh_from_db()
    new = estate.school.contacts.get(holder_name="Ewa")
    assert (contact.held_until, new.held_from, new.previous) == (date(2026, 9, 1), date(2026, 9, 1), contact)
    assert list(new.fields.all()) == [office]
    mobile.refresh_from_db()
    assert mobile.visibility == Visibility.ORGANISATION


def test_day_before_the_predecessor_began_is_refused(signed_in, estate, contact, address):
    client = signed_in("editor")
    form = form_on(client.get(address), having="holder_name")
    response = client.post(address, form.filled(held_from="2019-09-01"))
    assert "wcześniejsza niż początek" in response.text
    assert estate.school.contacts.count() == 1


def test_role_may_end_without_a_successor(signed_in, contact, address):
    signed_in("editor").post(address, {"end": "1"})
    contact.refresh_from_db()
    assert contact.held_until is not None
    assert not contact.fields.filter(visibility=Visibility.PUBLIC).exists()


def test_role_of_another_organisation_is_not_found(signed_in, estate):
    other = ContactFactory()
    page = f"/azory/organisations/szkola-nr-5/contacts/{other.pk}/hand-over/"
    assert signed_in("editor").get(page).status_code == 404
