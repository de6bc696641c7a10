from datetime import date, time

import pytest

from podworko.resources.models import HoursException, OpeningHours
from tests.portal.api import Program, fields_of, location_id, organisation_id
from tests.register import make_estate

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate():
    return make_estate()


def put(program, estate, body, **headers):
    path = f"organisations/{organisation_id(estate.school)}/locations/{location_id(estate.place)}/hours"
    return program.ask("PUT", path, body, **headers)


def test_week_is_written_and_exceptions_stay(estate):
    HoursException.objects.create(location=estate.place, first_day="2100-12-24", last_day="2100-12-26")
    OpeningHours.objects.create(location=estate.place, weekday=6, opens=time(9), closes=time(12))
    response = put(Program(estate.editor), estate, {"monday": "8–16", "tuesday": "8:00-12:00, 14-18"})
    assert response.status_code == 200, response.content
    found = estate.place.opening_hours.order_by("weekday", "opens").values_list("weekday", "opens", "closes")
    assert list(found) == [(0, time(8), time(16)), (1, time(8), time(12)), (1, time(14), time(18))]
    assert estate.place.hours_exceptions.get().first_day == date(2100, 12, 24)
    assert response.json()["locations"][0]["hours"]["monday"] == "8:00–16:00"


def test_hours_that_cannot_be_read_are_refused(estate):
    program = Program(estate.editor)
    assert fields_of(put(program, estate, {"monday": "rano"})) == {"monday"}
    assert put(program, estate, {"monday": "8-16"}, If_Match='"7"').status_code == 412
    assert put(Program(estate.neighbour), estate, {"monday": "8-16"}).status_code == 404
    assert not estate.place.opening_hours.exists()
