import pytest

from podworko.core.models import AuditEntry
from tests.portal.api import Program, fields_of, organisation_id
from tests.register import make_estate

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate():
    return make_estate()


@pytest.fixture
def program(estate):
    return Program(estate.editor)


def path_of(estate):
    return f"organisations/{organisation_id(estate.school)}"


def test_entry_says_what_it_holds_and_which_version_it_is(estate, program):
    response = program.get(path_of(estate))
    assert response.status_code == 200
    told = response.json()
    assert (told["name"], told["area"], told["version"]) == ("Szkoła nr 5", "azory", 1)
    assert response["ETag"] == '"1"'
    assert response["Cache-Control"] == "private, no-store"
    assert told["locations"][0]["address"] == "Wojciecha Weissa 8"


def test_change_touches_what_was_sent_and_nothing_else(estate, program):
    response = program.patch(
        path_of(estate), {"description": "Uczymy.", "website": "www.szkola.example"}, If_Match='"1"'
    )
    assert response.status_code == 200, response.content
    estate.school.refresh_from_db()
    assert (estate.school.description, estate.school.website) == ("Uczymy.", "https://www.szkola.example")
    assert (estate.school.name, estate.school.visibility) == ("Szkoła nr 5", "public")
    assert list(estate.school.activities.values_list("area", flat=True)) == [estate.area.pk]
    assert response["ETag"] == '"2"'
    entry = AuditEntry.objects.filter(verb="change_organisation").get()
    assert entry.actor_id == estate.editor.pk


def test_change_of_a_version_that_is_no_more_is_refused(estate, program):
    program.patch(path_of(estate), {"description": "Pierwszy"})
    response = program.patch(path_of(estate), {"description": "Drugi"}, If_Match='"1"')
    assert response.status_code == 412
    assert response["ETag"] == '"2"'
    estate.school.refresh_from_db()
    assert estate.school.description == "Pierwszy"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"website": "nie adres"}, {"website"}),
        ({"sector": "kosmiczny"}, {"sector"}),
        ({"status": "closed"}, {"status_note"}),
        ({"nazwa": "Szkoła"}, {"nazwa"}),
        ({"name": {"pl": "Szkoła"}}, {"name"}),
        ({"editor_note": "x"}, {"editor_note"}),
    ],
)
def test_what_cannot_be_kept_is_refused_field_by_field(estate, program, body, fields):
    response = program.patch(path_of(estate), body)
    assert response.status_code == 422
    assert fields_of(response) == fields
    estate.school.refresh_from_db()
    assert estate.school.version == 1


def test_refusal_speaks_the_language_of_the_program(estate, program):
    body = {"name": ""}
    polish = program.patch(path_of(estate), body, Accept_Language="pl").json()
    english = program.patch(path_of(estate), body, Accept_Language="en").json()
    assert polish["errors"][0]["message"] == "To pole jest wymagane."
    assert english["errors"][0]["message"] == "This field is required."


def test_others_cannot_tell_an_entry_that_is_not_theirs_from_none(estate):
    for user in (estate.stranger, estate.neighbour, estate.member):
        assert Program(user).patch(path_of(estate), {"description": "x"}).status_code == 404
    nowhere = f"organisations/{organisation_id(estate.school)[:-1]}f"
    assert Program(estate.editor).get(nowhere).status_code == 404


@pytest.mark.parametrize("text", ["{", "[1]", '"x"', "null", '{"name": "\\ud800"}', '{"name": NaN}', "[" * 100_000])
def test_what_is_no_object_of_json_is_refused(estate, program, text):
    headers = {"Authorization": f"Bearer {program.secret}"}
    path = f"/api/{path_of(estate)}"
    response = program.client.patch(path, text, content_type="application/json", headers=headers)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_form_of_a_browser_is_refused(estate, program):
    headers = {"Authorization": f"Bearer {program.secret}"}
    path = f"/api/{path_of(estate)}"
    assert program.client.patch(path, "name=x", content_type="text/plain", headers=headers).status_code == 415


def test_session_of_a_browser_opens_nothing(estate, client):
    client.force_login(estate.editor)
    response = client.get(f"/api/{path_of(estate)}")
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert "Access-Control-Allow-Origin" not in response.headers
