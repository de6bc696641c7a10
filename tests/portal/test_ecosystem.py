"""Who is here by sector, and whose voice is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalForm, Sector
from podworko.organisations.reach import NOBODY
from podworko.portal import ecosystem
from tests.factories import (
    AreaFactory,
    CategoryFactory,
    ListingFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
)

URL = "/podworze/network/who/"


@pytest.fixture
def estate(db):
    return AreaFactory(name="Podwórze", slug="podworze")


def organisation(estate, **values):
    return OrganisationFactory(home_area=estate, **{"visibility": Visibility.PUBLIC, **values})


def missing(estate):
    members = ecosystem.read(estate, NOBODY)
    return [str(each.name) for each in ecosystem.missing(members, NOBODY)]


def test_empty_sectors_and_groups_are_named_with_the_reason(client, estate):
    organisation(estate, name="Urząd", sector=Sector.PUBLIC)
    assert missing(estate)[:5] == [
        "Sektor prywatny",
        "Sektor społeczny",
        "Sektor wiedzy",
        "Grupy nieformalne",
        "Osoby działające w imieniu miejsca",
    ]
    page = client.get(URL).text.replace("\xa0", " ")
    assert "W spisie nie ma nikogo z tego sektora." in page
    assert "mówi w imieniu ulicy" in page


def test_sector_that_nobody_asked_about_is_said_not_guessed(client, estate):
    organisation(estate, sector=Sector.UNKNOWN)
    assert "brak może być pozorny" in client.get(URL).text.replace("\xa0", " ")


def test_group_that_nobody_serves_is_missing_and_one_that_somebody_does_is_not(estate):
    for sector in (Sector.PUBLIC, Sector.PRIVATE, Sector.CIVIC, Sector.KNOWLEDGE):
        owner = organisation(estate, sector=sector, legal_form=LegalForm.INFORMAL_GROUP)
    organisation(estate, sector=Sector.CIVIC, legal_form=LegalForm.PERSON_FOR_A_PLACE)
    assert missing(estate) == ["Grupy wiekowe i inne grupy: jeszcze nie pytano"]
    served = ["0-2", "3-6", "7-12", "13-17", "18-29", "30-59", "60+", "families", "carers", "disabilities"]
    ResourceFactory(organisation=owner, visibility=Visibility.PUBLIC, audiences=served)
    assert missing(estate) == ["nowi mieszkańcy"]


def test_what_the_reader_does_not_see_is_not_told(client, estate):
    organisation(estate, name="Cicha", sector=Sector.KNOWLEDGE, visibility=Visibility.PRIVATE)
    page = client.get(URL).text
    assert "Cicha" not in page
    assert "Sektor wiedzy" in page


def test_names_stand_under_their_category_and_sector(client, estate):
    owner = organisation(estate, name="Biblioteka", sector=Sector.KNOWLEDGE)
    place = LocationFactory(organisation=owner, visibility=Visibility.PUBLIC)
    ListingFactory(location=place, category=CategoryFactory(area=estate, name="Kultura"))
    board = ecosystem.board(ecosystem.read(estate, NOBODY), estate)
    assert board.rows[0][0] == "Kultura"
    assert [len(cell) for cell in board.rows[0][1]] == [0, 0, 0, 1]
    assert "brakuje głosu" in client.get(URL).text


def test_page_asks_the_database_as_often_for_three_as_for_one(client, estate):
    client.force_login(MembershipFactory(organisation=organisation(estate)).user)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for _number in range(2):
        owner = organisation(estate)
        ListingFactory(location=LocationFactory(organisation=owner), category=CategoryFactory(area=estate))
        ResourceFactory(organisation=owner)
    with CaptureQueriesContext(connection) as three:
        client.get(URL)
    assert len(three) == len(one)
