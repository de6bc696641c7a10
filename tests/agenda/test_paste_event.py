import pytest

from podworko.agenda.models import Event
from tests.factories import UserFactory
from tests.portal.pages import words
from tests.register import form_on

ADDRESS = "/podworze/calendar/new/paste/"
POSTER = "FESTYN SĄSIEDZKI\nsobota 12 grudnia 2026, godz. 10:00–14:00\nPark przy ul. Weissa\nWstęp wolny"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_text_fills_the_form_and_stays_beside_it(client, editor):
    client.force_login(editor)
    shown = client.post(ADDRESS, {"text": POSTER})
    fields = form_on(shown, having="title").fields
    assert (fields["title"], fields["day"], fields["time_from"]) == (["FESTYN SĄSIEDZKI"], ["2026-12-12"], ["10:00"])
    assert words(shown).count("Wstęp wolny") == 2
    assert not Event.objects.exists()


def test_filled_form_is_saved(client, editor, organisation):
    client.force_login(editor)
    opened = form_on(client.post(ADDRESS, {"text": POSTER}), having="title")
    response = client.post(ADDRESS, opened.filled(title="Festyn"))
    event = Event.objects.get()
    assert response.url == f"/podworze/calendar/{event.pk}/"
    assert (event.title, event.organisation, event.starts.day) == ("Festyn", organisation, 12)
    assert event.description.splitlines() == POSTER.splitlines()


def test_same_form_sent_twice_makes_one(client, editor):
    client.force_login(editor)
    opened = form_on(client.post(ADDRESS, {"text": POSTER}), having="title")
    first = client.post(ADDRESS, opened.filled())
    assert client.post(ADDRESS, opened.filled()).url == first.url
    assert Event.objects.count() == 1


def test_error_keeps_what_was_typed_and_the_text(client, editor):
    client.force_login(editor)
    opened = form_on(client.post(ADDRESS, {"text": POSTER}), having="title")
    again = client.post(ADDRESS, opened.filled(title="", place_name="Sala 5"))
    assert 'value="Sala 5"' in again.text
    assert "Park przy ul. Weissa" in words(again)
    assert not Event.objects.exists()


def test_nothing_pasted_is_asked_for(client, editor):
    client.force_login(editor)
    assert client.post(ADDRESS, {"text": " "}).context["form"].errors["text"]


def test_page_of_a_new_event_leads_here_and_strangers_find_nothing(client, editor):
    client.force_login(editor)
    assert ADDRESS in client.get("/podworze/calendar/new/").text
    client.force_login(UserFactory())
    assert client.get(ADDRESS).status_code == 404
