import pytest

from podworko.agenda.actions.kind import add_kind, change_kind, delete_kind, move_kind
from podworko.core.models import AuditEntry
from tests.register import messages_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def address(entry):
    return f"/podworze/calendar/kinds/changes/{entry.pk}/restore/"


def latest(**values):
    return AuditEntry.objects.filter(**values).latest("pk")


@pytest.fixture
def keeper(client, area_coordinator):
    client.force_login(area_coordinator)
    return client


def test_earlier_name_comes_back_to_the_calendars_too(keeper, kinds, make):
    event = make(kind=kinds["konkurs"])
    change_kind(kinds["konkurs"], values={"name": "Zmagania"}, by=None)
    entry = latest(verb="change_kind")
    assert "Zmagania" in keeper.get(address(entry)).text
    keeper.post(address(entry))
    event.refresh_from_db()
    assert event.kind.name == "Konkurs"
    assert "CATEGORIES:Konkurs" in event.block


def test_earlier_place_comes_back(keeper, area, kinds):
    move_kind(kinds["festyn"], up=False, by=None)
    keeper.post(address(latest(object_id=kinds["festyn"].pk, verb="move_kind")))
    assert area.event_kinds.first() == kinds["festyn"]


def test_deleted_kind_comes_back_with_its_events(keeper, kinds, make):
    event = make(kind=kinds["konkurs"])
    gone = delete_kind(kinds["konkurs"], into=None, by=None)
    keeper.post(address(gone))
    event.refresh_from_db()
    assert event.kind.name == "Konkurs"
    assert "CATEGORIES:Konkurs" in event.block


def test_deleted_kind_whose_name_was_taken_is_refused_in_words(keeper, area, kinds):
    gone = delete_kind(kinds["konkurs"], into=None, by=None)
    add_kind(area=area, values={"name": "konkurs"}, by=None)
    assert messages_on(keeper.post(address(gone), follow=True)) == ["Taki rodzaj już jest."]
