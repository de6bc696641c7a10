import pytest

from podworko.agenda.models import Event
from tests.portal.api import Program, fields_of, location_id, organisation_id
from tests.register import make_estate

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate():
    return make_estate()


def picnic(estate, **values):
    return {
        "area": "azory",
        "organisation": organisation_id(estate.school),
        "title": "Piknik",
        "day": "2027-05-29",
        "time_from": "15:00",
        "time_to": "18:00",
        "audiences": ["families"],
        **values,
    }


def test_event_is_announced_as_on_the_page(estate):
    body = picnic(estate, location=location_id(estate.place), description="Gry i ciasto.")
    response = Program(estate.editor).post("events/", body)
    assert response.status_code == 201, response.content
    event = Event.objects.get()
    assert (event.title, event.organisation, event.location) == ("Piknik", estate.school, estate.place)
    assert (event.visibility, event.status, f"{event.starts:%Y-%m-%d %H:%M}") == (
        "public",
        "planned",
        "2027-05-29 15:00",
    )
    assert event.entered_by == estate.editor
    assert response["Location"] == response.json()["url"]
    assert response.json()["url"].endswith(f"/azory/calendar/{event.pk}/")
    assert event.occurrences.count() == 1


def test_same_key_makes_one_event(estate):
    program = Program(estate.editor)
    first = program.post("events/", picnic(estate), Idempotency_Key="piknik-2027")
    second = program.post("events/", picnic(estate), Idempotency_Key="piknik-2027")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert program.post("events/", picnic(estate), Idempotency_Key="inny").status_code == 201
    assert Event.objects.count() == 2


def test_same_key_of_another_person_is_another_key(estate):
    Program(estate.editor).post("events/", picnic(estate), Idempotency_Key="x")
    body = picnic(estate, organisation=None, organiser_name="Rada")
    assert Program(estate.coordinator).post("events/", body, Idempotency_Key="x").status_code == 201
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"day": None}, {"day"}),
        ({"day": "jutro"}, {"day"}),
        ({"organisation": "nie-ma"}, {"organisation"}),
        ({"audiences": ["kosmici"]}, {"audiences"}),
        ({"area": "nie-ma-takiego"}, {"area"}),
        ({"area": None}, {"area"}),
        ({"colour": "red"}, {"colour"}),
    ],
)
def test_what_is_wrong_is_said_field_by_field(estate, values, fields):
    response = Program(estate.editor).post("events/", picnic(estate, **values))
    assert response.status_code == 422
    assert fields <= fields_of(response)
    assert not Event.objects.exists()


def test_who_may_announce_nothing_here_is_refused(estate):
    for user in (estate.stranger, estate.member):
        assert Program(user).post("events/", picnic(estate)).status_code == 403
    # Another organisation of the estate announces nothing in the school's name.
    assert Program(estate.neighbour).post("events/", picnic(estate)).status_code == 422
    assert not Event.objects.exists()


def test_token_for_something_else_is_refused(estate):
    response = Program(estate.editor, scopes=["organisations"]).post("events/", picnic(estate))
    assert response.status_code == 403
    assert 'error="insufficient_scope"' in response["WWW-Authenticate"]
