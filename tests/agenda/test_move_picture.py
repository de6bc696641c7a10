import pytest

from tests.factories import EventPictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def event(make):
    found = make()
    for name in ("a", "b", "c"):
        EventPictureFactory(event=found, alternative_text=name, shown=True)
    return found


@pytest.fixture
def keeper(client, editor):
    client.force_login(editor)
    return client


def order(event):
    return "".join(event.pictures.values_list("alternative_text", flat=True))


@pytest.mark.parametrize(
    ("name", "to", "after"),
    [("b", "up", "bac"), ("b", "down", "acb"), ("a", "up", "abc"), ("c", "down", "abc"), ("a", "down", "bac")],
)
def test_photo_changes_places_with_its_neighbour(keeper, event, name, to, after):
    photo = event.pictures.get(alternative_text=name)
    keeper.post(f"/podworze/calendar/{event.pk}/pictures/{photo.pk}/move/", {"to": to})
    assert order(event) == after


def test_page_of_the_event_shows_photos_in_their_order(client, editor, event):
    client.force_login(editor)
    photo = event.pictures.get(alternative_text="c")
    client.post(f"/podworze/calendar/{event.pk}/pictures/{photo.pk}/move/", {"to": "up"})
    client.logout()
    text = client.get(f"/podworze/calendar/{event.pk}/").text
    assert text.index('alt="a"') < text.index('alt="c"') < text.index('alt="b"')
