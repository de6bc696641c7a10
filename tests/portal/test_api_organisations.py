import pytest

from podworko.organisations.models import Organisation
from podworko.portal.hsds import ids
from tests.portal.api import Program, fields_of, organisation_id
from tests.register import make_estate

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate():
    return make_estate()


def test_list_holds_what_the_person_keeps(estate):
    told = Program(estate.editor).get("organisations/?area=azory").json()
    assert [(one["id"], one["name"]) for one in told["contents"]] == [(organisation_id(estate.school), "Szkoła nr 5")]
    assert told["total_items"] == 1
    assert Program(estate.coordinator).get("organisations/").json()["total_items"] == 2
    assert Program(estate.stranger).get("organisations/").json()["empty"]


def entry(estate, **values):
    return {
        "area": "azory",
        "name": "Klub Rodzica",
        "category": ids.of(ids.Kind.CATEGORY, estate.category.pk),
        "address": "Wojciecha Weissa 12",
        "phone": "12 345 67 89",
        "visibility": "public",
        **values,
    }


def test_organisation_is_entered_as_on_the_page(estate):
    response = Program(estate.coordinator).post("organisations/", entry(estate))
    assert response.status_code == 201, response.content
    made = Organisation.objects.get(name="Klub Rodzica")
    assert response.json()["id"] == organisation_id(made)
    assert response["Location"].endswith(f"/api/organisations/{organisation_id(made)}")
    assert response["ETag"] == '"1"'
    place = made.locations.get()
    assert (place.street_name, place.house_number, place.listings.get().category) == (
        "Wojciecha Weissa",
        "12",
        estate.category,
    )
    assert made.contacts.get().fields.get().value == "+48 12 345 67 89"


def test_who_enters_their_own_keeps_it(estate):
    body = entry(estate, visibility="organisation")
    assert Program(estate.editor).post("organisations/", body).status_code == 201
    made = Organisation.objects.get(name="Klub Rodzica")
    assert list(made.memberships.values_list("user", "role")) == [(estate.editor.pk, "editor")]


def test_what_looks_like_a_twin_is_asked_about_first(estate):
    program = Program(estate.coordinator)
    body = entry(estate, name="Szkoła nr 5")
    asked = program.post("organisations/", body)
    assert asked.status_code == 409
    (caution,) = asked.json()["cautions"]
    assert "szkola-nr-5" in str(caution["links"])
    assert Organisation.objects.count() == 2
    assert program.post("organisations/", body | {"accepted": [caution["key"]]}).status_code == 201


def test_same_key_enters_once(estate):
    program = Program(estate.coordinator)
    first = program.post("organisations/", entry(estate), Idempotency_Key="klub")
    second = program.post("organisations/", entry(estate), Idempotency_Key="klub")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert Organisation.objects.filter(name="Klub Rodzica").count() == 1


def test_what_is_wrong_is_said_field_by_field(estate):
    program = Program(estate.coordinator)
    assert fields_of(program.post("organisations/", entry(estate, name=None, email="nie adres"))) == {"name", "email"}
    assert fields_of(program.post("organisations/", entry(estate, category="nie ma"))) == {"category"}
    assert fields_of(program.post("organisations/", entry(estate, area=7))) == {"area"}
    assert program.post("organisations/", [entry(estate)]).status_code == 400


def test_who_has_nothing_to_do_with_the_area_is_refused(estate):
    response = Program(estate.stranger).post("organisations/", entry(estate))
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", [None, "Basic eDp5", "Bearer", "Bearer podworko_nie-ma-takiego"])
def test_without_a_token_that_works_nothing_is_told(estate, header):
    program = Program(None)
    headers = {"Authorization": header} if header else {}
    response = program.get("organisations/", **headers)
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith('Bearer realm="podworko"')
    assert "total_items" not in response.json()


def test_token_remembers_when_it_was_used(estate):
    program = Program(estate.editor)
    program.get("organisations/")
    program.token.refresh_from_db()
    assert program.token.last_used_at is not None


def test_too_many_writes_are_put_off(estate, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"api_write": "2/m/key"}
    program = Program(estate.editor)
    codes = [program.post("organisations/", {}).status_code for _number in range(3)]
    assert codes == [422, 422, 429]
    response = program.post("organisations/", {})
    assert (response["Retry-After"], response["Content-Type"]) == ("60", "application/problem+json")
    # Another program of another person is not put off by it.
    assert Program(estate.coordinator).post("organisations/", {}).status_code == 422


def test_other_methods_are_refused_and_named(estate):
    response = Program(estate.editor).ask("DELETE", "organisations/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert Program(None).ask("OPTIONS", "organisations/").status_code == 204
