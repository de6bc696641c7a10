import pytest

from podworko.agenda.actions.picture import restore_picture
from podworko.core.models import AuditEntry
from podworko.core.restoring import VERB, restore_version
from tests.factories import EventPictureFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def show(client, photo):
    return client.post(f"/podworze/calendar/{photo.event_id}/pictures/{photo.pk}/show/", follow=True)


@pytest.mark.parametrize("who", ["editor", "area_coordinator"])
def test_who_keeps_the_event_shows_a_photo(client, request, make, who):
    client.force_login(request.getfixturevalue(who))
    photo = EventPictureFactory(event=make())
    assert "Zdjęcie jest teraz przy wydarzeniu" in show(client, photo).text
    client.logout()
    text = client.get(f"/podworze/calendar/{photo.event_id}/").text
    assert photo.name in text
    assert 'loading="lazy"' in text


def test_member_who_took_it_does_not(client, organisation, make):
    member = MembershipFactory(organisation=organisation).user
    client.force_login(member)
    photo = EventPictureFactory(event=make(), by=member)
    assert show(client, photo).status_code == 404
    photo.refresh_from_db()
    assert not photo.is_shown


def test_without_permission_nobody_does(client, editor, make):
    client.force_login(editor)
    photo = EventPictureFactory(event=make(), is_permitted=False)
    assert "Najpierw zaznacz, że to zdjęcie wolno pokazać" in show(client, photo).text
    photo.refresh_from_db()
    assert not photo.is_shown


def test_history_takes_it_back(client, editor, make):
    client.force_login(editor)
    photo = EventPictureFactory(event=make())
    show(client, photo)
    restore_version(AuditEntry.objects.get(verb="show_picture"), by=None)
    photo.refresh_from_db()
    assert (photo.is_shown, photo.is_reviewed) == (False, False)


def test_history_shows_nothing_without_permission(make):
    photo = EventPictureFactory(event=make(), is_permitted=False)
    restore_picture(photo, values={"is_shown": True}, by=None, verb=VERB)
    photo.refresh_from_db()
    assert not photo.is_shown
