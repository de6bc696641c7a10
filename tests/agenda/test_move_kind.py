import pytest

pytestmark = pytest.mark.django_db


def order(area):
    return list(area.event_kinds.values_list("code", flat=True)[:2])


def test_two_change_places_also_in_the_filters(client, area_coordinator, area, kinds):
    client.force_login(area_coordinator)
    assert order(area) == ["festyn", "uroczystosc"]
    address = f"/podworze/calendar/kinds/{kinds['uroczystosc'].pk}/move/"
    client.post(address, {"way": "up"})
    assert order(area) == ["uroczystosc", "festyn"]
    client.post(address, {"way": "up"})
    assert order(area) == ["uroczystosc", "festyn"]
    shown = client.get("/podworze/calendar/").text
    assert shown.index('value="uroczystosc"') < shown.index('value="festyn"')


def test_editor_cannot(client, editor, kinds):
    client.force_login(editor)
    assert client.post(f"/podworze/calendar/kinds/{kinds['festyn'].pk}/move/").status_code == 404
