from podworko.agenda.actions import event as events
from tests.factories import HarvestedEventFactory


def test_page_says_what_was_corrected_and_takes_it_back(signed_in, feed):
    event = HarvestedEventFactory(feed=feed, title="Zebranie")
    edit = f"/azory/calendar/{event.pk}/edit/"
    client = signed_in("editor")
    assert "Poprawione tutaj" not in client.get(edit).text
    events.change_event(event, values={"title": "Zebranie rodziców", "place_name": "Sala 3"}, by=None)
    page = client.get(edit).text
    assert "Poprawione tutaj" in page
    assert "<dd>Zebranie</dd>" in page
    assert "<dd>(nic)</dd>" in page
    client.post(f"/azory/calendar/{event.pk}/follow-source/")
    event.refresh_from_db()
    assert (event.title, event.place_name, event.corrected_fields) == ("Zebranie", "", [])


def test_who_may_not_change_it_finds_no_such_page(signed_in, feed):
    event = HarvestedEventFactory(feed=feed)
    assert signed_in("neighbour").post(f"/azory/calendar/{event.pk}/follow-source/").status_code == 404
