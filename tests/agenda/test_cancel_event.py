import pytest

from podworko.agenda.models import Event
from tests.portal.pages import text_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_cancelled_event_stays_with_its_reason(client, editor, make):
    client.force_login(editor)
    event = make()
    response = client.post(f"/podworze/calendar/{event.pk}/cancel/", {"reason": "remont dachu"})
    assert "Odwołane remont dachu" in words(client.get(response.url))
    assert "Festyn" in client.get("/podworze/calendar/").text


def test_reason_must_be_given(client, editor, make):
    client.force_login(editor)
    event = make()
    response = client.post(f"/podworze/calendar/{event.pk}/cancel/", {"reason": " "})
    assert "To pole jest wymagane" in text_of(response.text)
    assert Event.objects.get().status == "planned"
