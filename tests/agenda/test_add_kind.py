import pytest

from podworko.agenda.actions.kind import add_kind
from podworko.agenda.models import EventKind

ADDRESS = "/podworze/calendar/kinds/new/"

pytestmark = pytest.mark.django_db


def send(client, user, name):
    client.force_login(user)
    return client.post(ADDRESS, {"name": name})


def test_new_one_stands_last_and_has_a_code_of_its_own(client, area_coordinator, kinds):
    assert send(client, area_coordinator, "Zabawa  taneczna").url == "/podworze/calendar/kinds/"
    made = EventKind.objects.get(name="Zabawa taneczna")
    assert (made.code, made.position) == ("zabawa-taneczna", len(kinds))


def test_code_differs_from_those_of_the_areas_inside(client, area_coordinator, area):
    add_kind(area=area.parent, values={"name": "Zabawa!"}, by=None)
    send(client, area_coordinator, "Zabawa")
    assert area.event_kinds.get().code == "zabawa-2"


def test_name_that_there_is_already_is_refused(client, area_coordinator, kinds):
    response = send(client, area_coordinator, "KONKURS")
    assert response.context["form"].errors["name"] == ["Taki rodzaj już jest."]
    assert EventKind.objects.count() == len(kinds)
