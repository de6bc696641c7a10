import gzip
import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
import time_machine

from podworko.agenda import atom
from podworko.agenda.actions import cancel_event, cancel_occurrence, change_event, change_occurrence, delete_event
from podworko.core.visibility import Visibility
from podworko.organisations.actions.location import change_location
from tests.factories import EventFactory, EventKindFactory, LocationFactory, OrganisationFactory

ADDRESS = "/podworze/calendar.atom"
NAMES = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def make(organisation):
    def make(title="Festyn", **values):
        common = {"organisation": organisation, "visibility": Visibility.PUBLIC}
        return EventFactory(**{**common, "title": title, **values})

    return make


def read(client, query=""):
    return ET.fromstring(client.get(f"{ADDRESS}{query}").content)  # noqa: S314 – our own


def said(element, path):
    found = element.find(path, NAMES)
    return None if found is None else found.text


def entries(client, query=""):
    return {said(entry, "a:title"): entry for entry in read(client, query).findall("a:entry", NAMES)}


def test_reader_of_news_learns_what_is_announced(client, make, organisation, area):
    hall = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala", street_name="Weissa")
    kind = EventKindFactory(area=area, code="festyn")
    event = make(location=hall, kind=kind, audiences=["seniors"], cost="paid", cost_note="5 zł", description="Z <b>")
    response = client.get(ADDRESS, headers={"Accept-Language": "en"})
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = read(client)
    address = "http://localhost:8000/podworze/calendar"
    assert said(feed, "a:title") == "Podwórze: kalendarz"
    assert feed.find("a:link[@rel='self']", NAMES).get("href") == f"{address}.atom"
    assert feed.find("a:link[@rel='alternate']", NAMES).get("href") == f"{address}/"
    (entry,) = feed.findall("a:entry", NAMES)
    assert said(entry, "a:title") == "Festyn"
    assert said(entry, "a:id") == f"urn:uuid:{event.uid.partition('@')[0]}"
    assert said(entry, "a:author/a:name") == "Świetlica"
    assert entry.find("a:link", NAMES).get("href") == f"{address}/{event.pk}/"
    assert entry.find("a:category", NAMES).get("term") == "festyn"
    assert (
        said(entry, "a:updated")
        == said(entry, "a:published")
        == said(feed, "a:updated")
        == "2026-12-07T09:00:00+00:00"
    )
    assert said(entry, "a:summary") == (
        "<p>Wtorek, 8 grudnia 2026, 17:00–18:00</p><p>Sala, Weissa</p><p>seniorzy</p><p>płatne: 5 zł</p>"
        "<p>Z &lt;b&gt;</p>"
    )


def test_latest_change_comes_first_under_the_same_name(client, make, december):
    event = make("Pierwszy")
    december.shift(3600)
    make("Drugi")
    before = said(entries(client)["Pierwszy"], "a:id")
    assert list(entries(client)) == ["Drugi", "Pierwszy"]
    december.shift(3600)
    change_event(event, values={"title": "Pierwszy, inaczej"}, by=None)
    found = entries(client)
    assert list(found) == ["Pierwszy, inaczej", "Drugi"]
    assert said(found["Pierwszy, inaczej"], "a:id") == before
    assert said(found["Pierwszy, inaczej"], "a:updated") == "2026-12-07T11:00:00+00:00"
    assert said(read(client), "a:updated") == "2026-12-07T11:00:00+00:00"


def test_what_is_cancelled_says_so(client, make, december):
    event, series = make(), make("Zajęcia", rule="FREQ=WEEKLY;COUNT=4")
    december.shift(60)
    cancel_event(event, reason="deszcz", by=None)
    cancel_occurrence(series, datetime(2026, 12, 15, 17, tzinfo=UTC), reason="święto", by=None)
    moved = {"starts": datetime(2026, 12, 23, 10, tzinfo=UTC), "ends": datetime(2026, 12, 23, 11, tzinfo=UTC)}
    change_occurrence(series, datetime(2026, 12, 22, 17, tzinfo=UTC), values=moved, by=None)
    hidden = {"title": "Tajne", "visibility": Visibility.PRIVATE}
    change_occurrence(series, datetime(2026, 12, 29, 17, tzinfo=UTC), values=hidden, by=None)
    found = entries(client)
    assert "Odwołane: deszcz" in said(found["Odwołane: Festyn"], "a:summary")
    assert {said(entry, "a:updated") for entry in found.values()} == {"2026-12-07T09:01:00+00:00"}
    told = said(found["Zajęcia"], "a:summary")
    assert "we wtorki" in told
    assert "Wtorek, 15 grudnia 2026: odwołane – święto" in told
    assert "Wtorek, 22 grudnia 2026: Środa, 23 grudnia 2026, 10:00" in told
    assert "Tajne" not in told


def test_what_is_withdrawn_is_taken_back(client, make):
    event = make("Tajny festyn")
    name = said(entries(client)["Tajny festyn"], "a:id")
    delete_event(event, by=None)
    feed = read(client)
    assert feed.find("at:deleted-entry", NAMES).get("ref") == name
    assert feed.find("a:entry", NAMES) is None
    assert "Tajny" not in client.get(ADDRESS).text


def test_what_is_not_for_everybody_is_not_in_it(client, make, area, organisation):
    make("Tajne", visibility=Visibility.PARTNERS)
    EventFactory(organisation=OrganisationFactory(home_area=area), title="Tajne", visibility=Visibility.PUBLIC)
    hidden = LocationFactory(organisation=organisation, name="Tajna sala")
    make("Jawne", location=hidden)
    assert "Tajn" not in client.get(ADDRESS).text
    assert list(entries(client)) == ["Jawne"]


def test_it_is_narrowed_as_the_calendar_is(client, make, organisation, area):
    make("Dla seniorów", audiences=["seniors"])
    make("Dla dzieci", audiences=["7-12"], kind=EventKindFactory(area=area, code="turniej"))
    assert list(entries(client, "?for=seniors")) == ["Dla seniorów"]
    assert list(entries(client, "?kind=turniej")) == ["Dla dzieci"]
    assert entries(client, "?organiser=inny") == {}
    assert len(entries(client, f"?organiser={organisation.slug}")) == 2
    assert said(read(client, "?for=seniors"), "a:title") == "Podwórze: kalendarz – dla kogo: seniorzy"
    assert said(read(client), "a:id") != said(read(client, "?for=seniors"), "a:id")


def test_unchanged_feed_is_not_sent_again(client, make, organisation):
    hall = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala")
    make(location=hall)
    tag = client.get(ADDRESS)["ETag"]
    assert tag.startswith('"')
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    packed = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == client.get(ADDRESS).content
    change_location(hall, values={"name": "Aula"}, by=None)
    assert "Aula" in client.get(ADDRESS, headers={"If-None-Match": tag}).text


def test_empty_feed_is_a_feed(client, area):
    assert said(read(client), "a:updated") == "2026-01-01T00:00:00+00:00"


def test_signs_that_xml_cannot_hold_are_left_out(client, make):
    make("Festyn\x0bpod\ufffe lipą & <dębem>", description="a\x00b\x01c".replace("\x00", ""))
    assert list(entries(client)) == ["Festynpod lipą & <dębem>"]


def test_feed_holds_no_more_than_readers_need(client, make, monkeypatch):
    monkeypatch.setattr(atom, "MOST", 2)
    for number in range(3):
        make(f"Festyn {number}")
    assert len(entries(client)) == 2


def test_number_of_queries_does_not_grow_with_events(client, make, django_assert_num_queries):
    make("Jeden", rule="FREQ=WEEKLY;COUNT=3")
    with django_assert_num_queries(4) as one:
        client.get(f"{ADDRESS}?for=seniors")
    make("Dwa", rule="FREQ=WEEKLY;COUNT=3")
    with django_assert_num_queries(len(one)):
        client.get(f"{ADDRESS}?for=seniors")


def test_calendar_names_its_feeds(client, area):
    shown = client.get("/podworze/calendar/?for=seniors").text
    found = dict(re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', shown))
    assert found == {
        "application/atom+xml": "http://localhost:8000/podworze/calendar.atom?for=seniors",
        "text/calendar": "http://localhost:8000/podworze/calendar.ics?for=seniors",
    }
