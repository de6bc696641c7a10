import pytest

from podworko.agenda.choices import PictureKind
from podworko.core.models import AuditEntry
from podworko.core.restoring import restore_version
from tests.factories import EventPictureFactory, MembershipFactory
from tests.pictures import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def send(client, picture, **values):
    sent = {name: value for name, value in said(**values).items() if value}
    return client.post(f"/podworze/calendar/{picture.event_id}/pictures/{picture.pk}/edit/", sent)


@pytest.fixture
def keeper(client, editor):
    client.force_login(editor)
    return client


def test_what_is_said_of_a_picture_is_changed(keeper, make):
    photo = EventPictureFactory(event=make())
    assert "Dzieci przy trzepaku" in keeper.get(f"/podworze/calendar/{photo.event_id}/pictures/{photo.pk}/edit/").text
    assert send(keeper, photo, alternative_text="Bieg", people="crowd").status_code == 302
    photo.refresh_from_db()
    assert (photo.alternative_text, photo.people, photo.is_waiting) == ("Bieg", "crowd", True)


@pytest.mark.parametrize("kind", PictureKind)
def test_without_permission_it_is_shown_no_longer(keeper, make, kind):
    picture = EventPictureFactory(event=make(), kind=kind, shown=True)
    send(keeper, picture, is_permitted=False)
    picture.refresh_from_db()
    assert not picture.is_shown


def test_with_permission_a_poster_is_shown_and_a_photo_still_waits(keeper, make):
    event = make()
    poster, photo = (EventPictureFactory(event=event, kind=kind, is_permitted=False) for kind in PictureKind)
    for picture in (poster, photo):
        send(keeper, picture)
        picture.refresh_from_db()
    assert (poster.is_shown, photo.is_shown) == (True, False)


def test_consent_of_guardians_is_asked_for(keeper, make):
    photo = EventPictureFactory(event=make())
    assert "Napisz, kto zebrał zgody opiekunów" in send(keeper, photo, people="children").text
    assert send(keeper, photo, people="children", consent_note="szkoła, segregator 4").status_code == 302


def test_member_changes_their_own_photo_until_it_is_shown(client, organisation, make):
    member = MembershipFactory(organisation=organisation).user
    client.force_login(member)
    event = make()
    own, others = EventPictureFactory(event=event, by=member), EventPictureFactory(event=event)
    assert send(client, own).status_code == 302
    assert send(client, others).status_code == 404
    shown = EventPictureFactory(event=event, by=member, shown=True)
    assert send(client, shown).status_code == 404


def test_earlier_description_comes_back_without_the_permission_withdrawn_since(keeper, make):
    poster = EventPictureFactory(event=make(), kind=PictureKind.POSTER)
    send(keeper, poster, is_permitted=False, alternative_text="Inny")
    restore_version(AuditEntry.objects.get(verb="change_picture"), by=None)
    poster.refresh_from_db()
    assert (poster.alternative_text, poster.is_permitted, poster.is_shown) == ("Dzieci przy trzepaku", False, False)


def test_permission_that_holds_is_not_lost_with_an_earlier_description(keeper, make):
    poster = EventPictureFactory(event=make(), kind=PictureKind.POSTER)
    send(keeper, poster, alternative_text="Inny")
    restore_version(AuditEntry.objects.get(verb="change_picture"), by=None)
    poster.refresh_from_db()
    assert (poster.alternative_text, poster.is_permitted, poster.is_shown) == ("Dzieci przy trzepaku", True, True)


def test_two_who_change_it_at_once_both_see_it(keeper, make):
    photo = EventPictureFactory(event=make())
    send(keeper, photo, alternative_text="Pierwszy")
    # The page of the second one was opened before.
    shown = '{"alternative_text": ["Dzieci przy trzepaku"]}'
    text = send(keeper, photo, alternative_text="Drugi", version="1", shown=shown).text
    assert "Pierwszy" in text
    assert "Drugi" in text
