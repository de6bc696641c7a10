"""Two events in one room at the same time: a warning before saving and on the page, never a refusal."""

from datetime import UTC, datetime

import pytest

from podworko.agenda.models import Event
from podworko.core.visibility import Visibility
from tests.factories import EventFactory, OrganisationFactory, ResourceFactory
from tests.portal.pages import words
from tests.register import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]

NEW = "/podworze/calendar/new/"
TAKEN = "W tym czasie ta sala jest już zajęta."
ON_PAGE = "Sala jest w tym czasie zajęta także przez:"


@pytest.fixture
def room(organisation):
    return ResourceFactory(organisation=organisation, kind="room", name="Sala lustrzana", visibility=Visibility.PUBLIC)


@pytest.fixture
def chess(make, room):
    return make("Szachy", room_id=room.pk, rule="FREQ=WEEKLY;COUNT=3")


@pytest.fixture
def sent(form, room):
    return {**form, "day": "2026-12-15", "time_from": "17:30", "time_to": "18:30", "room_id": room.pk}


@pytest.mark.usefixtures("chess")
def test_warning_names_the_other_and_saving_again_saves(client, editor, sent):
    client.force_login(editor)
    asked = client.post(NEW, sent)
    assert TAKEN in words(asked)
    assert "Szachy, 15 grudnia 2026, 17:00–18:00" in words(asked)
    assert Event.objects.count() == 1
    response = client.post(NEW, form_on(asked, having="title").filled())
    shown = words(client.get(response.url))
    assert f"{ON_PAGE} Szachy" in shown
    assert "Gdzie Sala lustrzana" in shown


@pytest.mark.usefixtures("chess")
@pytest.mark.parametrize(
    "other", [{"time_from": "18:00", "time_to": "19:00"}, {"day": "2026-12-16"}, {"day": "2026-12-29"}]
)
def test_at_another_time_nothing_is_said(client, editor, sent, other):
    client.force_login(editor)
    assert client.post(NEW, {**sent, **other}).status_code == 302
    assert Event.objects.count() == 2


def test_series_is_compared_date_by_date_but_not_with_itself(client, editor, chess):
    client.force_login(editor)
    address = f"/podworze/calendar/{chess.pk}/edit/"
    opened = form_on(client.get(address), having="title")
    assert client.post(address, opened.filled(title="Szachy i warcaby")).status_code == 302


def test_change_that_takes_a_room_warns_too(client, editor, chess, make, room):
    event = make("Próba", rule="FREQ=WEEKLY;COUNT=2")
    client.force_login(editor)
    address = f"/podworze/calendar/{event.pk}/edit/"
    asked = client.post(address, form_on(client.get(address), having="title").filled(room_id=str(room.pk)))
    assert TAKEN in words(asked)
    client.post(address, form_on(asked, having="title").filled())
    event.refresh_from_db()
    assert event.room == room


@pytest.mark.usefixtures("chess")
def test_passers_by_see_the_room_and_no_warning(client, make, room):
    event = make("Próba", room_id=room.pk)
    shown = words(client.get(f"/podworze/calendar/{event.pk}/"))
    assert "Sala lustrzana" in shown
    assert ON_PAGE not in shown


def test_what_one_may_not_see_is_not_named(client, editor, sent, room, area):
    foreign = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    EventFactory(
        organisation=foreign,
        title="Tajna narada",
        visibility=Visibility.PRIVATE,
        room_id=room.pk,
        starts=datetime(2026, 12, 15, 17, tzinfo=UTC),
    )
    client.force_login(editor)
    assert client.post(NEW, sent).status_code == 302


def test_room_that_one_may_not_see_stays(client, editor, make, area):
    foreign = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    hidden = ResourceFactory(organisation=foreign, kind="room", name="Piwnica", visibility=Visibility.ORGANISATION)
    event = make(room_id=hidden.pk)
    client.force_login(editor)
    address = f"/podworze/calendar/{event.pk}/edit/"
    opened = client.get(address)
    assert "Piwnica" not in opened.text
    client.post(address, form_on(opened, having="title").filled(title="Inaczej"))
    event.refresh_from_db()
    assert (event.title, event.room) == ("Inaczej", hidden)
