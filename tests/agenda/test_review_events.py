import pytest

from podworko.agenda.choices import Review
from podworko.agenda.models import Event
from tests.factories import FeedFactory, HarvestedEventFactory
from tests.register import messages_on

ADDRESS = "/azory/calendar/feeds/review/"


@pytest.fixture
def waiting(feed):
    return [
        HarvestedEventFactory(feed=feed, title=title, description="Weź kapcie.", review=Review.WAITING)
        for title in ("Zebranie", "Bal", "Joga")
    ]


def states():
    return dict(Event.objects.values_list("title", "review"))


def test_page_shows_what_waits_with_the_words_of_the_source(signed_in, waiting):
    page = signed_in("editor").get(ADDRESS).text
    for title in ("Zebranie", "Bal", "Joga", "Weź kapcie.", "17:00–18:00", "Kalendarz szkoły"):
        assert title in page


def test_one_is_accepted_and_one_dismissed(signed_in, waiting):
    client = signed_in("editor")
    client.post(ADDRESS, {"accept": waiting[0].pk})
    client.post(ADDRESS, {"dismiss": waiting[1].pk})
    assert states() == {"Zebranie": "", "Bal": "dismissed", "Joga": "waiting"}
    accepted = Event.objects.get(title="Zebranie")
    assert accepted.visibility == "public"
    assert accepted.occurrences.count() == 1
    assert client.get(f"/azory/calendar/{accepted.pk}/edit/").status_code == 200
    assert client.get(f"/azory/calendar/{waiting[1].pk}/edit/").status_code == 404
    page = client.get(ADDRESS, {"dismissed": "1"}).text
    assert "Bal" in page
    client.post(f"{ADDRESS}?dismissed=1", {"accept": waiting[1].pk})
    assert states()["Bal"] == ""


def test_all_that_were_shown_are_accepted(signed_in, waiting, feed):
    client = signed_in("editor")
    shown = [event.pk for event in waiting[:2]]
    response = client.post(ADDRESS, {"accept_all": "1", "shown": shown}, follow=True)
    assert messages_on(response) == ["Przyjęto wydarzenia: 2."]
    assert states() == {"Zebranie": "", "Bal": "", "Joga": "waiting"}


def test_nobody_decides_about_the_calendar_of_others(signed_in, waiting, estate):
    client = signed_in("neighbour")
    assert "Zebranie" not in client.get(ADDRESS).text
    for answer in ({"accept": waiting[0].pk}, {"accept_all": "1", "shown": [waiting[1].pk]}, {"accept": "x"}, {}):
        client.post(ADDRESS, answer)
    assert set(states().values()) == {"waiting"}


def test_what_waits_stands_nowhere_else(signed_in, waiting, estate):
    FeedFactory()
    for who in ("editor", "coordinator", "member"):
        client = signed_in(who)
        for page in ("/azory/", "/azory/calendar/", "/azory/calendar/?view=month", "/azory/search/?q=Zebranie"):
            assert "Weź kapcie" not in client.get(page).text
        assert client.get(f"/azory/calendar/{waiting[0].pk}/").status_code == 404
