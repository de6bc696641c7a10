from datetime import date
from uuid import uuid4

import pytest

from podworko.agenda.actions import suggestion as suggestions

PICNIC = {"title": "Piknik", "day": date(2026, 12, 5), "place_name": "park"}


@pytest.fixture
def suggested(azory):
    return suggestions.suggest_event(area=azory, values=PICNIC, token=uuid4(), by=None)


@pytest.fixture
def address(suggested):
    return f"/azory/calendar/suggestions/{suggested.pk}/decline/"


@pytest.fixture
def at_desk(client, coordinator):
    client.force_login(coordinator)
    return client


def test_a_reason_is_kept_for_whoever_suggested_it(at_desk, suggested, address):
    assert at_desk.post(address, {"reason": "To już jest"}).url == "/azory/calendar/suggestions/"
    suggested.refresh_from_db()
    assert (suggested.state, suggested.reason) == ("declined", "To już jest")


def test_without_a_reason_it_waits(at_desk, suggested, address):
    assert at_desk.post(address, {"reason": " "}).status_code == 200
    suggested.refresh_from_db()
    assert suggested.state == "waiting"


def test_a_second_click_is_told_so(at_desk, address):
    at_desk.post(address, {"reason": "To już jest"})
    assert "Ktoś już rozpatrzył" in at_desk.post(address, {"reason": "Nie"}).text


def test_looking_decides_nothing(at_desk, suggested, address):
    assert "Piknik" in at_desk.get(address).text
    suggested.refresh_from_db()
    assert suggested.state == "waiting"
