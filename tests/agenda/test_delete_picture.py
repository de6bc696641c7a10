import os
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from podworko.agenda import schedule
from podworko.agenda.actions import event as events
from podworko.agenda.actions import picture as actions
from podworko.agenda.choices import PictureKind
from podworko.agenda.models import EventPicture
from podworko.core import pictures
from podworko.core.models import AuditEntry
from tests.factories import EventPictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(make):
    return EventPictureFactory(event=make(), shown=True)


@pytest.fixture
def keeper(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """What is swept here belongs to no other test."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MEDIA_ROOT.mkdir()


def address(photo):
    return f"/podworze/calendar/{photo.event_id}/pictures/{photo.pk}/delete/"


def sweep_after(days):
    """Let so much time pass since files were found to belong to nothing, then sweep."""
    schedule.sweep_pictures.call()
    for mark in (pictures._root()).glob("*/*/gone"):
        passed = time.time() - timedelta(days=days).total_seconds()
        os.utime(mark, (passed, passed))
    return schedule.sweep_pictures.call()


def has_file(photo):
    return pictures.file(photo.name, "large") is not None


def test_deleted_photo_leaves_the_page_and_comes_back_within_a_week(keeper, photo):
    assert "Dzieci przy trzepaku" in keeper.get(address(photo)).text
    keeper.post(address(photo))
    assert photo.name not in keeper.get(f"/podworze/calendar/{photo.event_id}/").text
    sweep_after(days=6)
    actions.bring_back_picture(AuditEntry.objects.get(verb="delete_picture"), by=None)
    assert photo.name in keeper.get(f"/podworze/calendar/{photo.event_id}/").text
    sweep_after(days=30)
    assert has_file(photo)


def test_history_brings_a_photo_back(keeper, photo):
    keeper.post(address(photo))
    entry = AuditEntry.objects.get(verb="delete_picture")
    text = keeper.get(f"/podworze/calendar/{photo.event_id}/changes/").text
    assert "Usunięcie obrazka albo zdjęcia" in text
    keeper.post(f"/podworze/calendar/{photo.event_id}/changes/{entry.pk}/restore/")
    assert EventPicture.objects.get().is_shown


def test_file_of_a_deleted_photo_goes_after_a_week(photo):
    entry = actions.delete_picture(photo, by=None)
    sweep_after(days=6)
    assert has_file(photo)
    assert sweep_after(days=8) >= 1
    assert not has_file(photo)
    with pytest.raises(ValidationError, match="plik skasowano na zawsze"):
        actions.bring_back_picture(entry, by=None)


def test_deleted_for_good_the_file_goes_at_once(keeper, photo, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(address(photo), {"is_for_good": "on"})
    assert not has_file(photo)
    assert not EventPicture.objects.exists()


def test_deletion_that_fails_leaves_the_file(photo, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(actions.deletion, "delete", lambda *_args, **_options: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        actions.delete_picture(photo, is_for_good=True, by=None)
    assert has_file(photo)


def test_pictures_go_with_their_event_and_come_back_with_it(photo):
    entry = events.delete_event(photo.event, by=None)
    assert not EventPicture.objects.exists()
    sweep_after(days=6)
    events.bring_back_event(entry, by=None)
    assert EventPicture.objects.get().name == photo.name


def test_event_that_comes_back_too_late_comes_without_pictures(photo):
    entry = events.delete_event(photo.event, by=None)
    sweep_after(days=8)
    assert not has_file(photo)
    events.bring_back_event(entry, by=None)
    assert not EventPicture.objects.exists()


def test_file_that_no_row_came_to_name_is_swept(db):
    lost = pictures.keep(pictures.Made(300, 200, {"large": b"x", "small": b"x"}))
    sweep_after(days=6)
    assert has_file(lost)
    sweep_after(days=8)
    assert not has_file(lost)


def test_what_is_known_is_never_swept(photo):
    poster = EventPictureFactory(event=photo.event, kind=PictureKind.POSTER, is_permitted=False)
    sweep_after(days=800)
    assert has_file(photo)
    assert has_file(poster)
