from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.core.visibility import Visibility
from podworko.organisations.actions import link as links
from podworko.organisations.models import Link
from tests.factories import OrganisationFactory

URL = "/azory/network/links/"


def sent(**changes):
    return {
        "first": "Klub",
        "second": "Biblioteka",
        "level": "actions",
        "starts": "2016",
        "source": "rozmowa 4 maja",
        "visibility": "partners",
        "token": str(uuid4()),
    } | changes


def test_link_is_added_with_level_date_and_source(keeper, club, library, coordinator):
    response = keeper.post(URL, sent(), follow=True)
    assert "Zapisano powiązanie" in response.text
    link = Link.objects.get()
    assert (link.first, link.second, link.level, link.starts) == (club, library, "actions", "2016")
    assert link.starts_earliest.isoformat() == "2016-01-01"
    assert link.entered_by == coordinator
    assert "rozmowa 4 maja" in response.text


def test_double_click_makes_one(keeper, club, library):
    data = sent()
    for _click in range(2):
        assert keeper.post(URL, data).status_code == 302
    assert Link.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"second": "Klub"}, "To ta sama organizacja"),
        ({"second": "Biblioteczka"}, "Nie ma takiego wpisu"),
        ({"second": ""}, "To pole jest wymagane"),
        ({"starts": "dawno"}, "Wpisz datę"),
        ({"starts": "2020", "ends": "2010"}, "wcześniejsza niż początek"),
        ({"level": "przyjaźń"}, "level"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(keeper, club, library, changes, said):
    response = keeper.post(URL, sent(**changes))
    assert said in response.text
    assert "rozmowa 4 maja" in response.text
    assert not Link.objects.exists()


def test_the_same_link_again_is_refused_whichever_way_round(keeper, club, library):
    keeper.post(URL, sent())
    response = keeper.post(URL, sent(first="Biblioteka", second="Klub"))
    assert "już tu jest" in response.text
    assert Link.objects.count() == 1


def test_organisation_that_the_coordinator_does_not_see_is_not_found(keeper, club, azory):
    OrganisationFactory(name="Ukryta", home_area=azory, visibility=Visibility.PRIVATE)
    assert "Nie ma takiego wpisu" in keeper.post(URL, sent(second="Ukryta")).text


def test_page_asks_the_database_as_often_for_three_as_for_one(keeper, azory, club, library):
    def one_more():
        other = OrganisationFactory(home_area=azory, visibility=Visibility.PUBLIC)
        links.add_link(area=azory, first=club, second=other, values={"level": "informal"}, by=None)

    one_more()
    keeper.get(URL)
    with CaptureQueriesContext(connection) as one:
        keeper.get(URL)
    one_more()
    one_more()
    with CaptureQueriesContext(connection) as three:
        keeper.get(URL)
    assert len(three) == len(one)
