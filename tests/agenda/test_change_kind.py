import pytest

from podworko.agenda.actions.kind import change_kind
from tests.portal.pages import words
from tests.register import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def contest(kinds, make):
    make("Mistrz trzepania", kind=kinds["konkurs"])
    make("Festyn")
    return kinds["konkurs"]


def page(kind):
    return f"/podworze/calendar/kinds/{kind.pk}/edit/"


def rename(client, user, kind, name):
    client.force_login(user)
    client.post(page(kind), form_on(client.get(page(kind)), having="name").filled(name=name))


def test_calendar_narrowed_to_its_code_goes_on_after_it_is_renamed(client, area_coordinator, contest):
    before = client.get("/podworze/calendar.ics?kind=konkurs").text
    rename(client, area_coordinator, contest, "Zmagania")
    client.logout()
    after = client.get("/podworze/calendar.ics?kind=konkurs").text
    assert "Mistrz trzepania" in before
    assert "Mistrz trzepania" in after
    assert "Festyn" not in after
    assert ("CATEGORIES:Konkurs" in before, "CATEGORIES:Zmagania" in after) == (True, True)


def test_filters_of_the_calendar_say_the_new_name(client, area_coordinator, contest):
    assert "Konkurs" in words(client.get("/podworze/calendar/?kind=konkurs"))
    rename(client, area_coordinator, contest, "Zmagania")
    client.logout()
    shown = words(client.get("/podworze/calendar/?kind=konkurs"))
    assert "Zmagania" in shown
    assert "Mistrz trzepania" in shown


def test_two_people_rename_one(client, area_coordinator, contest):
    client.force_login(area_coordinator)
    opened = form_on(client.get(page(contest)), having="name")
    change_kind(contest, values={"name": "Zawody"}, by=None)
    response = client.post(page(contest), opened.filled(name="Zmagania"))
    assert "Zawody" in words(response)
    contest.refresh_from_db()
    assert contest.name == "Zawody"
