from podworko.agenda.models import CalendarFile, Event, Feed
from podworko.agenda.schedule import forget_files
from tests.agenda.calendars import calendar, in_days, vevent
from tests.agenda.test_import_calendar import upload
from tests.register import form_on, messages_on

CALENDAR = calendar(
    vevent("x", "Zebranie", in_days(5)),
    vevent("y", "Bal", in_days(6)),
    vevent("z", "Dawne", in_days(-5)),
)


def test_all_that_was_shown_comes_in_and_only_once(signed_in, estate):
    client = signed_in("editor")
    response = upload(client, CALENDAR)
    address = response.redirect_chain[-1][0]
    sent = form_on(response, having="label").filled(organisation_id=str(estate.school.pk))
    response = client.post(address, sent, follow=True)
    assert messages_on(response) == ["Wczytano plik. nowe: 2, pominięte: 1"]
    assert set(Event.objects.values_list("title", "visibility", "organisation")) == {
        ("Zebranie", "public", estate.school.pk),
        ("Bal", "public", estate.school.pk),
    }
    feed = Feed.objects.get()
    assert (feed.is_file, feed.is_active, feed.entered_by) == (True, False, estate.editor)
    assert client.post(address, sent).status_code == 404
    assert Event.objects.count() == 2


def test_the_same_file_again_brings_nothing(signed_in, estate):
    client = signed_in("editor")
    for _ in range(2):
        response = upload(client, CALENDAR)
        sent = form_on(response, having="label").filled(organisation_id=str(estate.school.pk))
        client.post(response.redirect_chain[-1][0], sent)
    assert Event.objects.count() == 2


def test_nobody_sees_the_file_of_another(signed_in, estate):
    address = upload(signed_in("editor"), CALENDAR).redirect_chain[-1][0]
    assert signed_in("coordinator").get(address).status_code == 404


def test_a_file_that_nobody_accepts_is_forgotten(signed_in, estate):
    upload(signed_in("editor"), CALENDAR)
    assert forget_files.call() == 0
    CalendarFile.objects.update(created_at="2026-01-01T00:00:00Z")
    assert forget_files.call() == 1
