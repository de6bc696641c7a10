from datetime import timedelta

from django.utils import timezone

from podworko.agenda.actions import harvest
from podworko.agenda.choices import EventStatus
from podworko.agenda.models import Event, Feed
from podworko.agenda.views import feeds
from podworko.core.jobs.worker import run_all_due
from tests.agenda.calendars import in_days, vevent
from tests.factories import HarvestedEventFactory
from tests.register import messages_on


def address(feed):
    return f"/azory/calendar/feeds/{feed.pk}/check/"


def test_calendar_is_read_at_once(signed_in, feed, source):
    source.give(vevent("x", "Zebranie", in_days(5)))
    response = signed_in("editor").post(address(feed), follow=True)
    assert messages_on(response) == ["Kalendarz szkoły: nowe: 1"]
    assert "Zebranie" in response.text


def test_what_goes_wrong_is_said(signed_in, feed, source):
    source.status = 404
    response = signed_in("editor").post(address(feed), follow=True)
    assert messages_on(response)[0].startswith("Kalendarz szkoły: Pod tym adresem nic nie ma.")


def test_a_strangers_machine_is_not_asked_again_and_again(signed_in, feed, source):
    source.give(vevent("x", "Zebranie", in_days(5)))
    client = signed_in("editor")
    for _ in range(3):
        client.post(address(feed))
    assert len(source.asked) == 1
    Feed.objects.update(last_tried=timezone.now() - timedelta(minutes=1))
    client.post(address(feed))
    assert len(source.asked) == 2


def test_somebody_may_say_that_all_is_truly_gone(signed_in, feed, source):
    HarvestedEventFactory(feed=feed)
    source.give()
    client = signed_in("editor")
    client.post(address(feed))
    assert not Event.objects.filter(status=EventStatus.CANCELLED).exists()
    client.post(address(feed), {"sure": "1"})
    assert Event.objects.filter(status=EventStatus.CANCELLED).count() == 1


def test_what_takes_long_is_left_to_a_job(signed_in, feed, source, monkeypatch):
    monkeypatch.setattr(feeds, "PATIENCE", 0.0)
    monkeypatch.setattr(harvest, "PORTION", 1)
    source.give(vevent("x", "Zebranie", in_days(5)), vevent("y", "Bal", in_days(6)))
    response = signed_in("editor").post(address(feed), follow=True)
    assert messages_on(response) == ["Ten kalendarz jest duży. Jego wydarzenia pojawią się w ciągu kilku minut."]
    assert Event.objects.count() == 1
    assert run_all_due() == 1
    assert Event.objects.count() == 2
