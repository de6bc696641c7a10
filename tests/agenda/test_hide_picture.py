import pytest

from tests.factories import EventPictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_hidden_photo_leaves_the_page_and_waits_for_nobody(client, editor, make):
    photo = EventPictureFactory(event=make(), shown=True)
    page = f"/podworze/calendar/{photo.event_id}/"
    assert photo.name in client.get(page).text
    client.force_login(editor)
    text = client.post(f"{page}pictures/{photo.pk}/hide/", follow=True).text
    assert "Zdjęcia nie widać" in text
    assert "ukryte" in text
    assert "do sprawdzenia" not in client.get(page).text
    client.logout()
    assert photo.name not in client.get(page).text
    assert client.get(f"{page}pictures/{photo.name}/large.jpg").status_code == 404
