from datetime import date
from uuid import uuid4

import pytest

from podworko.agenda.actions import suggestion as suggestions
from podworko.agenda.models import Suggestion
from podworko.core.visibility import Visibility
from tests.agenda.visiting import THURSDAY
from tests.factories import AreaFactory

PICNIC = {"title": "Piknik", "day": date(2026, 12, 5), "place_name": "park", "contact": "ewa@example.org"}
EVENT = {"title": "Piknik w parku", "starts": THURSDAY, "ends": THURSDAY, "organiser_name": "sąsiedzi"}


@pytest.fixture
def suggested(azory):
    """The suggestion, and the address on which its fate is followed."""
    token = uuid4()
    found = suggestions.suggest_event(area=azory, values=PICNIC, token=token, by=None)
    return found, f"/azory/calendar/suggest/{Suggestion.secret_of(token)}/"


def test_waiting(client, suggested):
    page = client.get(suggested[1])
    assert "Czeka na decyzję" in page.text
    assert "no-store" in page["Cache-Control"]
    assert 'content="noindex"' in page.text


def test_taken_leads_to_the_event(client, azory, suggested, coordinator):
    values = {**EVENT, "visibility": Visibility.PUBLIC}
    event = suggestions.take_suggestion(suggested[0], area=azory, values=values, by=coordinator)
    page = client.get(suggested[1]).text
    assert "Przyjęte" in page
    assert f'href="/azory/calendar/{event.pk}/"' in page


def test_an_event_that_is_not_for_everybody_is_not_given_away(client, azory, suggested, coordinator):
    values = {**EVENT, "visibility": Visibility.PARTNERS}
    event = suggestions.take_suggestion(suggested[0], area=azory, values=values, by=coordinator)
    page = client.get(suggested[1]).text
    assert "Przyjęte" in page
    assert f"/azory/calendar/{event.pk}/" not in page
    assert "Piknik w parku" not in page


def test_declined_says_why(client, suggested, coordinator):
    suggestions.decline_suggestion(suggested[0], reason="To już jest w kalendarzu", by=coordinator)
    page = client.get(suggested[1]).text
    assert "Nie wpisano" in page
    assert "To już jest w" in page


def test_the_contact_is_shown_to_nobody_here(client, suggested):
    assert "ewa@example.org" not in client.get(suggested[1]).text


@pytest.mark.parametrize("wrong", ["x", "nie-ma-takiej", "ą", "0" * 43])
def test_another_address_opens_nothing(client, suggested, wrong):
    page = client.get(f"/azory/calendar/suggest/{wrong}/")
    assert page.status_code == 404
    assert "Piknik" not in page.text


def test_the_address_counts_in_its_own_area_only(client, suggested):
    AreaFactory(name="Krowodrza")
    assert client.get(suggested[1].replace("/azory/", "/krowodrza/")).status_code == 404
