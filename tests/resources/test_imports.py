"""The list of files that were brought into the register."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.resources.importing import IMPORTS, committed, previewed, undone

TABLE = "Nazwa;Ulica;Nr domu\nKlub Sowa;Weissa;3\n"


def test_empty_list_says_what_it_is_for(signed_in):
    assert "Nikt jeszcze niczego nie wczytał" in signed_in("coordinator").get(IMPORTS).text


def test_list_tells_who_brought_what_and_what_became_of_it(signed_in):
    client = signed_in("coordinator")
    undone(client, committed(client, previewed(client, TABLE, "wykaz.csv")))
    text = client.get(IMPORTS).text
    assert "wykaz.csv" in text
    assert "Kora" in text
    assert "Nowych wpisów: 1." in text
    assert "Cofnięto:" in text


@pytest.mark.parametrize("who", ["editor", "stranger", "neighbour"])
def test_others_find_no_such_page(signed_in, who):
    assert signed_in(who).get(IMPORTS).status_code == 404


def test_number_of_queries_does_not_grow(signed_in):
    client = signed_in("coordinator")
    counts = []
    for number in (1, 3):
        while client.get(IMPORTS).context["page"].paginator.count < number:
            previewed(client, TABLE)
        with CaptureQueriesContext(connection) as queries:
            client.get(IMPORTS)
        counts.append(len(queries))
    assert counts[0] == counts[1]
