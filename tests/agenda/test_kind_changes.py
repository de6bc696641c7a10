import pytest

from podworko.agenda.actions.kind import change_kind
from podworko.places.actions import areas
from tests.factories import UserFactory
from tests.portal.pages import words

PATH = "/podworze/calendar/kinds/changes/"

pytestmark = pytest.mark.django_db


def test_who_changed_which_and_how(client, area_coordinator, area, kinds):
    client.force_login(area_coordinator)
    areas.change_area(area, values={"description": "bloki"}, by=None)
    change_kind(kinds["konkurs"], values={"name": "Zmagania"}, by=area_coordinator)
    response = client.get(PATH)
    first = response.context["items"][0]
    assert (first.verb, [(each.label, each.before, each.after) for each in first.changes]) == (
        "zmiana rodzaju wydarzeń",
        [("nazwa", "Konkurs", "Zmagania")],
    )
    assert "bloki" not in words(response)


def test_page_of_kinds_leads_here_and_others_find_nothing(client, area_coordinator, kinds):
    client.force_login(area_coordinator)
    assert f'href="{PATH}"' in client.get("/podworze/calendar/kinds/").text
    client.force_login(UserFactory())
    assert client.get(PATH).status_code == 404
