from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.resources.actions.freshness import Said, record_reply
from podworko.resources.choices import ReplyChannel, ReplyKind
from podworko.resources.freshness_due import overview
from tests.resources.fresh import TUESDAY, an_entry, give_address, run_asking, turn_on

ADDRESS = "/azory/freshness/"


@time_machine.travel(TUESDAY, tick=False)
def test_overview_counts_each_entry_where_it_belongs(estate, mailoutbox):
    settings = turn_on(estate.area)
    estate.school.assured_date = date(2026, 10, 1)
    estate.school.save()
    asked = an_entry(estate.area, "Klub", assured_date=date(2020, 1, 1))
    give_address(asked)
    run_asking()
    record_reply(estate.school, Said(ReplyKind.WRONG, ReplyChannel.PAGE, note="x"), by=None)
    found = overview(settings, date(2026, 11, 24))
    assert (found.total, found.confirmed, found.never) == (3, 1, 1)
    assert (found.by_mail, found.to_ring, found.waiting) == (1, 1, 1)
    assert found.percent == 33


@time_machine.travel(TUESDAY, tick=False)
def test_page_shows_progress_and_the_longest_unconfirmed(signed_in, estate):
    text = signed_in("coordinator").get(ADDRESS).text
    assert "Potwierdzone wpisy: 0 z" in text
    assert "Sklep" in text
    assert "Nie piszemy do organizacji" in text


@pytest.mark.parametrize("who", ["editor", "member", "stranger", "neighbour"])
def test_nobody_else_finds_it(signed_in, estate, who):
    assert signed_in(who).get(ADDRESS).status_code == 404


def test_an_empty_register_says_so(signed_in, estate):
    estate.school.delete()
    estate.area.organisations.all().delete()
    assert "Spis jest jeszcze pusty" in signed_in("coordinator").get(ADDRESS).text


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}phone/", f"{ADDRESS}replies/", f"{ADDRESS}read-aloud/"])
def test_number_of_queries_does_not_grow_with_entries(signed_in, estate, path):
    client = signed_in("coordinator")
    counted = []
    for number in range(4):
        made = an_entry(estate.area, f"Klub {number}")
        give_address(made)
        record_reply(made, Said(ReplyKind.WRONG, ReplyChannel.PAGE, note="x"), by=None)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counted.append(len(queries))
    assert counted[-1] <= counted[0]
