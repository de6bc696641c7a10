import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.agenda.choices import PictureKind
from podworko.agenda.picture_models import MOST_PHOTOS
from tests.factories import EventPictureFactory, MembershipFactory, UserFactory
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def page(client, event, user):
    client.force_login(user)
    return client.get(f"/podworze/calendar/{event.pk}/pictures/")


def test_keeper_sees_what_is_shown_and_what_is_not_and_why(client, editor, make):
    event = make()
    EventPictureFactory(event=event, kind=PictureKind.POSTER, alternative_text="Plakat")
    EventPictureFactory(event=event, alternative_text="Czeka")
    EventPictureFactory(event=event, alternative_text="Bez zgody", is_permitted=False, people="unknown")
    EventPictureFactory(event=event, alternative_text="Bieg", shown=True)
    text = words(page(client, event, editor))
    assert text.index("pokazane Plakat") < text.index("czeka na sprawdzenie Czeka")
    assert "niepokazane: brak pozwolenia Bez zgody" in text
    assert "pokazane Bieg" in text
    assert text.count("Pokaż przy wydarzeniu") == 1


def test_member_sees_only_what_is_shown_and_their_own(client, organisation, make):
    member = MembershipFactory(organisation=organisation).user
    event = make()
    EventPictureFactory(event=event, alternative_text="Cudze")
    EventPictureFactory(event=event, alternative_text="Moje", by=member)
    EventPictureFactory(event=event, alternative_text="Bieg", shown=True, by=member)
    text = words(page(client, event, member))
    assert "Cudze" not in text
    assert "Bieg" in text
    assert text.count("Zmień opis") == 1
    assert "Zmień opis : Moje" in text
    assert "Pokaż przy wydarzeniu" not in text
    assert "Dodaj obrazek" not in text


def test_stranger_finds_no_such_page(client, make):
    assert page(client, make(), UserFactory()).status_code == 404


def test_as_many_questions_are_asked_for_one_photo_as_for_three(client, editor, make):
    counts = []
    for count in (1, 3):
        event = make()
        for _number in range(count):
            EventPictureFactory(event=event, shown=True)
        page(client, event, editor)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/podworze/calendar/{event.pk}/pictures/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_full_event_offers_no_more(client, editor, make, monkeypatch):
    event = make()
    EventPictureFactory(event=event)
    assert "Dodaj zdjęcie" in page(client, event, editor).text
    monkeypatch.setattr("podworko.agenda.views.pictures.MOST_PHOTOS", 1)
    assert "Dodaj zdjęcie" not in page(client, event, editor).text
    assert MOST_PHOTOS == 30
