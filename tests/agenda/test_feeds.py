from datetime import timedelta

from django.utils import timezone

from podworko.agenda.choices import Review
from tests.factories import FeedFactory, HarvestedEventFactory

ADDRESS = "/azory/calendar/feeds/"


def test_list_says_how_the_last_reading_went(signed_in, feed):
    feed.last_success = timezone.now() - timedelta(hours=1)
    feed.brought = {"new": 2, "same": 40, "passed": {"past": 3, "no_dates": 1}, "examples": {"no_dates": ["Dyżur"]}}
    feed.save()
    HarvestedEventFactory(feed=feed)
    HarvestedEventFactory(feed=feed, review=Review.WAITING)
    page = signed_in("editor").get(ADDRESS).text
    assert "nowe: 2, bez zmian: 40, pominięte: 4" in page
    assert "nie wiadomo, w jakie dni się powtarza: 1 („Dyżur”)" in page
    assert "do sprawdzenia: 1" in page
    assert "działa" in page


def test_list_says_what_went_wrong_in_plain_words(signed_in, feed):
    feed.last_tried, feed.failures, feed.last_error = timezone.now(), 2, "Strona ma teraz kłopoty. Spróbuj później."
    feed.missing = 7
    feed.save()
    page = signed_in("coordinator").get(ADDRESS).text
    assert "Strona ma teraz kłopoty." in page
    assert "Następna próba" in page
    assert "Zniknęło naraz dużo wydarzeń: 7" in page


def test_each_sees_what_they_look_after(signed_in, feed, estate):
    FeedFactory(organisation=None, organiser_name="Rada Dzielnicy", area=estate.area, label="Kalendarz rady")
    assert "Kalendarz szkoły" not in signed_in("neighbour").get(ADDRESS).text
    page = signed_in("editor").get(ADDRESS).text
    assert "Kalendarz szkoły" in page
    assert "Kalendarz rady" not in page
    assert "Kalendarz rady" in signed_in("coordinator").get(ADDRESS).text
    assert signed_in("member").get(ADDRESS).status_code == 404


def test_number_of_queries_does_not_grow_with_the_list(signed_in, feed, django_assert_max_num_queries):
    client = signed_in("editor")
    with django_assert_max_num_queries(30) as once:
        client.get(ADDRESS)
    for number in range(3):
        FeedFactory(organisation=feed.organisation, address=f"https://x{number}.example/a.ics")
    with django_assert_max_num_queries(len(once)):
        client.get(ADDRESS)
