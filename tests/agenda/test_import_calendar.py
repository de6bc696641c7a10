from django.core.files.uploadedfile import SimpleUploadedFile

from podworko.agenda.forms import feed as forms
from podworko.agenda.models import CalendarFile, Event
from tests.agenda.calendars import calendar, in_days, vevent

ADDRESS = "/azory/calendar/import/"


def upload(client, content, name="klub.ics"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_file_is_read_and_shown_but_nothing_comes_yet(signed_in, estate):
    response = upload(signed_in("editor"), calendar(vevent("x", "Zebranie", in_days(5))))
    assert "Co przyjdzie: 1" in response.text
    assert "Zebranie" in response.text
    assert not Event.objects.exists()


def test_a_second_file_takes_the_place_of_the_first(signed_in, estate):
    client = signed_in("editor")
    upload(client, calendar(vevent("x", "Zebranie", in_days(5))))
    upload(client, calendar(vevent("x", "Bal", in_days(5))))
    assert CalendarFile.objects.count() == 1


def test_what_is_no_calendar_is_refused(signed_in, estate, monkeypatch):
    client = signed_in("editor")
    assert "To nie jest kalendarz." in upload(client, b"%PDF-1.4").text
    assert "Kalendarz urywa się przed końcem." in upload(client, calendar()[:-20]).text
    monkeypatch.setattr(forms, "LARGEST_FILE", 100)
    assert "Ten plik jest za duży" in upload(client, calendar(vevent("x", "Zebranie", in_days(5)))).text
    assert not CalendarFile.objects.exists()
