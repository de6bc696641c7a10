from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.resources.actions import suggestion as actions
from tests.resources.suggesting import correct, leave

ADDRESS = "/azory/suggestions/"


def test_nothing_waits(signed_in):
    assert "Nic nie czeka" in signed_in("coordinator").get(ADDRESS).text


def test_coordinator_sees_all_and_a_keeper_their_own_entry(signed_in, estate):
    leave(estate.area, changes={"name": ["", "Szewc"]})
    correct(estate, name="Szkoła nr 6")
    seen = signed_in("coordinator").get(ADDRESS).text
    assert "Szewc" in seen
    assert "Szkoła nr" in seen
    seen = signed_in("editor").get(ADDRESS).text
    assert "Szewc" not in seen
    assert "Szkoła nr" in seen.partition("<h1>")[2]
    assert "Szkoła nr" not in signed_in("neighbour").get(ADDRESS).text.partition("<h1>")[2]


def test_what_was_set_aside_is_not_shown_to_keepers(signed_in, estate):
    actions.set_aside(correct(estate, name="Szkoła nr 6"), by=None)
    assert "Szkoła nr" not in signed_in("editor").get(ADDRESS).text.partition("<h1>")[2]
    assert "odłożone jako reklama" in signed_in("coordinator").get(ADDRESS).text.replace("\N{NO-BREAK SPACE}", " ")


def test_desk_counts_what_waits(signed_in, estate):
    assert "Przysłane bez konta" not in signed_in("coordinator").get("/azory/desk/").text
    correct(estate, name="Szkoła nr 6")
    assert "Przysłane bez konta" in signed_in("coordinator").get("/azory/desk/").text
    assert ADDRESS in signed_in("editor").get("/azory/desk/").text
    assert ADDRESS not in signed_in("neighbour").get("/azory/desk/").text


def test_list_asks_as_much_for_one_as_for_three(signed_in, estate):
    client = signed_in("coordinator")
    correct(estate, name="Szkoła nr 6")
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    correct(estate, name="Szkoła nr 7")
    leave(estate.area)
    with CaptureQueriesContext(connection) as three:
        client.get(ADDRESS)
    assert len(one) == len(three)


def test_list_leads_back_and_to_what_was_answered(signed_in, estate):
    page = signed_in("coordinator").get(ADDRESS).text
    assert 'href="/azory/desk/"' in page.partition("<main")[2]
    assert 'href="/azory/freshness/replies/"' in page
    assert f'href="{ADDRESS}"' in signed_in("coordinator").get("/azory/freshness/replies/").text
    correct(estate, name="Szkoła nr 6")
    assert "/azory/freshness/replies/" not in signed_in("editor").get(ADDRESS).text
