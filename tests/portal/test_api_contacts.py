import pytest

from tests.portal.api import Program, fields_of, location_id, organisation_id
from tests.register import make_estate

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate():
    return make_estate()


def path_of(estate):
    return f"organisations/{organisation_id(estate.school)}/contacts/"


def test_contact_is_added_with_its_basis_and_day_of_notice(estate):
    body = {
        "role": "sekretariat",
        "phone": "12 345 67 89",
        "email": "szkola@example.org",
        "visibility": "public",
        "legal_basis": "not_personal",
        "notice_date": "2026-11-01",
        "location_id": location_id(estate.place),
    }
    response = Program(estate.editor).post(path_of(estate), body)
    assert response.status_code == 201, response.content
    contact = estate.school.contacts.get()
    assert (contact.role, contact.location) == ("sekretariat", estate.place)
    assert {one.value for one in contact.fields.all()} == {"+48 12 345 67 89", "szkola@example.org"}
    assert {one["visibility"] for one in response.json()["contacts"]} == {"public"}


def test_public_contact_without_a_basis_is_refused_as_on_the_page(estate):
    body = {"role": "sekretariat", "phone": "12 345 67 89", "visibility": "public"}
    response = Program(estate.editor).post(path_of(estate), body)
    assert response.status_code == 422
    assert fields_of(response) == {"legal_basis", "notice_date"}
    assert not estate.school.contacts.exists()


def test_same_key_adds_once_and_others_add_nothing(estate):
    body = {"role": "sekretariat", "phone": "12 345 67 89"}
    program = Program(estate.editor)
    assert program.post(path_of(estate), body, Idempotency_Key="a").status_code == 201
    assert program.post(path_of(estate), body, Idempotency_Key="a").status_code == 200
    assert Program(estate.neighbour).post(path_of(estate), body).status_code == 404
    assert estate.school.contacts.count() == 1
    # What nobody said should be public stays with the organisation.
    assert estate.school.contacts.get().fields.get().visibility == "organisation"
