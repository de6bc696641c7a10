from podworko.agenda.choices import FeedTrust, Review
from podworko.agenda.models import Event, Feed
from podworko.core import public_network
from podworko.core.public_network import Network
from tests.agenda.calendars import in_days, vevent
from tests.register import form_on, messages_on

ADDRESS = "/azory/calendar/feeds/new/"


def opened(client):
    return form_on(client.get(ADDRESS), having="address")


def shown(client, source, **values):
    """The form as it comes back with what would come."""
    return client.post(ADDRESS, opened(client).filled(address=source.address, **values))


def test_first_it_is_shown_what_would_come(signed_in, estate, source):
    source.give(
        vevent("zebranie", "Zebranie", in_days(5)),
        vevent("dyzur", "Dyżur", in_days(6), "RRULE:FREQ=WEEKLY", place="Sala 5"),
        vevent("dawne", "Dawne", in_days(-9)),
        vevent("tajne", "Wizyta u lekarza", in_days(6), "CLASS:PRIVATE"),
    )
    client = signed_in("editor")
    response = shown(client, source, organisation_id=str(estate.school.pk))
    assert "Co przyjdzie: 2" in response.text
    assert "Zebranie" in response.text
    assert "Sala 5" in response.text
    assert "już było: 1" in response.text
    assert "prywatne – takich nie bierzemy: 1" in response.text
    assert "lekarza" not in response.text
    assert not Feed.objects.exists()
    form = form_on(response, having="address")
    assert form.fields["label"] == ["Biblioteka Azory"]


def test_then_it_is_saved_and_read(signed_in, estate, source):
    source.give(vevent("zebranie", "Zebranie", in_days(5)), vevent("joga", "Joga seniora", in_days(5)))
    client = signed_in("editor")
    response = shown(
        client, source, organisation_id=str(estate.school.pk), rule_0_text="Senior", rule_0_audiences=["60+"]
    )
    sent = form_on(response, having="address").filled()
    response = client.post(ADDRESS, sent, follow=True)
    feed = Feed.objects.get()
    assert (feed.organisation, feed.trust, feed.entered_by) == (estate.school, FeedTrust.REVIEW, estate.editor)
    assert feed.rules == [{"text": "Senior", "audiences": ["60+"], "kind_id": None}]
    assert messages_on(response) == ["Zapisano kalendarz.", "Biblioteka Azory: nowe: 2"]
    assert response.redirect_chain[-1][0] == "/azory/calendar/feeds/review/"
    assert Event.objects.get(title="Joga seniora").audiences == ["60+"]
    assert set(Event.objects.values_list("review", flat=True)) == {Review.WAITING}
    # The same form once more makes nothing.
    client.post(ADDRESS, sent)
    assert Feed.objects.count() == 1


def test_what_goes_wrong_stands_at_the_address(signed_in, estate, source):
    source.content = b"<html>"
    page = shown(signed_in("editor"), source, organisation_id=str(estate.school.pk)).text
    assert "To nie jest kalendarz." in page
    assert not Feed.objects.exists()


def test_an_address_that_is_not_public_is_not_asked(signed_in, estate, source, monkeypatch):
    monkeypatch.setattr(public_network, "PUBLIC", Network(ports=source.network.ports))
    client = signed_in("editor")
    local = f"http://127.0.0.1:{source.server.server_port}/kalendarz.ics"
    sent = opened(client).filled(address=local, organisation_id=str(estate.school.pk))
    # Nor when the person says that it was shown already.
    for seen in ("", local):
        page = client.post(ADDRESS, {**sent, "seen": seen, "label": "x"}, follow=True).text
        assert "Ten adres nie jest dostępny w internecie." in page
    assert source.asked == []


def test_an_address_with_a_password_is_refused(signed_in, estate):
    client = signed_in("editor")
    sent = opened(client).filled(address="https://ala:kot@klub.example/x.ics", organisation_id=str(estate.school.pk))
    assert "W adresie jest nazwa użytkownika lub hasło." in client.post(ADDRESS, sent).text


def test_nobody_adds_a_calendar_for_another_organisation(signed_in, estate, source):
    client = signed_in("neighbour")
    sent = opened(client).filled(address=source.address) | {"organisation_id": str(estate.school.pk)}
    client.post(ADDRESS, {**sent, "seen": source.address, "label": "x"})
    assert not Feed.objects.exists()


def test_a_rule_without_its_word_is_asked_about(signed_in, estate, source):
    response = shown(
        signed_in("editor"), source, organisation_id=str(estate.school.pk), rule_0_audiences=["60+"], rule_1_text="x"
    )
    assert "Napisz, jakie słowo ma stać w nazwie." in response.text
    assert "Zaznacz, dla kogo to jest, albo wybierz rodzaj." in response.text
