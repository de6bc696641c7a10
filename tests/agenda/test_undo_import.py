from podworko.agenda.models import Event, Feed, Occurrence
from tests.agenda.calendars import calendar as written
from tests.agenda.calendars import in_days, vevent
from tests.agenda.test_import_calendar import upload
from tests.factories import FeedFactory
from tests.register import form_on


def test_all_that_came_with_a_file_goes_in_one_step(signed_in, estate):
    client = signed_in("editor")
    response = upload(client, written(vevent("x", "Zebranie", in_days(5)), vevent("y", "Bal", in_days(6))))
    sent = form_on(response, having="label").filled(organisation_id=str(estate.school.pk))
    client.post(response.redirect_chain[-1][0], sent)
    assert Occurrence.objects.count() == 2
    address = f"/azory/calendar/feeds/{Feed.objects.get().pk}/undo/"
    assert "Wydarzeń: 2" in client.get(address).text
    client.post(address)
    assert not Event.objects.exists()
    assert not Feed.objects.exists()


def test_a_calendar_at_an_address_cannot_be_undone(signed_in, estate):
    feed = FeedFactory(organisation=estate.school)
    assert signed_in("editor").post(f"/azory/calendar/feeds/{feed.pk}/undo/").status_code == 404
