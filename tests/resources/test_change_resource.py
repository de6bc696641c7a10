import pytest

from podworko.core.visibility import Visibility
from podworko.resources.actions.resource import change_resource
from tests.factories import ResourceFactory
from tests.register import form_on


@pytest.fixture
def room(estate):
    return ResourceFactory(organisation=estate.school, name="Sala", kind="room", audiences=["60+"])


def page(room):
    return f"/azory/organisations/szkola-nr-5/resources/{room.pk}/edit/"


def test_editor_changes_it(signed_in, room):
    client = signed_in("editor")
    form = form_on(client.get(page(room)), having="name")
    assert form.fields["audiences"] == ["60+"]
    client.post(page(room), form.filled(name="Aula", audiences=[]))
    room.refresh_from_db()
    assert (room.name, room.audiences) == ("Aula", [])


def test_two_people_change_different_things(signed_in, room):
    client = signed_in("editor")
    opened = form_on(client.get(page(room)), having="name")
    change_resource(room, values={"audiences": ["60+", "carers"]}, by=None)
    client.post(page(room), opened.filled(name="Aula"))
    room.refresh_from_db()
    assert (room.name, room.audiences) == ("Aula", ["60+", "carers"])


def test_private_one_is_not_found_by_the_coordinator(signed_in, estate):
    hidden = ResourceFactory(organisation=estate.school, visibility=Visibility.PRIVATE)
    assert signed_in("coordinator").get(page(hidden)).status_code == 404
