from podworko.agenda.actions import feed as feeds
from podworko.agenda.choices import Review
from podworko.agenda.models import Event, Feed
from podworko.core.models import AuditEntry
from tests.factories import HarvestedEventFactory


def test_events_stay_and_those_that_nobody_accepted_go(signed_in, feed):
    kept = HarvestedEventFactory(feed=feed, title="Zebranie")
    HarvestedEventFactory(feed=feed, title="Czeka", review=Review.WAITING)
    address = f"/azory/calendar/feeds/{feed.pk}/delete/"
    client = signed_in("editor")
    page = client.get(address).text
    assert "Zostaje wydarzeń: 1" in page
    assert "Jest ich: 1" in page
    client.post(address)
    assert not Feed.objects.exists()
    assert list(Event.objects.values_list("title", "feed")) == [("Zebranie", None)]
    # Brought back, it has its events again.
    feeds.bring_back_feed(AuditEntry.objects.get(verb="delete_feed", model="agenda.feed"), by=None)
    kept.refresh_from_db()
    assert kept.feed_id == feed.pk
