import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from podworko.agenda.actions import picture as actions
from podworko.agenda.actions.following import change_following
from podworko.agenda.choices import PictureKind
from podworko.agenda.models import Event, EventPicture
from podworko.core import health, pictures
from podworko.core.models import AuditEntry
from tests.factories import EventPictureFactory, MembershipFactory
from tests.pictures import jpeg, kept, said, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def send(client, event, kind="photo", **values):
    sent = {"file": upload(), **said(**values)}
    return client.post(
        f"/podworze/calendar/{event.pk}/pictures/new/{kind}/", {name: value for name, value in sent.items() if value}
    )


@pytest.fixture
def keeper(client, editor):
    client.force_login(editor)
    return client


def test_poster_with_permission_stands_with_its_event_at_once(keeper, make):
    event = make()
    assert send(keeper, event, "poster").url == f"/podworze/calendar/{event.pk}/pictures/"
    poster = event.pictures.get()
    assert (poster.kind, poster.is_shown, poster.width, poster.height) == (PictureKind.POSTER, True, 300, 200)
    keeper.logout()
    text = keeper.get(f"/podworze/calendar/{event.pk}/").text
    assert f"/{poster.name}/large.jpg 300w" in text
    assert 'alt="Dzieci przy trzepaku"' in text


def test_poster_without_permission_is_kept_and_not_shown(keeper, make):
    event = make()
    text = keeper.get(send(keeper, event, "poster", is_permitted=False).url).text
    assert "Nikt tego nie zobaczy" in text
    assert not event.pictures.get().is_shown
    assert event.pictures.get().name not in keeper.get(f"/podworze/calendar/{event.pk}/").text


def test_photo_waits_until_somebody_has_looked_at_it(keeper, make):
    event = make()
    send(keeper, event)
    photo = event.pictures.get()
    assert photo.is_waiting
    text = keeper.get(f"/podworze/calendar/{event.pk}/").text
    assert photo.name not in text
    assert "do sprawdzenia: 1" in text


def test_member_may_add_a_photo_but_no_poster(client, organisation, make):
    client.force_login(MembershipFactory(organisation=organisation).user)
    event = make()
    assert send(client, event).status_code == 302
    assert event.pictures.get().is_waiting
    assert send(client, event, "poster").status_code == 404
    assert send(client, event, "film").status_code == 404


def test_another_photo_of_the_same_author_need_not_be_told_again(keeper, make):
    event = make()
    response = send(keeper, event, another="1", people="crowd")
    assert response.url.endswith(f"/new/photo/?after={event.pictures.get().pk}")
    text = keeper.get(response.url).text
    assert 'value="Ewa Nowak"' in text
    assert re.search(r'value="crowd"[^>]*checked', text)
    assert "Dzieci przy trzepaku" not in text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"alternative_text": ""}, "To pole jest wymagane."),
        ({"ground": "licence"}, "Napisz, jaka to licencja"),
        ({"ground": "agreed"}, "Napisz, jaka to licencja"),
        ({"people": "children"}, "Napisz, kto zebrał zgody opiekunów"),
        ({"people": "unknown"}, "Zanim to pokażesz, zapytaj osoby"),
        ({"file": None}, "Wybierz plik."),
        ({"file": upload(b"%PDF-1.7")}, "To jest PDF."),
        ({"file": upload(b"<svg/>", "a.svg")}, "To nie jest obrazek JPEG, PNG ani WebP."),
    ],
)
def test_what_is_missing_is_asked_for(keeper, make, values, sentence):
    event = make()
    response = send(keeper, event, **values)
    assert response.status_code == 200
    assert sentence in response.text
    assert not event.pictures.exists()


def test_file_that_has_come_need_not_be_chosen_again(keeper, make):
    event = make()
    response = send(keeper, event, alternative_text="")
    assert "Plik już mamy" in response.text
    token = re.search(r'name="kept" value="([^"]+)"', response.text)[1]
    assert send(keeper, event, file=None, kept=token).status_code == 302
    assert event.pictures.get().width == 300
    # The same file cannot stand for two pictures, nor one for another event.
    assert "Wybierz plik." in send(keeper, event, file=None, kept=token).text
    assert "Wybierz plik." in send(keeper, make(), file=None, kept=token).text
    assert "Wybierz plik." in send(keeper, event, file=None, kept=token + "x").text


def test_a_double_click_adds_one_picture(keeper, make):
    event, token = make(), "0d8e4f0a-7c7e-4b52-9d77-0f5f9a2f6f10"
    assert send(keeper, event, token=token).status_code == 302
    assert send(keeper, event, token=token).status_code == 302
    assert event.pictures.count() == 1


def test_new_poster_takes_the_place_of_the_old_one(keeper, make):
    event = make()
    send(keeper, event, "poster", alternative_text="Stary")
    send(keeper, event, "poster", alternative_text="Nowy")
    assert event.pictures.get().alternative_text == "Nowy"
    old = AuditEntry.objects.get(verb="delete_picture")
    assert old.object_label == "Stary"
    with pytest.raises(ValidationError, match="ma już inny obrazek"):
        actions.bring_back_picture(old, by=None)


def test_no_more_photos_than_a_page_can_bear(make, monkeypatch):
    monkeypatch.setattr(actions, "MOST_PHOTOS", 2)
    event = make()
    EventPictureFactory(event=event)
    EventPictureFactory(event=event)
    with pytest.raises(ValidationError, match="najwyżej 2"):
        EventPictureFactory(event=event)


def test_full_disk_is_a_sentence(keeper, make, monkeypatch):
    monkeypatch.setattr(health, "free_space", lambda _folder: 1)
    event = make()
    assert "Na dysku serwera nie ma już miejsca" in send(keeper, event).text
    assert not event.pictures.exists()


def test_history_says_that_a_picture_was_added(keeper, make, editor):
    event = make()
    send(keeper, event)
    text = keeper.get(f"/podworze/calendar/{event.pk}/changes/").text
    assert "Dodanie obrazka albo zdjęcia" in text
    assert "Dzieci przy trzepaku" in text


def test_database_itself_shows_nothing_without_permission(make):
    photo = EventPictureFactory(event=make(), is_permitted=False)
    for values in ({"is_shown": True}, {"is_shown": True, "is_permitted": True, "people": "unknown"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EventPicture.objects.filter(pk=photo.pk).update(**values)


def test_rest_of_a_divided_series_keeps_the_poster(make):
    weekly = make(rule="FREQ=WEEKLY;COUNT=4")
    poster = EventPictureFactory(event=weekly, kind=PictureKind.POSTER)
    EventPictureFactory(event=weekly, shown=True)
    day = weekly.occurrences.order_by("original")[2].original
    rest = change_following(weekly, day, values={"place_name": "w ogrodzie"}, by=None)
    copied = Event.objects.get(pk=rest.pk).pictures.get()
    assert (copied.alternative_text, copied.is_shown) == (poster.alternative_text, True)
    assert copied.name != poster.name
    assert pictures.read(copied.name, "large") == pictures.read(poster.name, "large")


def test_calendars_of_others_are_told_of_the_poster(client, make):
    event = make()
    poster = EventPictureFactory(event=event, kind=PictureKind.POSTER)
    unfolded = client.get(f"/podworze/calendar/{event.pk}.ics").content.replace(b"\r\n ", b"").decode()
    address = f"http://localhost:8000/podworze/calendar/{event.pk}/pictures/{poster.name}/large.jpg"
    assert f"IMAGE;VALUE=URI;DISPLAY=BADGE:{address}\r\n" in unfolded
    actions.change_picture(poster, values={"is_permitted": False}, by=None)
    assert "IMAGE" not in client.get(f"/podworze/calendar/{event.pk}.ics").text


def test_a_picture_that_is_shown_can_be_shared(client, make):
    event = make()
    poster = EventPictureFactory(event=event, kind=PictureKind.POSTER)
    text = client.get(f"/podworze/calendar/{event.pk}/").text
    address = f"http://localhost:8000/podworze/calendar/{event.pk}/pictures/{poster.name}/large.jpg"
    assert f'<meta property="og:image" content="{address}">' in text
    assert f'"image": "{address}"' in text
    assert 'width="300"' in text


def test_file_is_read_in_a_process_of_its_own(keeper, make, monkeypatch):
    """Nothing of what was uploaded reaches the page but the pixels."""
    event = make()
    send(keeper, event, "poster", file=upload(jpeg(comment=b"kanarek"), "kanarek.jpg"))
    poster = event.pictures.get()
    assert b"kanarek" not in pictures.read(poster.name, "large")
    assert "kanarek" not in keeper.get(f"/podworze/calendar/{event.pk}/").text


def test_unknown_value_is_a_defect(make):
    with pytest.raises(TypeError, match="is_shown"):
        actions.add_picture(make(), kind=PictureKind.PHOTO, file=kept(), values=said(is_shown=True), by=None)
