import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.organisations.reach import reach_of
from podworko.resources.actions import suggestion as actions
from podworko.resources.actions.freshness import Said, record_reply
from podworko.resources.choices import ReplyChannel, ReplyKind
from tests.resources.suggesting import correct, leave

ADDRESS = "/azory/suggestions/"
REPLIES = "/azory/freshness/replies/"


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


def test_desk_counts_what_waits_of_both_kinds_at_one_place(signed_in, estate):
    def desk(role):
        return signed_in(role).get("/azory/desk/").text.partition("<main")[2].replace("\N{NO-BREAK SPACE}", " ")

    assert "do decyzji: " not in desk("coordinator")
    assert f'href="{ADDRESS}">Co mówią o wpisach<' in desk("coordinator")
    record_reply(estate.school, Said(ReplyKind.WRONG, ReplyChannel.PAGE, note="Zły numer."), by=None)
    # It leads to the list that holds something.
    assert desk("coordinator").count(f'href="{REPLIES}"') == 2
    assert "do decyzji: 1" in desk("coordinator")
    assert "do decyzji: " not in desk("editor")
    correct(estate, name="Szkoła nr 6")
    assert "do decyzji: 2" in desk("coordinator")
    assert "Co mówią o wpisach (2)" in desk("coordinator")
    assert desk("coordinator").count(f'href="{ADDRESS}"') == 2
    assert "do decyzji: 1" in desk("editor")
    assert ADDRESS in desk("editor")
    assert ADDRESS not in desk("neighbour")


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


def test_both_lists_are_one_page_with_two_tabs(signed_in, estate):
    record_reply(estate.school, Said(ReplyKind.WRONG, ReplyChannel.PAGE, note="Zły numer."), by=None)
    correct(estate, name="Szkoła nr 6")
    correct(estate, name="Szkoła nr 7")
    for address in (ADDRESS, REPLIES):
        page = signed_in("coordinator").get(address).text.partition("<main")[2]
        assert 'href="/azory/desk/"' in page
        assert "<h1>Co mówią o wpisach</h1>" in page
        assert re.findall(r'<span class="number">(\d+)</span>', page) == ["2", "1"]
        assert f'href="{address}" aria-current="page"' in page
    assert REPLIES not in signed_in("editor").get(ADDRESS).text


def test_book_of_handover_counts_both(estate, signed_in):
    from podworko.portal.handover_matters import counts

    record_reply(estate.school, Said(ReplyKind.WRONG, ReplyChannel.PAGE, note="Zły numer."), by=None)
    correct(estate, name="Szkoła nr 6")
    reach = reach_of(estate.coordinator)
    assert ["Co mówią o wpisach: propozycje i odpowiedzi", "2"] in [row[:2] for row in counts(estate.area, reach)]
