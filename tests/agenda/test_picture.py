"""The files of pictures: who gets them, and what browsers may do with them."""

import io

import pytest
from PIL import Image

from podworko.agenda.actions import change_event
from podworko.agenda.actions import picture as actions
from podworko.agenda.choices import PictureKind
from podworko.core import pictures
from podworko.core.visibility import Visibility
from tests.factories import EventPictureFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def address(picture, size="large"):
    return f"/podworze/calendar/{picture.event_id}/pictures/{picture.name}/{size}.jpg"


@pytest.fixture
def poster(make):
    return EventPictureFactory(event=make(), kind=PictureKind.POSTER)


def status(client, picture, user=None):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(address(picture)).status_code


def test_everybody_gets_a_picture_that_is_shown(client, poster):
    response = client.get(address(poster))
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "inline"
    assert Image.open(io.BytesIO(response.content)).size == (poster.width, poster.height)
    assert Image.open(io.BytesIO(client.get(address(poster, "small")).content)).size[0] == 300


def test_browsers_keep_what_is_public_and_caches_on_the_way_do_not(client, poster, editor):
    assert client.get(address(poster))["Cache-Control"] == "private, max-age=31536000, immutable"
    actions.change_picture(poster, values={"is_permitted": False}, by=None)
    client.force_login(editor)
    assert client.get(address(poster))["Cache-Control"] == "private, no-store"


def test_what_is_not_shown_only_its_keepers_see(client, make, editor, area_coordinator, organisation):
    member = MembershipFactory(organisation=organisation).user
    photo = EventPictureFactory(event=make(), by=member)
    seen = {who: status(client, photo, who) for who in (None, UserFactory(), editor, area_coordinator, member)}
    assert list(seen.values()) == [404, 404, 200, 200, 200]
    other = EventPictureFactory(event=photo.event)
    assert status(client, other, member) == 404


@pytest.mark.parametrize(("level", "seen"), [(Visibility.PARTNERS, [404, 200]), (Visibility.PRIVATE, [404, 404])])
def test_picture_is_seen_by_whom_its_event_is(client, poster, organisation, level, seen):
    change_event(poster.event, values={"visibility": level}, by=None)
    member = MembershipFactory(organisation=organisation).user
    assert [status(client, poster), status(client, poster, member)] == seen


def test_permission_that_ends_ends_at_once(client, poster):
    assert status(client, poster) == 200
    actions.change_picture(poster, values={"is_permitted": False}, by=None)
    assert status(client, poster) == 404


@pytest.mark.parametrize(
    "path",
    [
        "podworze/calendar/{event}/pictures/{name}/huge.jpg",
        "podworze/calendar/{event}/pictures/{name}/..%2flarge.jpg",
        "podworze/calendar/{event}/pictures/..%2f..%2f..%2fsecret/large.jpg",
        "podworze/calendar/{event}/pictures/%2e%2e/large.jpg",
        "podworze/calendar/0/pictures/{name}/large.jpg",
        "dzielnica/calendar/{event}/pictures/{name}/large.jpg",
        "uploads/pictures/{name}/large.jpg",
        "media/pictures/{name}/large.jpg",
    ],
)
def test_no_other_address_gives_a_file(client, poster, path):
    response = client.get("/" + path.format(event=poster.event_id, name=poster.name))
    assert response.status_code == 404


def test_picture_whose_file_is_lost_is_not_found(client, poster):
    pictures.destroy(poster.name)
    assert status(client, poster) == 404
