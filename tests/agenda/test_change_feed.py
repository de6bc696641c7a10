from podworko.agenda.models import Feed
from podworko.core.models import AuditEntry
from tests.agenda.calendars import in_days, vevent
from tests.register import form_on


def address(feed):
    return f"/azory/calendar/feeds/{feed.pk}/edit/"


def opened(client, feed):
    return form_on(client.get(address(feed)), having="address")


def test_change_without_another_address_is_saved_at_once(signed_in, feed, source):
    feed.rules = [{"text": "Senior", "audiences": ["60+"], "kind_id": None}]
    feed.save()
    client = signed_in("editor")
    form = opened(client, feed)
    assert form.fields["rule_0_text"] == ["Senior"]
    client.post(address(feed), form.filled(trust="through", rule_1_text="Dzieci", rule_1_audiences=["7-12"]))
    feed.refresh_from_db()
    assert feed.trust == "through"
    assert [rule["text"] for rule in feed.rules] == ["Senior", "Dzieci"]
    assert source.asked == []
    assert AuditEntry.objects.filter(verb="change_feed", about=feed.organisation.history_of).exists()


def test_another_address_is_looked_at_first_and_read_anew(signed_in, feed, source):
    Feed.objects.filter(pk=feed.pk).update(etag='"1"', failures=3, last_error="Strona odpowiada zbyt wolno.")
    source.give(vevent("x", "Zebranie", in_days(5)))
    client = signed_in("editor")
    elsewhere = f"{source.address}?inny"
    response = client.post(address(feed), opened(client, feed).filled(address=elsewhere))
    assert "Co przyjdzie: 1" in response.text
    feed.refresh_from_db()
    assert feed.address == source.address
    client.post(address(feed), form_on(response, having="address").filled())
    feed.refresh_from_db()
    assert (feed.address, feed.etag, feed.failures, feed.last_error) == (elsewhere, "", 0, "")


def test_two_at_the_same_time_are_told_of_each_other(signed_in, feed):
    client = signed_in("editor")
    form = opened(client, feed)
    client.post(address(feed), form.filled(label="Jeden"))
    response = client.post(address(feed), form.filled(label="Drugi"))
    assert "W tym czasie ktoś zmienił to samo" in response.text
    feed.refresh_from_db()
    assert feed.label == "Jeden"


def test_who_does_not_look_after_it_finds_no_such_page(signed_in, feed):
    for who in ("neighbour", "member", "stranger"):
        assert signed_in(who).get(address(feed)).status_code == 404
