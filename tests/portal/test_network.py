"""Who works with whom: what was entered, what follows from it, and what each may see of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from podworko.agenda.models import EventOrganiser
from podworko.core import network as measures
from podworko.core.visibility import Visibility
from podworko.organisations.actions import link as links
from podworko.organisations.choices import LegalForm
from podworko.organisations.models import Assessment
from podworko.organisations.reach import NOBODY
from podworko.portal import ecosystem, network, network_words
from tests.factories import AreaFactory, EventFactory, LocationFactory, MembershipFactory, OrganisationFactory

URL = "/podworze/network/"


@pytest.fixture
def estate(db):
    return AreaFactory(name="Podwórze", slug="podworze")


def organisation(estate, name, **values):
    return OrganisationFactory(home_area=estate, name=name, **{"visibility": Visibility.PUBLIC, **values})


@pytest.fixture
def three(estate):
    return [organisation(estate, name) for name in ("Klub", "Biblioteka", "Szkoła")]


def join(estate, first, second, level="actions", **values):
    values = {"level": level, "visibility": Visibility.PUBLIC, **values}
    return links.add_link(area=estate, first=first, second=second, values=values, by=None)


def common_event(estate, first, second, start):
    event = EventFactory(area=estate, organisation=first, visibility=Visibility.PUBLIC, starts=start)
    EventOrganiser.objects.create(event=event, organisation=second)
    return event


def read(estate, year=None):
    return network.read(estate, NOBODY, network.period_of(year, timezone.localdate()))


def test_entered_link_stands_with_its_level_date_and_source(client, estate, three):
    join(estate, three[0], three[1], starts="2016", source="„W 2016 roku powstały” – MOPS")
    page = client.get(URL).text.replace("\xa0", " ")
    assert "robią coś razem" in page
    assert "od: 2016" in page
    assert "„W 2016 roku powstały” – MOPS" in page
    assert "<svg" in page


def test_source_of_several_links_is_said_once_and_another_where_it_stands(client, estate, three):
    join(estate, three[0], three[1], starts="2016", source="Protokół z 4 maja")
    join(estate, three[1], three[2], source="Protokół z 4 maja")
    join(estate, three[0], three[2], source="rozmowa")
    page = client.get(URL).text.replace("\xa0", " ")
    assert page.count("Protokół z 4 maja") == 1
    assert page.count("[1]") == 2
    assert page.count("rozmowa") == 1
    rows = b"".join(client.get("/podworze/network/network.csv").streaming_content).decode("utf-8-sig")
    assert rows.count("Protokół z 4 maja") == 2


def test_density_is_said_in_one_way(client, estate, three):
    join(estate, three[0], three[1], starts="2016")
    page = client.get(URL).text.replace("\xa0", " ")
    assert "‰" not in page
    shown = network_words.per_cent(read(estate).measured().density)
    assert page.count(shown) >= 2


def test_events_in_common_count_in_their_year_and_lately(estate, three):
    today = timezone.now()
    common_event(estate, three[0], three[1], today - timedelta(days=30))
    common_event(estate, three[1], three[2], datetime(2019, 5, 4, 12, tzinfo=UTC))
    assert [(tie.level, tie.is_entered) for tie in read(estate).ties] == [(3, False)]
    assert "wspólne wydarzenia z kalendarza: 1" in read(estate).ties[0].said[0]
    assert {tie.first for tie in read(estate, 2019).ties} == {three[1].pk}
    assert read(estate, 2018).ties == []


def test_parts_and_operators_are_told_apart_from_what_people_do(estate, three):
    part = organisation(estate, "Oddział", parent=three[0], parent_role="branch")
    LocationFactory(organisation=three[1], operator=three[2], visibility=Visibility.PUBLIC)
    found = {(tie.first, tie.second): tie for tie in read(estate).ties}
    assert found[three[0].pk, part.pk].label == "zależność z wpisu"
    assert found[three[1].pk, three[2].pk].pen == "derived"


def test_closest_of_all_that_is_known_is_drawn(estate, three):
    join(estate, three[0], three[1], "informal")
    join(estate, three[1], three[0], "partnership")
    (tie,) = read(estate).ties
    assert tie.level == 4
    assert len(tie.said) == 2


def test_link_that_is_over_stands_in_its_year_only(estate, three):
    join(estate, three[0], three[1], starts="2016", ends="2018")
    assert read(estate).ties == []
    assert len(read(estate, 2018).ties) == 1
    assert read(estate, 2015).ties == []


def test_link_for_partners_or_to_somebody_hidden_is_not_for_everybody(client, estate, three):
    hidden = organisation(estate, "Cicha", visibility=Visibility.PARTNERS)
    join(estate, three[0], three[1], visibility=Visibility.PARTNERS, source="tylko partnerzy")
    join(estate, three[0], hidden, source="ukryta para")
    member = MembershipFactory(organisation=three[2]).user
    page = client.get(URL).text
    assert "tylko partnerzy" not in page
    assert "Cicha" not in page
    assert "ukryta para" not in page
    client.force_login(member)
    page = client.get(URL).text
    assert "tylko partnerzy" in page
    assert "ukryta para" in page


@pytest.mark.parametrize("query", ["?year=x", "?year=99999999999999999999", "?year=²", "?year=0001"])
def test_address_that_means_nothing_shows_what_holds_now(client, three, query):
    assert client.get(URL + query).status_code == 200


def test_empty_estate_says_so(client, estate):
    assert "Nie ma tu jeszcze nikogo" in client.get(URL).text


def test_estate_without_links_says_where_they_come_from(client, three):
    page = client.get(URL).text
    assert "Nie ma tu jeszcze żadnego powiązania" in page
    assert "Bez znanych powiązań" in page


def test_measures_are_what_networks_are_measured_by():
    found = measures.measure([1, 2, 3, 4, 5, 6], [(1, 2), (2, 1), (2, 3), (4, 5), (7, 1)])
    assert found == measures.Measures(nodes=6, edges=3, density=0.2, isolated=1, parts=2, largest=3)
    assert measures.measure([], []).density == 0


def test_broker_is_who_joins_the_others(client, estate, three):
    join(estate, three[0], three[1])
    join(estate, three[0], three[2])
    page = client.get(URL).text
    assert "Pośrednicy" in page
    assert "<strong>Klub</strong>" in page


def test_picture_of_the_same_network_is_always_the_same():
    edges = [(1, 2, 3.0), (2, 3, 1.0), (3, 4, 2.0), (4, 1, 1.0)]
    found = measures.laid_out([1, 2, 3, 4], edges)
    measures.keep.__globals__["forget"]()
    assert measures.laid_out([4, 3, 2, 1], edges[::-1]) == found
    assert all(0 <= at <= 1 for place in found["groups"][0].values() for at in place)


def test_name_is_text_in_the_picture(client, estate, three):
    evil = organisation(estate, "<script>alert(1)</script>", slug="zla")
    join(estate, three[0], evil)
    assert "<script>alert(1)" not in client.get(URL).text


def test_page_asks_the_database_as_often_for_three_as_for_one(client, estate, three):
    client.force_login(MembershipFactory(organisation=three[0]).user)
    join(estate, three[0], three[1])
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    join(estate, three[0], three[2])
    join(estate, three[1], three[2])
    with CaptureQueriesContext(connection) as three_links:
        client.get(URL)
    assert len(three_links) == len(one)


def test_change_of_a_link_makes_the_public_page_anew(client, estate, three):
    link = join(estate, three[0], three[1], note="stary dopisek")
    tag = client.get(URL)["ETag"]
    links.change_link(link, values={"note": "nowy dopisek"}, by=None)
    again = client.get(URL, headers={"if-none-match": tag})
    assert "nowy dopisek" in again.text


def test_actors_and_links_of_the_sources_stand_in_azory(client, azory):
    """The check of stakeholder registers on real sources: 25 printed entries, and those whom the prose names."""
    page = client.get("/azory/network/catalogue/?page=1").text + client.get("/azory/network/catalogue/?page=2").text
    for name in ("Klub Rodzica przy ul. Jaremy 1", "Mieszkanki ul. Siemaszki i Żabiniec", "Streetworkerzy"):
        assert name in page.replace("\xa0", " ")
    members = ecosystem.read(azory, NOBODY)
    assert len(members) >= 25
    assert {member.legal_form for member in members} == set(LegalForm.values)
    assert page.count("jeszcze nie pytano") >= sum(not member.offers or not member.needs for member in members)
    gaps = [str(each.name) for each in ecosystem.missing(members, NOBODY)]
    assert gaps[0] == "Sektor wiedzy"
    shown = read(azory)
    assert all(any("–" in source for source in tie.sources) for tie in shown.ties if tie.is_entered)
    assert len(read(azory, 2018).ties) == len(shown.ties) + 11
    assert not Assessment.objects.filter(area=azory).exists()
