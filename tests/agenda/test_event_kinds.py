import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.agenda.actions.kind import add_kind
from tests.factories import UserFactory
from tests.portal.pages import words

ADDRESS = "/podworze/calendar/kinds/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, area_coordinator):
    client.force_login(area_coordinator)
    return client


def test_area_without_any_gets_the_usual_ones(keeper, area):
    assert "Nie ma jeszcze rodzajów" in words(keeper.get(ADDRESS))
    keeper.post(ADDRESS)
    assert "Festyn, piknik, impreza plenerowa" in words(keeper.get(ADDRESS))
    keeper.post(ADDRESS)
    assert area.event_kinds.count() == 14


def test_each_says_how_many_events_it_has(keeper, kinds, make):
    make(kind=kinds["festyn"])
    assert "Festyn, piknik, impreza plenerowa Wydarzeń: 1" in words(keeper.get(ADDRESS))


def test_kinds_of_the_area_round_it_are_named_but_not_changed_here(keeper, area):
    shared = add_kind(area=area.parent, values={"name": "Potańcówka"}, by=None)
    shown = keeper.get(ADDRESS)
    assert "Potańcówka (Dzielnica)" in words(shown)
    assert f"/kinds/{shared.pk}/" not in shown.text
    assert keeper.get(f"{ADDRESS}{shared.pk}/edit/").status_code == 404


def test_number_of_queries_does_not_grow(keeper, area):
    def queries():
        with CaptureQueriesContext(connection) as found:
            keeper.get(ADDRESS)
        return len(found)

    add_kind(area=area, values={"name": "Zabawa"}, by=None)
    keeper.get(ADDRESS)
    before = queries()
    for name in ("Taniec", "Śpiew"):
        add_kind(area=area, values={"name": name}, by=None)
    assert queries() == before


def test_others_find_no_such_page(client, editor):
    for user in (editor, UserFactory()):
        client.force_login(user)
        assert client.get(ADDRESS).status_code == 404
